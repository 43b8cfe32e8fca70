//! The node: it has its dealerships, lets every desk of them in, says so, and serves until its input ends.

use std::{net::TcpListener, num::NonZeroU32, sync::Arc};

use domain::{Command, desks::EnrolDesk, ids::DeskId, time::Timestamp};
use platform::{
    certificates,
    lanes::Sqlite,
    node::{Access, Node},
    server::{self, Before, Limits, Measures},
};
use protocol::{
    Envelope,
    wire::{self, Cursor, Exchange, MOST_PUSHED},
};
use rustls::pki_types::{CertificateDer, pem::PemObject};
use serde_json::json;

use super::{CHANGES, DESKS, HOUSES, House, Told};
use crate::{
    benching::Outcome,
    first_sync::forget_peak,
    world::Folder,
    writer::{Dealership, Writer},
};

/// A desk's code has three characters at most.
const FIRST_CODE: usize = 100;

pub fn serve() -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serving())
}

async fn serving() -> Outcome<()> {
    let folder = Folder::new();
    let engine = Sqlite::open(&folder.0.join("platform.db"), 1)?;
    let node = Arc::new(Node::new(engine).await?);
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("https://{}", listener.local_addr()?);
    let names = certificates::local_names([127, 0, 0, 1].into());
    let own = certificates::own(&folder.0.join("certificates"), &names)?;
    let mut houses = Vec::new();
    for _ in 0..HOUSES {
        houses.push(house(&node).await?);
    }
    // All desks ask from this one machine.
    let limits = Limits::new(Measures::all(NonZeroU32::MAX), Before::Nobody);
    let serving = server::serve_within(Arc::clone(&node), listener, &own, &url, limits).await?;
    let authority = own.authority.ok_or("it has an authority of its own")?;
    let authority = CertificateDer::from_pem_file(authority)?.to_vec();
    forget_peak();
    println!(
        "{}",
        serde_json::to_string(&Told {
            url,
            authority,
            houses
        })?
    );
    tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink()))
        .await??;
    serving.stop_now().await?;
    Ok(())
}

/// A dealership, each of whose desks has shown its code and was let in.
async fn house(node: &Node<Sqlite>) -> Outcome<House> {
    let house = Dealership::new();
    let now = node.now();
    let mut writer = Writer::of(&house);
    let code = node.founding_code().await?;
    let access = Access {
        desk: writer.desk,
        lane: house.lane,
    };
    let giver = node.found(&code, access).await?.access_token;
    let mut shown = Vec::new();
    let mut envelopes = vec![writer.give(house.founding(), now)];
    for number in 0..DESKS {
        let codes = node.ask(&format!("展厅 {number}"), "").await?;
        let enrol = EnrolDesk {
            desk: DeskId(codes.desk),
            desk_code: (FIRST_CODE + number).to_string(),
            name: format!("展厅 {number}"),
            spoken_key: "5a".repeat(32),
        };
        envelopes.push(writer.give(Command::EnrolDesk(enrol), now));
        shown.push(codes.device_code);
    }
    assert!(envelopes.len() <= MOST_PUSHED, "all of it at once");
    let first = envelopes.len() as u64 + 1;
    node.exchange(writer.desk, house.lane, asked(1, envelopes))
        .await?;
    let mut desks = Vec::new();
    for code in shown {
        desks.push(node.ask_again(&code).await?.access_token);
    }
    let changes = (first..)
        .take(CHANGES)
        .map(|n| wire::write(&asked(n, vec![change(&mut writer, n, now)])))
        .collect();
    let here = node.head(house.lane).await?;
    Ok(House {
        lane: house.lane.0,
        here: here.ok_or("its lane is there")?,
        desks,
        giver,
        changes,
    })
}

fn asked(first: u64, envelopes: Vec<Envelope>) -> Exchange {
    Exchange {
        first,
        envelopes,
        cursor: Cursor::default(),
        schema: 0,
    }
}

fn change(writer: &mut Writer, number: u64, now: Timestamp) -> Envelope {
    let content = json!({"phone": format!("021-5000{number:04}")});
    let command = Command::parse("ChangeDealership", content).expect("a form's fields");
    writer.give(command, now)
}
