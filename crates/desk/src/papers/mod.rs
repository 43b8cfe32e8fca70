//! Papers: made from a record, looked at, issued and kept, printed, printed again.
//!
//! What was given to a customer is kept byte for byte. As long as the record says the same, the same
//! paper is printed again, with 补打 n laid over; once it says something else, another paper is issued.

mod contents;
mod forgotten;
pub mod spooler;

use base64::{Engine, prelude::BASE64_STANDARD};
use contents::Prepared;
use documents::{Language, RenderOptions, printing::PrintCopy};
use domain::{
    Command,
    ids::{PaperId, RecordId},
    papers::{IssuePaper, Paper, PaperForm, RecordPrint},
    refusal::{GeneralRefusal, Refusal},
};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use store::rows;
use ts_rs::TS;

pub use forgotten::{
    KeptPaper, LockedPaper, OpenLocked, kept_papers, open_locked, remove_due, were_forgotten,
};
pub use spooler::{PrintOptions, Printers};

use crate::{
    Desk, clock, dealerships,
    error::RpcError,
    list::Nothing,
    session::Session,
    stores::OpenStore,
    submit::{changed, give_within},
};

/// A form filled in from a record.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct PaperArgs {
    pub form: PaperForm,
    /// The quote, order or payment that it is about.
    pub subject: RecordId,
    /// Which loan plan of a quote, from 0; only for the statement of its costs.
    #[serde(default)]
    pub plan: Option<u32>,
    /// Who reads it, `zh-CN` or `en`; only for what is about no customer: the way to a service point, the
    /// paper of a transfer.
    #[serde(default)]
    pub language: Option<String>,
}

/// A paper as it will come out of the printer.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PaperShown {
    /// The PDF, base64.
    pub pdf: String,
    pub pages: u32,
    pub number: String,
    /// What the paper is called, with its number.
    pub title: String,
    /// How often it was printed. None is issued yet where this is absent.
    pub prints: Option<u32>,
}

#[derive(Debug, Deserialize, TS)]
pub struct PrintPaper {
    pub paper: PaperArgs,
    /// Drawn by the page, for the case that the paper has to be issued.
    pub id: PaperId,
    pub options: PrintOptions,
}

#[derive(Debug, Deserialize, TS)]
pub struct SavePaper {
    pub paper: PaperArgs,
    /// Drawn by the page, for the case that the paper has to be issued.
    pub id: PaperId,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct SavedPaper {
    /// Where the file lies now.
    pub path: String,
}

#[derive(Debug, Deserialize, TS)]
pub struct PapersOf {
    pub subject: RecordId,
}

/// What the paper looks like: the issued one where the record still says the same. Nothing is issued.
pub fn preview(desk: &Desk, asked: PaperArgs) -> Result<PaperShown, RpcError> {
    let (store, _) = desk.with_right(asked.form.right())?;
    let (prepared, issued) = store.store.read(|connection| {
        forgotten::may_be_seen(connection, &store, &asked)?;
        let prepared = contents::of(connection, &store, &asked)?;
        let issued = issued(connection, &asked, &prepared)?;
        Ok::<_, RpcError>((prepared, issued))
    })?;
    let (pdf, pages, prints) = if let Some(paper) = issued {
        (kept(&store, &paper)?, paper.pages, Some(paper.prints))
    } else {
        let made = make(&prepared, &store)?;
        (made.bytes, count(made.pages), None)
    };
    Ok(PaperShown {
        pdf: BASE64_STANDARD.encode(pdf),
        pages,
        title: title(&prepared),
        number: prepared.number,
        prints,
    })
}

/// Prints a paper, having issued it first if it was not; from the second time on 补打 n is laid over.
pub fn print(desk: &Desk, asked: PrintPaper) -> Result<Paper, RpcError> {
    let (store, session) = desk.with_right(asked.paper.form.right())?;
    let (paper, title) = issue(desk, &store, &session, &asked.paper, asked.id)?;
    let stored = kept(&store, &paper)?;
    let mut copy = if paper.prints == 0 {
        PrintCopy::default()
    } else {
        PrintCopy::reprint(paper.prints, language(&paper.language))
    };
    copy.sheet = spooler::sheet_in(&asked.options.printer);
    copy.shift_mm = (asked.options.shift_right_mm, asked.options.shift_down_mm);
    let bytes = copy.of(&stored).map_err(unprintable)?;
    spooler::print(&bytes, &title, &asked.options)?;
    give(
        desk,
        &store,
        &session,
        Command::RecordPrint(RecordPrint { paper: paper.id }),
    )?;
    Ok(paper)
}

/// Writes a paper as a PDF file among the person's downloads, having issued it first if it was not.
pub fn save(desk: &Desk, asked: SavePaper) -> Result<SavedPaper, RpcError> {
    let (store, session) = desk.with_right(asked.paper.form.right())?;
    let (paper, title) = issue(desk, &store, &session, &asked.paper, asked.id)?;
    let bytes = kept(&store, &paper)?;
    let folder = dirs::download_dir()
        .or_else(dirs::home_dir)
        .ok_or_else(|| RpcError::failed("noDownloads"))?;
    let not_written = |error: std::io::Error| RpcError::broken("fileNotWritten", &error);
    std::fs::create_dir_all(&folder).map_err(not_written)?;
    let path = folder.join(format!("{title}.pdf"));
    std::fs::write(&path, bytes).map_err(not_written)?;
    Ok(SavedPaper {
        path: path.display().to_string(),
    })
}

/// The papers issued about a record, newest first; those that the reader's rights do not reach are left out.
pub fn of(desk: &Desk, asked: PapersOf) -> Result<Vec<Paper>, RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    let rights = session.rights(&store)?;
    let mut papers: Vec<Paper> = store.store.read(|connection| {
        rows::select(
            connection,
            "where subject = ?1 order by issued_at desc",
            [asked.subject.0.as_bytes()],
        )
    })?;
    papers.retain(|paper| rights.has(paper.form.right()));
    Ok(papers)
}

pub fn printers(desk: &Desk, _: Nothing) -> Result<Printers, RpcError> {
    let _ = desk.session()?;
    spooler::printers()
}

/// The paper already issued with exactly these contents.
fn issued(
    connection: &Connection,
    asked: &PaperArgs,
    prepared: &Prepared,
) -> Result<Option<Paper>, RpcError> {
    let papers: Vec<Paper> = rows::select(
        connection,
        "where subject = ?1 and form = ?2 and number = ?3 order by issued_at desc",
        params![
            asked.subject.0.as_bytes(),
            asked.form.word(),
            prepared.number
        ],
    )?;
    let contents = prepared.contents.to_string();
    Ok(papers
        .into_iter()
        .find(|paper| paper.data == contents && paper.language == tag(prepared.language)))
}

/// The paper that was issued and still says what its record says; nothing where another has to be made.
pub(crate) fn issued_as_it_stands(
    connection: &Connection,
    store: &OpenStore,
    asked: &PaperArgs,
) -> Result<Option<Paper>, RpcError> {
    let prepared = contents::of(connection, store, asked)?;
    Ok(issued(connection, asked, &prepared)?.filter(|paper| paper.forgotten_at.is_none()))
}

/// The issued paper: from now on its bytes are what was given out.
fn issue(
    desk: &Desk,
    store: &OpenStore,
    session: &Session,
    asked: &PaperArgs,
    id: PaperId,
) -> Result<(Paper, String), RpcError> {
    let (prepared, issued) = store.store.read(|connection| {
        forgotten::may_be_seen(connection, store, asked)?;
        let prepared = contents::of(connection, store, asked)?;
        let issued = issued(connection, asked, &prepared)?;
        Ok::<_, RpcError>((prepared, issued))
    })?;
    let title = title(&prepared);
    if let Some(paper) = issued {
        return Ok((paper, title));
    }
    let made = make(&prepared, store)?;
    let sha256 = store.store.keep_file(&made.bytes)?;
    give(
        desk,
        store,
        session,
        Command::IssuePaper(IssuePaper {
            paper: id,
            form: asked.form,
            number: prepared.number,
            subject: asked.subject,
            language: tag(prepared.language).to_owned(),
            template_version: made.template_version,
            sha256,
            data: prepared.contents.to_string(),
            pages: count(made.pages),
        }),
    )?;
    let paper = store
        .store
        .read(|connection| rows::entity::<Paper>(connection, id))?
        .ok_or_else(|| not_found("paper"))?;
    Ok((paper, title))
}

fn give(
    desk: &Desk,
    store: &OpenStore,
    session: &Session,
    command: Command,
) -> Result<(), RpcError> {
    let (_, touched) = store
        .store
        .write(|writing| give_within(writing, store, session, command))?;
    desk.shell.changed(&changed(&touched));
    Ok(())
}

/// Makes the paper with the house's logo; a training house says on every sheet that it is one.
fn make(prepared: &Prepared, store: &OpenStore) -> Result<documents::Paper, RpcError> {
    let overlay = match (store.training, prepared.language) {
        (false, _) => None,
        (true, Language::Chinese) => Some("训练样张".to_owned()),
        (true, Language::English) => Some("Training sample".to_owned()),
    };
    let now = chrono::DateTime::from_timestamp_millis(clock::now().0).unwrap_or_default();
    documents::render(
        prepared.form,
        prepared.language,
        &prepared.contents,
        &RenderOptions {
            logo: dealerships::logo(store)?,
            overlay,
            ..RenderOptions::issued_at(now)
        },
    )
    .map_err(unprintable)
}

fn kept(store: &OpenStore, paper: &Paper) -> Result<Vec<u8>, RpcError> {
    store
        .store
        .kept_file(&paper.sha256)?
        .ok_or_else(|| RpcError::failed("paperNotHere"))
}

pub(crate) fn not_found(kind: &str) -> RpcError {
    Refusal::from(GeneralRefusal::NotFound {
        kind: kind.to_owned(),
        field: "subject".to_owned(),
    })
    .into()
}

fn count(pages: usize) -> u32 {
    u32::try_from(pages).unwrap_or(u32::MAX)
}

fn title(prepared: &Prepared) -> String {
    let form = prepared.form.title(prepared.language);
    // The number is the house's own and goes into a file's name.
    let number = prepared.number.replace(['/', '\\'], "-");
    format!("{form} {number}")
}

pub(crate) fn language(tag: &str) -> Language {
    if tag == "en" {
        Language::English
    } else {
        Language::Chinese
    }
}

const fn tag(language: Language) -> &'static str {
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
            RpcError::refused("glyphsMissing").with("characters", characters)
        }
        other => RpcError::broken("paperNotMade", &other),
    }
}
