//! The same documents searched the plain ways: a scan with LIKE, and FTS5 with trigrams. All times
//! are less waiting for a processor.

use std::path::Path;
use std::time::Duration;

use crate::sample::{Dice, Words};
use crate::typing::typed;
use crate::{Figures, Outcome, Watch, open};

/// Queries for each of the plain ways; they are slow.
const QUERIES: usize = 60;

pub fn measure(directory: &Path, words: &Words, total: u64, figures: &mut Figures) -> Outcome<()> {
    let file = directory.join("plain.db");
    let conn = open(&file)?;
    let built: i64 = conn.query_row(
        "select count(*) from sqlite_schema where name = 'done'",
        [],
        |row| row.get(0),
    )?;
    if built == 0 {
        let begin = Watch::start();
        conn.execute_batch(
            "drop table if exists plain; drop table if exists trigram;
             create table plain (number integer primary key, text text not null);
             create virtual table trigram using fts5(text, content = 'plain', content_rowid = 'number', tokenize = 'trigram', detail = 'full');",
        )?;
        let transaction = conn.unchecked_transaction()?;
        let mut insert = transaction.prepare("insert into plain (number, text) values (?1, ?2)")?;
        for number in 0..total {
            let sample = words.document(number, total);
            let texts: Vec<&str> = sample
                .fields
                .iter()
                .map(|(_, text)| text.as_str())
                .collect();
            insert.execute((number as i64, texts.join(" ")))?;
        }
        drop(insert);
        transaction.execute_batch(
            "insert into trigram(trigram) values('rebuild'); create table done (done)",
        )?;
        transaction.commit()?;
        figures.add(
            "comparison: trigram build",
            begin.stop().1.as_secs_f64(),
            "s",
        );
    }
    let mut like = conn.prepare("select number from plain where text like ?1 limit 50")?;
    let begin = Watch::start();
    let missed = like
        .query_map(["%没有这个%"], |row| row.get::<_, i64>(0))?
        .count();
    figures.add(
        "comparison: LIKE on a miss",
        begin.stop().1.as_secs_f64() * 1e3,
        "ms",
    );
    debug_assert!(missed == 0);
    let of_the_index = figures.value("p50 less waiting for a processor");
    let mut trigram =
        conn.prepare("select rowid from trigram where trigram match ?1 order by rank limit 50")?;
    let mut dice = Dice::new(7);
    let (mut by_like, mut by_trigram) = (Vec::new(), Vec::new());
    for _ in 0..QUERIES {
        let (_, text) = typed(words, total, &mut dice);
        let begin = Watch::start();
        like.query_map([format!("%{}%", text.replace(' ', "%"))], |row| {
            row.get::<_, i64>(0)
        })?
        .count();
        by_like.push(begin.stop().1);
        // Trigrams cannot answer to fewer than three characters; such terms are left out.
        let terms: Vec<String> = text
            .split(' ')
            .filter(|term| term.chars().count() > 2)
            .map(|term| format!("\"{term}\""))
            .collect();
        if terms.is_empty() {
            continue;
        }
        let begin = Watch::start();
        trigram
            .query_map([terms.join(" ")], |row| row.get::<_, i64>(0))?
            .count();
        by_trigram.push(begin.stop().1);
    }
    for (name, times) in [
        ("LIKE", &mut by_like),
        ("trigram, where it can answer", &mut by_trigram),
    ] {
        times.sort_unstable();
        let middle = times
            .get(times.len() / 2)
            .copied()
            .unwrap_or(Duration::ZERO);
        if let Some(own) = of_the_index {
            let ratio = middle.as_secs_f64() * 1e3 / own;
            figures.add(&format!("ratio to {name}, p50"), ratio, "times as quick");
        }
        let last = times.last().copied().unwrap_or(Duration::ZERO);
        figures.add(
            &format!("comparison: {name}, p50 of the mix"),
            middle.as_secs_f64() * 1e3,
            "ms",
        );
        figures.add(
            &format!("comparison: {name}, slowest"),
            last.as_secs_f64() * 1e3,
            "ms",
        );
    }
    Ok(())
}
