//! What a session leaves in the log, even when everything is logged: routes and codes of answers.

use crate::support::client::Request;
use crate::support::demonstration::Demonstration;
use crate::support::server::Server;

#[test]
fn the_log_holds_nothing_of_what_somebody_typed() {
    let demo = Demonstration::made();
    let (number, code) = demo.case();
    let digits = demo.digits();
    let server = Server::start(|command| {
        command.env("RUST_LOG", "trace");
    });
    // Each of these carries something that is somebody's own.
    let secret = "9-1399-31415";
    server.post("/fa/case", &[("number", &number), ("code", &code)]);
    server.post("/fa/case", &[("number", secret), ("code", "0000-0000-0000")]);
    server.post("/en/case", &[("number", secret), ("code", "mistyped-code")]);
    server.post("/en/verify", &[("text", &digits)]);
    server.post("/en/verify", &[("text", "not a certificate")]);
    for path in [
        format!("/fa/case?number={secret}"),
        format!("/v?{digits}"),
        format!("/fa/{secret}"),
        format!("/releases/{secret}/{secret}"),
        format!("/pkg/{secret}"),
    ] {
        server.get(&path);
    }
    let odd = Request::new("GET", "/fa/").with("user-agent", secret).with("referer", secret);
    server.send(&odd.with("x-forwarded-for", "203.0.113.7").with("cookie", secret));
    server.send(&Request::new("POST", "/fa/case").body(format!("number={secret}")));
    let log = server.end();
    assert!(log.matches("answered").count() >= 12, "the session was not logged: {log}");
    assert!(log.contains("/{language}/case"), "no route was logged: {log}");
    let code_bare = code.replace('-', "");
    for word in [&number, &code, &code_bare, secret, &digits[..40], "mistyped", "203.0.113"] {
        assert!(!log.contains(word), "{word} is in the log: {log}");
    }
    // The only address is the server's own, in the line that says where it listens.
    for line in log.lines().filter(|line| line.contains("127.0.0.1")) {
        assert!(line.contains("listening"), "an address is in the log: {line}");
    }
}
