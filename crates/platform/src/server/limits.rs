//! How often somebody may ask: each address for itself, by what it asks for. What is beyond is answered with 429
//! and when to come again; nothing of it is read, and nothing is looked up.
//!
//! A node counts by itself and remembers nothing when it begins anew: behind a balancer that spreads one address
//! over several nodes, each of them grants the whole measure.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::Arc,
};

use axum::{
    Json,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::NoOpMiddleware,
    state::keyed::DefaultKeyedStateStore,
};

use super::{
    failure::ErrorBody,
    public::problem::{Language, Refused},
};

/// The body of a public request, and of one to sign in, is never larger than this.
pub(super) const LARGEST_BODY: usize = 64 * 1024;

/// What somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// To be told what is free, and who is here.
    Reading,
    /// That something is taken in or booked.
    Requesting,
    /// To be let in as a desk, or to stay in.
    SigningIn,
}

/// How often in a minute one address may ask; as often at once after a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measures {
    pub reading: NonZeroU32,
    pub requesting: NonZeroU32,
    pub signing_in: NonZeroU32,
}

impl Measures {
    /// The same for everything; as good as no limit where it is large.
    pub const fn all(often: NonZeroU32) -> Self {
        Self {
            reading: often,
            requesting: often,
            signing_in: often,
        }
    }
}

impl Default for Measures {
    /// A shop's own server asks for many people, a house's desks share one address, and whoever tries codes or
    /// fills a day with bookings is held up.
    fn default() -> Self {
        let often = |often| NonZeroU32::new(often).unwrap_or(NonZeroU32::MIN);
        Self {
            reading: often(600),
            requesting: often(60),
            signing_in: often(120),
        }
    }
}

/// Where the address of whoever asks is to be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Before {
    /// Nobody stands before this node: it is the connection's own.
    #[default]
    Nobody,
    /// A proxy of the house does, which adds whom it heard to `X-Forwarded-For`.
    Proxy,
}

type Counted<C> =
    RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// Who asked how often lately.
pub struct Limits<C: Clock = DefaultClock> {
    before: Before,
    clock: C,
    reading: Counted<C>,
    requesting: Counted<C>,
    signing_in: Counted<C>,
}

impl Limits {
    pub fn new(measures: Measures, before: Before) -> Self {
        Self::by(measures, before, DefaultClock::default())
    }
}

impl<C: Clock + Clone> Limits<C> {
    /// The same by another clock.
    fn by(measures: Measures, before: Before, clock: C) -> Self {
        let counted = |often| {
            RateLimiter::new(
                Quota::per_minute(often),
                DefaultKeyedStateStore::default(),
                clock.clone(),
            )
        };
        Self {
            before,
            reading: counted(measures.reading),
            requesting: counted(measures.requesting),
            signing_in: counted(measures.signing_in),
            clock,
        }
    }

    fn counted(&self, asked: Asked) -> &Counted<C> {
        match asked {
            Asked::Reading => &self.reading,
            Asked::Requesting => &self.requesting,
            Asked::SigningIn => &self.signing_in,
        }
    }

    /// Nothing when it may be asked now, or in how many seconds.
    fn wait(&self, asked: Asked, who: IpAddr) -> Option<u64> {
        let early = self.counted(asked).check_key(&network(who)).err()?;
        let wait = early.wait_time_from(self.clock.now());
        Some(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
    }

    /// Forgets whoever has not asked for so long that it makes no difference.
    pub fn tidy(&self) {
        for asked in [Asked::Reading, Asked::Requesting, Asked::SigningIn] {
            self.counted(asked).retain_recent();
        }
    }

    fn who(&self, headers: &HeaderMap, connection: Option<SocketAddr>) -> IpAddr {
        let own = connection.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |own| own.ip());
        match self.before {
            Before::Nobody => own,
            // The last address is the one that the proxy itself has heard; what stands before it was told.
            Before::Proxy => headers
                .get_all("x-forwarded-for")
                .iter()
                .next_back()
                .and_then(|value| value.to_str().ok())
                .and_then(|list| list.rsplit(',').next())
                .and_then(|last| last.trim().parse().ok())
                .unwrap_or(own),
        }
    }
}

/// An address as it is counted: of the sixth version, whoever has one has all of its network.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [first, second, third, fourth, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(first, second, third, fourth, 0, 0, 0, 0))
        }
    }
}

/// Lets a public request on, or says when to come again.
pub(super) async fn public(
    State(limits): State<Arc<Limits>>,
    request: Request,
    next: Next,
) -> Response {
    let asked = if request.method().is_safe() {
        Asked::Reading
    } else {
        Asked::Requesting
    };
    match limits.wait(asked, who(&limits, &request)) {
        None => next.run(request).await,
        Some(seconds) => {
            Refused::too_often(Language::asked(request.headers()), seconds).into_response()
        }
    }
}

/// The same for a desk that signs in.
pub(super) async fn signing_in(
    State(limits): State<Arc<Limits>>,
    request: Request,
    next: Next,
) -> Response {
    match limits.wait(Asked::SigningIn, who(&limits, &request)) {
        None => next.run(request).await,
        Some(seconds) => {
            let body = ErrorBody { error: "slow_down" };
            let mut response = (StatusCode::TOO_MANY_REQUESTS, Json(body)).into_response();
            let headers = response.headers_mut();
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
    }
}

fn who(limits: &Limits, request: &Request) -> IpAddr {
    let connection = request.extensions().get::<ConnectInfo<SocketAddr>>();
    limits.who(request.headers(), connection.map(|connection| connection.0))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use governor::clock::FakeRelativeClock;

    use super::*;

    fn limits(clock: &FakeRelativeClock) -> Limits<FakeRelativeClock> {
        let measures = Measures {
            requesting: NonZeroU32::new(6).expect("six"),
            ..Measures::default()
        };
        Limits::by(measures, Before::Nobody, clock.clone())
    }

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn who_has_asked_too_often_waits_and_nobody_waits_for_another() {
        let clock = FakeRelativeClock::default();
        let limits = limits(&clock);
        let one = address("192.0.2.1");
        for _ in 0..6 {
            assert_eq!(limits.wait(Asked::Requesting, one), None);
        }
        assert_eq!(limits.wait(Asked::Requesting, one), Some(10));
        assert_eq!(
            limits.wait(Asked::Reading, one),
            None,
            "reading is another matter"
        );
        assert_eq!(limits.wait(Asked::Requesting, address("192.0.2.2")), None);
        clock.advance(Duration::from_secs(9));
        assert_eq!(limits.wait(Asked::Requesting, one), Some(1));
        clock.advance(Duration::from_secs(1));
        assert_eq!(
            limits.wait(Asked::Requesting, one),
            None,
            "one more every ten seconds"
        );
        assert_eq!(limits.wait(Asked::Requesting, one), Some(10));
        clock.advance(Duration::from_mins(2));
        limits.tidy();
        assert_eq!(
            limits.requesting.len(),
            0,
            "who was quiet for long is forgotten"
        );
    }

    #[test]
    fn all_addresses_of_one_network_of_the_sixth_version_are_one() {
        let limits = limits(&FakeRelativeClock::default());
        for host in 1..=6 {
            let host = address(&format!("2001:db8:1:2::{host}"));
            assert_eq!(limits.wait(Asked::Requesting, host), None);
        }
        let another = address("2001:db8:1:2:ffff::9");
        assert!(limits.wait(Asked::Requesting, another).is_some());
        let elsewhere = address("2001:db8:1:3::1");
        assert_eq!(limits.wait(Asked::Requesting, elsewhere), None);
    }

    #[test]
    fn what_somebody_says_of_their_address_counts_only_from_a_proxy_and_only_what_it_heard() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", HeaderValue::from_static("198.51.100.7"));
        headers.append(
            "x-forwarded-for",
            HeaderValue::from_static("10.0.0.1, 203.0.113.5"),
        );
        let connection = Some(SocketAddr::from(([127, 0, 0, 1], 9)));
        let seen = |before| Limits::new(Measures::default(), before).who(&headers, connection);
        assert_eq!(seen(Before::Nobody), address("127.0.0.1"));
        assert_eq!(seen(Before::Proxy), address("203.0.113.5"));
    }
}
