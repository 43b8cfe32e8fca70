//! The desks: each opens the stream of news, and fetches when it tells of some.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::{Duration, Instant},
};

use domain::ids::LaneId;
use protocol::{
    ledger::Position,
    wire::{self, Answer, Cursor, Exchange},
};
use reqwest::{Client, Response};
use rustls::{
    ClientConfig, RootCertStore, client::Resumption, crypto::ring, pki_types::CertificateDer,
};
use store::following::exchange;
use tokio::sync::{
    Semaphore,
    mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
};

use super::{DESKS, House, Told};
use crate::benching::{Outcome, milliseconds};

/// So many come at once.
const AT_ONCE: usize = 32;
/// Whatever is waited for has come long before, or never comes.
const PATIENCE: Duration = Duration::from_mins(2);

/// Why a desk stopped.
type Broken = Box<dyn std::error::Error + Send + Sync>;

/// What a desk has come to.
pub enum News {
    Told { seq: u64, at: Instant },
    Had { seq: u64, at: Instant },
    Gone(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Listen,
    Fetch,
}

struct Desk {
    client: Client,
    url: String,
    token: String,
    lane: LaneId,
    here: Position,
    does: Does,
    news: UnboundedSender<News>,
}

impl Desk {
    async fn lives(mut self, turn: Arc<Semaphore>) {
        if let Err(error) = self.listens(&turn).await {
            // Nobody hears it once all is measured.
            let _ = self.news.send(News::Gone(error.to_string()));
        }
    }

    async fn listens(&mut self, turn: &Semaphore) -> Result<(), Broken> {
        let mut turn = Some(turn.acquire().await?);
        let live = self.client.get(format!("{}/sync/live", self.url));
        let mut stream = live
            .bearer_auth(&self.token)
            .send()
            .await?
            .error_for_status()?;
        while let Some(seq) = told(&mut stream).await? {
            let at = Instant::now();
            // Nobody hears it once all is measured.
            let _ = self.news.send(News::Told { seq, at });
            if self.does == Does::Fetch {
                self.fetches(seq).await?;
                let at = Instant::now();
                let _ = self.news.send(News::Had { seq, at });
            }
            turn = None;
        }
        drop(turn);
        Err("its stream ended".into())
    }

    /// Until it has come so far.
    async fn fetches(&mut self, seq: u64) -> Result<(), Broken> {
        loop {
            let asked = Exchange {
                first: 1,
                envelopes: Vec::new(),
                cursor: Cursor::from([(self.lane, self.here)]),
                schema: 0,
            };
            let answer =
                exchanged(&self.client, &self.url, &self.token, wire::write(&asked)).await?;
            if let Some(page) = answer.pages.first() {
                self.here = exchange::after(self.here, page);
            }
            if self.here.seq >= seq {
                return Ok(());
            }
        }
    }
}

async fn exchanged(
    client: &Client,
    url: &str,
    token: &str,
    body: Vec<u8>,
) -> Result<Answer, Broken> {
    let response = client
        .post(format!("{url}/sync/exchange"))
        .bearer_auth(token)
        .header("content-type", "application/cbor")
        .body(body)
        .send()
        .await?
        .error_for_status()?;
    Ok(wire::read(&response.bytes().await?)?)
}

/// The next seq that the stream tells of; signs of life are passed over.
async fn told(stream: &mut Response) -> Result<Option<u64>, reqwest::Error> {
    // An event is short and comes whole.
    while let Some(part) = stream.chunk().await? {
        let seq = std::str::from_utf8(&part)
            .ok()
            .and_then(|text| text.trim().strip_prefix("data:"))
            .and_then(|seq| seq.trim().parse().ok());
        if seq.is_some() {
            return Ok(seq);
        }
    }
    Ok(None)
}

/// One desk's own client, from an address of its house; every connection is greeted in full.
fn client(told: &Told, house: u8) -> Outcome<Client> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(told.authority.clone()))?;
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.resumption = Resumption::disabled();
    let client = Client::builder()
        .tls_backend_preconfigured(config)
        .local_address(IpAddr::V4(Ipv4Addr::new(127, 0, 1, house)))
        .pool_idle_timeout(None)
        .no_proxy()
        .build()?;
    Ok(client)
}

/// The dealerships of which so many listen and so many of these fetch as well, once all of them have come.
pub async fn come(
    told: &Told,
    listening: usize,
    fetching: usize,
) -> Outcome<(Vec<House>, UnboundedReceiver<News>)> {
    let (sender, mut news) = unbounded_channel();
    let turn = Arc::new(Semaphore::new(AT_ONCE));
    for (number, house) in told.houses.iter().take(listening).enumerate() {
        for token in &house.desks {
            let desk = Desk {
                client: client(told, u8::try_from(number + 1)?)?,
                url: told.url.clone(),
                token: token.clone(),
                lane: LaneId(house.lane),
                here: house.here,
                does: if number < fetching {
                    Does::Fetch
                } else {
                    Does::Listen
                },
                news: sender.clone(),
            };
            tokio::spawn(desk.lives(Arc::clone(&turn)));
        }
    }
    let (mut listen, mut fetch) = (listening * DESKS, fetching * DESKS);
    while listen > 0 || fetch > 0 {
        match next(&mut news).await? {
            News::Told { .. } => listen -= 1,
            News::Had { .. } => fetch -= 1,
            News::Gone(why) => return Err(why.into()),
        }
    }
    let houses = told.houses.iter().take(fetching).cloned().collect();
    Ok((houses, news))
}

async fn next(news: &mut UnboundedReceiver<News>) -> Outcome<News> {
    let next = tokio::time::timeout(PATIENCE, news.recv()).await?;
    Ok(next.ok_or("every desk has gone")?)
}

/// In milliseconds since the change was sent off.
#[derive(Default)]
pub struct Times {
    /// Until whoever gave it knows that it counts.
    pub confirmed: Vec<f64>,
    /// Until each desk was told that there is something, and until it had it.
    pub told: Vec<f64>,
    pub had: Vec<f64>,
    /// Until all desks had it.
    pub last: Vec<f64>,
}

/// One change after the other, each in another dealership than the one before.
pub async fn change(
    told: &Told,
    houses: &[House],
    news: &mut UnboundedReceiver<News>,
) -> Outcome<Times> {
    let mut times = Times::default();
    let giver = client(told, u8::MAX)?;
    let rounds = houses.first().map_or(0, |house| house.changes.len());
    for round in 0..rounds {
        for house in houses {
            let body = house.changes[round].clone();
            let goal = house.here.seq + round as u64 + 1;
            let began = Instant::now();
            let since = |at: Instant| milliseconds(at - began);
            let giving = {
                let (giver, url, token) = (giver.clone(), told.url.clone(), house.giver.clone());
                tokio::spawn(async move {
                    let answer = exchanged(&giver, &url, &token, body).await;
                    answer.map(|answer| (answer, Instant::now()))
                })
            };
            let (mut tells, mut fetches) = (DESKS, DESKS);
            while tells > 0 || fetches > 0 {
                match next(news).await? {
                    News::Told { seq, at } if seq == goal => {
                        tells -= 1;
                        times.told.push(since(at));
                    }
                    News::Had { seq, at } if seq == goal => {
                        fetches -= 1;
                        times.had.push(since(at));
                        if fetches == 0 {
                            times.last.push(since(at));
                        }
                    }
                    News::Told { seq, .. } | News::Had { seq, .. } => {
                        return Err(format!("told of {seq} where {goal} was given").into());
                    }
                    News::Gone(why) => return Err(why.into()),
                }
            }
            let (answer, at) = giving.await?.map_err(|error| error.to_string())?;
            if answer.stopped.is_some() || !answer.held.is_empty() {
                return Err(format!("not taken: {answer:?}").into());
            }
            times.confirmed.push(since(at));
        }
    }
    Ok(times)
}
