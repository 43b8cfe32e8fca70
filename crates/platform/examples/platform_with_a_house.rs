//! A platform with one dealership (code XC) on an embedded store of its own, for `cargo xtask fuzz-api`: serves
//! until its standard input ends, and says where it listens and which certificate authority it has.
//!
//! `platform_with_a_house FOLDER`

#[path = "../tests/common/writer.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod writer;

use std::{
    error::Error,
    net::TcpListener,
    path::PathBuf,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use domain::time::Timestamp;
use platform::{
    certificates,
    lanes::{Engine, Sqlite},
    node::Node,
    server,
};
use protocol::wire::{Cursor, Exchange};
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
    let founding = desk.give(house.founding(), Timestamp(since.as_millis() as i64));
    let asked = Exchange {
        first: 1,
        envelopes: vec![founding],
        cursor: Cursor::default(),
        schema: 0,
    };
    node.exchange(desk.desk, house.lane, asked).await?;

    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let url = format!("https://localhost:{}", listener.local_addr()?.port());
    let names = certificates::local_names([127, 0, 0, 1].into());
    let own = certificates::own(&folder.join("certificates"), &names)?;
    let serving = server::serve(node, listener, &own, &url).await?;
    let authority = own.authority.unwrap_or_default();
    println!("{url}\n{}", authority.display());
    tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin(), &mut std::io::sink()))
        .await??;
    serving.stop().await?;
    Ok(())
}
