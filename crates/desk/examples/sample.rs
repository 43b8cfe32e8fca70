//! Writes a training store full of sample records: `--size small|medium|large|board --out FOLDER`. Its home is the
//! folder; the passphrase is "a passphrase for the bench", everybody's password "training".

use std::{error::Error, path::PathBuf};

use desk::{
    Changed, Desk, RpcError, Shell, WorkProgress, dispatch,
    samples::{self, Size},
};
use serde_json::json;

struct Silent;

impl Shell for Silent {
    fn changed(&self, _: &Changed) {}
    fn work(&self, _: &WorkProgress) {}
    fn session(&self) {}
    fn interactive(&self) {}
    fn open_window(&self, _: &str) -> Result<(), RpcError> {
        Ok(())
    }
}

fn option(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.next()?;
    arguments.next()
}

fn main() -> Result<(), Box<dyn Error>> {
    let size = match option("--size").as_deref() {
        Some("small") => Size::SMALL,
        Some("medium") => Size::MEDIUM,
        Some("large") => Size::LARGE,
        Some("board") => Size::BOARD,
        _ => return Err("say --size small, --size medium, --size large or --size board".into()),
    };
    let out = PathBuf::from(option("--out").ok_or("say --out and a folder")?);
    let said = |error: RpcError| format!("{} {:?}", error.code, error.values);
    let desk = Desk::start(&out, Box::new(Silent));
    dispatch(
        &desk,
        "store.create_training",
        json!({"language": "zh-CN", "passphrase": "a passphrase for the bench"}),
    )
    .map_err(said)?;
    samples::fill(&desk, size, samples::NOON).map_err(said)?;
    Ok(())
}
