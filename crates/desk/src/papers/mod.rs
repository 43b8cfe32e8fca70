//! Papers: made from a record, looked at, issued and kept, printed, printed again.

mod contents;
mod spooler;

use base64::{Engine, prelude::BASE64_STANDARD};
use contents::Prepared;
use documents::{Language, RenderOptions, printing::PrintCopy};
use domain::{
    Command,
    ids::{PaperId, RecordId},
    papers::{IssuePaper, Paper, PaperForm, RecordPrint},
    refusal::{GeneralRefusal, Refusal},
};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

pub use spooler::{PrintOptions, Printers};

use crate::{
    Desk, clock,
    error::RpcError,
    list::Nothing,
    stores::OpenStore,
    submit::give,
};

/// A form filled in from a record.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaperArgs {
    pub form: PaperForm,
    /// The quote, order or payment that it is about.
    pub subject: RecordId,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaperPreview {
    /// The PDF, base64.
    pub pdf: String,
    pub pages: u32,
    pub number: String,
    pub language: String,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IssuedPaper {
    pub paper: Paper,
    /// The PDF, base64.
    pub pdf: String,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Issue {
    /// Drawn by the page.
    pub paper: PaperId,
    pub form: PaperForm,
    pub subject: RecordId,
}

#[derive(Debug, Deserialize, TS)]
pub struct KeptPaper {
    pub paper: PaperId,
}

#[derive(Debug, Deserialize, TS)]
pub struct Print {
    pub paper: PaperId,
    pub options: PrintOptions,
}

#[derive(Debug, Deserialize, TS)]
pub struct PapersOf {
    pub subject: RecordId,
}

#[derive(Debug, Deserialize, TS)]
pub struct SavePaper {
    pub paper: PaperId,
    /// The folder; the file is called by form and number.
    pub folder: String,
}

/// What the paper would look like now. Nothing is issued.
pub fn preview(desk: &Desk, asked: PaperArgs) -> Result<PaperPreview, RpcError> {
    let _ = desk.session()?;
    let store = desk.store()?;
    let prepared = prepare(&store, asked.form, asked.subject)?;
    let made = make(&prepared, &store)?;
    Ok(PaperPreview {
        pdf: BASE64_STANDARD.encode(&made.bytes),
        pages: u32::try_from(made.pages).unwrap_or(u32::MAX),
        number: prepared.number,
        language: tag(prepared.language).to_owned(),
    })
}

/// Makes the paper, keeps its bytes, and says so in the books. From now on these bytes are it.
pub fn issue(desk: &Desk, asked: Issue) -> Result<IssuedPaper, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let prepared = prepare(&store, asked.form, asked.subject)?;
    let made = make(&prepared, &store)?;
    let sha256 = store.store.keep_file(&made.bytes)?;
    give(
        desk,
        &store,
        &session,
        Command::IssuePaper(IssuePaper {
            paper: asked.paper,
            form: asked.form,
            number: prepared.number,
            subject: asked.subject,
            language: tag(prepared.language).to_owned(),
            template_version: made.template_version,
            sha256,
            data: prepared.contents.to_string(),
            pages: u32::try_from(made.pages).unwrap_or(u32::MAX),
        }),
    )?;
    Ok(IssuedPaper {
        paper: kept(&store, asked.paper)?,
        pdf: BASE64_STANDARD.encode(&made.bytes),
    })
}

/// An issued paper, byte for byte as it was issued.
pub fn open(desk: &Desk, asked: KeptPaper) -> Result<IssuedPaper, RpcError> {
    let _ = desk.session()?;
    let store = desk.store()?;
    let paper = kept(&store, asked.paper)?;
    Ok(IssuedPaper {
        pdf: BASE64_STANDARD.encode(bytes(&store, &paper)?),
        paper,
    })
}

/// Prints an issued paper; from the second time on with 补打 n laid over.
pub fn print(desk: &Desk, asked: Print) -> Result<(), RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let paper = kept(&store, asked.paper)?;
    let stored = bytes(&store, &paper)?;
    let mut copy = if paper.prints == 0 {
        PrintCopy::default()
    } else {
        PrintCopy::reprint(paper.prints, language(&paper.language))
    };
    copy.shift_mm = (asked.options.shift_right_mm, asked.options.shift_down_mm);
    let sheet = copy.of(&stored).map_err(unprintable)?;
    spooler::print(&sheet, &title(&paper), &asked.options)?;
    give(
        desk,
        &store,
        &session,
        Command::RecordPrint(RecordPrint { paper: asked.paper }),
    )?;
    Ok(())
}

/// The papers issued about a record, newest first.
pub fn of(desk: &Desk, asked: PapersOf) -> Result<Vec<Paper>, RpcError> {
    let _ = desk.session()?;
    let store = desk.store()?;
    store.store.read(|connection| {
        Ok(rows::select(
            connection,
            "where subject = ?1 order by issued_at desc",
            [asked.subject.bytes()],
        )?)
    })
}

pub fn printers(desk: &Desk, _: Nothing) -> Result<Printers, RpcError> {
    let _ = desk.session()?;
    spooler::printers()
}

/// Writes an issued paper as a PDF file; says where.
pub fn save(desk: &Desk, asked: SavePaper) -> Result<String, RpcError> {
    let _ = desk.session()?;
    let store = desk.store()?;
    let paper = kept(&store, asked.paper)?;
    let path = std::path::Path::new(&asked.folder).join(format!("{}.pdf", title(&paper)));
    std::fs::write(&path, bytes(&store, &paper)?)
        .map_err(|error| RpcError::broken("fileNotWritten", &error).on("folder"))?;
    Ok(path.display().to_string())
}

fn prepare(store: &OpenStore, form: PaperForm, subject: RecordId) -> Result<Prepared, RpcError> {
    store
        .store
        .read(|connection| contents::of(connection, store, form, subject))
}

fn make(prepared: &Prepared, _: &OpenStore) -> Result<documents::Paper, RpcError> {
    let now = chrono::DateTime::from_timestamp_millis(clock::now().0).unwrap_or_default();
    documents::render(
        prepared.form,
        prepared.language,
        &prepared.contents,
        &RenderOptions::issued_at(now),
    )
    .map_err(unprintable)
}

fn kept(store: &OpenStore, paper: PaperId) -> Result<Paper, RpcError> {
    store
        .store
        .read(|connection| rows::entity::<Paper>(connection, paper))?
        .ok_or_else(|| {
            Refusal::from(GeneralRefusal::NotFound {
                kind: "paper".to_owned(),
                field: "paper".to_owned(),
            })
            .into()
        })
}

fn bytes(store: &OpenStore, paper: &Paper) -> Result<Vec<u8>, RpcError> {
    store
        .store
        .kept_file(&paper.sha256)?
        .ok_or_else(|| RpcError::failed("paperNotHere"))
}

fn title(paper: &Paper) -> String {
    let form = contents::form(paper.form).title(language(&paper.language));
    format!("{form} {}", paper.number)
}

fn language(tag: &str) -> Language {
    if tag == "en" {
        Language::English
    } else {
        Language::Chinese
    }
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    }
}

/// A paper that cannot be made says what to mend: a rare character, a sum that contradicts itself.
fn unprintable(error: documents::DocumentError) -> RpcError {
    match error {
        documents::DocumentError::MissingGlyphs(missing) => {
            let characters: String = missing.iter().map(|glyph| glyph.character).collect();
            RpcError::refused("charactersNotInFont").with("characters", characters)
        }
        other => RpcError::broken("paperNotMade", &other),
    }
}
