//! The language a paper is written in; it follows the customer, not the clerk.

use serde::{Deserialize, Serialize};

/// Languages in which every form exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Simplified Chinese, mainland usage. Where two versions of a paper differ, this one holds.
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The tag that PDF readers and screen readers understand.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }

    /// `第 2 页 共 6 页` or `Page 2 of 6`.
    pub(crate) fn page_of(self, page: usize, pages: usize) -> String {
        match self {
            Language::Chinese => format!("第 {page} 页 共 {pages} 页"),
            Language::English => format!("Page {page} of {pages}"),
        }
    }
}
