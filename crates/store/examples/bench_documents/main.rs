//! Measures the search index on a million documents in an encrypted file:
//! `cargo run --release -p forecourt-store --example bench_documents -- DIRECTORY [DOCUMENTS] [QUERIES] [PARTS]`,
//! where the parts are some of `build,queries,cold,plain,puts`, with commas; all when not said. Prints a table, and its figures as one line of JSON at the end.

mod comparison;
mod puts;
mod sample;
mod typing;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::Connection;
use store::search::{Bulk, Grouping, SCHEMA, SearchLimits, search};

use sample::{Dice, Words};
use typing::{MIX, typed};

pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Figures in the order in which they were taken.
#[derive(Default)]
pub struct Figures(Vec<(String, f64, &'static str)>);

impl Figures {
    pub fn add(&mut self, name: &str, value: f64, unit: &'static str) {
        println!("{name:<44}{value:>14.3} {unit}");
        self.0.push((name.to_owned(), value, unit));
    }

    /// The figure of this name, if it was taken.
    pub fn value(&self, name: &str) -> Option<f64> {
        let figure = self.0.iter().find(|(own, ..)| own == name);
        figure.map(|(_, value, _)| *value)
    }
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let directory = PathBuf::from(arguments.next().ok_or("say a directory for the sample")?);
    let total: u64 = arguments
        .next()
        .map_or(Ok(1_000_000), |text| text.parse())?;
    let queries: usize = arguments.next().map_or(Ok(20_000), |text| text.parse())?;
    std::fs::create_dir_all(&directory)?;
    let words = Words::new();
    let mut figures = Figures::default();
    let file = directory.join("search.db");
    let parts = arguments
        .next()
        .unwrap_or_else(|| "build,queries,cold,plain,puts".to_owned());
    for part in parts.split(',') {
        match part {
            "build" => build(&file, &words, total, &mut figures)?,
            "queries" => measure_queries(&file, &words, total, queries, &mut figures)?,
            "cold" => measure_cold(&file, &mut figures)?,
            "plain" => comparison::measure(&directory, &words, total, &mut figures)?,
            "puts" => puts::measure(&file, &words, total, queries, &mut figures)?,
            other => return Err(format!("there is no part {other}").into()),
        }
    }
    let lines: Vec<String> = figures
        .0
        .iter()
        .map(|(name, value, unit)| {
            format!("{{\"name\":\"{name}\",\"value\":{value:.4},\"unit\":\"{unit}\"}}")
        })
        .collect();
    println!(
        "{{\"bench\":\"search\",\"documents\":{total},\"figures\":[{}]}}",
        lines.join(",")
    );
    Ok(())
}

/// Opens an encrypted file as the store does.
pub fn open(file: &Path) -> Outcome<Connection> {
    let conn = Connection::open(file)?;
    conn.set_prepared_statement_cache_capacity(128);
    conn.execute_batch(
        "pragma key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\";
         pragma cache_size = -32768; pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory;",
    )?;
    Ok(conn)
}

fn build(file: &Path, words: &Words, total: u64, figures: &mut Figures) -> Outcome<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
    let conn = open(file)?;
    conn.execute_batch(SCHEMA)?;
    let begin = Watch::start();
    let transaction = conn.unchecked_transaction()?;
    let mut bulk = Bulk::new(&transaction)?;
    for number in 0..total {
        words
            .document(number, total)
            .with(|document| bulk.put(document))?;
    }
    bulk.finish()?;
    transaction.commit()?;
    let (taken, own) = begin.stop();
    figures.add("build", taken.as_secs_f64(), "s");
    figures.add("build less waiting for a processor", own.as_secs_f64(), "s");
    conn.execute_batch("pragma wal_checkpoint(truncate)")?;
    let bytes = std::fs::metadata(file)?.len();
    figures.add("file", bytes as f64 / 1e6, "MB");
    let mut areas = conn.prepare(
        "select (page >> 36) & 7, count(*), sum(length(body)) from search_page group by 1",
    )?;
    for area in areas.query_map([], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, i64>(1)?,
            row.get::<_, i64>(2)?,
        ))
    })? {
        let (area, pages, bytes) = area?;
        let name = ["documents", "dead", "ordinals", "terms", "postings"][area as usize];
        println!(
            "    {name:<12}{pages:>10} pieces {:>10.1} MB",
            bytes as f64 / 1e6
        );
    }
    Ok(())
}

/// A watch that also knows how much of the time others had the processor, since a busy machine
/// would otherwise be measured instead of the index.
struct Watch {
    waited: Duration,
    begin: Instant,
}

impl Watch {
    fn start() -> Self {
        Self {
            waited: waited_for_a_processor(),
            begin: Instant::now(),
        }
    }

    /// The time on the wall, and that less waiting.
    fn stop(&self) -> (Duration, Duration) {
        let taken = self.begin.elapsed();
        let waited = waited_for_a_processor().saturating_sub(self.waited);
        (taken, taken.saturating_sub(waited))
    }
}

/// How long this thread has waited for others on a busy machine; nothing where the system does not say.
fn waited_for_a_processor() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text
        .split(' ')
        .nth(1)
        .and_then(|number| number.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

fn percentile(sorted: &[Duration], share: f64) -> f64 {
    let place = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
    sorted
        .get(place)
        .map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

fn measure_queries(
    file: &Path,
    words: &Words,
    total: u64,
    queries: usize,
    figures: &mut Figures,
) -> Outcome<()> {
    let conn = open(file)?;
    for (label, limits) in [
        ("", SearchLimits::default()),
        (
            "by kind, ",
            SearchLimits {
                grouping: Grouping::ByKind,
                hits: 8,
                ..SearchLimits::default()
            },
        ),
    ] {
        let mut dice = Dice::new(42);
        let mut times: Vec<Vec<Duration>> = vec![Vec::new(); MIX.len()];
        let mut undisturbed = Vec::new();
        let mut empty = vec![0_usize; MIX.len()];
        let mut slowest: Vec<(Duration, String)> = Vec::new();
        for _ in 0..queries {
            let (sort, text) = typed(words, total, &mut dice);
            let begin = Watch::start();
            let found = search(&conn, &text, &limits)?;
            let (taken, own) = begin.stop();
            undisturbed.push(own);
            times[sort].push(taken);
            empty[sort] += usize::from(found.hits.is_empty());
            slowest.push((taken, text));
        }
        let mut all: Vec<Duration> = times.concat();
        all.sort_unstable();
        figures.add(&format!("{label}p50"), percentile(&all, 0.5), "ms");
        figures.add(&format!("{label}p99"), percentile(&all, 0.99), "ms");
        figures.add(&format!("{label}slowest"), percentile(&all, 1.0), "ms");
        undisturbed.sort_unstable();
        figures.add(
            &format!("{label}p50 less waiting for a processor"),
            percentile(&undisturbed, 0.5),
            "ms",
        );
        figures.add(
            &format!("{label}p99 less waiting for a processor"),
            percentile(&undisturbed, 0.99),
            "ms",
        );
        for (sort, (name, share)) in MIX.iter().enumerate() {
            times[sort].sort_unstable();
            let (p50, p99) = (
                percentile(&times[sort], 0.5),
                percentile(&times[sort], 0.99),
            );
            let none = 100.0 * empty[sort] as f64 / times[sort].len().max(1) as f64;
            println!(
                "    {label}{name} {share} %: p50 {p50:.3} ms, p99 {p99:.3} ms, {none:.0} % without a hit"
            );
        }
        slowest.sort_unstable_by(|a, b| b.cmp(a));
        let worst: Vec<String> = slowest
            .iter()
            .take(6)
            .map(|(time, text)| format!("{text:?} {:.1} ms", time.as_secs_f64() * 1e3))
            .collect();
        println!("    slowest: {}", worst.join(", "));
    }
    Ok(())
}

fn measure_cold(file: &Path, figures: &mut Figures) -> Outcome<()> {
    let mut first = Vec::new();
    let mut with_open = Vec::new();
    for text in ["w", "王", "hanlanda", "8000", "王 汉兰达", "wangxm", "zzzz"] {
        let begin = Instant::now();
        let conn = open(file)?;
        conn.query_row("select count(*) from search_segment", [], |row| {
            row.get::<_, i64>(0)
        })?;
        let opened = Instant::now();
        search(&conn, text, &SearchLimits::default())?;
        first.push(opened.elapsed());
        with_open.push(begin.elapsed());
    }
    first.sort_unstable();
    with_open.sort_unstable();
    figures.add("cold", percentile(&first, 1.0), "ms");
    figures.add(
        "cold with opening the file",
        percentile(&with_open, 1.0),
        "ms",
    );
    Ok(())
}
