//! What stands before the router: tiles that are in memory are answered at once.
//!
//! A reader of the log asks for thousands of tiles, each of which is a few kilobytes that never
//! change. Everything that a page goes through would cost more than sending them.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Method;
use axum::response::Response;
use axum::routing::future::RouteFuture;
use hyper::body::Incoming;
use tower::Service;

use super::{State, header};
use crate::api;

/// The whole portal as one service.
#[derive(Clone)]
pub struct Front {
    state: State,
    router: Router,
}

impl Front {
    /// The portal of this state.
    #[must_use]
    pub fn new(state: &State) -> Self {
        Self { state: state.clone(), router: super::router(state) }
    }

    /// The answer to a request for a tile that is in memory; `None` for everything else.
    fn tile(&self, request: &Request<Incoming>) -> Option<Response> {
        let path = request.uri().path().strip_prefix("/log/tile/")?;
        // Bundles are compressed for those who ask for it, which is the router's to do.
        if request.method() != Method::GET || path.starts_with("entries/") {
            return None;
        }
        let resource = tlog::parse_path(request.uri().path().strip_prefix("/log/")?)?;
        let bytes = self.state.log()?.at_hand(resource)?;
        Some(header::secured(api::tile(bytes)))
    }
}

impl Service<Request<Incoming>> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Answer;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A router always is.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Answer {
        match self.tile(&request) {
            Some(response) => Answer::Tile(ready(Ok(response))),
            None => Answer::Routed(self.router.call(request.map(Body::new))),
        }
    }
}

/// An answer that is there, or that the router is making.
pub enum Answer {
    /// A tile.
    Tile(Ready<Result<Response, Infallible>>),
    /// Everything else.
    Routed(RouteFuture<Infallible>),
}

impl Future for Answer {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            Self::Tile(answer) => Pin::new(answer).poll(context),
            Self::Routed(answer) => Pin::new(answer).poll(context),
        }
    }
}
