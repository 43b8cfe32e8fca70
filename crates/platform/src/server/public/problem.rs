//! Why a request from outside is not granted, as RFC 9457 writes it: a stable code, a sentence in the language
//! that was asked for, the field that is wrong, and when else it could be.

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::lanes::EngineError;

/// A problem as RFC 9457 has it. `code` says the same as `type` in one word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Names the kind of problem; the same for every problem of this kind.
    #[serde(rename = "type")]
    #[schema(example = "urn:forecourt:problem:slotFull")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    pub status: u16,
    /// What happened and what to do, in the language of `Accept-Language` (Chinese or English).
    pub detail: String,
    #[schema(value_type = String, example = "slotFull")]
    pub code: &'static str,
    /// The field of the request that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The nearest starts that are free, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub free: Vec<String>,
}

/// The language that a person reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

impl Language {
    /// The one of the two that `Accept-Language` weighs most; Chinese when it names neither.
    pub fn asked(headers: &HeaderMap) -> Self {
        let asked = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let mut best = (Self::Chinese, 0.0_f32);
        for part in asked.split(',') {
            let mut pieces = part.split(';').map(str::trim);
            let tag = pieces.next().unwrap_or_default().to_ascii_lowercase();
            let weight = pieces
                .find_map(|piece| piece.strip_prefix("q="))
                .map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
            let language = match tag.split('-').next() {
                Some("zh") => Self::Chinese,
                Some("en") => Self::English,
                Some(_) | None => continue,
            };
            if weight > best.1 {
                best = (language, weight);
            }
        }
        best.0
    }

    /// As records and papers name it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }
}

/// Every reason for which a request from outside is not granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The body or the address is no such request.
    Malformed,
    NotJson,
    TooLarge,
    NoSuchHouse,
    /// A field is not what it is to be.
    WrongField,
    /// A field must be filled in.
    Missing,
    MobileWrong,
    PlateWrong,
    VinWrong,
    /// No such car, model or operation is offered.
    NotOffered,
    /// The time is taken; others are named.
    SlotFull,
    InPast,
    TooFarAhead,
    /// The house or the workshop is shut then, or the work would not be done before it shuts.
    Shut,
    /// More days, or more work, than one request may ask for.
    TooMuch,
    /// Something that only a person of the house may tell.
    CallTheHouse,
    TooOften,
    Unavailable,
}

impl Reason {
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoSuchHouse => StatusCode::NOT_FOUND,
            Self::WrongField
            | Self::Missing
            | Self::MobileWrong
            | Self::PlateWrong
            | Self::VinWrong
            | Self::InPast
            | Self::TooFarAhead
            | Self::Shut
            | Self::TooMuch => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotOffered | Self::SlotFull | Self::CallTheHouse => StatusCode::CONFLICT,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::NotJson => "notJson",
            Self::TooLarge => "tooLarge",
            Self::NoSuchHouse => "noSuchDealership",
            Self::WrongField => "wrongField",
            Self::Missing => "missing",
            Self::MobileWrong => "mobileWrong",
            Self::PlateWrong => "plateWrong",
            Self::VinWrong => "vinWrong",
            Self::NotOffered => "notOffered",
            Self::SlotFull => "slotFull",
            Self::InPast => "inPast",
            Self::TooFarAhead => "tooFarAhead",
            Self::Shut => "shut",
            Self::TooMuch => "tooMuch",
            Self::CallTheHouse => "callTheHouse",
            Self::TooOften => "tooOften",
            Self::Unavailable => "unavailable",
        }
    }
}

/// An answer that does not grant what was asked.
#[derive(Debug)]
pub struct Refused {
    language: Language,
    reason: Reason,
    field: Option<String>,
    free: Vec<String>,
    /// Whom to call, where the reason is for people to tell.
    phone: String,
    retry_after: Option<u64>,
}

impl Refused {
    pub fn new(language: Language, reason: Reason) -> Self {
        Self {
            language,
            reason,
            field: None,
            free: Vec::new(),
            phone: String::new(),
            retry_after: None,
        }
    }

    pub fn field(language: Language, reason: Reason, field: &str) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..Self::new(language, reason)
        }
    }

    /// The cause stays in the log.
    pub fn broken(language: Language, error: &EngineError) -> Self {
        eprintln!("platform: {error}");
        Self::new(language, Reason::Unavailable)
    }

    /// Asked too often; again after so many seconds.
    pub fn too_often(language: Language, seconds: u64) -> Self {
        Self {
            retry_after: Some(seconds),
            ..Self::new(language, Reason::TooOften)
        }
    }

    pub fn with_free(mut self, free: Vec<String>) -> Self {
        self.free = free;
        self
    }

    pub fn with_phone(mut self, phone: &str) -> Self {
        phone.clone_into(&mut self.phone);
        self
    }

    fn problem(&self) -> Problem {
        let code = self.reason.code();
        let (title, detail) = self.reason.words(self.language);
        let mut detail = detail.replace("{phone}", &self.phone);
        if self.reason == Reason::CallTheHouse && self.phone.is_empty() {
            detail = self.reason.words_without_phone(self.language).to_owned();
        }
        Problem {
            kind: format!("urn:forecourt:problem:{code}"),
            title: title.to_owned(),
            status: self.reason.status().as_u16(),
            detail,
            code,
            field: self.field.clone(),
            free: self.free.clone(),
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = (self.reason.status(), Json(self.problem())).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(
            header::CONTENT_LANGUAGE,
            HeaderValue::from_static(self.language.tag()),
        );
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(value: &'static str) -> Language {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(value));
        Language::asked(&headers)
    }

    #[test]
    fn the_language_with_the_greatest_weight_is_spoken_and_chinese_to_everybody_else() {
        for (value, language) in [
            ("", Language::Chinese),
            ("en", Language::English),
            ("en-GB,zh;q=0.5", Language::English),
            ("zh-Hans-CN, en;q=0.9", Language::Chinese),
            ("en;q=0.2, zh;q=0.8", Language::Chinese),
            ("fr, de;q=0.5", Language::Chinese),
            ("fr, en;q=0.1", Language::English),
            ("en;q=nonsense", Language::Chinese),
        ] {
            assert_eq!(asked(value), language, "{value}");
        }
    }
}
