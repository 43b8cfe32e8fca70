//! What was wrong with a car, as far as the law asks: which part of it, how grave, whether it was replaced, and
//! whether it is the same fault as at an earlier visit. From these and the log of jobs every period counts.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Job, JobState, RepairOrder, RepairRefusal,
    open_order::{OpenOrder, named},
};
use crate::{
    checks,
    command::{Decision, Nature, Rule, Stop},
    context::Context,
    entity::ColumnValue,
    facts::{Ask, Facts, Missing},
    ids::{JobId, PersonId, ServicedCarId},
    rights::Right,
    rules::rules_in_force,
    serviced_cars::known_car,
    time::Timestamp,
    warranty::{MainPart, RepairWarranty, RepairWork, WarrantyRules, repair_warranty},
};

crate::words! {
    /// Where the fault comes from.
    pub enum FaultCause {
        /// 产品质量问题
        Quality => "quality",
        /// 本店维修质量
        Workmanship => "workmanship",
        /// 使用、外力或私自改装: no duty of maker or seller (三包规定 32).
        Use => "use",
    }
}

crate::words! {
    /// The part of the car that the fault is in, as 三包规定 20 to 24 tell them apart.
    pub enum CarSystem {
        /// 发动机
        Engine => "engine",
        /// 变速器
        Gearbox => "gearbox",
        /// 动力蓄电池
        TractionBattery => "tractionBattery",
        /// 行驶驱动电机
        DriveMotor => "driveMotor",
        /// 转向系统
        Steering => "steering",
        /// 制动系统
        Brakes => "brakes",
        /// 悬架系统
        Suspension => "suspension",
        /// 传动系统
        Driveline => "driveline",
        /// 污染控制装置
        Emission => "emission",
        /// 车身
        Body => "body",
        /// 燃油供给
        Fuel => "fuel",
        /// 其他
        Other => "other",
    }
}

impl CarSystem {
    /// The assembly whose replacement counts, for the four of art. 24 (2).
    pub const fn main_part(self) -> Option<MainPart> {
        match self {
            Self::Engine => Some(MainPart::Engine),
            Self::Gearbox => Some(MainPart::Gearbox),
            Self::TractionBattery => Some(MainPart::TractionBattery),
            Self::DriveMotor => Some(MainPart::DriveMotor),
            Self::Steering
            | Self::Brakes
            | Self::Suspension
            | Self::Driveline
            | Self::Emission
            | Self::Body
            | Self::Fuel
            | Self::Other => None,
        }
    }

    /// Whether replacing one and the same main part of it counts (art. 24 (3)).
    pub const fn has_main_parts(self) -> bool {
        match self {
            Self::Engine
            | Self::Gearbox
            | Self::TractionBattery
            | Self::DriveMotor
            | Self::Steering
            | Self::Brakes
            | Self::Suspension
            | Self::Driveline
            | Self::Emission
            | Self::Body => true,
            Self::Fuel | Self::Other => false,
        }
    }
}

crate::words! {
    pub enum FaultSeverity {
        /// 一般故障
        Ordinary => "ordinary",
        /// 严重安全性能故障: steering or brakes fail, the body cracks, fuel leaks, the battery burns.
        Safety => "safety",
    }
}

crate::words! {
    pub enum Replaced {
        /// 未更换
        Nothing => "nothing",
        /// 更换主要零件
        MainPart => "mainPart",
        /// 更换总成
        Assembly => "assembly",
    }
}

crate::words! {
    /// How long the repair itself is answered for goes by this (机动车维修质量保证期).
    pub enum WorkGrade {
        /// 整车修理或总成修理
        WholeCarOrAssembly => "wholeCarOrAssembly",
        /// 二级维护
        SecondLevelMaintenance => "secondLevelMaintenance",
        /// 一级维护、小修、专项修理
        FirstLevelOrMinor => "firstLevelOrMinor",
    }
}

impl WorkGrade {
    pub const fn work(self) -> RepairWork {
        match self {
            Self::WholeCarOrAssembly => RepairWork::WholeCarOrAssembly,
            Self::SecondLevelMaintenance => RepairWork::SecondLevelMaintenance,
            Self::FirstLevelOrMinor => RepairWork::FirstLevelOrMinor,
        }
    }
}

/// What a job has to do with the law's periods. A job without one is small work of no known fault.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "job_fault", index(car))]
pub struct JobFault {
    pub id: JobId,
    pub car: ServicedCarId,
    /// The earlier job that was to mend the same fault.
    pub again: Option<JobId>,
    /// Nothing while nobody has said so; then whoever pays tells.
    pub cause: Option<FaultCause>,
    pub system: Option<CarSystem>,
    pub severity: FaultSeverity,
    pub replaced: Replaced,
    /// The main part that was replaced.
    pub main_part: String,
    pub grade: WorkGrade,
    pub named_by: PersonId,
    pub named_at: Timestamp,
}

/// Says what was wrong, by whoever found it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NameFault {
    pub job: JobId,
    #[serde(default)]
    pub again: Option<JobId>,
    pub cause: Option<FaultCause>,
    pub system: Option<CarSystem>,
    pub severity: FaultSeverity,
    pub replaced: Replaced,
    #[serde(default)]
    pub main_part: String,
    pub grade: WorkGrade,
}

impl Rule for NameFault {
    const NATURE: Nature = Nature::Record;
    const RIGHT: Option<Right> = Some(Right::SeeService);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let (mut order, job) = OpenOrder::of_job(facts, context, self.job)?;
        checks::fits("mainPart", &self.main_part, checks::LINE)?;
        match self.replaced {
            // Two replacements of one part are only told from one each of two by its name.
            Replaced::MainPart => checks::filled("mainPart", &self.main_part, checks::LINE)?,
            Replaced::Nothing | Replaced::Assembly => {}
        }
        if let Some(again) = self.again {
            earlier_job(facts, &job, again, "again")?;
        }
        order.put(&JobFault {
            id: job.id,
            car: job.car,
            again: self.again,
            cause: self.cause,
            system: self.system,
            severity: self.severity,
            replaced: self.replaced,
            main_part: self.main_part.trim().to_owned(),
            grade: self.grade,
            named_by: context.actor,
            named_at: context.made_at,
        });
        order.close()
    }
}

/// A chain of repairs of one fault is never longer; it ends a search among rows that contradict each other.
const LONGEST_CHAIN: usize = 100;

/// The earlier job of the same fault: of the same car, and not one that came out of this job.
fn earlier_job(facts: &dyn Facts, job: &Job, again: JobId, field: &str) -> Result<Job, Stop> {
    let earlier: Job = named(facts, again, field)?;
    if earlier.car != job.car {
        return Err(RepairRefusal::OtherCar {
            field: field.to_owned(),
        }
        .into());
    }
    let mut at = again;
    for _ in 0..LONGEST_CHAIN {
        if at == job.id {
            return Err(RepairRefusal::FaultOfItself {
                field: field.to_owned(),
            }
            .into());
        }
        match facts.get::<JobFault>(at)?.and_then(|fault| fault.again) {
            Some(before) => at = before,
            None => break,
        }
    }
    Ok(earlier)
}

impl OpenOrder<'_> {
    /// Notes that a new job is to mend what an earlier one was to mend. While the house answers for that
    /// one the customer does not pay again.
    pub(super) fn mend_again(
        &mut self,
        job: &Job,
        again: JobId,
        payer: super::Payer,
    ) -> Result<(), Stop> {
        let earlier = earlier_job(&self.ahead(), job, again, "again")?;
        if payer.is_the_customers_money()
            && let Some(held) = answered_for(self.facts, self.context, &earlier)?
        {
            return Err(RepairRefusal::RepairAnsweredFor {
                title: earlier.title,
                last_day: held.last_day,
                last_km: held.last_km,
                field: "payer".to_owned(),
            }
            .into());
        }
        let former = self.facts.get::<JobFault>(again)?;
        self.put(&JobFault {
            id: job.id,
            car: job.car,
            again: Some(again),
            cause: None,
            system: former.as_ref().and_then(|former| former.system),
            severity: former
                .as_ref()
                .map_or(FaultSeverity::Ordinary, |former| former.severity),
            replaced: Replaced::Nothing,
            main_part: String::new(),
            grade: former.map_or(WorkGrade::FirstLevelOrMinor, |former| former.grade),
            named_by: self.context.actor,
            named_at: self.context.made_at,
        });
        Ok(())
    }
}

/// The quality warranty of a job that is done, on the day of its car's way out; nothing while no rule is known.
pub(super) fn warranty_of(
    order: &RepairOrder,
    job: &Job,
    fault: Option<&JobFault>,
    zone: chrono_tz::Tz,
    rules: &WarrantyRules,
) -> Option<RepairWarranty> {
    let left_at = order.left_at?;
    if job.state != JobState::Passed {
        return None;
    }
    let grade = fault.map_or(WorkGrade::FirstLevelOrMinor, |fault| fault.grade);
    repair_warranty(
        grade.work(),
        left_at.date_in(zone),
        order.odometer_km,
        rules,
    )
    .ok()
}

/// The warranty of an earlier job, while it lasts.
fn answered_for(
    facts: &dyn Facts,
    context: &Context,
    earlier: &Job,
) -> Result<Option<RepairWarranty>, Stop> {
    let order: RepairOrder = named(facts, earlier.repair_order, "again")?;
    let car = known_car(facts, earlier.car, "again")?;
    let fault = facts.get::<JobFault>(earlier.id)?;
    let rules = rules_in_force(facts)?;
    Ok(
        warranty_of(&order, earlier, fault.as_ref(), context.zone, &rules)
            .filter(|held| held.covers(context.today(), car.odometer_km)),
    )
}

/// What was said about the faults of a car.
pub(super) fn faults_of(facts: &dyn Facts, car: ServicedCarId) -> Result<Vec<JobFault>, Missing> {
    facts.by::<JobFault>(JobFault::BY_CAR, [car.to_value()])
}
