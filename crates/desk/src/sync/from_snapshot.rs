//! The first sync's beginning: all rows as they were at one place of the ledger, piece by piece. A platform that has
//! no snapshot, or one whose rows have other columns, is followed from the first page of its ledger.
//!
//! Three things go on beside each other: the next pieces are on their way, one that came is opened, and the one before it is
//! taken in.

use std::{collections::VecDeque, sync::Arc};

use protocol::snapshot::{Manifest, PieceImage, SnapshotId};
use store::{
    SCHEMA_VERSION, StoreError,
    following::{self, TakingError, exchange::ExchangeError},
};

use super::{
    first::{Fetching, Watching},
    line::{LineError, Offered, PieceEnd},
    taking::{Taking, beside},
    trouble::Trouble,
};
use tokio::task::JoinHandle;

/// A piece that came altered so often is not had whole.
const MOST_ALTERED: u32 = 3;
/// So many pieces are on their way while one is waited for and taken in. On a far line the answer to one question is on
/// its way for longer than the piece itself.
const AHEAD: usize = 3;

/// What became of the pieces.
enum Pieces {
    All,
    /// The platform does not keep this snapshot any more.
    Gone,
    Altered,
}

/// A piece that was asked for before its turn; what came of it by then is a beginning.
struct Coming(JoinHandle<Vec<u8>>);

impl Drop for Coming {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Asks for pieces before their turn, so that there are always some on their way; `coming` are the first of `left`.
fn ask_ahead<W: Watching>(
    coming: &mut VecDeque<Coming>,
    fetching: &Fetching<W>,
    id: SnapshotId,
    left: &[(usize, PieceImage)],
) {
    let asked = coming.len();
    for (place, piece) in left.iter().take(AHEAD).skip(asked) {
        let Some((line, token)) = fetching.ahead() else {
            return;
        };
        let (place, length) = (*place as u64, piece.bytes);
        coming.push_back(Coming(tokio::spawn(async move {
            let mut came = Vec::new();
            match line.piece(&token, id, place, &mut came).await {
                Ok(PieceEnd::Cut) => came,
                Ok(PieceEnd::Whole) if came.len() as u64 == length => came,
                // Whatever hindered it is met again when it is its turn.
                Ok(PieceEnd::Whole | PieceEnd::Gone) | Err(_) => Vec::new(),
            }
        })));
    }
}

pub async fn fetch<W: Watching>(fetching: &mut Fetching<W>) -> Result<(), Trouble> {
    let store = Arc::clone(&fetching.store);
    let mut under_way = store.read(following::under_way)?;
    if under_way.is_none() && !is_at_its_start(fetching)? {
        return Ok(());
    }
    let mut gone = None;
    loop {
        let begun = match under_way.take() {
            Some(taking) => taking,
            None => match offered(fetching).await? {
                // One that is offered again although a piece of it is missing is not had whole.
                Some(manifest) if gone != Some(manifest.id) => store
                    .write(|writing| writing.begin_from_snapshot(&manifest))
                    .map_err(ExchangeError::from)?,
                Some(_) | None => return Ok(()),
            },
        };
        let manifest = Arc::new(begun.manifest.clone());
        let mut taking = Taking::of(&store, begun);
        let came = pieces(fetching, &mut taking, &manifest).await;
        // What is being taken in is in, whatever hindered the next.
        let taken = taking.rest().await;
        match came? {
            Pieces::All => {
                let gathered = taken?;
                let store = Arc::clone(&store);
                beside(move || store.finish_snapshot(&manifest, gathered)).await?;
                return Ok(());
            }
            Pieces::Gone => {
                gone = Some(manifest.id);
                store.write(|writing| writing.let_snapshot_go(&manifest))?;
            }
            Pieces::Altered => {
                // The ledger proves itself, entry by entry.
                store.write(|writing| writing.let_snapshot_go(&manifest))?;
                return Ok(());
            }
        }
    }
}

/// Whether nothing was fetched yet.
fn is_at_its_start<W>(fetching: &Fetching<W>) -> Result<bool, StoreError> {
    let here = fetching
        .store
        .read(|connection| following::position(connection, fetching.lane))?;
    Ok(here.is_some_and(|here| here.seq == 0))
}

/// The snapshot that the platform has for this desk, once it is made.
async fn offered<W: Watching>(fetching: &mut Fetching<W>) -> Result<Option<Manifest>, Trouble> {
    let schema = SCHEMA_VERSION as u32;
    loop {
        let offered = fetching
            .until_answered(async |line, token| line.snapshot(token, schema).await)
            .await?;
        match offered {
            Offered::There(manifest) => {
                let fits = manifest.lane == fetching.lane && manifest.schema == schema;
                return Ok(fits.then_some(*manifest));
            }
            Offered::BeingMade if fetching.watching.wanted() => {}
            Offered::BeingMade => return Err(LineError::Unwell.into()),
            Offered::None => return Ok(None),
        }
    }
}

async fn pieces<W: Watching>(
    fetching: &mut Fetching<W>,
    taking: &mut Taking,
    manifest: &Arc<Manifest>,
) -> Result<Pieces, Trouble> {
    let total = manifest.rows();
    let left: Vec<_> = manifest
        .pieces()
        .map(|(_, piece)| *piece)
        .enumerate()
        .skip(taking.next)
        .collect();
    let mut done = total - left.iter().map(|(_, piece)| piece.rows).sum::<u64>();
    let mut altered = 0;
    let mut coming = VecDeque::new();
    for (number, (place, piece)) in left.iter().enumerate() {
        ask_ahead(&mut coming, fetching, manifest.id, &left[number..]);
        let mut came = match coming.pop_front() {
            Some(mut first) => loop {
                tokio::select! {
                    biased;
                    came = &mut first.0 => break came.unwrap_or_default(),
                    // It is told when the one before is in, also where the next is late.
                    rows = taking.taken(), if taking.is_busy() => {
                        done += rows?;
                        fetching.watching.progress(done, total);
                    }
                }
            },
            None => Vec::new(),
        };
        if (came.len() as u64) < piece.bytes {
            done += taking.taken().await?;
        }
        let opened = loop {
            fetching.watching.progress(done, total);
            let beginning = std::mem::take(&mut came);
            let (place, length) = (*place as u64, piece.bytes);
            let Some(sent) = whole(fetching, manifest.id, place, length, beginning).await? else {
                return Ok(Pieces::Gone);
            };
            match taking.open(manifest, sent).await {
                Ok(opened) => break opened,
                Err(TakingError::Piece { .. }) if altered + 1 < MOST_ALTERED => altered += 1,
                Err(TakingError::Piece { .. }) => return Ok(Pieces::Altered),
                Err(error) => return Err(ExchangeError::from(error).into()),
            }
        };
        done += taking.take(opened).await?;
    }
    done += taking.taken().await?;
    fetching.watching.progress(done, total);
    Ok(Pieces::All)
}

/// A piece, from wherever a line that was cut has brought it; nothing when the platform does not have it any more.
async fn whole<W: Watching>(
    fetching: &mut Fetching<W>,
    id: SnapshotId,
    place: u64,
    length: u64,
    mut came: Vec<u8>,
) -> Result<Option<Vec<u8>>, Trouble> {
    loop {
        // More than there is of it comes from somebody else, and is found out by its hash.
        if came.len() as u64 >= length {
            return Ok(Some(came));
        }
        let end = fetching
            .until_answered(async |line, token| line.piece(token, id, place, &mut came).await)
            .await?;
        match end {
            PieceEnd::Whole => return Ok(Some(came)),
            PieceEnd::Gone => return Ok(None),
            PieceEnd::Cut if !fetching.watching.wanted() => return Err(LineError::Unwell.into()),
            PieceEnd::Cut if came.len() as u64 >= length => {}
            PieceEnd::Cut => fetching.pause().await,
        }
    }
}
