//! The bench `search`: a million documents (100,000 cars, 300,000 customers, 600,000 orders) through the
//! dispatcher, asked as a search box is; beside a LIKE scan and plain FTS5 with trigrams in the same run.

mod benching;

use std::path::Path;

use benching::{
    Dice, Figures, Outcome, Taken, Watch, copied, forget_files, opened, quantile, remember_file,
    sample, sign_in,
};
use desk::{
    Desk, dispatch,
    samples::{self, Size},
};
use domain::{customers::sound_of, time::Timestamp};
use rusqlite::Connection;
use serde_json::{Value, json};
use store::StoreError;

const QUESTIONS: usize = 10_000;
/// What the plain ways are asked; they are slow.
const PLAIN_QUESTIONS: usize = 60;
const COLD_STARTS: usize = 9;
/// Hits of each kind, as the palette asks for.
const HITS: usize = 6;
/// The time of the sample.
const NOON: Timestamp = Timestamp(1_795_320_000_000);

/// How a question comes about, with its share in percent.
const MIX: [(&str, usize); 7] = [
    ("one character", 20),
    ("two terms", 20),
    ("no hit", 10),
    ("pinyin", 20),
    ("initials", 10),
    ("VIN tail", 10),
    ("phone tail", 10),
];

/// Texts that people search for.
struct Known {
    customers: Vec<(String, String)>,
    cars: Vec<(String, String)>,
}

fn main() -> Outcome<()> {
    let home = copied(&sample()?, "search", |copy| {
        let desk = opened(copy)?;
        let told = |error: desk::RpcError| format!("{} {:?}", error.code, error.values);
        samples::add_orders(&desk, Size::MILLION, Size::LARGE.orders, NOON).map_err(told)?;
        // As after a quiet minute; the backup that is made then as well is not needed here.
        desk.look_after().map_err(told)?;
        std::fs::remove_dir_all(copy.join("stores/training/backups"))?;
        plain(&desk, copy)
    })?;
    remember_file(&home)?;
    let desk = opened(&home)?;
    let (known, documents) = known(&desk)?;
    sign_in(&desk, "manager")?;
    let mut figures = Figures::default();
    figures.add("documents", documents as f64, "");
    let mut dice = Dice(1);
    let mut times: Vec<(usize, Taken)> = Vec::with_capacity(QUESTIONS);
    let mut hits = 0;
    for _ in 0..QUESTIONS {
        let (sort, text) = typed(&known, &mut dice);
        let watch = Watch::start();
        let answer = search(&desk, &text)?;
        times.push((sort, watch.stop()));
        hits += serde_json::from_str::<Value>(&answer)?["hits"]
            .as_array()
            .map_or(0, Vec::len);
    }
    println!("the mix:");
    for (sort, (name, percent)) in MIX.iter().enumerate() {
        let of_sort: Vec<f64> = times
            .iter()
            .filter(|(own, _)| *own == sort)
            .map(|(_, taken)| taken.own)
            .collect();
        println!(
            "    {name:<16}{percent:>4} %   p50 {:.3} ms, p99 {:.3} ms less waiting",
            quantile(of_sort.iter().copied(), 0.5),
            quantile(of_sort.iter().copied(), 0.99)
        );
    }
    let all: Vec<Taken> = times.into_iter().map(|(_, taken)| taken).collect();
    let p50 = figures.times("p50", &all, 0.5);
    figures.times("p99", &all, 0.99);
    figures.add("hits_per_question", hits as f64 / QUESTIONS as f64, "");
    compare(&home, &known, p50, &mut figures)?;
    drop(desk);
    let mut cold = Vec::new();
    for _ in 0..COLD_STARTS {
        let desk = opened(&home)?;
        sign_in(&desk, "manager")?;
        forget_files(&home)?;
        let (_, text) = typed(&known, &mut dice);
        let watch = Watch::start();
        search(&desk, &text)?;
        cold.push(watch.stop());
    }
    figures.times("cold", &cold, 1.0);
    figures.print();
    Ok(())
}

fn search(desk: &Desk, text: &str) -> Outcome<String> {
    Ok(
        dispatch(desk, "search.all", json!({"text": text, "limit": HITS}))
            .map_err(|error| format!("search.all: {}", error.code))?,
    )
}

fn known(desk: &Desk) -> Outcome<(Known, i64)> {
    let mut known = Known {
        customers: Vec::new(),
        cars: Vec::new(),
    };
    let mut documents = 0;
    desk.write_rows(|writing, _| {
        let connection = writing.connection();
        let pairs = |sql: &str| -> Result<Vec<(String, String)>, StoreError> {
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        };
        known.customers = pairs("select name, mobile from customer where number like '%7'")?;
        known.cars = pairs("select description, vin from vehicle where stock_number like '%3'")?;
        documents = connection.query_row(
            "select (select count(*) from vehicle) + (select count(*) from customer)
                  + (select count(*) from sales_order)",
            [],
            |row| row.get(0),
        )?;
        Ok(())
    })
    .map_err(|error| error.code)?;
    Ok((known, documents))
}

/// One question of the mix: which row of [`MIX`] it belongs to, and the text, broken off where the
/// person paused.
fn typed(known: &Known, dice: &mut Dice) -> (usize, String) {
    let mut percent = dice.below(100);
    let mut sort = 0;
    while percent >= MIX[sort].1 {
        percent -= MIX[sort].1;
        sort += 1;
    }
    let (name, mobile) = &known.customers[dice.below(known.customers.len())];
    let (car, vin) = &known.cars[dice.below(known.cars.len())];
    let series = car.split(' ').nth(1).unwrap_or_default();
    let text = match sort {
        0 => match dice.below(4) {
            0 => first(name, 1),
            1 => first(&sound_of(name), 1),
            2 => first(series, 1),
            _ => dice.below(10).to_string(),
        },
        1 => match dice.below(4) {
            0 => format!("{} {}", first(name, 1), broken_off(series, 1, dice)),
            1 => format!(
                "{} {}",
                broken_off(&sound_of(name), 2, dice),
                broken_off(&sound_of(series), 2, dice)
            ),
            2 => format!("{name} {}", last(mobile, 4)),
            _ => format!("{} {}", broken_off(series, 2, dice), last(vin, 4)),
        },
        2 => match dice.below(3) {
            0 => format!("{}zzz", sound_of(name)),
            1 => format!("龘龘{}", last(series, 1)),
            _ => format!("0000{:07}x", dice.below(10_000_000)),
        },
        3 => {
            let whole = if dice.below(3) == 0 {
                sound_of(series)
            } else {
                sound_of(name)
            };
            broken_off(&whole, 2, dice)
        }
        4 => {
            let letters: String = name
                .chars()
                .map(|character| first(&sound_of(&character.to_string()), 1))
                .collect();
            broken_off(&letters, 2, dice)
        }
        5 => last(vin, 4 + dice.below(5)),
        _ => last(mobile, 4),
    };
    (sort, text)
}

fn first(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

fn last(text: &str, count: usize) -> String {
    let skip = text.chars().count().saturating_sub(count);
    text.chars().skip(skip).collect()
}

fn broken_off(text: &str, least: usize, dice: &mut Dice) -> String {
    let length = text.chars().count();
    first(text, least + dice.below(length.saturating_sub(least) + 1))
}

fn plain_file(home: &Path) -> Outcome<Connection> {
    let connection = Connection::open(home.join("plain.db"))?;
    connection.execute_batch(
        "pragma key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\";
         pragma cache_size = -16000; pragma journal_mode = wal; pragma synchronous = normal;
         pragma temp_store = memory;",
    )?;
    Ok(connection)
}

/// The same documents in a plain table and in an FTS5 index with trigrams, encrypted like the store.
fn plain(desk: &Desk, home: &Path) -> Outcome<()> {
    let plain = plain_file(home)?;
    plain.execute_batch(
        "create table plain (number integer primary key, text text not null);
         create virtual table trigram using fts5(text, content = 'plain',
             content_rowid = 'number', tokenize = 'trigram', detail = 'full');
         begin",
    )?;
    desk.write_rows(|writing, _| {
        for sql in [
            "select description || ' ' || vin || ' ' || stock_number || ' ' || exterior_colour
                 || ' ' || location from vehicle",
            "select name || ' ' || ifnull(mobile, '') || ' ' || number from customer",
            "select o.number || ' ' || contract_number || ' ' || wanted || ' ' || plate || ' ' ||
                 c.name || ' ' || ifnull(c.mobile, '') || ' ' || ifnull(v.vin, '')
             from sales_order o join customer c on c.id = o.customer
             left join vehicle v on v.id = o.vehicle",
        ] {
            let mut documents = writing.connection().prepare(sql)?;
            let mut insert = plain.prepare_cached("insert into plain (text) values (?1)")?;
            let mut rows = documents.query([])?;
            while let Some(row) = rows.next()? {
                insert.execute([row.get::<_, String>(0)?])?;
            }
        }
        Ok(())
    })
    .map_err(|error| format!("{} {:?}", error.code, error.values))?;
    plain.execute_batch("insert into trigram(trigram) values('rebuild'); commit")?;
    Ok(())
}

fn compare(home: &Path, known: &Known, p50: f64, figures: &mut Figures) -> Outcome<()> {
    let plain = plain_file(home)?;
    let mut like = plain.prepare("select number from plain where text like ?1 limit 18")?;
    let mut trigram =
        plain.prepare("select rowid from trigram where trigram match ?1 order by rank limit 18")?;
    let mut dice = Dice(7);
    let (mut by_like, mut by_trigram) = (Vec::new(), Vec::new());
    for _ in 0..PLAIN_QUESTIONS {
        let (_, text) = typed(known, &mut dice);
        let watch = Watch::start();
        let found = like.query_map([format!("%{}%", text.replace(' ', "%"))], |_| Ok(()))?;
        found.count();
        by_like.push(watch.stop().own);
        // Trigrams cannot answer to fewer than three characters; such terms are left out.
        let terms: Vec<String> = text
            .split(' ')
            .filter(|term| term.chars().count() > 2)
            .map(|term| format!("\"{term}\""))
            .collect();
        if terms.is_empty() {
            continue;
        }
        let watch = Watch::start();
        trigram.query_map([terms.join(" ")], |_| Ok(()))?.count();
        by_trigram.push(watch.stop().own);
    }
    let watch = Watch::start();
    like.query_map(["%没有这个%"], |_| Ok(()))?.count();
    let miss = watch.stop().own;
    for (name, value, with) in [
        ("like_on_a_miss", miss, "the search's p50"),
        ("like_p50", quantile(by_like, 0.5), "the search's p50"),
        (
            "trigram_p50_where_it_can_answer",
            quantile(by_trigram.iter().copied(), 0.5),
            "the search's p50",
        ),
        (
            "trigram_slowest",
            quantile(by_trigram, 1.0),
            "the search's p50",
        ),
    ] {
        figures.compared(name, value, "ms", with, value / p50);
    }
    Ok(())
}
