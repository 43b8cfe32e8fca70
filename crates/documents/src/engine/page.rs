//! What is drawn on a page: text, rules, grounds and pictures, measured in points from the top left.

use crate::engine::lines::Piece;

/// Shades of ink. Papers are printed on black-and-white lasers, so there is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Ink {
    /// Text.
    Black,
    /// Labels and running heads.
    Grey,
    /// Heavy rules.
    Dark,
    /// Hairlines.
    Light,
    /// The ground of labels and notices.
    Ground,
}

impl Ink {
    /// 0 is black, 1 is paper.
    pub(crate) const fn level(self) -> f32 {
        match self {
            Ink::Black => 0.08,
            Ink::Dark => 0.25,
            Ink::Grey => 0.38,
            Ink::Light => 0.72,
            Ink::Ground => 0.953,
        }
    }
}

/// One thing that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Mark {
    Text {
        piece: Piece,
        /// Baseline, downwards from the strip's or page's top.
        y: f32,
        size: f32,
        ink: Ink,
    },
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        thickness: f32,
        ink: Ink,
    },
    Ground {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        ink: Ink,
    },
    Picture {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
}

impl Mark {
    pub(crate) fn moved(mut self, dx: f32, dy: f32) -> Mark {
        match &mut self {
            Mark::Text { piece, y, .. } => {
                piece.x += dx;
                *y += dy;
            }
            Mark::Rule { from, to, .. } => {
                from.0 += dx;
                from.1 += dy;
                to.0 += dx;
                to.1 += dy;
            }
            Mark::Ground { x, y, .. } | Mark::Picture { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
        self
    }
}

/// A finished page.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Page {
    pub marks: Vec<Mark>,
}
