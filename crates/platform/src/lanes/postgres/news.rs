//! Nodes that share a database tell each other how far lanes go, at once: by NOTIFY on a line of its own,
//! outside of every batch, because NOTIFY takes a lock of the whole server when its transaction commits.
//! Only the newest seq of a lane is told; whoever missed some reads all of them when the line is back.

use std::{collections::HashMap, future::poll_fn, time::Duration};

use domain::ids::LaneId;
use tokio::{
    sync::{broadcast, mpsc},
    time::{Instant, sleep, sleep_until},
};
use tokio_postgres::{AsyncMessage, Client, Config, NoTls, Notification};
use uuid::Uuid;

use super::EngineError;
use crate::lanes::engine::Told;

const CHANNEL: &str = "forecourt_lanes";
/// What happens within so long is told together.
const TOGETHER: Duration = Duration::from_millis(5);
/// A lost line is sought again after so long.
const SEEK_AGAIN: Duration = Duration::from_millis(250);
/// Whoever hears so many behind the newest reads all of them anew.
const MOST_UNHEARD: usize = 4_096;

/// The node's end of the line; the line goes when it does.
pub struct News {
    from_here: mpsc::UnboundedSender<Told>,
    from_others: broadcast::Sender<Told>,
}

impl News {
    pub fn begin(config: Config) -> Self {
        let (from_here, to_tell) = mpsc::unbounded_channel();
        let (from_others, _) = broadcast::channel(MOST_UNHEARD);
        let line = Line {
            node: Uuid::new_v4(),
            config,
            to_tell,
            pending: HashMap::new(),
            from_others: from_others.clone(),
        };
        tokio::spawn(line.keep());
        Self {
            from_here,
            from_others,
        }
    }

    /// Tells the other nodes that a lane goes this far.
    pub fn tell(&self) -> mpsc::UnboundedSender<Told> {
        self.from_here.clone()
    }

    pub fn hear(&self) -> broadcast::Receiver<Told> {
        self.from_others.subscribe()
    }
}

struct Line {
    /// Whoever tells something hears it, too, and passes it over.
    node: Uuid,
    config: Config,
    to_tell: mpsc::UnboundedReceiver<Told>,
    /// What is not told yet, or was perhaps not.
    pending: HashMap<LaneId, u64>,
    from_others: broadcast::Sender<Told>,
}

/// Why a line has ended.
enum Ended {
    Lost,
    /// The node itself has gone.
    NodeGone,
}

impl Line {
    async fn keep(mut self) {
        loop {
            match self.once().await {
                Ok(Ended::NodeGone) => return,
                Ok(Ended::Lost) | Err(_) => {}
            }
            sleep(SEEK_AGAIN).await;
            if self.to_tell.is_closed() {
                return;
            }
        }
    }

    async fn once(&mut self) -> Result<Ended, EngineError> {
        let (client, mut heard) = connect(&self.config).await?;
        client.batch_execute(&format!("listen {CHANNEL}")).await?;
        // Whatever was told while nobody listened is in the lanes themselves.
        for row in client.query("select id, seq from lane", &[]).await? {
            let lane = LaneId(Uuid::from_bytes(super::values::fixed(&row, 0)?));
            self.pass_on(Told {
                lane,
                seq: row.try_get::<_, i64>(1)? as u64,
            });
        }
        let mut next = Instant::now();
        loop {
            tokio::select! {
                notification = heard.recv() => match notification {
                    Some(notification) => {
                        if let Some(told) = read(notification.payload(), self.node) {
                            self.pass_on(told);
                        }
                    }
                    None => return Ok(Ended::Lost),
                },
                told = self.to_tell.recv() => match told {
                    Some(Told { lane, seq }) => {
                        let known = self.pending.entry(lane).or_default();
                        *known = seq.max(*known);
                    }
                    None => return Ok(Ended::NodeGone),
                },
                () = sleep_until(next), if !self.pending.is_empty() => {
                    self.tell(&client).await?;
                    next = Instant::now() + TOGETHER;
                }
            }
        }
    }

    fn pass_on(&self, told: Told) {
        // Nobody may be listening at this node.
        let _ = self.from_others.send(told);
    }

    async fn tell(&mut self, client: &Client) -> Result<(), EngineError> {
        let words: Vec<String> = self
            .pending
            .iter()
            .map(|(lane, seq)| {
                write(
                    self.node,
                    Told {
                        lane: *lane,
                        seq: *seq,
                    },
                )
            })
            .collect();
        client
            .query(
                "select pg_notify($1, said) from unnest($2::text[]) as said",
                &[&CHANNEL, &words],
            )
            .await?;
        self.pending.clear();
        Ok(())
    }
}

/// A line, and what comes over it unasked.
async fn connect(
    config: &Config,
) -> Result<(Client, mpsc::UnboundedReceiver<Notification>), EngineError> {
    let (client, mut connection) = config.connect(NoTls).await?;
    let (hear, heard) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
            if let AsyncMessage::Notification(notification) = message
                && hear.send(notification).is_err()
            {
                return;
            }
        }
    });
    // A notification lost with the server's last second is in the lanes; its commit need not wait for the disk.
    client.batch_execute("set synchronous_commit = off").await?;
    Ok((client, heard))
}

fn write(node: Uuid, told: Told) -> String {
    format!("{} {} {}", node.simple(), told.lane.0.simple(), told.seq)
}

/// What another node told; nothing when it was this one, or nobody that speaks like us.
fn read(words: &str, own: Uuid) -> Option<Told> {
    let mut words = words.split(' ');
    let node: Uuid = words.next()?.parse().ok()?;
    let lane = LaneId(words.next()?.parse().ok()?);
    let seq = words.next()?.parse().ok()?;
    (node != own).then_some(Told { lane, seq })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_node_tells_another_understands_and_it_itself_passes_over() {
        let (here, there) = (Uuid::new_v4(), Uuid::new_v4());
        let told = Told {
            lane: LaneId(Uuid::now_v7()),
            seq: 7,
        };
        let words = write(there, told);
        assert_eq!(read(&words, here), Some(told));
        assert_eq!(read(&words, there), None);
        assert_eq!(read("something else", here), None);
    }
}
