//! A platform with one dealership (code XC), which lends a car for drives and has a workshop (operation BY-60), on an
//! embedded store of its own, for `cargo xtask fuzz-api`: serves
//! until its standard input ends, and says where it listens and which certificate authority it has.
//!
//! `platform_with_a_house FOLDER`

#[path = "../tests/common/writer.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod writer;

use std::{
    error::Error,
    net::TcpListener,
    num::NonZeroU32,
    path::PathBuf,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use domain::{ids::PersonId, time::Timestamp};
use platform::{
    certificates,
    lanes::{Engine, Sqlite},
    node::Node,
    server::{self, Before, Limits, Measures},
};
use protocol::wire::{Cursor, Exchange};
use serde_json::{Value, json};
use uuid::Uuid;
use writer::{Dealership, Writer};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let node = Arc::new(Node::new(Sqlite::open(&folder.join("platform.db"), 1)?).await?);
    let house = Dealership::new();
    node.engine.open_lane(house.lane).await?;
    let mut desk = Writer::of(&house);
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let now = Timestamp(since.as_millis() as i64);
    let mut envelopes = vec![desk.give(house.founding(), now)];
    for content in what_it_works_with(house.administrator) {
        let command = serde_json::from_value(content)?;
        envelopes.push(desk.give(command, now));
    }
    let asked = Exchange {
        first: 1,
        envelopes,
        cursor: Cursor::default(),
        schema: 0,
    };
    node.exchange(desk.desk, house.lane, asked).await?;

    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("https://localhost:{}", listener.local_addr()?.port());
    let names = certificates::local_names([127, 0, 0, 1].into());
    let own = certificates::own(&folder.join("certificates"), &names)?;
    // Whoever asks whatever is allowed and forbidden asks more often than any shop.
    let limits = Limits::new(Measures::all(NonZeroU32::MAX), Before::Nobody);
    let serving = server::serve_within(node, listener, &own, &url, limits).await?;
    let authority = own.authority.unwrap_or_default();
    println!("{url}\n{}", authority.display());
    tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink()))
        .await??;
    serving.stop().await?;
    Ok(())
}

/// A car for drives and a route; one bay, a technician, and the administrator who receives the cars.
fn what_it_works_with(me: PersonId) -> Vec<Value> {
    let id = Uuid::now_v7;
    let week: Value = (1..=7)
        .map(|weekday| json!({"weekday": weekday, "from": 510, "until": 1050}))
        .collect();
    let technician = id();
    let shift = |post: &str, person: Uuid| {
        json!({
            "type": "SetShift", "shift": id(), "person": person, "post": post, "validFrom": "2026-01-01",
            "week": week,
        })
    };
    vec![
        json!({
            "type": "AddPerson", "roles": [],
            "person": {
                "id": technician, "name": "李薇", "signInName": "li.wei",
                "key": {
                    "publicKey": "11".repeat(32), "wrappedKey": "00".repeat(48), "salt": "00".repeat(16),
                },
            },
        }),
        json!({
            "type": "TakeIntoStock", "vehicle": id(), "vin": "LFV3A23C1T3000001", "description": "迈腾",
            "purpose": "demonstrator", "source": "maker", "arrivedOn": "2026-01-05", "certificate": "inHouse",
        }),
        json!({
            "type": "SetDriveRoute", "route": id(), "name": "城区环线", "lengthHm": 86, "minutes": 20,
            "state": "inUse",
        }),
        json!({
            "type": "SetUpWorkshop",
            "terms": {
                "week": week, "lunch": {"from": 720, "until": 780}, "statutoryDays": "open",
                "bufferMinutes": 10, "receptionMinutes": 15, "noShowMinutes": 30, "furthestDays": 60,
                "bookablePercent": 100, "followUpDays": 3,
            },
        }),
        json!({
            "type": "SetBay", "bay": id(), "name": "1 号工位", "ordinal": 1, "skills": ["maintenance"],
            "state": "inUse",
        }),
        json!({
            "type": "RecordCertificate", "certificate": id(), "person": technician, "skill": "maintenance",
            "title": "厂家培训", "issuedOn": "2026-01-01",
        }),
        json!({
            "type": "SetStandardOperation", "operation": id(), "operationCode": "BY-60", "name": "小保养",
            "department": "mechanical", "skill": "maintenance", "minutes": 60, "state": "offered",
        }),
        shift("technician", technician),
        shift("advisor", me.0),
    ]
}
