//! The image of a lane, read from one snapshot of the database while other nodes go on writing.

use deadpool_postgres::Object;
use domain::{
    attentions::AttentionState,
    ids::{CommandId, LaneId},
};
use futures_util::{TryStreamExt, pin_mut};
use protocol::snapshot::Kept;
use tokio::sync::mpsc;
use tokio_postgres::IsolationLevel;
use uuid::Uuid;

use super::{EngineError, pages, position, values, words};
use crate::lanes::image::{Filling, MOST_KEPT, Moment, Piece};

const HEAD: &str = "select epoch, seq, hash from lane where id = $1";
const LAMPORT: &str = "select coalesce(max(lamport), 0) from ledger where lane = $1";
const OPEN: &str = "select l.command, l.seq, l.hash from attention a
    join ledger l on l.command = a.command and l.lane = a.lane
    where a.lane = $1 and a.state = $2 order by l.seq limit $3";

pub async fn read(
    mut connection: Object,
    lane: LaneId,
    pieces: &mpsc::Sender<Piece>,
) -> Result<Moment, EngineError> {
    let lane_id = lane.0.as_bytes().as_slice();
    let transaction = connection
        .build_transaction()
        .isolation_level(IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await?;
    let head = transaction.query_opt(HEAD, &[&lane_id]).await?;
    let position = position(&head.ok_or(EngineError::NoLane(lane))?)?;
    let mut filling = Filling::default();
    for table in domain::TABLES {
        let found = transaction
            .query_raw(words::all(table).as_str(), [lane_id])
            .await?;
        pin_mut!(found);
        while let Some(row) = found.try_next().await? {
            let seq: i64 = row.try_get(0)?;
            let row = values::read_row(table, &row, 1)?;
            hand_on(pieces, filling.add(table, seq as u64, &row)).await?;
        }
    }
    hand_on(pieces, filling.rest()).await?;
    let lamport: i64 = transaction
        .query_one(LAMPORT, &[&lane_id])
        .await?
        .try_get(0)?;
    let open = AttentionState::Open.word();
    let places = transaction
        .query(OPEN, &[&lane_id, &open, &(MOST_KEPT as i64)])
        .await?;
    transaction.commit().await?;
    let mut kept = Vec::new();
    for place in places {
        let command = CommandId(Uuid::from_bytes(values::fixed(&place, 0)?));
        // An entry stands for ever; at most its contents were erased meanwhile.
        if let Some(entry) = pages::entry_of(&connection, lane, command).await? {
            kept.push(Kept {
                seq: place.try_get::<_, i64>(1)? as u64,
                hash: values::fixed(&place, 2)?,
                entry,
            });
        }
    }
    Ok(Moment {
        position,
        lamport: lamport as u64,
        kept,
    })
}

async fn hand_on(pieces: &mpsc::Sender<Piece>, piece: Option<Piece>) -> Result<(), EngineError> {
    match piece {
        Some(piece) => pieces
            .send(piece)
            .await
            .map_err(|_| EngineError::Lost("nobody takes the image any more".to_owned())),
        None => Ok(()),
    }
}
