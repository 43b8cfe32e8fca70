//! Where a car stands with the law's periods: days in repair and repeated repairs under 三包, and what the house
//! still answers for of its own repairs. Read from the log of jobs each time; nothing of it is stored.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;
use ts_rs::TS;

use super::{
    FaultCause, FaultSeverity, Job, JobFault, JobState, JobStep, Payer, RepairLine, RepairOrder,
    Replaced, WorkGrade,
    faults::{faults_of, warranty_of},
};
use crate::{
    dated::RuleStamp,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{JobId, RepairOrderId},
    recalls::RecallCar,
    rules::rules_in_force,
    serviced_cars::{CarUse, GuaranteeStart, ServicedCar, guarantee_start},
    time::Timestamp,
    warranty::{
        Buyer, Claim, Cured, Defect, GuaranteePeriods, GuaranteeTerms, Remedy, RepairStay,
        RepairWarning, Replacements, Verdict, WarrantyRules, assess_claim, guarantee_periods,
        repair_days, repair_warning, repeat_warning,
    },
    workshops::Skill,
};

crate::words! {
    /// How far a car is in its 三包.
    pub enum GuaranteeStage {
        /// 7 日内
        FirstDays => "firstDays",
        /// 60 日或 3,000 公里内
        Early => "early",
        /// 三包有效期内
        Guarantee => "guarantee",
        /// 包修期内
        RepairPeriod => "repairPeriod",
        /// 已过
        Over => "over",
    }
}

/// What is known of a car's 三包.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(
    tag = "standing",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum GuaranteeStanding {
    /// Nobody has said when it was invoiced: that is asked.
    NotStated,
    /// No rule is known for the day on which it began: a person has to say.
    NoRule {
        #[ts(type = "string")]
        starts_on: NaiveDate,
    },
    /// Not bought for a household (art. 40).
    OutOfScope,
    Running {
        stage: GuaranteeStage,
        periods: GuaranteePeriods,
    },
}

crate::words! {
    pub enum NoticeKind {
        /// 累计修理时间 (24 (4))
        RepairDays => "repairDays",
        /// 同一质量问题累计修理 (24 (4))
        Repeats => "repeats",
        /// 严重安全性能故障累计修理 (24 (1))
        SafetyRepairs => "safetyRepairs",
        /// 总成累计更换 (24 (2))
        AssemblyReplaced => "assemblyReplaced",
        /// 同一主要零件累计更换 (24 (3))
        PartReplaced => "partReplaced",
        /// 备用车或交通补偿 (21)
        Loaner => "loaner",
    }
}

crate::words! {
    pub enum ClockLevel {
        /// A threshold comes near.
        Near => "near",
        /// The customer may ask for what the article gives.
        Reached => "reached",
    }
}

/// One count that comes near its threshold or has reached it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClockNotice {
    pub kind: NoticeKind,
    pub level: ClockLevel,
    pub count: u32,
    /// What the article names.
    pub limit: u32,
    /// The fault, the part or the order that was counted; empty for the car as a whole.
    pub subject: String,
    pub article: String,
    /// The law.
    pub law: RuleStamp,
}

/// A fault that was repaired more than once, by its first job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FaultRepairs {
    pub first: JobId,
    pub title: String,
    pub times: u32,
}

/// An earlier repair that the house still answers for 质量保证期.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnsweredFor {
    pub job: JobId,
    pub repair_order: RepairOrderId,
    pub number: String,
    pub title: String,
    pub skill: Skill,
    pub minutes: u32,
    pub grade: WorkGrade,
    #[ts(type = "string")]
    pub last_day: NaiveDate,
    pub last_km: u32,
    pub law: RuleStamp,
    /// The job in which it is being mended again.
    pub mended_in: Option<JobId>,
    /// Who is to pay for mending it again.
    pub payer: Payer,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarClocks {
    pub guarantee: GuaranteeStanding,
    /// Days in repair for faults of quality, within 三包有效期.
    pub repair_days: u32,
    /// Days of the stay that has not ended.
    pub stay_days: u32,
    /// Faults of quality that were repaired twice or more.
    pub faults: Vec<FaultRepairs>,
    pub notices: Vec<ClockNotice>,
    /// What the customer may ask for beyond a free repair.
    pub verdict: Option<Verdict>,
    pub answered_for: Vec<AnsweredFor>,
    /// What was mended before and may be at fault again; the latest first.
    pub earlier: Vec<EarlierJob>,
}

/// A job that passed its inspection at an earlier visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EarlierJob {
    pub job: JobId,
    pub number: String,
    pub title: String,
    pub opened_at: Timestamp,
}

/// A job with what is known of its fault.
struct Repair {
    job: Job,
    fault: Option<JobFault>,
    order: usize,
    counts: Counts,
}

/// Whether a job was a repair of a fault of quality.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counts {
    Yes,
    No,
}

impl Repair {
    fn replaced(&self) -> Replaced {
        self.fault
            .as_ref()
            .map_or(Replaced::Nothing, |fault| fault.replaced)
    }

    fn is_grave(&self) -> bool {
        self.fault
            .as_ref()
            .is_some_and(|fault| fault.severity == FaultSeverity::Safety)
    }

    /// The fault is there still.
    fn is_open(&self) -> bool {
        !self.job.state.is_closed()
    }

    fn is_done(&self) -> bool {
        self.job.state == JobState::Passed
    }

    /// Somebody has begun to mend it.
    fn has_begun(&self) -> bool {
        !self.job.state.not_begun() && self.job.state != JobState::Declined
    }
}

/// The repairs of a car.
struct History {
    orders: Vec<RepairOrder>,
    repairs: Vec<Repair>,
}

/// Where a car stands now, by the reading that it came in with.
pub fn car_clocks(
    facts: &dyn Facts,
    car: &ServicedCar,
    now: Timestamp,
    zone: Tz,
) -> Result<CarClocks, Missing> {
    let rules: Arc<WarrantyRules> = rules_in_force(facts)?;
    let history = History::of(facts, car)?;
    let today = now.date_in(zone);
    let mut clocks = CarClocks {
        guarantee: GuaranteeStanding::NotStated,
        repair_days: 0,
        stay_days: 0,
        faults: Vec::new(),
        notices: Vec::new(),
        verdict: None,
        answered_for: history.answered_for(car, today, zone, &rules),
        earlier: history.earlier(),
    };
    let Some(start) = guarantee_start(facts, car, zone)? else {
        return Ok(clocks);
    };
    if start.bought_for == CarUse::Business {
        clocks.guarantee = GuaranteeStanding::OutOfScope;
        return Ok(clocks);
    }
    let row = guarantee_periods(start.invoiced_on, start.delivered_on, &rules)
        .ok()
        .and_then(|periods| Some((rules.three_guarantees.on(periods.starts_on).ok()?, periods)));
    let Some((row, periods)) = row else {
        clocks.guarantee = GuaranteeStanding::NoRule {
            starts_on: start.delivered_on.unwrap_or(start.invoiced_on),
        };
        return Ok(clocks);
    };
    let terms = &row.terms;
    let counted = history.counted(&periods, zone);
    let stays = history.stays(facts, &counted, now)?;
    let lengths: Vec<RepairStay> = stays.iter().map(|(_, stay)| *stay).collect();
    let days = repair_days(&lengths, terms);
    clocks.repair_days = days.total;
    let here = stays.iter().find(|(order, _)| {
        counted
            .iter()
            .any(|one| one.order == *order && one.is_open())
    });
    clocks.stay_days = here.map_or(0, |(_, stay)| stay.days());
    let chains = chains(&history, &counted);
    clocks.faults = chains
        .iter()
        .filter(|chain| chain.times > 1)
        .cloned()
        .collect();
    let number = here.map_or("", |(order, _)| history.orders[*order].number.as_str());
    let replacements = replacements(&counted);
    clocks.notices = notices(&clocks, &chains, &replacements, number, terms, &row.stamp());
    clocks.verdict = verdict(
        &start,
        &clocks,
        &chains,
        &replacements,
        &counted,
        car,
        today,
        &rules,
    );
    let stage = stage(&periods, today, car.odometer_km);
    clocks.guarantee = GuaranteeStanding::Running { stage, periods };
    Ok(clocks)
}

fn stage(periods: &GuaranteePeriods, day: NaiveDate, km: u32) -> GuaranteeStage {
    if periods.in_first_days(day) {
        GuaranteeStage::FirstDays
    } else if periods.is_early(day, km) {
        GuaranteeStage::Early
    } else if periods.in_guarantee(day, km) {
        GuaranteeStage::Guarantee
    } else if periods.in_repair_period(day, km) {
        GuaranteeStage::RepairPeriod
    } else {
        GuaranteeStage::Over
    }
}

impl History {
    fn of(facts: &dyn Facts, car: &ServicedCar) -> Result<Self, Missing> {
        let orders = facts.by::<RepairOrder>(RepairOrder::BY_CAR_OPENED_AT, [car.id.to_value()])?;
        let mut faults: BTreeMap<JobId, JobFault> = faults_of(facts, car.id)?
            .into_iter()
            .map(|fault| (fault.id, fault))
            .collect();
        let mut repairs = Vec::new();
        for (place, order) in orders.iter().enumerate() {
            let lines =
                facts.by::<RepairLine>(RepairLine::BY_REPAIR_ORDER_JOB, [order.id.to_value()])?;
            let mut jobs = facts.by::<Job>(Job::BY_REPAIR_ORDER_ORDINAL, [order.id.to_value()])?;
            jobs.retain(|job| job.state != JobState::Declined);
            for job in jobs {
                let fault = faults.remove(&job.id);
                let counts = counts(facts, &job, fault.as_ref(), &lines, &repairs)?;
                repairs.push(Repair {
                    job,
                    fault,
                    order: place,
                    counts,
                });
            }
        }
        Ok(Self { orders, repairs })
    }

    /// The repairs of faults of quality of visits that began within 三包有效期.
    fn counted(&self, periods: &GuaranteePeriods, zone: Tz) -> Vec<&Repair> {
        self.repairs
            .iter()
            .filter(|repair| {
                let order = &self.orders[repair.order];
                repair.counts == Counts::Yes
                    && periods.in_guarantee(order.opened_at.date_in(zone), order.odometer_km)
            })
            .collect()
    }

    /// Each visit's time in repair, with what does not count of it.
    fn stays(
        &self,
        facts: &dyn Facts,
        counted: &[&Repair],
        now: Timestamp,
    ) -> Result<Vec<(usize, RepairStay)>, Missing> {
        let mut stays = Vec::new();
        for (place, order) in self.orders.iter().enumerate() {
            let jobs: Vec<&Job> = counted
                .iter()
                .filter(|repair| repair.order == place)
                .map(|repair| &repair.job)
                .collect();
            if jobs.is_empty() {
                continue;
            }
            // The customer and the house agree on the repair when the first word is given, or by the order itself.
            let agreed_at = jobs
                .iter()
                .filter_map(|job| job.authorised_at)
                .min()
                .unwrap_or(order.opened_at);
            let mut spans = Vec::new();
            for job in jobs {
                spans.push(Span::of(facts, job, now)?);
            }
            stays.push((place, stay(agreed_at, &spans, now)));
        }
        Ok(stays)
    }

    fn earlier(&self) -> Vec<EarlierJob> {
        self.repairs
            .iter()
            .rev()
            .filter(|repair| repair.is_done() && self.orders[repair.order].left_at.is_some())
            .map(|repair| EarlierJob {
                job: repair.job.id,
                number: self.orders[repair.order].number.clone(),
                title: repair.job.title.clone(),
                opened_at: self.orders[repair.order].opened_at,
            })
            .collect()
    }

    fn answered_for(
        &self,
        car: &ServicedCar,
        today: NaiveDate,
        zone: Tz,
        rules: &WarrantyRules,
    ) -> Vec<AnsweredFor> {
        self.repairs
            .iter()
            .filter_map(|repair| {
                let order = &self.orders[repair.order];
                let held = warranty_of(order, &repair.job, repair.fault.as_ref(), zone, rules)
                    .filter(|held| held.covers(today, car.odometer_km))?;
                let mended_in = self.repairs.iter().find(|other| {
                    other
                        .fault
                        .as_ref()
                        .is_some_and(|fault| fault.again == Some(repair.job.id))
                });
                Some(AnsweredFor {
                    job: repair.job.id,
                    repair_order: order.id,
                    number: order.number.clone(),
                    title: repair.job.title.clone(),
                    skill: repair.job.skill,
                    minutes: repair.job.flat_minutes,
                    grade: repair
                        .fault
                        .as_ref()
                        .map_or(WorkGrade::FirstLevelOrMinor, |fault| fault.grade),
                    last_day: held.last_day,
                    last_km: held.last_km,
                    law: held.rule,
                    mended_in: mended_in.map(|other| other.job.id),
                    // What the maker paid for the maker pays for again; else the house does.
                    payer: match repair.counts {
                        Counts::Yes => Payer::Warranty,
                        Counts::No => Payer::Internal,
                    },
                })
            })
            .collect()
    }
}

/// A job counts when somebody said that the car was at fault; unsaid, when the maker pays, or when it mends again
/// what counted before. What a recall puts right is not a repair that the buyer asked for.
fn counts(
    facts: &dyn Facts,
    job: &Job,
    fault: Option<&JobFault>,
    lines: &[RepairLine],
    earlier: &[Repair],
) -> Result<Counts, Missing> {
    match fault.and_then(|fault| fault.cause) {
        Some(FaultCause::Quality) => return Ok(Counts::Yes),
        Some(FaultCause::Workmanship | FaultCause::Use) => return Ok(Counts::No),
        None => {}
    }
    let paid = lines
        .iter()
        .any(|line| line.job == job.id && line.payer == Payer::Warranty);
    if paid {
        let recalled = facts.by::<RecallCar>(RecallCar::BY_JOB, [Some(job.id).to_value()])?;
        return Ok(if recalled.is_empty() {
            Counts::Yes
        } else {
            Counts::No
        });
    }
    let again = fault.and_then(|fault| fault.again);
    Ok(earlier
        .iter()
        .find(|repair| Some(repair.job.id) == again)
        .map_or(Counts::No, |repair| repair.counts))
}

/// From when on a job does not keep the car in repair: what its log leaves out, and the time after it was done.
#[derive(Debug)]
pub(super) struct Span {
    pub excused: Vec<(Timestamp, Timestamp)>,
    pub done_at: Option<Timestamp>,
}

impl Span {
    fn of(facts: &dyn Facts, job: &Job, now: Timestamp) -> Result<Self, Missing> {
        let steps = facts.by::<JobStep>(JobStep::BY_JOB_ENTERED_AT, [job.id.to_value()])?;
        let excused = steps
            .iter()
            .filter(|step| step.pause.is_some_and(super::PauseReason::is_not_counted))
            .map(|step| (step.entered_at, step.left_at.unwrap_or(now)))
            .collect();
        let done_at = match job.state {
            JobState::Finished | JobState::Passed => steps
                .iter()
                .filter(|step| step.state == JobState::Finished)
                .map(|step| step.entered_at)
                .max(),
            JobState::Proposed
            | JobState::Authorised
            | JobState::Planned
            | JobState::Working
            | JobState::Paused
            | JobState::Rework
            | JobState::Declined => None,
        };
        Ok(Self { excused, done_at })
    }

    pub(super) fn excuses(&self, from: Timestamp, until: Timestamp) -> bool {
        self.done_at.is_some_and(|done| done <= from)
            || self
                .excused
                .iter()
                .any(|(begun, ended)| *begun <= from && until <= *ended)
    }
}

/// The time from the agreement until the last job was done. A stretch is left out when every job that was not
/// done yet waited for what the law leaves out.
pub(super) fn stay(agreed_at: Timestamp, spans: &[Span], now: Timestamp) -> RepairStay {
    let ended_at = spans
        .iter()
        .map(|span| span.done_at.unwrap_or(now))
        .max()
        .unwrap_or(now)
        .max(agreed_at);
    let edges: BTreeSet<Timestamp> = spans
        .iter()
        .flat_map(|span| {
            let pauses = span
                .excused
                .iter()
                .flat_map(|(from, until)| [*from, *until]);
            pauses.chain(span.done_at)
        })
        .chain([agreed_at, ended_at])
        .filter(|edge| (agreed_at..=ended_at).contains(edge))
        .collect();
    let edges: Vec<Timestamp> = edges.into_iter().collect();
    let excluded: i64 = edges
        .windows(2)
        .filter(|pair| spans.iter().all(|span| span.excuses(pair[0], pair[1])))
        .map(|pair| pair[1].0 - pair[0].0)
        .sum();
    RepairStay {
        minutes: minutes(ended_at.0 - agreed_at.0),
        excluded_minutes: minutes(excluded),
    }
}

fn minutes(milliseconds: i64) -> u32 {
    u32::try_from(milliseconds / 60_000).unwrap_or(u32::MAX)
}

/// How often each fault was repaired; a repair counts once somebody has begun it.
fn chains(history: &History, counted: &[&Repair]) -> Vec<FaultRepairs> {
    let root = |repair: &Repair| {
        let mut at = repair;
        // An earlier job comes earlier in the history, so this ends.
        while let Some(before) = at.fault.as_ref().and_then(|fault| fault.again)
            && let Some(earlier) = history.repairs.iter().find(|other| other.job.id == before)
            && (earlier.order, earlier.job.ordinal) < (at.order, at.job.ordinal)
        {
            at = earlier;
        }
        (at.job.id, at.job.title.clone())
    };
    let mut found: Vec<FaultRepairs> = Vec::new();
    for repair in counted.iter().filter(|repair| repair.has_begun()) {
        let (first, title) = root(repair);
        match found.iter_mut().find(|chain| chain.first == first) {
            Some(chain) => chain.times += 1,
            None => found.push(FaultRepairs {
                first,
                title,
                times: 1,
            }),
        }
    }
    found
}

/// What was replaced how often, for what has a fault again now (near: whether or not it has).
struct Counted {
    safety: u32,
    safety_open: bool,
    assembly: Option<(String, u32, bool)>,
    part: Option<(String, u32, bool)>,
}

fn replacements(counted: &[&Repair]) -> Counted {
    let count = |wanted: &dyn Fn(&Repair) -> bool| {
        u32::try_from(
            counted
                .iter()
                .filter(|repair| repair.is_done() && wanted(repair))
                .count(),
        )
        .unwrap_or(u32::MAX)
    };
    let open_in = |system| {
        counted.iter().any(|repair| {
            repair.is_open()
                && repair
                    .fault
                    .as_ref()
                    .is_some_and(|fault| fault.system == Some(system))
        })
    };
    let mut found = Counted {
        safety: count(&|repair| repair.is_grave()),
        safety_open: counted
            .iter()
            .any(|repair| repair.is_open() && repair.is_grave()),
        assembly: None,
        part: None,
    };
    // Whatever has a fault now goes before what has none; then whatever was replaced most often.
    let worse = |best: &Option<(String, u32, bool)>, times: u32, open: bool| {
        best.as_ref()
            .is_none_or(|(_, most, now)| (open, times) > (*now, *most))
    };
    for fault in counted.iter().filter_map(|repair| repair.fault.as_ref()) {
        let Some(system) = fault.system else { continue };
        let open = open_in(system);
        let of_system = |repair: &Repair, replaced| {
            repair.replaced() == replaced
                && repair
                    .fault
                    .as_ref()
                    .is_some_and(|other| other.system == Some(system))
        };
        let times = count(&|repair| of_system(repair, Replaced::Assembly));
        if system.main_part().is_some() && times > 0 && worse(&found.assembly, times, open) {
            found.assembly = Some((system.word().to_owned(), times, open));
        }
        if system.has_main_parts() && !fault.main_part.is_empty() {
            let times = count(&|repair| {
                of_system(repair, Replaced::MainPart)
                    && repair
                        .fault
                        .as_ref()
                        .is_some_and(|other| other.main_part == fault.main_part)
            });
            if times > 0 && worse(&found.part, times, open) {
                found.part = Some((fault.main_part.clone(), times, open));
            }
        }
    }
    found
}

fn notices(
    clocks: &CarClocks,
    chains: &[FaultRepairs],
    replaced: &Counted,
    number: &str,
    terms: &GuaranteeTerms,
    law: &RuleStamp,
) -> Vec<ClockNotice> {
    let mut notices = Vec::new();
    let mut say = |kind, level, count, limit, subject: &str, article: &str| {
        notices.push(ClockNotice {
            kind,
            level,
            count,
            limit,
            subject: subject.to_owned(),
            article: article.to_owned(),
            law: law.clone(),
        });
    };
    let level = |warning| match warning {
        RepairWarning::Quiet => None,
        RepairWarning::Near { limit, .. } => Some((ClockLevel::Near, limit)),
        RepairWarning::Exceeded { limit } => Some((ClockLevel::Reached, limit)),
    };
    let days = clocks.repair_days;
    if let Some((level, limit)) = level(repair_warning(days, terms)) {
        say(NoticeKind::RepairDays, level, days, limit, "", "24(4)");
    }
    for chain in chains {
        if let Some((level, limit)) = level(repeat_warning(chain.times, terms)) {
            say(
                NoticeKind::Repeats,
                level,
                chain.times,
                limit,
                &chain.title,
                "24(4)",
            );
        }
    }
    // One before the number that the article names is near; the number itself gives the claim once the fault
    // is there again.
    let by_number = |times: u32, limit: u32, open: bool| {
        if times >= limit && open {
            Some(ClockLevel::Reached)
        } else if times + 1 >= limit && times > 0 {
            Some(ClockLevel::Near)
        } else {
            None
        }
    };
    let limit = terms.safety_repairs;
    if let Some(level) = by_number(replaced.safety, limit, replaced.safety_open) {
        let count = replaced.safety;
        say(NoticeKind::SafetyRepairs, level, count, limit, "", "24(1)");
    }
    for (kind, found, limit, article) in [
        (
            NoticeKind::AssemblyReplaced,
            &replaced.assembly,
            terms.assembly_replacements,
            "24(2)",
        ),
        (
            NoticeKind::PartReplaced,
            &replaced.part,
            terms.part_replacements,
            "24(3)",
        ),
    ] {
        if let Some((subject, times, open)) = found
            && let Some(level) = by_number(*times, limit, *open)
        {
            say(kind, level, *times, limit, subject, article);
        }
    }
    let limit = terms.loaner_after_days;
    let stay = clocks.stay_days;
    if stay >= limit && limit > 0 {
        let level = if stay > limit {
            ClockLevel::Reached
        } else {
            ClockLevel::Near
        };
        say(NoticeKind::Loaner, level, stay, limit, number, "21");
    }
    notices
}

/// What may be asked for beyond a free repair, by what has been counted and what is wrong now.
fn verdict(
    start: &GuaranteeStart,
    clocks: &CarClocks,
    chains: &[FaultRepairs],
    replaced: &Counted,
    counted: &[&Repair],
    car: &ServicedCar,
    today: NaiveDate,
    rules: &WarrantyRules,
) -> Option<Verdict> {
    let of_open = |found: &Option<(String, u32, bool)>| match found {
        Some((_, times, true)) => *times,
        Some((_, _, false)) | None => 0,
    };
    let open: Vec<&Repair> = counted
        .iter()
        .copied()
        .filter(|repair| repair.is_open())
        .collect();
    let mut claim = Claim {
        buyer: Buyer::Household,
        invoiced_on: start.invoiced_on,
        delivered_on: start.delivered_on,
        claimed_on: today,
        km: car.odometer_km,
        defect: Defect::Other,
        cured: if open.is_empty() {
            Cured::Yes
        } else {
            Cured::No
        },
        safety_repairs: if replaced.safety_open {
            replaced.safety
        } else {
            0
        },
        replacements: Replacements {
            main_assembly: of_open(&replaced.assembly),
            same_main_part: of_open(&replaced.part),
        },
        repair_days: clocks.repair_days,
        repairs_of_one_fault: chains.iter().map(|chain| chain.times).max().unwrap_or(0),
    };
    let mut found: Vec<Verdict> = Vec::new();
    let defects = open.iter().filter_map(|repair| defect(repair));
    for each in defects.chain([Defect::Other]) {
        claim.defect = each;
        found.extend(assess_claim(&claim, rules).ok());
    }
    found
        .into_iter()
        .filter(|verdict| weight(verdict.remedy) > 0)
        .max_by_key(|verdict| weight(verdict.remedy))
}

/// What weighs more for the buyer.
const fn weight(remedy: Remedy) -> u8 {
    match remedy {
        Remedy::OutOfScope | Remedy::NothingByLaw | Remedy::Repair => 0,
        Remedy::NewAssembly => 1,
        Remedy::ReplaceOrReturnWithUsageFee => 2,
        Remedy::ReplaceOrReturnFree => 3,
    }
}

/// What is wrong, as arts. 20, 22 and 23 tell faults apart.
fn defect(repair: &Repair) -> Option<Defect> {
    let fault = repair.fault.as_ref()?;
    let system = fault.system?;
    if repair.is_grave() {
        use super::CarSystem as S;
        match system {
            S::Steering => return Some(Defect::SteeringFailure),
            S::Brakes => return Some(Defect::BrakeFailure),
            S::Body => return Some(Defect::BodyCrack),
            S::Fuel => return Some(Defect::FuelLeak),
            S::TractionBattery => return Some(Defect::BatteryFire),
            S::Engine
            | S::Gearbox
            | S::DriveMotor
            | S::Suspension
            | S::Driveline
            | S::Emission
            | S::Other => {}
        }
    }
    match fault.replaced {
        Replaced::Nothing => None,
        Replaced::MainPart | Replaced::Assembly => {
            system.main_part().map(|part| Defect::MainAssembly { part })
        }
    }
}
