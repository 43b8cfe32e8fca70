//! The test drives of a period: booked, driven, missed, called off; by car or consultant.

use domain::{
    privacy::{PersonalKind, mask},
    test_drives::DriveState,
    time::Timestamp,
};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::{
    Gathered, InsightError, Question,
    table::{Column, ColumnUnit, Entry, Fold, Place, ReportCell},
};

/// Every drive whose start lies in the period, by the index of starts.
const DRIVES: &str = "select x.id, x.number, ifnull(c.name, ''), x.state, x.starts_at,
            x.vehicle, ifnull(v.description, ''), x.consultant, ifnull(p.name, '')
     from test_drive x
     left join customer c on c.id = x.customer
     left join vehicle v on v.id = x.vehicle
     left join person p on p.id = x.consultant
     where x.starts_at >= ?1 and x.starts_at < ?2 order by x.starts_at, x.id";

pub fn gather(connection: &Connection, question: &Question) -> Result<Gathered, InsightError> {
    let language = question.language;
    let (from, until) = question.period()?;
    let by = question.choice(
        "by",
        language.of("分组", "Grouped by"),
        vec![
            (
                "car".to_owned(),
                language.of("试驾车", "Demonstrator").to_owned(),
            ),
            (
                "consultant".to_owned(),
                language.of("销售顾问", "Consultant").to_owned(),
            ),
        ],
    );
    let (begin, end) = question.instants(from, until);
    let mut entries = Vec::new();
    let mut statement = connection.prepare_cached(DRIVES)?;
    let mut found = statement.query(params![begin, end])?;
    while let Some(row) = found.next()? {
        let id: [u8; 16] = row.get(0)?;
        let name: String = row.get(2)?;
        let state: String = row.get(3)?;
        let day = Timestamp(row.get(4)?).date_in(question.zone);
        let (who, called): ([u8; 16], String) = if by.value == "consultant" {
            (row.get(7)?, row.get(8)?)
        } else {
            (row.get(5)?, row.get(6)?)
        };
        let one = |counts: bool| {
            if counts {
                ReportCell::Number(1)
            } else {
                ReportCell::Empty
            }
        };
        let state = DriveState::from_word(&state);
        entries.push(Entry {
            kind: "test_drive",
            id: Uuid::from_bytes(id).to_string(),
            title: row.get(1)?,
            detail: format!("{} · {day}", mask(PersonalKind::Name, &name)),
            group: Place::new(0, "", ""),
            line: Place::new(0, &Uuid::from_bytes(who).to_string(), &called),
            cells: vec![
                one(true),
                one(matches!(
                    state,
                    Some(DriveState::Out | DriveState::Returned | DriveState::Finished)
                )),
                one(state == Some(DriveState::NoShow)),
                one(state == Some(DriveState::Cancelled)),
            ],
        });
    }
    let column = Column::new;
    let counted = |heading| Column::new(heading, ColumnUnit::Count, Fold::Sum).with_bars();
    let rate = |heading, of, over| column(heading, ColumnUnit::Rate, Fold::Share { of, over });
    let first = if by.value == "consultant" {
        language.of("销售顾问", "Consultant")
    } else {
        language.of("试驾车", "Demonstrator")
    };
    let columns = vec![
        column(first, ColumnUnit::Text, Fold::Own),
        counted(language.of("预约", "Booked")),
        counted(language.of("已试驾", "Driven")),
        counted(language.of("爽约", "No-show")),
        counted(language.of("取消", "Cancelled")),
        rate(language.of("试驾/预约", "Driven / booked"), 2, 1),
        rate(language.of("爽约/预约", "No-show / booked"), 3, 1),
    ];
    let mut filters: Vec<_> = question.period_filters(from, until).into();
    filters.push(by);
    Ok(Gathered {
        columns,
        filters,
        grouped_by: String::new(),
        entries,
        definition: language
            .of(
                "预约开始时间在期间内的试驾，起止日都含，试乘也算。已试驾是钥匙交出去过的；爽约和取消各计。比率为该项与预约之比，分母为零不计。",
                "Drives whose booked start lies in the period, both days included, rides among them. Driven are those whose keys went out; no-shows and cancellations are counted apart. Rates are over the booked, nothing over zero.",
            )
            .to_owned(),
        notes: Vec::new(),
        signatures: Vec::new(),
    })
}
