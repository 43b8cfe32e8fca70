//! From blocks to pages to PDF bytes.
//!
//! `lines` sets text into lines, `strips` turns each block into slices that cannot be cut,
//! `pages` puts slices onto pages, and `pdf` writes the pages.

pub(crate) mod breaks;
mod column_widths;
pub(crate) mod finish;
mod grids;
pub(crate) mod lines;
mod outlines;
pub(crate) mod page;
pub(crate) mod pages;
pub(crate) mod pdf;
mod signatures;
pub(crate) mod strips;
pub(crate) mod tables;
