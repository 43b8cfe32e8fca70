//! A line that can be made bad: every connection goes through here, and chance decides how long it lives and
//! how late its bytes are.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::distance::{Chance, Distance, Way};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    Fine,
    /// Some connections are not taken, all others are late and are cut sooner or later.
    Bad,
    /// So many connections are cut after so many bytes; those after them are not.
    Cuts {
        lines: u32,
        after: u64,
    },
    /// All connections together bring so many bytes back and nothing more, and stay open.
    Stalls(u64),
    /// Every connection goes a long way.
    Far(Distance),
}

struct Sky {
    weather: Weather,
    chance: Chance,
    /// How many bytes still come back where it stalls.
    left: u64,
    /// To the platform and back, while it is far.
    ways: Option<[Arc<Way>; 2]>,
    /// Connections that were begun, that are open, and that the weather broke.
    begun: u64,
    open: u64,
    broken: u64,
    lines: Vec<TcpStream>,
}

pub struct Proxy {
    port: u16,
    sky: Arc<(Mutex<Sky>, Condvar)>,
}

fn lock(sky: &Mutex<Sky>) -> MutexGuard<'_, Sky> {
    sky.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How long a connection lives, and how late what it carries is.
#[derive(Clone)]
enum Fate {
    Near {
        bytes: u64,
        late: Duration,
    },
    Stalls,
    Far {
        ways: [Arc<Way>; 2],
        round_trip: Duration,
    },
}

impl Proxy {
    /// A line to this port of this machine.
    pub fn to(port: u16, seed: u64) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let here = listener.local_addr().expect("an address").port();
        let sky = Arc::new((
            Mutex::new(Sky {
                weather: Weather::Fine,
                chance: Chance(seed),
                left: 0,
                ways: None,
                begun: 0,
                open: 0,
                broken: 0,
                lines: Vec::new(),
            }),
            Condvar::new(),
        ));
        let above = Arc::clone(&sky);
        thread::spawn(move || {
            for line in listener.incoming().map_while(Result::ok) {
                let Some(fate) = fate(&above) else { continue };
                carry(&above, line, port, fate);
            }
        });
        Self { port: here, sky }
    }

    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// From now on; connections from before do not outlive the change.
    pub fn has(&self, weather: Weather) {
        let mut sky = lock(&self.sky.0);
        sky.weather = weather;
        if let Weather::Stalls(after) = weather {
            sky.left = after;
        }
        sky.ways = match weather {
            Weather::Far(distance) => {
                let seeds = [sky.chance.below(u64::MAX), sky.chance.below(u64::MAX)];
                Some(seeds.map(|seed| Arc::new(Way::new(distance, seed))))
            }
            Weather::Fine | Weather::Bad | Weather::Cuts { .. } | Weather::Stalls(_) => None,
        };
        for line in sky.lines.drain(..) {
            // It may have ended by itself.
            let _ = line.shutdown(Shutdown::Both);
        }
    }

    pub fn begun(&self) -> u64 {
        lock(&self.sky.0).begun
    }

    pub fn broken(&self) -> u64 {
        lock(&self.sky.0).broken
    }

    /// How many bytes went to the platform and back since the line became far.
    pub fn carried(&self) -> [u64; 2] {
        let sky = lock(&self.sky.0);
        match &sky.ways {
            Some(ways) => [ways[0].carried(), ways[1].carried()],
            None => [0, 0],
        }
    }

    /// Waits until another connection has begun since there were `before`, and all have ended.
    pub fn waits_for_an_attempt(&self, before: u64) {
        let (sky, changed) = &*self.sky;
        let attempt = |sky: &mut Sky| sky.begun <= before || sky.open > 0;
        let waited = changed
            .wait_timeout_while(lock(sky), Duration::from_secs(30), attempt)
            .unwrap_or_else(PoisonError::into_inner);
        assert!(!waited.1.timed_out(), "nobody tried");
    }
}

fn fate(sky: &(Mutex<Sky>, Condvar)) -> Option<Fate> {
    let mut now = lock(&sky.0);
    now.begun += 1;
    let near = |bytes, late| Some(Fate::Near { bytes, late });
    let fate = match (now.weather, now.ways.clone()) {
        (Weather::Far(Distance { round_trip, .. }), Some(ways)) => {
            Some(Fate::Far { ways, round_trip })
        }
        (Weather::Fine | Weather::Cuts { lines: 0, .. } | Weather::Far(_), _) => {
            near(u64::MAX, Duration::ZERO)
        }
        (Weather::Cuts { after, .. }, _) => near(after, Duration::ZERO),
        (Weather::Stalls(_), _) => Some(Fate::Stalls),
        (Weather::Bad, _) if now.chance.below(5) == 0 => {
            now.broken += 1;
            None
        }
        (Weather::Bad, _) => near(
            1_500 + now.chance.below(20_000),
            Duration::from_millis(now.chance.below(25)),
        ),
    };
    sky.1.notify_all();
    fate
}

fn carry(sky: &Arc<(Mutex<Sky>, Condvar)>, here: TcpStream, port: u16, fate: Fate) {
    let Ok(there) = TcpStream::connect(("127.0.0.1", port)) else {
        // Nobody listens there: the connection ends as it would without this line between.
        return;
    };
    let both = || Some((here.try_clone().ok()?, there.try_clone().ok()?));
    let (Some(up), Some(down)) = (both(), both()) else {
        return;
    };
    {
        let mut now = lock(&sky.0);
        now.open += 1;
        now.lines.extend(here.try_clone());
    }
    let above = Arc::clone(sky);
    thread::spawn(move || {
        let back = {
            let (above, fate) = (Arc::clone(&above), fate.clone());
            thread::spawn(move || match fate {
                Fate::Near { bytes, late } => pump(down.1, down.0, bytes, late, &above),
                Fate::Stalls => stall(down.1, down.0, &above),
                Fate::Far { ways, .. } => ways[1].carry(down.1, down.0, Instant::now()),
            })
        };
        match fate {
            Fate::Near { bytes, late } => pump(up.0, up.1, bytes, late, &above),
            Fate::Stalls => pump(up.0, up.1, u64::MAX, Duration::ZERO, &above),
            // Only the answer of whoever is called lets the caller speak.
            Fate::Far { ways, round_trip } => {
                ways[0].carry(up.0, up.1, Instant::now() + round_trip * 3 / 2);
            }
        }
        // It ends by itself when either side does.
        let _ = back.join();
        let mut now = lock(&above.0);
        now.open -= 1;
        above.1.notify_all();
    });
}

/// Carries bytes until either side ends or the line is cut; then both sides hear of it.
fn pump(
    mut from: TcpStream,
    mut to: TcpStream,
    mut left: u64,
    late: Duration,
    sky: &(Mutex<Sky>, Condvar),
) {
    let mut bytes = [0; 4_096];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        if !late.is_zero() {
            thread::sleep(late);
        }
        let passed = count.min(usize::try_from(left).unwrap_or(usize::MAX));
        if to.write_all(&bytes[..passed]).is_err() {
            break;
        }
        left -= passed as u64;
        if passed < count {
            let mut now = lock(&sky.0);
            match now.weather {
                Weather::Cuts { lines, after } => {
                    let lines = lines.saturating_sub(1);
                    now.weather = Weather::Cuts { lines, after };
                }
                Weather::Fine | Weather::Bad | Weather::Stalls(_) | Weather::Far(_) => {}
            }
            now.broken += 1;
            break;
        }
    }
    shut([from, to]);
}

/// Carries back what all connections together may still bring; what comes beyond is lost, until either side ends.
fn stall(mut from: TcpStream, mut to: TcpStream, sky: &(Mutex<Sky>, Condvar)) {
    let mut bytes = [0; 4_096];
    while let Ok(count @ 1..) = from.read(&mut bytes) {
        let passed = {
            let mut now = lock(&sky.0);
            let passed = count.min(usize::try_from(now.left).unwrap_or(usize::MAX));
            now.left -= passed as u64;
            passed
        };
        if to.write_all(&bytes[..passed]).is_err() {
            break;
        }
    }
    shut([from, to]);
}

fn shut(sides: [TcpStream; 2]) {
    for side in sides {
        // It may have ended by itself.
        let _ = side.shutdown(Shutdown::Both);
    }
}
