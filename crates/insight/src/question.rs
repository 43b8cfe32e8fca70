//! What is asked of a report: by whom, on which day, in which language, by which filters.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use domain::{ids::LaneId, rights::Rights, time::Timestamp};

use crate::{
    table::{FilterChoice, FilterKind, ReportFilter},
    words::Language,
};

pub struct Question {
    pub now: Timestamp,
    pub zone: Tz,
    pub lane: LaneId,
    pub language: Language,
    pub rights: Rights,
    /// By the filter's id; what is absent stands at its default.
    pub filters: BTreeMap<String, String>,
}

/// A filter that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bad {
    NoSuchDay { filter: String },
    EndsBeforeItBegins,
}

impl Question {
    pub fn today(&self) -> NaiveDate {
        self.now.date_in(self.zone)
    }

    pub(crate) fn chosen(&self, id: &str) -> Option<&str> {
        self.filters
            .get(id)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    pub(crate) fn day(&self, id: &str, otherwise: NaiveDate) -> Result<NaiveDate, Bad> {
        self.chosen(id).map_or(Ok(otherwise), |text| {
            text.parse().map_err(|_| Bad::NoSuchDay {
                filter: id.to_owned(),
            })
        })
    }

    /// The first and the last day of the period; this month up to today by default.
    pub(crate) fn period(&self) -> Result<(NaiveDate, NaiveDate), Bad> {
        let today = self.today();
        let from = self.day("from", today.with_day(1).unwrap_or(today))?;
        let until = self.day("until", today.max(from))?;
        if until < from {
            return Err(Bad::EndsBeforeItBegins);
        }
        Ok((from, until))
    }

    /// The instants between which these days lie: the first one in, the last one out.
    pub(crate) fn instants(&self, from: NaiveDate, until: NaiveDate) -> (i64, i64) {
        (
            self.begins(from),
            until.succ_opt().map_or(i64::MAX, |day| self.begins(day)),
        )
    }

    fn begins(&self, day: NaiveDate) -> i64 {
        let midnight = day.and_time(chrono::NaiveTime::MIN);
        self.zone
            .from_local_datetime(&midnight)
            .earliest()
            .map_or_else(|| Utc.from_utc_datetime(&midnight), |at| at.to_utc())
            .timestamp_millis()
    }

    pub(crate) fn day_filter(&self, id: &str, label: &str, day: NaiveDate) -> ReportFilter {
        ReportFilter {
            id: id.to_owned(),
            label: label.to_owned(),
            kind: FilterKind::Day,
            choices: Vec::new(),
            value: day.to_string(),
        }
    }

    pub(crate) fn period_filters(&self, from: NaiveDate, until: NaiveDate) -> [ReportFilter; 2] {
        [
            self.day_filter("from", self.language.of("从", "From"), from),
            self.day_filter("until", self.language.of("到", "To"), until),
        ]
    }

    /// A choice; the first one is the default.
    pub(crate) fn choice(
        &self,
        id: &str,
        label: &str,
        choices: Vec<(String, String)>,
    ) -> ReportFilter {
        let value = self
            .chosen(id)
            .filter(|value| choices.iter().any(|(known, _)| known == value))
            .or_else(|| choices.first().map(|(value, _)| value.as_str()))
            .unwrap_or_default()
            .to_owned();
        ReportFilter {
            id: id.to_owned(),
            label: label.to_owned(),
            kind: FilterKind::Choice,
            choices: choices
                .into_iter()
                .map(|(value, label)| FilterChoice { value, label })
                .collect(),
            value,
        }
    }

    /// A choice that begins with "all", out of what was found.
    pub(crate) fn one_of(
        &self,
        id: &str,
        label: &str,
        found: BTreeMap<String, String>,
    ) -> ReportFilter {
        let all = (String::new(), self.language.of("全部", "All").to_owned());
        let mut choices = vec![all];
        choices.extend(found);
        self.choice(id, label, choices)
    }
}
