//! Puts strips onto pages and adds what every page carries: running head, page numbers, overlay.

use super::lines::{self, Measure};
use super::page::{Ink, Mark, Page};
use super::strips::{Setting, Strip, points, scale, strips_of, text_marks};
use crate::DocumentError;
use crate::fonts::Fonts;
use crate::model::{Alignment, Document, Span};

/// The room between the margins, in points.
struct Frame {
    left: f32,
    top: f32,
    width: f32,
    height: f32,
}

/// White between the running head and the text, and between the text and the foot.
const HEAD: f32 = 20.0;
const FOOT: f32 = 20.0;

pub(crate) fn set_pages(document: &Document, fonts: &Fonts) -> Result<Vec<Page>, DocumentError> {
    let frame = frame(document)?;
    let setting = Setting {
        fonts,
        width: frame.width,
        height: frame.height - HEAD,
    };
    let mut strips = letterhead(document, setting);
    strips.extend(strips_of(&document.blocks, setting));
    let mut pages = place(strips, &frame);
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        furnish(page, document, &frame, (index, count), fonts);
        let (dx, dy) = document.page.shift_mm;
        if dx != 0.0 || dy != 0.0 {
            page.marks = std::mem::take(&mut page.marks)
                .into_iter()
                .map(|mark| mark.moved(points(dx), points(dy)))
                .collect();
        }
    }
    Ok(pages)
}

fn frame(document: &Document) -> Result<Frame, DocumentError> {
    let setup = document.page;
    let [top, right, bottom, left] = setup.margins_mm.map(points);
    let frame = Frame {
        left,
        top,
        width: points(setup.width_mm) - left - right,
        height: points(setup.height_mm) - top - bottom - FOOT,
    };
    if frame.width < 100.0 || frame.height < 100.0 {
        return Err(DocumentError::PageTooSmall {
            width_mm: setup.width_mm,
            height_mm: setup.height_mm,
        });
    }
    Ok(frame)
}

/// The page that is being filled.
struct Filling<'a> {
    frame: &'a Frame,
    pages: Vec<Page>,
    marks: Vec<Mark>,
    /// Next free place, from the frame's top.
    y: f32,
    is_empty: bool,
}

fn place(strips: Vec<Strip>, frame: &Frame) -> Vec<Page> {
    let mut filling = Filling {
        frame,
        pages: Vec::new(),
        marks: Vec::new(),
        y: 0.0,
        is_empty: true,
    };
    let mut rest = strips.into_iter().peekable();
    while let Some(first) = rest.next() {
        let mut chain = vec![first];
        while chain.last().is_some_and(|strip| strip.keep_with_next) {
            match rest.next() {
                Some(strip) => chain.push(strip),
                None => break,
            }
        }
        filling.add(chain);
    }
    filling.finish()
}

impl Filling<'_> {
    /// Adds strips that want to stay together.
    fn add(&mut self, chain: Vec<Strip>) {
        if chain.first().is_some_and(|strip| strip.page_break_before) && !self.is_empty {
            self.turn();
        }
        if self.y + self.needed(&chain) > self.room() && !self.is_empty {
            self.turn();
        }
        if self.y + self.needed(&chain) <= self.room() {
            for strip in chain {
                self.put(strip);
            }
            return;
        }
        // The chain is longer than a page: it is broken where it has to be.
        for strip in chain {
            if self.y + self.needed(std::slice::from_ref(&strip)) > self.room() && !self.is_empty {
                self.turn();
            }
            self.put(strip);
        }
    }

    /// Later pages lose some height to the running head.
    fn room(&self) -> f32 {
        self.frame.height - self.head()
    }

    fn head(&self) -> f32 {
        if self.pages.is_empty() { 0.0 } else { HEAD }
    }

    fn needed(&self, chain: &[Strip]) -> f32 {
        let mut height = 0.0;
        for (index, strip) in chain.iter().enumerate() {
            if index == 0 && self.is_empty {
                height += strip.repeated.as_ref().map_or(0.0, |header| header.height);
            } else {
                height += strip.above;
            }
            height += strip.height;
        }
        height
    }

    fn put(&mut self, mut strip: Strip) {
        if self.is_empty {
            if let Some(header) = strip.repeated.take() {
                self.draw(header.marks.clone(), header.height);
            }
        } else {
            self.y += strip.above;
        }
        self.draw(strip.marks, strip.height);
        self.is_empty = false;
    }

    fn draw(&mut self, marks: Vec<Mark>, height: f32) {
        let (left, top) = (self.frame.left, self.frame.top + self.head() + self.y);
        self.marks
            .extend(marks.into_iter().map(|mark| mark.moved(left, top)));
        self.y += height;
    }

    fn turn(&mut self) {
        self.pages.push(Page {
            marks: std::mem::take(&mut self.marks),
        });
        self.y = 0.0;
        self.is_empty = true;
    }

    fn finish(mut self) -> Vec<Page> {
        if !self.is_empty || self.pages.is_empty() {
            self.turn();
        }
        self.pages
    }
}

/// The head of the first page.
fn letterhead(document: &Document, setting: Setting<'_>) -> Vec<Strip> {
    const SIZE: f32 = 10.5;
    const SMALL: f32 = 7.8;
    let Some(letterhead) = &document.letterhead else {
        return Vec::new();
    };
    let mut marks = Vec::new();
    let mut x = 0.0;
    let mut height = SIZE * 1.4;
    if let Some(logo) = &letterhead.logo {
        // Room enough for a mark with its name, and never so wide that the name beside it breaks.
        let (logo_width, logo_height) = logo.within(150.0, 24.0);
        marks.push(Mark::Picture {
            x: 0.0,
            y: 0.0,
            width: logo_width,
            height: logo_height,
        });
        x = logo_width + 9.0;
        height = height.max(logo_height);
    }
    let name_top = (height - SIZE * 1.4) / 2.0;
    let name = [Span::bold(letterhead.name.as_str())];
    let name_width = lines::natural_width(setting.fonts, &name, SIZE);
    let name = lines::set(
        setting.fonts,
        &name,
        Measure {
            size: SIZE,
            width: setting.width - x,
            alignment: Alignment::Left,
        },
    );
    let name_lines = name.len().max(1) as f32;
    marks.extend(text_marks(name, (x, name_top), (SIZE, 1.4), Ink::Black));
    height = height.max(name_top + name_lines * SIZE * 1.4);
    // The details stand at the right when there is room beside the name, else under it.
    let details = [Span::plain(letterhead.details.as_str())];
    let details_width = lines::natural_width(setting.fonts, &details, SMALL);
    let beside = x + name_width + 20.0 + details_width <= setting.width;
    let (details_top, alignment) = if beside {
        (name_top + SIZE * 1.4 - SMALL * 1.4 - 0.8, Alignment::Right)
    } else {
        (height, Alignment::Left)
    };
    let details = lines::set(
        setting.fonts,
        &details,
        Measure {
            size: SMALL,
            width: setting.width,
            alignment,
        },
    );
    let details_lines = details.len() as f32;
    marks.extend(text_marks(
        details,
        (0.0, details_top),
        (SMALL, 1.4),
        Ink::Grey,
    ));
    height = height.max(details_top + details_lines * SMALL * 1.4) + 5.0;
    marks.push(Mark::Rule {
        from: (0.0, height),
        to: (setting.width, height),
        thickness: scale::RULE,
        ink: Ink::Dark,
    });
    vec![Strip {
        height,
        keep_with_next: true,
        marks,
        ..Strip::default()
    }]
}

/// Running head from the second page on, foot on every page, overlay in the corner.
fn furnish(
    page: &mut Page,
    document: &Document,
    frame: &Frame,
    (index, count): (usize, usize),
    fonts: &Fonts,
) {
    const SIZE: f32 = 7.8;
    let mut write = |text: &str, alignment: Alignment, baseline: f32, ink: Ink| {
        let lines = lines::set(
            fonts,
            &[Span::plain(text)],
            Measure {
                size: SIZE,
                width: frame.width,
                alignment,
            },
        );
        for piece in lines.into_iter().take(1).flat_map(|line| line.pieces) {
            page.marks.push(
                Mark::Text {
                    piece,
                    y: baseline,
                    size: SIZE,
                    ink,
                }
                .moved(frame.left, 0.0),
            );
        }
    };
    let foot = frame.top + frame.height + FOOT - 2.0;
    write(&document.foot_note, Alignment::Left, foot, Ink::Grey);
    let page_of = document.language.page_of(index + 1, count);
    write(&page_of, Alignment::Centre, foot, Ink::Grey);
    let number = document.number.as_deref().unwrap_or_default();
    write(number, Alignment::Right, foot, Ink::Grey);
    if index > 0 {
        let head = frame.top + 4.0;
        let issuer = document
            .letterhead
            .as_ref()
            .map_or("", |it| it.name.as_str());
        write(issuer, Alignment::Left, head, Ink::Grey);
        write(&document.title, Alignment::Right, head, Ink::Grey);
        page.marks.push(Mark::Rule {
            from: (frame.left, head + 4.5),
            to: (frame.left + frame.width, head + 4.5),
            thickness: scale::HAIRLINE,
            ink: Ink::Light,
        });
    }
    page.marks.push(Mark::Rule {
        from: (frame.left, foot - 11.0),
        to: (frame.left + frame.width, foot - 11.0),
        thickness: scale::HAIRLINE,
        ink: Ink::Light,
    });
    if let Some(overlay) = &document.overlay {
        overlay_marks(page, overlay, frame, fonts);
    }
}

fn overlay_marks(page: &mut Page, overlay: &str, frame: &Frame, fonts: &Fonts) {
    const SIZE: f32 = 9.0;
    let lines = lines::set(
        fonts,
        &[Span::bold(overlay)],
        Measure {
            size: SIZE,
            width: frame.width,
            alignment: Alignment::Right,
        },
    );
    for piece in lines.into_iter().take(1).flat_map(|line| line.pieces) {
        page.marks.push(
            Mark::Text {
                piece,
                y: frame.top - 8.0,
                size: SIZE,
                ink: Ink::Black,
            }
            .moved(frame.left, 0.0),
        );
    }
}
