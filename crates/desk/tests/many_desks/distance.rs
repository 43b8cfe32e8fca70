//! How bytes go over a line that is far, thin and loses packets. TCP hides what is lost and sends it again, so what
//! a loss costs is time: one more round trip where packets behind it tell of it, and the wait of the sender's timer
//! where it was the last of its kind. How a sender slows down after losses is not modelled.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpStream},
    sync::{Mutex, MutexGuard, PoisonError, mpsc},
    thread,
    time::{Duration, Instant},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Distance {
    pub round_trip: Duration,
    pub lost_of_a_thousand: u64,
    /// In each direction, shared by all connections.
    pub bits_per_second: u64,
}

/// What one packet carries on an ordinary line.
const PACKET: usize = 1_448;
/// The shortest timer of a sender whose packet nobody acknowledges, beyond the round trip.
const TIMER: Duration = Duration::from_millis(200);
/// So much waits before the line at most; then whoever sends is held up.
const WAITING: Duration = Duration::from_millis(50);

/// One direction of a line.
pub struct Way {
    distance: Distance,
    road: Mutex<Road>,
}

struct Road {
    /// When what was sent so far has gone off.
    free: Instant,
    chance: Chance,
    carried: u64,
}

/// Chance in one order for one seed (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)) % end
    }
}

impl Way {
    pub fn new(distance: Distance, seed: u64) -> Self {
        Self {
            distance,
            road: Mutex::new(Road {
                free: Instant::now(),
                chance: Chance(seed),
                carried: 0,
            }),
        }
    }

    fn road(&self) -> MutexGuard<'_, Road> {
        self.road.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many bytes went this way.
    pub fn carried(&self) -> u64 {
        self.road().carried
    }

    /// When a packet that is sent now arrives.
    fn arrives(&self, bytes: usize, is_last: bool) -> Instant {
        let mut road = self.road();
        let takes =
            Duration::from_secs_f64(bytes as f64 * 8.0 / self.distance.bits_per_second as f64);
        road.carried += bytes as u64;
        road.free = road.free.max(Instant::now()) + takes;
        let arrives = road.free + self.distance.round_trip / 2;
        if road.chance.below(1_000) >= self.distance.lost_of_a_thousand {
            return arrives;
        }
        // It takes its place on the line once more.
        road.free += takes;
        let noticed = if is_last { TIMER } else { Duration::ZERO };
        arrives + self.distance.round_trip + noticed
    }

    /// How long whoever sends is held up.
    fn is_full_for(&self) -> Duration {
        let waits = self.road().free.saturating_duration_since(Instant::now());
        waits.saturating_sub(WAITING)
    }

    /// Carries bytes until either side ends; then both sides hear of it. Nothing arrives before `earliest`.
    pub fn carry(&self, mut from: TcpStream, mut to: TcpStream, earliest: Instant) {
        let (sender, arriving) = mpsc::channel::<(Instant, Vec<u8>)>();
        let ending = [from.try_clone(), to.try_clone()];
        let delivering = thread::spawn(move || {
            for (at, bytes) in arriving {
                thread::sleep(at.saturating_duration_since(Instant::now()));
                if to.write_all(&bytes).is_err() {
                    break;
                }
            }
            for side in ending.into_iter().flatten() {
                // It may have ended by itself.
                let _ = side.shutdown(Shutdown::Both);
            }
        });
        let mut bytes = [0; 8 * PACKET];
        // Bytes arrive in the order in which they were sent, so whatever is behind a lost packet waits for it.
        let mut last = earliest;
        while let Ok(count @ 1..) = from.read(&mut bytes) {
            let mut packets = bytes[..count].chunks(PACKET).peekable();
            while let Some(packet) = packets.next() {
                let is_last = packets.peek().is_none() && count < bytes.len();
                last = last.max(self.arrives(packet.len(), is_last));
                if sender.send((last, packet.to_vec())).is_err() {
                    return;
                }
            }
            thread::sleep(self.is_full_for());
        }
        drop(sender);
        // It ends once everything has arrived.
        let _ = delivering.join();
    }
}
