//! The benches of many desks, over loopback TLS between real workstations and a real platform on its embedded
//! store: `bench_sync push|live|first-sync [ROWS]|wan|fan-out`.

#[path = "../benching/mod.rs"]
mod benching;
#[path = "../../tests/many_desks/distance.rs"]
mod distance;
#[path = "../../tests/many_desks/proxy.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod proxy;
#[path = "../../tests/many_desks/world.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod world;
#[path = "../../../platform/tests/common/writer.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod writer;

mod fan_out;
mod first_sync;
mod live;
mod push;
mod wan;

use benching::{Figures, Outcome};

fn main() -> Outcome<()> {
    let mut figures = Figures::default();
    match std::env::args().nth(1).as_deref() {
        Some("push") => push::measure(&mut figures),
        Some("live") => live::measure(&mut figures),
        Some("first-sync") => {
            let rows = std::env::args().nth(2).map(|rows| rows.parse());
            first_sync::measure(&mut figures, rows.transpose()?);
        }
        Some("wan") => wan::measure(&mut figures),
        Some("fan-out") => return fan_out::begin(),
        Some(fan_out::LISTENERS) => fan_out::measure(&mut figures)?,
        Some(fan_out::NODE) => return fan_out::serve(),
        _ => return Err("say which: push, live, first-sync, wan or fan-out".into()),
    }
    figures.print();
    Ok(())
}
