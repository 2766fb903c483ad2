//! The one ornament: a girih of eight-pointed stars and crosses, after the tilework of the Blue
//! Mosque of Tabriz, drawn as a strap with two edges.

use leptos::prelude::*;

/// The outline of a star {8/2} that touches its neighbours in a tile of 48 units. The crosses are
/// what four stars leave between them.
const STAR: &str =
    "M48 24 41 31 41 41 31 41 24 48 17 41 7 41 7 31 0 24 7 17 7 7 17 7 24 0 31 7 41 7 41 17Z";

/// The small star inside, turned by an eighth, and the ribs that tie it to the large one.
const HEART: &str = "M24 13 27.2 16.3 31.8 16.2 31.7 20.8 35 24 31.7 27.2 31.8 31.8 27.2 31.7 24 35 20.8 31.7 16.2 31.8 16.3 27.2 13 24 16.3 20.8 16.2 16.2 20.8 16.3Z";
const RIBS: &str = "M24 0V13M24 35V48M0 24H13M35 24H48M7 7 16.2 16.2M31.8 31.8 41 41M41 7 31.8 16.2M16.2 31.8 7 41";

/// A band of the pattern, as wide as its place.
pub(crate) fn band() -> impl IntoView {
    view! {
        <svg class="girih" width="100%" height="96" aria-hidden="true" focusable="false">
            <defs>
                <pattern id="girih" width="48" height="48" patternUnits="userSpaceOnUse">
                    <path class="girih-rib" d=RIBS fill="none"></path>
                    <path class="girih-strap" d=STAR fill="none"></path>
                    <path class="girih-gap" d=STAR fill="none"></path>
                    <path class="girih-heart" d=HEART></path>
                </pattern>
            </defs>
            <rect width="100%" height="96" fill="url(#girih)"></rect>
        </svg>
    }
}
