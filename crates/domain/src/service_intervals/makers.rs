//! The intervals that makers name for their own cars: for a brand, a series or a version, from a day on. The narrowest
//! that fits a car holds; where none fits, the one for all cars.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{IntervalRefusal, ServiceInterval, service_interval_on};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::MakerIntervalId,
    refusal::GeneralRefusal,
    rights::Right,
    time::Timestamp,
};

/// Kilometres or months, whichever is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct KmOrMonths {
    pub interval_km: u32,
    pub interval_months: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "maker_interval", index(valid_from))]
pub struct MakerInterval {
    pub id: MakerIntervalId,
    pub brand: String,
    /// Empty for all cars of the brand.
    pub series: String,
    /// Empty for all cars of the series; else words that the car's description holds besides.
    pub version: String,
    pub valid_from: NaiveDate,
    /// Nothing where these cars go by the wider rule again from that day on.
    pub terms: Option<Json<KmOrMonths>>,
    pub set_at: Timestamp,
}

impl MakerInterval {
    /// Whether a car that is described so is meant. Words are compared as a whole, so that an A4 is no A4L.
    fn means(&self, description: &str) -> bool {
        let mut words = description.split_whitespace();
        let begins = self
            .brand
            .split_whitespace()
            .chain(self.series.split_whitespace())
            .all(|wanted| words.next().is_some_and(|word| alike(word, wanted)));
        let rest: Vec<&str> = words.collect();
        begins
            && self
                .version
                .split_whitespace()
                .all(|wanted| rest.iter().any(|word| alike(word, wanted)))
    }

    /// How narrow it is: the more words it names, the fewer cars it means.
    fn narrowness(&self) -> (bool, bool, usize) {
        let words = self.version.split_whitespace().count();
        (!self.version.is_empty(), !self.series.is_empty(), words)
    }

    /// The cars it is about, in the same form whoever typed it.
    fn scope(&self) -> [String; 3] {
        [&self.brand, &self.series, &self.version].map(|words| words.to_lowercase())
    }
}

fn alike(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The intervals of a day, for whatever car.
pub struct ServiceIntervals {
    base: ServiceInterval,
    /// The version of each scope that holds on the day, the narrowest first.
    makers: Vec<MakerInterval>,
}

impl ServiceIntervals {
    /// Those that hold on a day.
    pub fn on(facts: &dyn Facts, day: NaiveDate) -> Result<Self, Stop> {
        let base = service_interval_on(day).map_err(IntervalRefusal::from)?;
        let after = day.succ_opt().unwrap_or(NaiveDate::MAX);
        let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN);
        let mut known = facts.by_range::<MakerInterval>(
            MakerInterval::BY_VALID_FROM,
            [],
            (first.to_value(), after.to_value()),
        )?;
        // Of two versions from one day the one that was set later holds.
        known.sort_by_key(|interval| std::cmp::Reverse((interval.valid_from, interval.set_at)));
        let mut scopes = std::collections::BTreeSet::new();
        known.retain(|interval| scopes.insert(interval.scope()));
        known.sort_by_key(|interval| std::cmp::Reverse(interval.narrowness()));
        Ok(Self {
            base,
            makers: known,
        })
    }

    /// The one for all cars for which no maker's is set.
    pub const fn base(&self) -> ServiceInterval {
        self.base
    }

    /// Whether one interval holds for all cars.
    pub fn same_for_all(&self) -> bool {
        self.makers.iter().all(|interval| interval.terms.is_none())
    }

    /// The interval of a car that is described so.
    pub fn of(&self, description: &str) -> ServiceInterval {
        let own = self
            .makers
            .iter()
            .filter(|interval| interval.means(description))
            .find_map(|interval| interval.terms.as_ref());
        match own {
            Some(Json(own)) => ServiceInterval {
                interval_km: own.interval_km,
                interval_months: own.interval_months,
                ..self.base
            },
            None => self.base,
        }
    }
}

/// Sets a maker's interval from a day on, or lets its cars go by the wider rule again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetMakerInterval {
    pub interval: MakerIntervalId,
    pub brand: String,
    #[serde(default)]
    pub series: String,
    #[serde(default)]
    pub version: String,
    pub valid_from: NaiveDate,
    /// Both, or neither.
    #[serde(default)]
    pub interval_km: Option<u32>,
    #[serde(default)]
    pub interval_months: Option<u32>,
}

/// Shorter or longer is a slip of the hand.
const KM: std::ops::RangeInclusive<u32> = 1_000..=100_000;
const MONTHS: std::ops::RangeInclusive<u32> = 1..=60;

impl SetMakerInterval {
    fn interval(&self) -> Result<Option<KmOrMonths>, IntervalRefusal> {
        let implausible = |field: &str| IntervalRefusal::IntervalImplausible {
            field: field.to_owned(),
        };
        match (self.interval_km, self.interval_months) {
            (None, None) => Ok(None),
            (Some(interval_km), Some(interval_months)) => {
                if !KM.contains(&interval_km) {
                    return Err(implausible("intervalKm"));
                }
                if !MONTHS.contains(&interval_months) {
                    return Err(implausible("intervalMonths"));
                }
                Ok(Some(KmOrMonths {
                    interval_km,
                    interval_months,
                }))
            }
            (None, Some(_)) => Err(implausible("intervalKm")),
            (Some(_), None) => Err(implausible("intervalMonths")),
        }
    }
}

/// One blank between words.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Rule for SetMakerInterval {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditPolicies);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if facts.get::<MakerInterval>(self.interval)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "maker_interval".to_owned(),
            }
            .into());
        }
        checks::filled("brand", &self.brand, checks::LINE)?;
        checks::fits("series", &self.series, checks::LINE)?;
        checks::fits("version", &self.version, checks::LINE)?;
        let (series, version) = (words(&self.series), words(&self.version));
        if series.is_empty() && !version.is_empty() {
            return Err(GeneralRefusal::Empty {
                field: "series".to_owned(),
            }
            .into());
        }
        // Whoever was called under the former rule was called rightly.
        if self.valid_from < context.today() {
            return Err(GeneralRefusal::DateOutOfRange {
                field: "validFrom".to_owned(),
            }
            .into());
        }
        let interval = self.interval()?;
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &MakerInterval {
                id: self.interval,
                brand: words(&self.brand),
                series,
                version,
                valid_from: self.valid_from,
                terms: interval.map(Json),
                set_at: context.made_at,
            },
        );
        Ok(changes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Command,
        people::BuiltInRole,
        testing::{House, id},
    };

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).expect("a day")
    }

    fn set(
        number: u128,
        scope: [&str; 3],
        from: NaiveDate,
        interval: Option<(u32, u32)>,
    ) -> Command {
        let [brand, series, version] = scope.map(str::to_owned);
        Command::SetMakerInterval(SetMakerInterval {
            interval: id(number),
            brand,
            series,
            version,
            valid_from: from,
            interval_km: interval.map(|(km, _)| km),
            interval_months: interval.map(|(_, months)| months),
        })
    }

    fn house() -> House {
        let mut house = House::of(BuiltInRole::StoreManager);
        house.done(set(1, ["大众", "", ""], day(22), Some((10_000, 12))));
        house.done(set(2, ["大众", "迈腾", ""], day(22), Some((15_000, 12))));
        house.done(set(
            3,
            ["大众", "迈腾", "380TSI"],
            day(22),
            Some((7_500, 6)),
        ));
        house.done(set(
            4,
            ["特斯拉", "Model 3", ""],
            day(22),
            Some((20_000, 24)),
        ));
        house
    }

    fn km(house: &House, on: NaiveDate, description: &str) -> u32 {
        match ServiceIntervals::on(house, on) {
            Ok(intervals) => intervals.of(description).interval_km,
            Err(stop) => panic!("no interval: {stop:?}"),
        }
    }

    #[test]
    fn the_narrowest_rule_that_means_a_car_holds() {
        let house = house();
        let base = service_interval_on(day(22)).expect("a rule").interval_km;
        for (description, wanted) in [
            ("大众 朗逸 1.5L", 10_000),
            ("大众 迈腾 330TSI", 15_000),
            ("大众 迈腾 380tsi 豪华版", 7_500),
            ("特斯拉 model 3 后驱", 20_000),
            ("特斯拉 Model 30", base),
            ("丰田 凯美瑞", base),
            ("", base),
        ] {
            assert_eq!(km(&house, day(22), description), wanted, "{description}");
        }
    }

    #[test]
    fn a_rule_holds_from_its_day_on_and_can_be_let_go() {
        let mut house = house();
        house.done(set(5, ["大众", "迈腾", ""], day(25), Some((12_000, 12))));
        house.done(set(6, ["大众", "迈腾", ""], day(28), None));
        assert_eq!(km(&house, day(24), "大众 迈腾 330TSI"), 15_000);
        assert_eq!(km(&house, day(25), "大众 迈腾 330TSI"), 12_000);
        assert_eq!(km(&house, day(28), "大众 迈腾 330TSI"), 10_000);
    }

    #[test]
    fn no_rule_is_set_for_yesterday_or_with_half_an_interval() {
        let mut house = house();
        let mut code = |command| house.refused(command).code;
        assert_eq!(
            code(set(7, ["大众", "", ""], day(21), Some((10_000, 12)))),
            "dateOutOfRange"
        );
        assert_eq!(
            code(set(7, ["大众", "", ""], day(22), Some((100, 12)))),
            "intervalImplausible"
        );
        assert_eq!(
            code(set(7, ["大众", "", ""], day(22), Some((10_000, 99)))),
            "intervalImplausible"
        );
        assert_eq!(
            code(set(7, ["大众", "", "380TSI"], day(22), Some((10_000, 12)))),
            "empty"
        );
        let half = Command::SetMakerInterval(SetMakerInterval {
            interval: id(7),
            brand: "大众".to_owned(),
            series: String::new(),
            version: String::new(),
            valid_from: day(22),
            interval_km: Some(10_000),
            interval_months: None,
        });
        assert_eq!(code(half), "intervalImplausible");
    }
}
