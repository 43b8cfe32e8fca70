//! The pointer: a thing is taken hold of, dragged over the window and let go.

use serde::Deserialize;

use super::desk::Desk;

/// A place in the window, in pixels of the page.
pub type Spot = (f64, f64);

/// Where a thing lies in the window, in pixels of the page.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Area {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    /// The middle of it.
    pub fn middle(&self) -> Spot {
        self.along(0.5)
    }

    /// At a share of its width, half way down.
    pub fn along(&self, share: f64) -> Spot {
        (self.left + self.width * share, self.top + self.height / 2.0)
    }

    /// Just within its right edge.
    pub fn end(&self) -> Spot {
        (self.left + self.width - 2.0, self.top + self.height / 2.0)
    }
}

impl Desk {
    /// Where the first thing of this role and name lies, once it is there and in sight.
    #[track_caller]
    pub fn area_of(&self, role: &str, name: &str) -> Area {
        self.has(role, name);
        self.wait_until_at_rest();
        let found: Option<Area> = self.read("page.area(...words)", &[role, name]);
        match found {
            Some(area) => area,
            None => self.fail(&format!("the {role} “{name}” was there and is gone again")),
        }
    }

    /// Takes hold of what lies at a spot and drags it over another, without letting go.
    #[track_caller]
    pub fn hold(&self, from: Spot, over: Spot) {
        let half = (f64::midpoint(from.0, over.0), f64::midpoint(from.1, over.1));
        let whole = |(x, y): Spot| (x.round() as i64, y.round() as i64);
        let (from, half, over) = (whole(from), whole(half), whole(over));
        self.demand(async |web| {
            web.action_chain()
                .move_to(from.0, from.1)
                .click_and_hold()
                .move_to(half.0, half.1)
                .move_to(over.0, over.1)
                .perform()
                .await
        });
    }

    /// Lets go of what is held.
    #[track_caller]
    pub fn let_go(&self) {
        self.demand(async |web| web.action_chain().release().perform().await);
    }

    /// Drags what lies at a spot to another and lets it go there.
    #[track_caller]
    pub fn drag(&self, from: Spot, to: Spot) {
        self.hold(from, to);
        self.let_go();
    }
}
