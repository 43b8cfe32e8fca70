//! The bench `submit`: commands through the dispatcher, each signed, decided, applied and durable when the
//! answer comes, over the large sample; beside each a bare commit of as many bytes to an encrypted file
//! on the same disk; and the rules alone.

mod benching;

use std::{fs, path::Path};

use benching::{Figures, Outcome, Taken, Watch, ask, copied, opened, quantile, sample, sign_in};
use desk::{Desk, dispatch};
use domain::{
    Command,
    command::{NumberSeries, Numbers},
    context::Context,
    decide,
    ids::{CommandId, DeskId, PersonId},
    people::{Person, rights_of},
    time::Timestamp,
};
use rusqlite::Connection;
use serde_json::{Value, json};
use store::{StoreError, StoreFacts, rows};
use uuid::Uuid;

const COMMANDS: usize = 3_000;
/// The first ones meet what no person meets twice: statements to be prepared, pages to be read.
const UNCOUNTED: usize = 100;
/// Rows of the bare file.
const ROWS: i64 = 16;
/// Beyond this a commit also moved what the log holds into the file, which happens every thousand pages.
const WITH_CHECKPOINT: u64 = 1_000_000;

fn main() -> Outcome<()> {
    let home = copied(&sample()?, "submit", |_| Ok(()))?;
    let desk = opened(&home)?;
    sign_in(&desk, "manager")?;
    // What a desk has loaded before anybody saves.
    ask(
        &desk,
        "vehicles.list",
        json!({"filters": {}, "text": "", "offset": 0, "limit": 1}),
    )?;
    // No run meets the numbers of one before it, also where that one was cut off.
    let start = run(&home)? * 2 * COMMANDS as u64;
    let decided = decide_alone(&desk, start)?;
    let mut bare = Bare::begin(&home)?;
    let (mut whole, mut plain) = (Vec::new(), Vec::new());
    let (mut written, mut written_plain) = (Vec::new(), Vec::new());
    let mut bytes = 100_000;
    for number in 0..COMMANDS {
        let command = json!({"command": command(start + COMMANDS as u64 + number as u64)});
        let before = bytes_written()?;
        let watch = Watch::start();
        dispatch(&desk, "submit", command).map_err(|error| {
            format!(
                "submit: {} {:?} {:?}",
                error.code, error.field, error.values
            )
        })?;
        let taken = watch.stop();
        let all_bytes = bytes_written()? - before;
        if (1..WITH_CHECKPOINT).contains(&all_bytes) {
            bytes = all_bytes;
        }
        let (taken_bare, bytes_bare) = bare.commit(number as i64 % ROWS, bytes)?;
        if number >= UNCOUNTED {
            whole.push(taken);
            plain.push(taken_bare);
            written.push(all_bytes as f64);
            written_plain.push(bytes_bare as f64);
        }
    }
    let mut figures = Figures::default();
    let p99 = figures.times("submit_p99", &whole, 0.99);
    let p50 = figures.times("submit_p50", &whole, 0.5);
    let bare_p99 = figures.times("bare_commit_p99", &plain, 0.99);
    let bare_p50 = figures.times("bare_commit_p50", &plain, 0.5);
    figures.add("beyond_commit_p50", p50 - bare_p50, "ms");
    figures.compared(
        "beyond_commit_p99",
        p99 - bare_p99,
        "ms",
        "the p99 of bare commits",
        p99 / bare_p99,
    );
    let own = |times: &[Taken]| quantile(times.iter().map(|taken| taken.own), 0.99);
    figures.add(
        "beyond_commit_p99_less_waiting",
        own(&whole) - own(&plain),
        "ms",
    );
    let computed = |times: &[Taken]| quantile(times.iter().map(|taken| taken.computed), 0.99);
    figures.add("computed_p99", computed(&whole), "ms");
    figures.add(
        "computed_beyond_commit_p99",
        computed(&whole) - computed(&plain),
        "ms",
    );
    figures.times("decide_p99", &decided, 0.99);
    figures.times("decide_p50", &decided, 0.5);
    figures.add("bytes_a_command", quantile(written, 0.5), "B");
    figures.add("bytes_a_bare_commit", quantile(written_plain, 0.5), "B");
    figures.print();
    Ok(())
}

/// A car or a customer in turn, as forms send them.
fn command(number: u64) -> Value {
    if number.is_multiple_of(2) {
        let digits = number % 1_000_000;
        // Every check character is tried by the rules of the number; ten of eleven do not fit.
        let vin = "0123456789X"
            .chars()
            .map(|check| format!("LSGAB4BR{check}T3{digits:06}"))
            .find(|vin| domain::identifiers::Vin::parse(vin).is_ok())
            .unwrap_or_default();
        json!({
            "type": "TakeIntoStock", "vehicle": Uuid::now_v7(), "vin": vin,
            "description": "别克 君越 2026款 1.5T 豪华版", "exteriorColour": "珠光白",
            "location": "A 区 12", "purpose": "forSale", "source": "maker",
            "arrivedOn": "2026-11-20", "certificate": "inHouse", "guidePrice": 15_990_000,
            "cost": {"purchasePrice": 14_500_000, "floorPlanBasisPoints": 480, "financedOn": "2026-11-20"},
        })
    } else {
        json!({
            "type": "AddCustomer", "customer": Uuid::now_v7(),
            "details": {
                "kind": "person", "name": "欧阳若兰",
                "mobile": format!("17{:09}", number % 1_000_000_000),
            },
        })
    }
}

/// How many runs there were over this copy; kept beside the store before anything is written into it.
fn run(home: &Path) -> Outcome<u64> {
    let file = home.join("runs");
    let before = match fs::read_to_string(&file) {
        Ok(count) => count.trim().parse()?,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
        Err(error) => return Err(error.into()),
    };
    fs::write(file, (before + 1).to_string())?;
    Ok(before)
}

struct Printed(u64);

impl Numbers for Printed {
    fn next(&mut self, series: NumberSeries) -> String {
        self.0 += 1;
        format!("{}{:06}", series.letters(), self.0)
    }
}

/// The rules over the store's own facts, without signature or disk.
fn decide_alone(desk: &Desk, start: u64) -> Outcome<Vec<Taken>> {
    let mut times = Vec::with_capacity(COMMANDS);
    let mut failure = None;
    desk.write_rows(|writing, lane| {
        let connection = writing.connection();
        let people = rows::all::<Person>(connection)?;
        let actor: PersonId = people
            .iter()
            .find(|person| person.sign_in_name == "manager")
            .map(|person| person.id)
            .ok_or_else(|| StoreError::Damaged("no manager".to_owned()))?;
        let now = Timestamp(chrono::Utc::now().timestamp_millis());
        for number in 0..COMMANDS as u64 {
            let mut content = command(start + number);
            let name = content["type"].as_str().unwrap_or_default().to_owned();
            if let Some(fields) = content.as_object_mut() {
                fields.remove("type");
            }
            let Ok(mut command) = Command::parse(&name, content) else {
                failure = Some(name);
                break;
            };
            command.draw(&mut Printed(number));
            let facts = StoreFacts::new(connection);
            let watch = Watch::start();
            let rights = rights_of(&facts, actor)
                .map_err(|_| StoreError::Damaged("no rights".to_owned()))?;
            let context = Context {
                command: CommandId(Uuid::now_v7()),
                lane,
                desk: DeskId(Uuid::nil()),
                actor,
                rights,
                made_at: now,
                decided_at: now,
                zone: chrono_tz::Tz::Asia__Shanghai,
            };
            let decided = decide(&command, &facts, &context);
            let taken = watch.stop();
            if decided.is_err() {
                failure = Some(format!("{name}: {decided:?}"));
                break;
            }
            if number as usize >= UNCOUNTED {
                times.push(taken);
            }
        }
        Ok(())
    })
    .map_err(|error| error.code)?;
    match failure {
        Some(failure) => Err(failure.into()),
        None => Ok(times),
    }
}

/// An encrypted file with the store's settings and nothing but bytes in it.
struct Bare {
    connection: Connection,
    /// How many bytes were written for each that was to be; learnt from commit to commit.
    more: f64,
}

impl Bare {
    fn begin(home: &Path) -> Outcome<Self> {
        for name in ["bare.db", "bare.db-wal", "bare.db-shm"] {
            let file = home.join(name);
            if file.exists() {
                fs::remove_file(file)?;
            }
        }
        let connection = Connection::open(home.join("bare.db"))?;
        connection.execute_batch(
            "pragma key = \"x'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f'\";
             pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16000;
             pragma temp_store = memory;
             create table bare (number integer primary key, body blob not null)",
        )?;
        // Rows to write over in turn: a store, too, comes back to the same pages before its log is moved
        // into the file.
        for number in 0..ROWS {
            connection.execute(
                "insert into bare (number, body) values (?1, zeroblob(80000))",
                [number],
            )?;
        }
        Ok(Self {
            connection,
            more: 1.0,
        })
    }

    /// Commits about so many bytes, and says how many it wrote.
    fn commit(&mut self, row: i64, bytes: u64) -> Outcome<(Taken, u64)> {
        let body = vec![0x5A_u8; (bytes as f64 / self.more) as usize];
        let before = bytes_written()?;
        let watch = Watch::start();
        self.connection
            .prepare_cached("update bare set body = ?1 where number = ?2")?
            .execute((body, row))?;
        let taken = watch.stop();
        let written = bytes_written()? - before;
        // The system may count a page that is still to be written once for two commits, and then none.
        if (1..WITH_CHECKPOINT).contains(&written) {
            self.more *= (written as f64 / bytes as f64).powf(0.2);
        }
        Ok((taken, written))
    }
}

/// What this process has handed to the system to write.
fn bytes_written() -> Outcome<u64> {
    let said = fs::read_to_string("/proc/self/io")?;
    said.lines()
        .find_map(|line| line.strip_prefix("wchar: "))
        .and_then(|count| count.trim().parse().ok())
        .ok_or_else(|| "the system does not say what is written".into())
}
