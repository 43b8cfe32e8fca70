//! From blocks to pages to PDF bytes.
//!
//! `lines` sets text into lines, `strips` turns each block into slices that cannot be cut,
//! `pages` puts slices onto pages, and `pdf` writes the pages.

pub(crate) mod breaks;
pub(crate) mod lines;
pub(crate) mod page;
pub(crate) mod pages;
pub(crate) mod pdf;
pub(crate) mod strips;
pub(crate) mod tables;
