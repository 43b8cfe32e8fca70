//! One car of the board, packed: 58 bytes, no padding.

use chrono::{Days, NaiveDate};
use domain::{
    car_transfers::TransferWay,
    ids::RecordId,
    money::Fen,
    vehicles::{CertificateState, VehiclePurpose, VehicleState, stands_here},
};

/// Texts are codes of dictionaries in three bytes, sums five bytes of fen (every sum that the rules
/// allow fits), days two bytes counted from 1950.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Car {
    pub id: [u8; 16],
    kind: [u8; 3],
    place: [u8; 3],
    number_head: [u8; 3],
    number: [u8; 3],
    vin_head: [u8; 3],
    vin_tail: [u8; 6],
    guide_price: [u8; 5],
    asking_price: [u8; 5],
    cost: [u8; 5],
    arrived_on: [u8; 2],
    certificate_due: [u8; 2],
    words: [u8; 2],
}

const _: () = assert!(size_of::<Car>() == 58);

/// The parts of a car, before they are packed.
#[derive(Debug, Clone, Copy)]
pub struct Parts {
    pub id: [u8; 16],
    pub kind: u32,
    pub place: u32,
    pub number_head: u32,
    pub number: u32,
    pub vin_head: u32,
    pub vin_tail: u64,
    pub guide_price: Option<Fen>,
    pub asking_price: Option<Fen>,
    pub cost: Option<Fen>,
    pub arrived_on: Option<NaiveDate>,
    pub certificate_due: Option<NaiveDate>,
    pub state: VehicleState,
    pub purpose: VehiclePurpose,
    pub certificate: CertificateState,
    pub sale: Sale,
    pub between: Between,
}

/// Whether the car may be sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sale {
    Allowed,
    Stopped,
}

/// Whether the car is between two stores of the group, and which way it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    Nowhere,
    Sent,
    Coming,
}

impl Between {
    pub const ALL: [Self; 3] = [Self::Nowhere, Self::Sent, Self::Coming];

    pub const fn of(way: Option<TransferWay>) -> Self {
        match way {
            None => Self::Nowhere,
            Some(TransferWay::Out) => Self::Sent,
            Some(TransferWay::In) => Self::Coming,
        }
    }

    /// The word of a transfer's side; nothing for a car that is on no way.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Nowhere => "",
            Self::Sent => TransferWay::Out.word(),
            Self::Coming => TransferWay::In.word(),
        }
    }
}

const NO_SUM: u64 = (1 << 40) - 1;

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1950, 1, 1).unwrap_or(NaiveDate::MIN)
}

fn low<const N: usize>(number: u64) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(&number.to_le_bytes()[..N]);
    bytes
}

fn number<const N: usize>(bytes: [u8; N]) -> u64 {
    let mut whole = [0; 8];
    whole[..N].copy_from_slice(&bytes);
    u64::from_le_bytes(whole)
}

fn sum(fen: Option<Fen>) -> [u8; 5] {
    low(fen
        .and_then(|fen| u64::try_from(fen.fen()).ok())
        .map_or(NO_SUM, |fen| fen.min(NO_SUM - 1)))
}

fn sum_of(bytes: [u8; 5]) -> Option<Fen> {
    match number(bytes) {
        NO_SUM => None,
        fen => Some(Fen(fen as i64)),
    }
}

/// Nought is no day.
fn day(day: Option<NaiveDate>) -> [u8; 2] {
    let count = day.map_or(0, |day| {
        (day - first_day())
            .num_days()
            .clamp(0, i64::from(u16::MAX) - 1)
            + 1
    });
    low(count as u64)
}

fn day_of(bytes: [u8; 2]) -> Option<NaiveDate> {
    match number(bytes) {
        0 => None,
        count => first_day().checked_add_days(Days::new(count - 1)),
    }
}

impl Car {
    pub fn new(parts: Parts) -> Self {
        let stopped = u64::from(parts.sale == Sale::Stopped);
        Self {
            id: parts.id,
            kind: low(parts.kind.into()),
            place: low(parts.place.into()),
            number_head: low(parts.number_head.into()),
            number: low(parts.number.into()),
            vin_head: low(parts.vin_head.into()),
            vin_tail: low(parts.vin_tail),
            guide_price: sum(parts.guide_price),
            asking_price: sum(parts.asking_price),
            cost: sum(parts.cost),
            arrived_on: day(parts.arrived_on),
            certificate_due: day(parts.certificate_due),
            words: low(parts.state as u64
                | (parts.purpose as u64) << 4
                | (parts.certificate as u64) << 8
                | stopped << 12
                | (parts.between as u64) << 13),
        }
    }

    pub fn record(&self) -> RecordId {
        RecordId(uuid::Uuid::from_bytes(self.id))
    }

    pub fn kind(&self) -> usize {
        number(self.kind) as usize
    }

    pub fn place(&self) -> usize {
        number(self.place) as usize
    }

    pub fn number_head(&self) -> usize {
        number(self.number_head) as usize
    }

    pub fn number(&self) -> u64 {
        number(self.number)
    }

    pub fn vin_head(&self) -> usize {
        number(self.vin_head) as usize
    }

    /// The last eight characters of the VIN as a number in base 36.
    pub fn vin_tail(&self) -> u64 {
        number(self.vin_tail)
    }

    pub fn guide_price(&self) -> Option<Fen> {
        sum_of(self.guide_price)
    }

    pub fn asking_price(&self) -> Option<Fen> {
        sum_of(self.asking_price)
    }

    /// What was paid for it. Only for readers with the right.
    pub fn cost(&self) -> Option<Fen> {
        sum_of(self.cost)
    }

    pub fn arrived_on(&self) -> Option<NaiveDate> {
        day_of(self.arrived_on)
    }

    pub fn certificate_due(&self) -> Option<NaiveDate> {
        day_of(self.certificate_due)
    }

    fn words_from(&self, shift: u32) -> usize {
        (u16::from_le_bytes(self.words) >> shift) as usize
    }

    fn word(&self, shift: u32) -> usize {
        self.words_from(shift) & 0xf
    }

    pub fn state(&self) -> VehicleState {
        VehicleState::ALL[self.word(0)]
    }

    pub fn purpose(&self) -> VehiclePurpose {
        VehiclePurpose::ALL[self.word(4)]
    }

    pub fn certificate(&self) -> CertificateState {
        CertificateState::ALL[self.word(8)]
    }

    pub fn sale(&self) -> Sale {
        if self.words_from(12) & 1 == 0 {
            Sale::Allowed
        } else {
            Sale::Stopped
        }
    }

    pub fn between(&self) -> Between {
        Between::ALL[self.words_from(13)]
    }

    /// Whole days since it arrived, while it stands here.
    pub fn age_days(&self, today: NaiveDate) -> Option<u32> {
        if !stands_here(self.state()) {
            return None;
        }
        let arrived = number(self.arrived_on);
        if arrived == 0 {
            return None;
        }
        let now = (today - first_day()).num_days() + 1;
        u32::try_from(now - arrived as i64).ok()
    }
}

/// Up to eight characters of a VIN as a number; `None` when one is no digit or letter.
pub fn base36(text: &str) -> Option<u64> {
    text.chars().try_fold(0_u64, |sum, character| {
        character
            .to_digit(36)
            .map(|digit| sum * 36 + u64::from(digit))
    })
}

/// The eight characters behind such a number.
pub fn base36_text(mut number: u64) -> [u8; 8] {
    let mut text = [b'0'; 8];
    for place in text.iter_mut().rev() {
        let digit = (number % 36) as u8;
        *place = if digit < 10 {
            b'0' + digit
        } else {
            b'A' + digit - 10
        };
        number /= 36;
    }
    text
}
