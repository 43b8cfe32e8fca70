//! The VINs of a maker's list, from Excel, CSV or as typed: whatever cell can be read as a VIN is one, and what
//! looks like one and cannot be read is told with its row.

use std::collections::BTreeSet;

use base64::{Engine, engine::general_purpose::STANDARD};
use documents::sheets::{ReadOptions, SheetCell, read_bytes};
use domain::{identifiers::Vin, refusal::Refusal, rights::Right};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Desk, error::RpcError, imports::sheet_refused};

/// A file by its name and contents, or the text that somebody typed or pasted.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadVinList {
    pub name: String,
    /// Base64; none when the text is given.
    #[serde(default)]
    pub contents: Option<String>,
    #[serde(default)]
    pub text: String,
}

/// What looks like a VIN and is none.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnreadVin {
    /// The row of the file, or the line of the text, from 1.
    pub row: u32,
    pub text: String,
    /// The VIN's own code for what is wrong with it.
    pub code: String,
}

#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct VinList {
    /// Each once, in the order of the list.
    pub vins: Vec<String>,
    pub unread: Vec<UnreadVin>,
}

/// A word of at least so many letters and digits in a list of VINs is meant to be one; shorter ones are numbers
/// of models, places and people.
const SHORTEST: usize = 15;

pub fn read(desk: &Desk, asked: ReadVinList) -> Result<VinList, RpcError> {
    desk.with_right(Right::RunWorkshop)?;
    let mut list = Reading::default();
    let Some(contents) = &asked.contents else {
        for (row, line) in asked.text.lines().enumerate() {
            for word in line.split([' ', ',', ';', '\t', '，', '；', '、']) {
                list.word(row, word);
            }
        }
        return Ok(list.list);
    };
    let bytes = STANDARD
        .decode(contents)
        .map_err(|_| RpcError::invalid("contents", "malformed"))?;
    let sheet = read_bytes(&asked.name, bytes, &ReadOptions::default())
        .map_err(|error| sheet_refused(&error))?;
    for (row, cells) in sheet.enumerate() {
        let cells = cells.map_err(|error| sheet_refused(&error))?;
        for cell in &cells.cells {
            list.word(row, &SheetCell::as_text(cell));
        }
    }
    Ok(list.list)
}

/// A list while it is read.
#[derive(Default)]
struct Reading {
    list: VinList,
    seen: BTreeSet<String>,
}

impl Reading {
    fn word(&mut self, row: usize, word: &str) {
        let text: String = word.chars().filter(|c| !c.is_whitespace()).collect();
        let plain = text.len() >= SHORTEST
            && text.chars().all(|c| c.is_ascii_alphanumeric())
            && text.chars().any(|c| c.is_ascii_digit());
        if !plain {
            return;
        }
        match Vin::parse(&text) {
            Ok(read) => {
                let vin = read.vin.to_string();
                if self.seen.insert(vin.clone()) {
                    self.list.vins.push(vin);
                }
            }
            Err(error) => self.list.unread.push(UnreadVin {
                row: u32::try_from(row + 1).unwrap_or(u32::MAX),
                code: Refusal::typed(&error, None).code,
                text,
            }),
        }
    }
}
