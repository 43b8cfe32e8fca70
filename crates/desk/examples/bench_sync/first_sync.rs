//! A desk that is let in fetches everything over loopback TLS into its encrypted, indexed, searchable store, and
//! verifies it; beside it the same ledger without a network into a store without a search.

use std::time::Instant;

use domain::ids::DeskId;
use protocol::{ledger::Position, wire::Cursor};
use serde_json::json;
use store::{Key, Store, StoreError};

use crate::{
    benching::Figures,
    world::{Folder, Platform, Workstation, car, vin},
};

/// Each makes a car, its cost and the line of its cost.
const COMMANDS: u64 = 17_000;
const MOST_ENTRIES: usize = 2_000;

pub fn measure(figures: &mut Figures) {
    let platform = Platform::new();
    let first = Workstation::with_dealership();
    first.bring_to(&platform);
    eprintln!("a desk takes {COMMANDS} cars into stock …");
    for number in 0..COMMANDS {
        first.give(car(&vin(number)));
        if number % 500 == 0 {
            first.is_level();
        }
    }
    first.is_level();
    let (rows, local) = without_network(&platform);
    let (second, took) = Workstation::joined_timed(&platform.address(), &first, "B");
    let seconds = took.as_secs_f64();
    let here = second.ask("vehicles.list", crate::world::everything());
    assert_eq!(here["total"], json!(COMMANDS));
    figures.add("rows", rows as f64, "rows");
    figures.add("entries", COMMANDS as f64, "entries");
    figures.add("s_all", seconds, "s");
    figures.add("s_50k", seconds * 50_000.0 / rows as f64, "s");
    figures.add("local_s", local, "s");
    figures.compared(
        "x_local",
        seconds / local,
        "",
        "the same load without network and search",
        seconds / local,
    );
}

/// How many rows the lane has, and how long the same pages take into a plain store.
fn without_network(platform: &Platform) -> (i64, f64) {
    use platform::lanes::Engine as _;
    let lane = platform.lanes()[0];
    let folder = Folder::new();
    let store =
        Store::create(&folder.0.join("store"), Key([7; 32]), Box::new(())).expect("a store");
    let began = Instant::now();
    let mut here = platform
        .block_on(platform.node.engine.open_lane(lane))
        .map(|head| Position::start_of(head.epoch))
        .expect("a lane");
    store
        .write::<_, StoreError>(|writing| writing.follow(lane, here))
        .expect("it follows");
    loop {
        let cursor = Cursor::from([(lane, here)]);
        let nobody = DeskId(uuid::Uuid::nil());
        let (_, pages) = platform
            .block_on(platform.node.engine.pages(nobody, &cursor, MOST_ENTRIES))
            .expect("pages");
        if pages[0].entries.is_empty() {
            break;
        }
        here = store::following::exchange::after(here, &pages[0]);
        store
            .write(|writing| {
                writing
                    .take_in(&pages, |_, _| Ok(domain::command::Outcome::default()))
                    .map_err(|error| StoreError::Damaged(error.to_string()))
            })
            .expect("it is taken in");
    }
    let seconds = began.elapsed().as_secs_f64();
    let rows = store
        .read::<_, StoreError>(|connection| {
            let mut rows = 0;
            for table in domain::TABLES {
                let words = format!("select count(*) from {}", table.name);
                let count: i64 = connection.query_row(&words, [], |row| row.get(0))?;
                rows += count;
            }
            Ok(rows)
        })
        .expect("a count");
    (rows, seconds)
}
