//! The service department: a workshop with its people, what it does and what that costs, and some days of
//! bookings and orders. All of it is decided by the rules, so that each day says what its bookings add up to.

use chrono::NaiveDate;
use domain::{
    Command,
    catalogue::Model,
    command::{NumberSeries, Numbers, Stop},
    complaints::{
        AnswerComplaint, CloseComplaint, ComplaintKind, ComplaintWay, CustomerVerdict,
        RecordComplaintAction, TakeInComplaint,
    },
    context::Context,
    decide,
    identifiers::Vin,
    ids::{CommandId, DealershipId, PersonId},
    money::Fen,
    people::Person,
    recalls::{AnnounceRecall, ListRecallCars, RecallKind},
    repair_orders::{
        AuthoriseJob, AuthorisedHow, NewJob, OpenRepairOrder, Payer, PlanJob, RepairKind,
    },
    rights::Rights,
    service_bookings::{BookService, Overbooking, Transport, WantedJob},
    serviced_cars::RegisterCar,
    time::Timestamp,
    workshops::{
        BayState, Department, HolidayOpening, Hours, OperationState, Post, RecordCertificate,
        SetBay, SetLabourRate, SetShift, SetStandardOperation, SetUpWorkshop, Skill, WeekdayHours,
        WorkshopTerms, instant,
    },
};
use store::{StoreError, StoreFacts, rows};

use super::{
    Sheet, Size, damaged, id, parts, service_points, visits,
    years::{self, Years},
};

/// The kinds of ids of this file; see [`id`].
const COMMAND: u128 = 0x5E00;
const BAY: u128 = 0x5E01;
const OPERATION: u128 = 0x5E02;
const CAR: u128 = 0x5E03;
const BOOKING: u128 = 0x5E04;
const ORDER: u128 = 0x5E05;
const JOB: u128 = 0x5E06;
const OTHER: u128 = 0x5E07;
const COMPLAINT: u128 = 0x5E08;

/// What it is about, how many hours ago it was taken in, and what was said.
const COMPLAINTS: [(ComplaintKind, i64, &str); 4] = [
    (
        ComplaintKind::RepairQuality,
        30,
        "换了刹车片以后低速有异响, 来过一次没解决",
    ),
    (ComplaintKind::Waiting, 6, "预约九点, 等到十点半才有人接待"),
    (
        ComplaintKind::Charges,
        50,
        "结算单比估价单多了一百二, 没人提前说",
    ),
    (
        ComplaintKind::Suggestion,
        20,
        "休息区的充电口太少, 希望多装几个",
    ),
];

const OPEN: Hours = Hours {
    from: 8 * 60 + 30,
    until: 17 * 60 + 30,
};

const OPERATIONS: [(&str, &str, Department, Skill, u32); 12] = [
    (
        "BY-01",
        "首次保养",
        Department::Mechanical,
        Skill::Maintenance,
        60,
    ),
    (
        "BY-02",
        "小保养（机油机滤）",
        Department::Mechanical,
        Skill::Maintenance,
        60,
    ),
    (
        "BY-03",
        "大保养（含三滤）",
        Department::Mechanical,
        Skill::Maintenance,
        120,
    ),
    (
        "JX-11",
        "更换前制动片",
        Department::Mechanical,
        Skill::Mechanical,
        90,
    ),
    (
        "JX-12",
        "更换四个轮胎",
        Department::Mechanical,
        Skill::Mechanical,
        75,
    ),
    (
        "JX-20",
        "空调系统检修",
        Department::Mechanical,
        Skill::Mechanical,
        120,
    ),
    (
        "DC-01",
        "高压电池健康检测",
        Department::Mechanical,
        Skill::HighVoltage,
        60,
    ),
    (
        "BJ-01",
        "车门钣金修复",
        Department::BodyAndPaint,
        Skill::Body,
        180,
    ),
    (
        "PQ-01",
        "单面喷漆",
        Department::BodyAndPaint,
        Skill::Paint,
        150,
    ),
    (
        "JP-01",
        "加装行车记录仪",
        Department::Accessories,
        Skill::Fitting,
        45,
    ),
    (
        "MR-01",
        "内饰深度清洁",
        Department::Beauty,
        Skill::Fitting,
        90,
    ),
    (
        "JY-01",
        "现场搭电或换胎",
        Department::Rescue,
        Skill::Mechanical,
        60,
    ),
];

const CARS: [(&str, &str); 12] = [
    ("京A12F08", "大众 迈腾 330TSI"),
    ("京N8K562", "丰田 凯美瑞 2.0G"),
    ("京AD16835", "比亚迪 汉 EV"),
    ("京Q7P219", "本田 雅阁 260TURBO"),
    ("京E5R730", "奥迪 A4L 40TFSI"),
    ("京AF20761", "小鹏 P7"),
    ("京L3M158", "别克 君威 28T"),
    ("京P90T46", "日产 天籁 2.0L"),
    ("京H6W381", "宝马 325Li"),
    ("京AD55902", "比亚迪 宋 PLUS DM-i"),
    ("京M2X674", "吉利 星越L"),
    ("京J4Y297", "长安 UNI-V"),
];

struct Drawn(u32);

impl Numbers for Drawn {
    fn next(&mut self, series: NumberSeries) -> String {
        format!("{}-{:05}", series.letters(), self.0)
    }
}

/// Whoever gives the commands of the sample, one after the other.
pub(super) struct Giver<'s, 'a> {
    sheet: &'s mut Sheet<'a>,
    given: u32,
    now: Timestamp,
}

impl<'s, 'a> Giver<'s, 'a> {
    pub(super) fn of(sheet: &'s mut Sheet<'a>, given: u32) -> Self {
        let now = sheet.now;
        Self { sheet, given, now }
    }

    /// The day of the sample.
    pub(super) fn today(&self) -> NaiveDate {
        self.sheet.today
    }

    /// What the catalogue knows by this code.
    pub(super) fn version(&self, code: &str) -> Result<Option<Model>, StoreError> {
        match self.sheet.models.get(code) {
            Some(model) => rows::entity(self.sheet.writing.connection(), *model),
            None => Ok(None),
        }
    }

    /// Gives a command that the rules accept; a sample whose commands are refused is mistaken.
    pub(super) fn give(&mut self, command: Command) -> Result<(), StoreError> {
        match self.try_to_give(command)? {
            Given::Accepted => Ok(()),
            Given::Refused(why) => Err(damaged(&why)),
        }
    }

    /// Gives what may not fit into its day any more, and is not in the sample then.
    pub(super) fn give_what_fits(&mut self, command: Command) -> Result<(), StoreError> {
        self.try_to_give(command).map(|_| ())
    }

    fn try_to_give(&mut self, mut command: Command) -> Result<Given, StoreError> {
        self.given += 1;
        command.draw(&mut Drawn(self.given));
        let context = Context {
            command: CommandId(id(COMMAND, self.given)),
            lane: self.sheet.lane,
            desk: self.sheet.desk,
            actor: self.sheet.manager,
            rights: Rights::all(),
            made_at: self.now,
            decided_at: self.now,
            zone: self.sheet.zone,
        };
        let decided = decide(
            &command,
            &StoreFacts::new(self.sheet.writing.connection()),
            &context,
        );
        match decided {
            Ok(outcome) => {
                for change in outcome.changes.0 {
                    if let Some(row) = change.row {
                        self.sheet.put_row(change.table, change.id, row)?;
                    } else {
                        rows::delete(self.sheet.writing.connection(), change.table, change.id)?;
                    }
                }
                Ok(Given::Accepted)
            }
            Err(Stop::Refused(why)) => Ok(Given::Refused(format!(
                "a command that is refused: {why:?}, {command:?}"
            ))),
            Err(Stop::Missing) => Err(damaged("a row that cannot be read")),
        }
    }
}

/// What the rules said to a command of the sample.
enum Given {
    Accepted,
    Refused(String),
}

/// The people who come to work in the workshop.
struct Staff {
    technician: Option<PersonId>,
    body: Option<PersonId>,
    advisor: Option<PersonId>,
}

impl Staff {
    fn of(sheet: &Sheet) -> Result<Self, StoreError> {
        let people = rows::all::<Person>(sheet.writing.connection())?;
        let who = |name: &str| {
            people
                .iter()
                .find(|person| person.sign_in_name == name)
                .map(|person| person.id)
        };
        Ok(Self {
            technician: who("technician"),
            body: who("workshop"),
            advisor: who("service"),
        })
    }
}

/// Sets the workshop up with its people and the cars that it knows; how many commands that took.
pub fn set_up(sheet: &mut Sheet, size: Size) -> Result<u32, StoreError> {
    let staff = Staff::of(sheet)?;
    let staff: [(Option<PersonId>, Post, &[Skill]); 3] = [
        (
            staff.technician,
            Post::Technician,
            &[Skill::Maintenance, Skill::Mechanical, Skill::HighVoltage],
        ),
        (
            staff.body,
            Post::Technician,
            &[Skill::Body, Skill::Paint, Skill::Fitting],
        ),
        (staff.advisor, Post::Advisor, &[]),
    ];
    let mut giver = Giver::of(sheet, 0);
    let today = giver.today();
    equip(&mut giver, terms(size))?;
    for (number, (person, post, skills)) in (0..).zip(staff) {
        if let Some(person) = person {
            employ(&mut giver, number, person, post, skills, today)?;
        }
    }
    for (number, (plate, description)) in (0..).zip(CARS) {
        giver.give(Command::RegisterCar(RegisterCar {
            car: id(CAR, number).into_id(),
            vin: String::new(),
            plate: plate.to_owned(),
            description: description.to_owned(),
            customer: None,
        }))?;
    }
    Ok(giver.given)
}

/// Gives the workshop some days of work, after so many commands.
pub fn days(sheet: &mut Sheet, size: Size, given: u32) -> Result<(), StoreError> {
    let technician = Staff::of(sheet)?.technician;
    let (today, lane, zone, now) = (sheet.today, sheet.lane, sheet.zone, sheet.now);
    let mut giver = Giver::of(sheet, given);
    for number in 0..8_u32 {
        let day = today
            .checked_add_days(chrono::Days::new(u64::from(1 + number / 2)))
            .unwrap_or(today);
        let minute = if number % 2 == 0 {
            9 * 60
        } else {
            13 * 60 + 30
        };
        giver.give_what_fits(Command::BookService(BookService {
            booking: id(BOOKING, number).into_id(),
            number: String::new(),
            dealership: DealershipId(lane.0),
            car: id(CAR, number).into_id(),
            customer: None,
            called: ["王先生", "李女士", "赵先生", "陈女士"][number as usize % 4].to_owned(),
            phone: format!("1390000{:04}", 1_000 + number),
            jobs: vec![wanted(number % 7)],
            starts_at: instant(day, minute, zone),
            advisor: None,
            bay: None,
            transport: Transport::ALL[number as usize % Transport::ALL.len()],
            overbooking: Overbooking::Refused,
            remark: String::new(),
            wash: None,
        }))?;
    }
    orders(&mut giver, today, zone)?;
    complaints(&mut giver, now)?;
    recall(&mut giver, today)?;
    service_points::points(&mut giver)?;
    parts::wanted(&mut giver, size)?;
    agreed(&mut giver, today, zone, technician)
}

/// What customers are not content with: one complaint is past its time, one is being worked on, one is over, and
/// somebody has suggested something.
fn complaints(giver: &mut Giver, now: Timestamp) -> Result<(), StoreError> {
    for (number, (kind, hours, said)) in (0..).zip(COMPLAINTS) {
        let complaint = id(COMPLAINT, number).into_id();
        giver.now = now.plus(-hours * Timestamp::HOUR);
        giver.give(Command::TakeInComplaint(TakeInComplaint {
            complaint,
            number: String::new(),
            kind,
            way: ComplaintWay::ALL[number as usize % ComplaintWay::ALL.len()],
            customer: None,
            called: ["王先生", "李女士", "赵先生", "陈女士"][number as usize % 4].to_owned(),
            phone: format!("1380000{:04}", 2_000 + number),
            car: Some(id(CAR, number).into_id()),
            sale: None,
            repair_order: None,
            said: said.to_owned(),
            wants: String::new(),
            owner: None,
        }))?;
        if number == 0 {
            continue;
        }
        giver.now = giver.now.plus(Timestamp::HOUR);
        giver.give(Command::AnswerComplaint(AnswerComplaint {
            complaint,
            note: "已致电致歉, 说明了处理办法".to_owned(),
        }))?;
        if number == 2 {
            giver.give(Command::RecordComplaintAction(RecordComplaintAction {
                complaint,
                note: "退还多收的工时费".to_owned(),
            }))?;
            giver.give(Command::CloseComplaint(CloseComplaint {
                complaint,
                verdict: CustomerVerdict::Content,
                customer_said: "钱收到了, 谢谢".to_owned(),
            }))?;
        }
    }
    giver.now = now;
    Ok(())
}

/// A recall of some cars that have been here before.
fn recall(giver: &mut Giver, today: NaiveDate) -> Result<(), StoreError> {
    let recall = id(OTHER, 900).into_id();
    giver.give(Command::AnnounceRecall(AnnounceRecall {
        recall,
        number: "S2026M0188V".to_owned(),
        kind: RecallKind::Recall,
        maker: "上汽大众".to_owned(),
        title: "高压油泵密封圈".to_owned(),
        measure: "免费更换高压油泵密封圈".to_owned(),
        skill: Skill::Mechanical,
        minutes: 90,
        runs_from: today
            .checked_sub_days(chrono::Days::new(20))
            .unwrap_or(today),
        runs_until: None,
    }))?;
    let listed = (0..5).filter_map(|number| Vin::parse(&visits::vin_of(number * 3)).ok());
    giver.give(Command::ListRecallCars(ListRecallCars {
        recall,
        vins: listed.map(|read| read.vin).collect(),
    }))
}

/// The job of one of the cars that are here.
pub(super) fn job_of(number: u32) -> domain::ids::JobId {
    id(JOB, number).into_id()
}

/// Typed ids of the sample's own.
pub(super) trait IntoId {
    fn into_id<T: From<domain::ids::RecordId>>(self) -> T;
}

impl IntoId for uuid::Uuid {
    fn into_id<T: From<domain::ids::RecordId>>(self) -> T {
        domain::ids::RecordId(self).into()
    }
}

fn wanted(operation: u32) -> WantedJob {
    WantedJob {
        operation: Some(id(OPERATION, operation).into_id()),
        words: String::new(),
        skill: None,
        minutes: None,
        department: None,
    }
}

fn whole_week(hours: Hours) -> Vec<WeekdayHours> {
    (1..=7)
        .map(|weekday| WeekdayHours {
            weekday,
            from: hours.from,
            until: hours.until,
        })
        .collect()
}

/// How the day is cut; a workshop with years of work behind it works in two shifts.
fn terms(size: Size) -> WorkshopTerms {
    let small = WorkshopTerms {
        week: whole_week(OPEN),
        lunch: years::LUNCH,
        statutory_days: HolidayOpening::Open,
        buffer_minutes: 10,
        reception_minutes: 15,
        no_show_minutes: 30,
        furthest_days: 30,
        bookable_percent: 80,
        follow_up_days: 3,
    };
    if size.years == Years::NONE {
        return small;
    }
    WorkshopTerms {
        week: whole_week(years::OPEN),
        buffer_minutes: years::BUFFER,
        reception_minutes: years::RECEPTION,
        furthest_days: size.years.ahead,
        ..small
    }
}

fn equip(giver: &mut Giver, terms: WorkshopTerms) -> Result<(), StoreError> {
    let today = giver.today();
    giver.give(Command::SetUpWorkshop(SetUpWorkshop { terms }))?;
    let quick: &[Skill] = &[Skill::Maintenance, Skill::Mechanical];
    let electric: &[Skill] = &[Skill::Mechanical, Skill::HighVoltage, Skill::Fitting];
    let body: &[Skill] = &[Skill::Body, Skill::Paint];
    for (ordinal, name, skills) in [
        (1, "1 号快保", quick),
        (2, "2 号机电", quick),
        (3, "3 号新能源", electric),
        (4, "4 号钣喷", body),
    ] {
        giver.give(Command::SetBay(SetBay {
            bay: id(BAY, ordinal).into_id(),
            name: name.to_owned(),
            ordinal,
            skills: skills.to_vec(),
            state: BayState::InUse,
        }))?;
    }
    for (number, (code, name, department, skill, minutes)) in (0..).zip(OPERATIONS) {
        giver.give(Command::SetStandardOperation(SetStandardOperation {
            operation: id(OPERATION, number).into_id(),
            operation_code: code.to_owned(),
            name: name.to_owned(),
            department,
            skill,
            minutes,
            state: OperationState::Offered,
        }))?;
    }
    for (number, skill) in (0..).zip(Skill::ALL) {
        giver.give(Command::SetLabourRate(SetLabourRate {
            rate: id(OTHER, 100 + number).into_id(),
            skill: *skill,
            valid_from: today,
            per_hour: Fen(20_000 + 2_000 * i64::from(number)),
        }))?;
    }
    Ok(())
}

fn employ(
    giver: &mut Giver,
    number: u32,
    person: PersonId,
    post: Post,
    skills: &[Skill],
    today: NaiveDate,
) -> Result<(), StoreError> {
    let since = today
        .checked_sub_days(chrono::Days::new(200))
        .unwrap_or(today);
    giver.give(Command::SetShift(SetShift {
        shift: id(OTHER, number).into_id(),
        person,
        post,
        valid_from: since,
        valid_until: None,
        week: whole_week(OPEN),
    }))?;
    for (place, skill) in (0..).zip(skills) {
        giver.give(Command::RecordCertificate(RecordCertificate {
            certificate: id(OTHER, 200 + number * 10 + place).into_id(),
            person,
            skill: *skill,
            title: "厂家技术认证".to_owned(),
            number: format!("RZ-{number}{place}"),
            issued_on: since,
            expires_on: today.checked_add_days(chrono::Days::new(300)),
        }))?;
    }
    Ok(())
}

/// Cars that are here today, each with a job.
fn orders(giver: &mut Giver, today: NaiveDate, zone: chrono_tz::Tz) -> Result<(), StoreError> {
    for number in 0..4_u32 {
        giver.give(Command::OpenRepairOrder(OpenRepairOrder {
            repair_order: id(ORDER, number).into_id(),
            number: String::new(),
            kind: RepairKind::ScheduledService,
            car: id(CAR, 8 + number).into_id(),
            customer: None,
            booking: None,
            check_in: None,
            advisor: None,
            promised_at: Some(promised(today, zone)),
            jobs: vec![NewJob {
                job: id(JOB, number).into_id(),
                operation: Some(id(OPERATION, number).into_id()),
                words: String::new(),
                skill: None,
                minutes: None,
                department: None,
                again: None,
                payer: Payer::Customer,
            }],
            remark: String::new(),
            wash: None,
        }))?;
    }
    Ok(())
}

/// Of the cars that are here, whose price is known with its parts now: one waits for its customer's word, one for a
/// place, two have one tomorrow.
fn agreed(
    giver: &mut Giver,
    today: NaiveDate,
    zone: chrono_tz::Tz,
    technician: Option<PersonId>,
) -> Result<(), StoreError> {
    let tomorrow = today.succ_opt().unwrap_or(today);
    let places = [None, Some(9 * 60), Some(13 * 60 + 30)];
    for (number, place) in (1_u32..).zip(places) {
        let job = id(JOB, number).into_id();
        giver.give(Command::AuthoriseJob(AuthoriseJob {
            job,
            by: "车主".to_owned(),
            how: AuthorisedHow::Phone,
        }))?;
        if let (Some(technician), Some(minute)) = (technician, place) {
            // The house may be closed tomorrow.
            giver.give_what_fits(Command::PlanJob(PlanJob {
                job,
                bay: id(BAY, 2).into_id(),
                technician,
                starts_at: instant(tomorrow, minute, zone),
                minutes: None,
            }))?;
        }
    }
    Ok(())
}

fn promised(today: NaiveDate, zone: chrono_tz::Tz) -> Timestamp {
    instant(today.succ_opt().unwrap_or(today), 17 * 60, zone)
}
