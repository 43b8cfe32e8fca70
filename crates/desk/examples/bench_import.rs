//! Measures taking in a workbook of 100,000 cars through the dispatcher, into an encrypted store of its
//! own: the dry run from the bytes of the file to the outcome of each row, and the commit until every row
//! is decided, signed, searchable and can be undone.
//!
//! `--rows N` takes fewer, for a look at a profile.

mod benching;
#[path = "../../../tests/src/workbooks/long_list.rs"]
mod long_list;

use std::{path::Path, time::Instant};

use base64::{Engine, engine::general_purpose::STANDARD};
use benching::{Figures, Outcome, ask, created, milliseconds, sign_in};
use long_list::{long_list, vin};
use serde_json::json;

const ROWS: usize = 100_000;

fn asked_rows() -> usize {
    let mut arguments = std::env::args().skip_while(|argument| argument != "--rows");
    arguments.next();
    arguments
        .next()
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(ROWS)
}

fn main() -> Outcome<()> {
    let home =
        std::env::temp_dir().join(format!("forecourt-bench-import-{}", uuid::Uuid::new_v4()));
    let measured = measure(&home, asked_rows());
    std::fs::remove_dir_all(&home)?;
    measured?.print();
    Ok(())
}

fn measure(home: &Path, rows: usize) -> Outcome<Figures> {
    let desk = created(home)?;
    sign_in(&desk, "manager")?;
    let workbook = long_list(rows)?.save_to_buffer()?;
    let contents = STANDARD.encode(&workbook);
    let per_second = |began: Instant| rows as f64 / began.elapsed().as_secs_f64();

    let began = Instant::now();
    let opened = ask(
        &desk,
        "imports.open",
        json!({"kind": "vehicles", "name": "list.xlsx", "contents": contents}),
    )?;
    let open_ms = milliseconds(began.elapsed());
    let import = json!({"import": opened["import"]});
    let counts = ask(&desk, "imports.dry_run", import.clone())?;
    let dry_run = per_second(began);
    if counts["new"] != json!(rows) {
        return Err(format!("the dry run found {counts}").into());
    }

    let began = Instant::now();
    let done = ask(&desk, "imports.commit", import.clone())?;
    let commit = per_second(began);
    if done["added"] != json!(rows) {
        return Err(format!("the commit answered {done}").into());
    }
    for number in [0, rows / 2, rows - 1] {
        let found = ask(
            &desk,
            "search.all",
            json!({"text": vin(number), "limit": 5}),
        )?;
        if found["hits"].as_array().is_none_or(Vec::is_empty) {
            return Err(format!("row {number} is not found").into());
        }
    }
    let began = Instant::now();
    let undone = ask(&desk, "imports.undo", import)?;
    let undo = per_second(began);
    if undone["kept"] != 0 {
        return Err(format!("the undo answered {undone}").into());
    }
    let mut figures = Figures::default();
    figures.add("dry_run_rows_per_s", dry_run, "rows/s");
    figures.add("commit_rows_per_s", commit, "rows/s");
    figures.add("undo_rows_per_s", undo, "rows/s");
    figures.add("open_ms", open_ms, "ms");
    figures.add("workbook_mb", workbook.len() as f64 / 1e6, "MB");
    Ok(figures)
}
