//! The particulars of licences whose time is over go by themselves: whoever signs in and may book drives
//! takes them away, so that no house keeps one because it had no drive since.

use domain::{
    Command,
    rights::Right,
    test_drives::{RemoveLicences, licences_due},
};
use store::StoreFacts;

use crate::{Desk, clock, error::RpcError, submit::give};

pub(crate) fn remove_due_licences(desk: &Desk) -> Result<(), RpcError> {
    let session = desk.session()?;
    let store = desk.store()?;
    if !session.rights(&store)?.has(Right::BookTestDrives) {
        return Ok(());
    }
    let today = clock::now().date_in(store.zone);
    let due = store.store.read(|connection| {
        let facts = StoreFacts::new(connection);
        licences_due(&facts, today)
            .map_err(|domain::facts::Missing| RpcError::from(facts.breakage()))
    })?;
    if due.is_empty() {
        return Ok(());
    }
    let drives = due.into_iter().map(|licence| licence.id).collect();
    give(
        desk,
        &store,
        &session,
        Command::RemoveLicences(RemoveLicences { drives }),
    )?;
    Ok(())
}
