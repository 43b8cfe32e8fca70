//! The bench `platform`: signed commands, decided and durable on PostgreSQL: one dealership with eight desks,
//! and 64 dealerships beside `pgbench` with as many branches on the same server.

#[path = "../tests/common/writer.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod writer;

use std::{
    error::Error,
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use domain::time::Timestamp;
use platform::lanes::{Engine, Postgres, Queue};
use private_postgres::{Place, PrivatePostgres};
use protocol::Envelope;
use serde_json::{Value, json};
use writer::{Dealership, Writer};

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Desks of the one dealership, and connections that pgbench has.
const DESKS: usize = 8;
const COMMANDS_IN_ONE_LANE: u64 = 16_000;
const DEALERSHIPS: usize = 64;
const COMMANDS_OF_A_DEALERSHIP: u64 = 300;
/// How many commands a desk sends at once after an hour without a line, and when it has one.
const PIECES: [usize; 2] = [50, 1];
const PGBENCH_SECONDS: u32 = 10;

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp(since.map_or(0, |since| since.as_millis() as i64))
}

/// A desk and what it has to send.
struct Desk {
    writer: Writer,
    outbox: Vec<Envelope>,
}

#[tokio::main]
async fn main() -> Outcome<()> {
    let server = PrivatePostgres::start()?;
    let place = server.place();
    database(&place, "pgbench")?;
    database(&place, "forecourt")?;
    eprintln!("pgbench fills its tables …");
    let scale = DEALERSHIPS.to_string();
    said(
        place
            .program("pgbench")
            .args(["-i", "-q", "-s", &scale, "pgbench"]),
    )?;

    let engine = Postgres::open(&place.address("forecourt"), 1).await?;
    let queue = Arc::new(Queue::new(Arc::new(engine), now));
    let mut figures = Vec::new();

    let before = Computed::so_far(&place)?;
    let one_lane = in_one_lane(&queue, PIECES[0]).await?;
    let after = Computed::so_far(&place)?;
    figures.push(figure("one_lane_per_s", one_lane, "1/s"));
    // What remains of it on a busy machine; giving and signing the commands are in the node's share.
    let each = |ticks: u64| ticks as f64 * TICK_US / COMMANDS_IN_ONE_LANE as f64;
    figures.push(figure(
        "node_computes",
        each(after.node - before.node),
        "us",
    ));
    figures.push(figure(
        "server_computes",
        each(after.server - before.server),
        "us",
    ));
    let live = in_one_lane(&queue, PIECES[1]).await?;
    figures.push(figure("one_lane_one_by_one_per_s", live, "1/s"));

    let before = pgbench(&place)?;
    let many = in_many_lanes(&queue, PIECES[0]).await?;
    let many_live = in_many_lanes(&queue, PIECES[1]).await?;
    let after = pgbench(&place)?;
    let pgbench = before.max(after);
    figures.push(figure("pgbench_per_s", pgbench, "1/s"));
    figures.push(compared("many_lanes_per_s", many, "1/s", many / pgbench));
    figures.push(figure("over_pgbench", many / pgbench, ""));
    figures.push(compared(
        "many_lanes_one_by_one_per_s",
        many_live,
        "1/s",
        many_live / pgbench,
    ));
    figures.push(figure("verify_per_s", verified_per_second(), "1/s"));
    println!("{}", json!({ "figures": figures }));
    Ok(())
}

fn figure(name: &str, value: f64, unit: &str) -> Value {
    json!({ "name": name, "value": value, "unit": unit })
}

fn compared(name: &str, value: f64, unit: &str, ratio: f64) -> Value {
    json!({
        "name": name, "value": value, "unit": unit, "compared_with": "pgbench -c 8 -M prepared", "ratio": ratio,
    })
}

/// The kernel counts processor time in hundredths of a second.
const TICK_US: f64 = 10_000.0;

/// Processor time in ticks: of this program, and of the server's processes that are there.
struct Computed {
    node: u64,
    server: u64,
}

impl Computed {
    fn so_far(place: &Place) -> Outcome<Self> {
        let file = std::fs::read_to_string(place.socket.join("cluster/postmaster.pid"))?;
        let postmaster = file.lines().next().ok_or("the server has gone")?.trim();
        let mut computed = Self { node: 0, server: 0 };
        let own = std::process::id().to_string();
        for process in std::fs::read_dir("/proc")? {
            let process = process?;
            let Ok(line) = std::fs::read_to_string(process.path().join("stat")) else {
                continue;
            };
            // What stands in brackets may hold blanks; state, parent and the rest follow.
            let Some((_, rest)) = line.rsplit_once(") ") else {
                continue;
            };
            let fields: Vec<&str> = rest.split(' ').collect();
            let ticks = |place: usize| fields.get(place).and_then(|text| text.parse::<u64>().ok());
            let used = ticks(11).unwrap_or(0) + ticks(12).unwrap_or(0);
            if process.file_name() == own.as_str() {
                computed.node = used;
            } else if fields.get(1) == Some(&postmaster) {
                computed.server += used;
            }
        }
        Ok(computed)
    }
}

fn database(place: &Place, name: &str) -> Outcome<()> {
    said(place.program("createdb").arg(name)).map(|_| ())
}

fn said(command: &mut std::process::Command) -> Outcome<String> {
    let output = command.output()?;
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(words);
    }
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("{}: {words}{why}", command.get_program().display()).into())
}

/// Transactions per second of `pgbench -c 8 -M prepared`, connecting not counted.
fn pgbench(place: &Place) -> Outcome<f64> {
    let clients = DESKS.to_string();
    let seconds = PGBENCH_SECONDS.to_string();
    let words = said(place.program("pgbench").args([
        "-c", &clients, "-j", "2", "-M", "prepared", "-T", &seconds, "-n", "pgbench",
    ]))?;
    let tps = words
        .lines()
        .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok())
        .ok_or("pgbench told no tps")?;
    eprintln!("pgbench: {tps:.0} transactions a second");
    Ok(tps)
}

async fn founded(queue: &Arc<Queue<Postgres>>) -> Outcome<Dealership> {
    let house = Dealership::new();
    queue.engine().open_lane(house.lane).await?;
    let mut first = Writer::of(&house);
    let founding = first.give(house.founding(), now());
    queue.push(house.lane, first.desk, vec![founding]).await?;
    Ok(house)
}

fn desk(house: &Dealership, numbers: impl Iterator<Item = u64>) -> Desk {
    let mut writer = Writer::of(house);
    let outbox = numbers
        .map(|number| writer.give_work(number, now()))
        .collect();
    Desk { writer, outbox }
}

async fn in_one_lane(queue: &Arc<Queue<Postgres>>, piece: usize) -> Outcome<f64> {
    let house = founded(queue).await?;
    let desks = (0..DESKS as u64)
        .map(|place| desk(&house, (place..COMMANDS_IN_ONE_LANE).step_by(DESKS)))
        .collect();
    timed(queue, desks, piece).await
}

async fn in_many_lanes(queue: &Arc<Queue<Postgres>>, piece: usize) -> Outcome<f64> {
    let mut desks = Vec::new();
    for _ in 0..DEALERSHIPS {
        let house = founded(queue).await?;
        desks.push(desk(&house, 0..COMMANDS_OF_A_DEALERSHIP));
    }
    timed(queue, desks, piece).await
}

/// Commands per second when each desk sends piece after piece, each when the one before is answered.
async fn timed(queue: &Arc<Queue<Postgres>>, desks: Vec<Desk>, piece: usize) -> Outcome<f64> {
    let commands: usize = desks.iter().map(|desk| desk.outbox.len()).sum();
    let many = desks.len();
    let start = Instant::now();
    let sending: Vec<_> = desks
        .into_iter()
        .map(|desk| {
            let queue = Arc::clone(queue);
            tokio::spawn(async move {
                for piece in desk.outbox.chunks(piece) {
                    let lane = desk.writer.house.lane;
                    let taken = queue.push(lane, desk.writer.desk, piece.to_vec()).await?;
                    if taken.stopped.is_some() || !taken.held.is_empty() {
                        return Err(format!("not taken: {taken:?}").into());
                    }
                }
                Outcome::Ok(())
            })
        })
        .collect();
    for each in sending {
        each.await??;
    }
    let per_second = commands as f64 / start.elapsed().as_secs_f64();
    eprintln!("{many} desks in pieces of {piece}: {per_second:.0} commands a second");
    Ok(per_second)
}

/// Signatures that one processor verifies in a second.
fn verified_per_second() -> f64 {
    let house = Dealership::new();
    let desk = desk(&house, 0..2_000);
    let key = house.key.verifying_key();
    let start = Instant::now();
    let good = desk
        .outbox
        .iter()
        .filter(|envelope| envelope.verify(key.as_bytes()).is_ok())
        .count();
    good as f64 / start.elapsed().as_secs_f64()
}
