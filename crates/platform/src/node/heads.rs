//! How far each lane goes, told at once to whoever listens at this node. Only the newest seq is told,
//! so a desk that listens slowly misses nothing that it has to hear.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::ids::LaneId;
use tokio::sync::watch;

#[derive(Default)]
pub struct Heads(Mutex<HashMap<LaneId, watch::Sender<u64>>>);

impl Heads {
    /// Tells that a lane goes this far. What is older than what was told is passed over.
    pub fn tell(&self, lane: LaneId, seq: u64) {
        let heads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = heads.get(&lane) {
            sender.send_if_modified(|known| {
                let newer = seq > *known;
                if newer {
                    *known = seq;
                }
                newer
            });
        }
    }

    /// Listens to a lane from now on; `seq` is how far it is known to go.
    pub fn listen(&self, lane: LaneId, seq: u64) -> watch::Receiver<u64> {
        let mut heads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = heads.entry(lane).or_insert_with(|| watch::Sender::new(seq));
        sender.send_if_modified(|known| {
            let newer = seq > *known;
            *known = seq.max(*known);
            newer
        });
        sender.subscribe()
    }
}
