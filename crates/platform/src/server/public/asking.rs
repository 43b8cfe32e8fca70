//! What requests from outside have in common: reading them, times as they are written, who asks, and the ids
//! that follow from the key.

use axum::{Json, extract::rejection::JsonRejection, http::StatusCode};
use chrono::{DateTime, NaiveDate, SecondsFormat};
use domain::{
    identifiers::Mobile,
    ids::{CustomerId, LaneId, LeadId},
    leads::Enquirer,
    time::Timestamp,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::problem::{Language, Reason, Refused};

/// The longest that a key, a line and a remark may be, in characters.
pub(super) const KEY: usize = 100;
pub(super) const LINE: usize = 200;
pub(super) const REMARK: usize = 2_000;
/// So many days are looked at in one request.
const MOST_DAYS: i64 = 14;

/// The body of a request, or why it is none.
pub(super) fn read<T>(
    asked: Result<Json<T>, JsonRejection>,
    language: Language,
) -> Result<T, Refused> {
    let rejection = match asked {
        Ok(Json(asked)) => return Ok(asked),
        Err(rejection) => rejection,
    };
    Err(match rejection.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Refused::new(language, Reason::NotJson),
        StatusCode::PAYLOAD_TOO_LARGE => Refused::new(language, Reason::TooLarge),
        StatusCode::UNPROCESSABLE_ENTITY => {
            // The reader names the field at the end of its sentence only; the code says enough.
            Refused::new(language, Reason::WrongField)
        }
        _ => Refused::new(language, Reason::Malformed),
    })
}

/// A text of the request is as long as it may be, and has no character that no record holds.
pub(super) fn fits(
    language: Language,
    field: &str,
    text: &str,
    most: usize,
) -> Result<(), Refused> {
    if text.chars().count() > most || text.contains('\0') {
        return Err(Refused::field(language, Reason::WrongField, field));
    }
    Ok(())
}

/// The same, and it is filled in.
pub(super) fn filled(
    language: Language,
    field: &str,
    text: &str,
    most: usize,
) -> Result<(), Refused> {
    if text.trim().is_empty() {
        return Err(Refused::field(language, Reason::Missing, field));
    }
    fits(language, field, text, most)
}

/// Who asks, checked.
pub(super) fn who(language: Language, key: &str, name: &str, mobile: &str) -> Result<(), Refused> {
    filled(language, "key", key, KEY)?;
    filled(language, "name", name, LINE)?;
    if Mobile::parse(mobile).is_err() {
        return Err(Refused::field(language, Reason::MobileWrong, "mobile"));
    }
    Ok(())
}

/// An instant as RFC 3339 writes it.
pub(super) fn instant(language: Language, field: &str, text: &str) -> Result<Timestamp, Refused> {
    DateTime::parse_from_rfc3339(text)
        .map(|found| Timestamp(found.timestamp_millis()))
        .map_err(|_| Refused::field(language, Reason::WrongField, field))
}

/// An instant as the clocks of the house show it, with their offset.
pub(super) fn written(at: Timestamp, zone: chrono_tz::Tz) -> String {
    DateTime::from_timestamp_millis(at.0)
        .unwrap_or_default()
        .with_timezone(&zone)
        .to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// The days that are looked at: one, or as many as are named.
pub(super) fn days(
    language: Language,
    from: &str,
    until: Option<&str>,
) -> Result<(NaiveDate, NaiveDate), Refused> {
    let day = |field: &str, text: &str| {
        text.parse::<NaiveDate>()
            .ok()
            // A year that a calendar prints.
            .filter(|day| (2000..=9999).contains(&chrono::Datelike::year(day)))
            .ok_or_else(|| Refused::field(language, Reason::WrongField, field))
    };
    let first = day("from", from)?;
    let last = match until {
        Some(until) => day("until", until)?,
        None => first,
    };
    if last < first {
        return Err(Refused::field(language, Reason::WrongField, "until"));
    }
    if last.signed_duration_since(first).num_days() >= MOST_DAYS {
        return Err(Refused::field(language, Reason::TooMuch, "until"));
    }
    Ok((first, last))
}

/// Where a request came from, as the ids of its records follow from it. A key is unique at its sender; with the
/// mobile in it nobody learns by a guessed key what somebody else has asked for.
pub(super) struct Source<'a> {
    pub lane: LaneId,
    pub key: &'a str,
    pub mobile: &'a str,
}

impl Source<'_> {
    /// The same for everything that is sent under the same key, so that nothing is made twice.
    pub(super) fn id(&self, what: &str) -> Uuid {
        let mobile = Mobile::parse(self.mobile).map_or_else(
            |_| self.mobile.trim().to_owned(),
            |mobile| mobile.to_string(),
        );
        let under = format!("{what}\u{1f}{mobile}");
        id_under(self.lane, self.key, &under)
    }

    pub(super) fn enquirer(&self, name: &str, language: Language) -> Enquirer {
        Enquirer {
            customer: CustomerId(self.id("customer")),
            customer_number: String::new(),
            lead: LeadId(self.id("lead")),
            lead_number: String::new(),
            name: name.trim().to_owned(),
            mobile: self.mobile.to_owned(),
            language: language.tag().to_owned(),
        }
    }
}

/// An id that follows from the dealership, the key and what it is for.
pub(super) fn id_under(lane: LaneId, key: &str, what: &str) -> Uuid {
    let digest = Sha256::new()
        .chain_update(b"forecourt online 1")
        .chain_update(lane.0.as_bytes())
        .chain_update(what.as_bytes())
        .chain_update([0])
        .chain_update(key.trim().as_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
