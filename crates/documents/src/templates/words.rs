//! Collects the words of a paragraph, a cell or a label, with their bold parts.

use crate::Language;
use crate::engine::breaks::is_wide;
use crate::fonts::Weight;
use crate::model::{RichText, Span};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Collects inline text.
pub(super) struct Words {
    language: Language,
    spans: RichText,
    /// How many bold parts are open.
    pub(super) strong: usize,
}

impl Words {
    pub(super) fn new(language: Language) -> Words {
        Words {
            language,
            spans: Vec::new(),
            strong: 0,
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        let weight = if self.strong > 0 {
            Weight::Bold
        } else {
            Weight::Regular
        };
        match self.spans.last_mut() {
            Some(span) if span.weight == weight => span.text.push_str(text),
            _ => self.spans.push(Span {
                text: text.to_owned(),
                weight,
            }),
        }
    }

    /// A line end in the source is a blank in English and nothing in Chinese.
    pub(super) fn line_end(&mut self) {
        match self.language {
            Language::Chinese => {}
            Language::English => self.push(" "),
        }
    }

    /// Markdown wants a blank after `**` beside Chinese; on paper it would be a hole.
    pub(super) fn finish(&mut self) -> RichText {
        let mut spans = std::mem::take(&mut self.spans);
        if self.language == Language::Chinese {
            for index in 1..spans.len() {
                let ends_wide = spans[index - 1].text.ends_with(is_wide);
                let rest = spans[index].text.strip_prefix(' ');
                if let Some(rest) = rest.filter(|rest| ends_wide && rest.starts_with(is_wide)) {
                    let rest = rest.to_owned();
                    spans[index].text = rest;
                }
            }
        }
        spans
    }
}

/// The text of one line, with its bold parts.
pub(super) fn inline(line: &str, language: Language) -> RichText {
    let mut words = Words::new(language);
    for event in Parser::new(line.trim()) {
        match event {
            Event::Start(Tag::Strong) => words.strong += 1,
            Event::End(TagEnd::Strong) => words.strong -= 1,
            Event::Text(text) => words.push(&text),
            Event::HardBreak => words.push("\n"),
            _ => {}
        }
    }
    words.finish()
}
