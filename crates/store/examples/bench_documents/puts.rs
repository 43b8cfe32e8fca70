//! What it costs to keep the full index current: rows new and changed, in chunks with upkeep between
//! them, and one by one.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use store::search::{FieldKind, Goal, Progress, SearchDocument, Upkeep, put, put_many};

use crate::sample::{Sample, Words};
use crate::{Figures, Outcome, Watch, measure_queries, open, percentile};

/// Rows of one chunk of an import.
const CHUNK: u64 = 200;

/// Rows put one by one.
const SINGLE_ROWS: u64 = 5000;

pub fn measure(
    file: &Path,
    words: &Words,
    total: u64,
    queries: usize,
    figures: &mut Figures,
) -> Outcome<()> {
    let mut conn = open(file)?;
    let mut upkeep = Upkeep::new();
    for (label, other_ids) in [("new rows", 0x5a), ("changed rows", 0)] {
        load(
            &mut conn,
            &mut upkeep,
            words,
            total,
            other_ids,
            label,
            figures,
        )?;
        after(
            &conn,
            file,
            words,
            total,
            queries,
            &format!("{label}, loaded"),
            figures,
        )?;
        let begin = Instant::now();
        let mut longest = Duration::ZERO;
        loop {
            let step = Instant::now();
            if upkeep.step(&mut conn, Goal::Rest, Duration::from_millis(4))? == Progress::Idle {
                break;
            }
            longest = longest.max(step.elapsed());
        }
        figures.add(
            &format!("{label}, coming to rest"),
            begin.elapsed().as_secs_f64(),
            "s",
        );
        figures.add(
            &format!("{label}, coming to rest, longest step"),
            longest.as_secs_f64() * 1e3,
            "ms",
        );
        after(
            &conn,
            file,
            words,
            total,
            queries,
            &format!("{label}, at rest"),
            figures,
        )?;
    }
    one_by_one(&mut conn, words, total, figures)?;
    let begin = Instant::now();
    while upkeep.step(&mut conn, Goal::Purged, Duration::from_millis(20))? == Progress::More {}
    figures.add(
        "purging all that was replaced",
        begin.elapsed().as_secs_f64(),
        "s",
    );
    Ok(())
}

/// Puts a tenth of the documents again, with other ids when they are to be new.
fn load(
    conn: &mut Connection,
    upkeep: &mut Upkeep,
    words: &Words,
    total: u64,
    other_ids: u8,
    label: &str,
    figures: &mut Figures,
) -> Outcome<()> {
    let rows = (total / 10).max(CHUNK);
    let (mut puts, mut steps) = (Vec::new(), Vec::new());
    for from in (0..rows).step_by(CHUNK as usize) {
        let from = total / 10 + (from * 7919) % (total * 3 / 10 - CHUNK).max(1);
        let mut samples: Vec<Sample> = (from..from + CHUNK)
            .map(|number| words.document(number, total))
            .collect();
        for sample in &mut samples {
            sample.id[15] ^= other_ids;
        }
        let fields: Vec<Vec<(FieldKind, &str)>> = samples
            .iter()
            .map(|sample| {
                sample
                    .fields
                    .iter()
                    .map(|(kind, text)| (*kind, text.as_str()))
                    .collect()
            })
            .collect();
        let each = samples.iter().zip(&fields);
        let batch: Vec<SearchDocument> = each
            .map(|(sample, fields)| SearchDocument {
                kind: sample.kind,
                id: sample.id,
                rank: sample.rank,
                fields,
            })
            .collect();
        let begin = Watch::start();
        let transaction = conn.transaction()?;
        put_many(&transaction, &batch)?;
        transaction.commit()?;
        puts.push(begin.stop());
        let begin = Watch::start();
        upkeep.step(conn, Goal::Loading, Duration::from_millis(4))?;
        steps.push(begin.stop());
    }
    for (what, times) in [("put by 200", puts), ("upkeep between", steps)] {
        let (wall, own): (Vec<Duration>, Vec<Duration>) = times.into_iter().unzip();
        for (how, mut times) in [("", wall), (" less waiting", own)] {
            times.sort_unstable();
            let each = times.iter().sum::<Duration>().as_secs_f64() * 1e6 / rows as f64;
            figures.add(&format!("{label}, {what}{how}"), each, "us each");
            figures.add(
                &format!("{label}, {what}{how}, longest"),
                percentile(&times, 1.0),
                "ms",
            );
        }
    }
    Ok(())
}

/// How quick searches are now.
fn after(
    conn: &Connection,
    file: &Path,
    words: &Words,
    total: u64,
    queries: usize,
    label: &str,
    figures: &mut Figures,
) -> Outcome<()> {
    let segments: i64 = conn.query_row(
        "select count(*) from search_segment where state = 0",
        [],
        |row| row.get(0),
    )?;
    figures.add(&format!("{label}, segments"), segments as f64, "");
    let mut quick = Figures::default();
    measure_queries(file, words, total, queries / 4, &mut quick)?;
    for (name, value, unit) in quick.0.into_iter().take(5) {
        figures.add(&format!("{label}, {name}"), value, unit);
    }
    Ok(())
}

fn one_by_one(
    conn: &mut Connection,
    words: &Words,
    total: u64,
    figures: &mut Figures,
) -> Outcome<()> {
    let mut times = Vec::new();
    for number in 0..SINGLE_ROWS {
        let mut sample = words.document(total / 10 + number * 31 % (total / 2), total);
        sample.id[13] ^= 0x77;
        let transaction = conn.transaction()?;
        let begin = Watch::start();
        sample.with(|document| put(&transaction, document))?;
        times.push(begin.stop().1);
        transaction.commit()?;
    }
    let mean = times.iter().sum::<Duration>().as_secs_f64() * 1e6 / times.len() as f64;
    times.sort_unstable();
    figures.add("put one by one less waiting, mean", mean, "us");
    figures.add(
        "put one by one less waiting, p50",
        percentile(&times, 0.5) * 1e3,
        "us",
    );
    figures.add(
        "put one by one less waiting, p99",
        percentile(&times, 0.99) * 1e3,
        "us",
    );
    figures.add(
        "put one by one less waiting, longest",
        percentile(&times, 1.0),
        "ms",
    );
    Ok(())
}
