//! The funnel of a period: leads, visits, quotes, orders and deliveries, by channel or consultant.

use domain::{
    leads::Channel,
    privacy::{PersonalKind, mask},
    time::Timestamp,
};
use rusqlite::{Connection, params, types::Value};
use uuid::Uuid;

use crate::{
    Gathered, InsightError, Question,
    table::{Column, ColumnUnit, Entry, Fold, Place, ReportCell},
};

/// A stage: the kind that opens, and for each record in the period what opens it, its number, the name
/// of the person, channel, consultant with their name, and when. Of a visit only those count that came
/// to buy. A lead and a visit open with their customer.
struct Stage {
    kind: &'static str,
    sql: &'static str,
    by: Span,
}

#[derive(Clone, Copy)]
enum Span {
    Instants,
    Days,
}

const STAGES: [Stage; 5] = [
    Stage {
        kind: "customer",
        sql: "select x.customer, x.id, x.number, ifnull(c.name, ''), x.channel, x.owner, ifnull(p.name, ''), x.taken_in_at
              from lead x left join customer c on c.id = x.customer left join person p on p.id = x.owner
              where x.taken_in_at >= ?1 and x.taken_in_at < ?2 order by x.taken_in_at, x.id",
        by: Span::Instants,
    },
    Stage {
        kind: "customer",
        sql: "select x.customer, x.id, '', ifnull(c.name, x.called), ifnull(l.channel, c.channel), x.received_by,
                     ifnull(p.name, ''), x.arrived_at
              from visit x
              left join lead l on l.id = x.lead left join customer c on c.id = x.customer
              left join person p on p.id = x.received_by
              where x.arrived_at >= ?1 and x.arrived_at < ?2
                and x.purpose in ('look', 'testDrive', 'negotiate', 'order')
              order by x.arrived_at, x.id",
        by: Span::Instants,
    },
    Stage {
        kind: "quote",
        sql: "select x.id, x.id, x.number, ifnull(c.name, x.customer_name), c.channel, x.consultant, ifnull(p.name, ''), x.made_on
              from quote x left join customer c on c.id = x.customer left join person p on p.id = x.consultant
              where x.made_on >= ?1 and x.made_on < ?2 order by x.made_on, x.id",
        by: Span::Days,
    },
    Stage {
        kind: "sales_order",
        sql: "select x.id, x.id, x.number, ifnull(c.name, ''), c.channel, x.consultant, ifnull(p.name, ''), x.made_on
              from sales_order x
              left join customer c on c.id = x.customer left join person p on p.id = x.consultant
              where x.made_on >= ?1 and x.made_on < ?2 and x.cancelled_at is null order by x.made_on, x.id",
        by: Span::Days,
    },
    Stage {
        kind: "sales_order",
        sql: "select x.id, x.id, x.number, ifnull(c.name, ''), c.channel, x.consultant, ifnull(p.name, ''), x.delivered_at
              from sales_order x
              left join customer c on c.id = x.customer left join person p on p.id = x.consultant
              where x.delivered_at >= ?1 and x.delivered_at < ?2 and x.cancelled_at is null
              order by x.delivered_at, x.id",
        by: Span::Instants,
    },
];

pub fn gather(connection: &Connection, question: &Question) -> Result<Gathered, InsightError> {
    let language = question.language;
    let (from, until) = question.period()?;
    let by = question.choice(
        "by",
        language.of("分组", "Grouped by"),
        vec![
            (
                "channel".to_owned(),
                language.of("来源", "Channel").to_owned(),
            ),
            (
                "consultant".to_owned(),
                language.of("销售顾问", "Consultant").to_owned(),
            ),
        ],
    );
    let (begin, end) = question.instants(from, until);
    let after = until.succ_opt().unwrap_or(until);
    let mut entries = Vec::new();
    for (place, stage) in STAGES.iter().enumerate() {
        let (low, high) = match stage.by {
            Span::Instants => (Value::Integer(begin), Value::Integer(end)),
            Span::Days => (
                Value::Text(from.to_string()),
                Value::Text(after.to_string()),
            ),
        };
        let mut statement = connection.prepare_cached(stage.sql)?;
        let mut found = statement.query(params![low, high])?;
        while let Some(row) = found.next()? {
            let opens: Option<[u8; 16]> = row.get(0)?;
            let number: String = row.get(2)?;
            let name: String = row.get(3)?;
            let name = mask(PersonalKind::Name, &name);
            let day = match stage.by {
                Span::Instants => Timestamp(row.get(7)?).date_in(question.zone).to_string(),
                Span::Days => row.get(7)?,
            };
            let line = if by.value == "consultant" {
                consultant(row.get(5)?, &row.get::<_, String>(6)?, question)
            } else {
                channel(row.get(4)?, question)
            };
            let mut cells = vec![ReportCell::Empty; STAGES.len()];
            if let Some(cell) = cells.get_mut(place) {
                *cell = ReportCell::Number(1);
            }
            // Somebody who left no name is on no record.
            let (kind, id) = match opens {
                Some(id) => (stage.kind, id),
                None => ("visit", row.get(1)?),
            };
            entries.push(Entry {
                kind,
                id: Uuid::from_bytes(id).to_string(),
                detail: if number.is_empty() {
                    day
                } else {
                    format!("{name} · {day}")
                },
                title: match (number.is_empty(), name.is_empty()) {
                    (false, _) => number,
                    (true, false) => name,
                    (true, true) => language.of("未留名", "No name left").to_owned(),
                },
                group: Place::new(0, "", ""),
                line,
                cells,
            });
        }
    }
    let column = Column::new;
    let counted = |heading| Column::new(heading, ColumnUnit::Count, Fold::Sum).with_bars();
    let first = if by.value == "consultant" {
        language.of("销售顾问", "Consultant")
    } else {
        language.of("来源", "Channel")
    };
    let rate = |heading, of, over| column(heading, ColumnUnit::Rate, Fold::Share { of, over });
    let columns = vec![
        column(first, ColumnUnit::Text, Fold::Own),
        counted(language.of("线索", "Leads")),
        counted(language.of("到店", "Visits")),
        counted(language.of("报价", "Quotes")),
        counted(language.of("订单", "Orders")),
        counted(language.of("交车", "Deliveries")),
        rate(language.of("到店/线索", "Visits / leads"), 2, 1),
        rate(language.of("报价/到店", "Quotes / visits"), 3, 2),
        rate(language.of("订单/报价", "Orders / quotes"), 4, 3),
        rate(language.of("订单/线索", "Orders / leads"), 4, 1),
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
                "各阶段在期间内发生的数量，起止日都含，不追踪同一批客户：新进线索；为看车、试驾、洽谈、订车来店的组数（首次和再次）；做出的报价；未退订的新订单；已交车。转化率为两阶段之比，分母为零不计。来源取线索的来源，报价、订单和交车取客户档案的来源。",
                "What happened at each stage in the period, both days included, without following one cohort: leads taken in; groups that came to look, drive, negotiate or order (first and repeat); quotes made; new orders not cancelled; deliveries. Rates are one stage over another, nothing over zero. The channel is the lead's; for quotes, orders and deliveries the customer's.",
            )
            .to_owned(),
        notes: Vec::new(),
        signatures: Vec::new(),
    })
}

fn channel(word: Option<String>, question: &Question) -> Place {
    match word.as_deref().and_then(Channel::from_word) {
        Some(channel) => Place::new(
            channel as i64,
            channel.word(),
            question.language.channel(channel),
        ),
        None => Place::new(i64::MAX, "none", question.language.nobody()),
    }
}

fn consultant(person: Option<[u8; 16]>, name: &str, question: &Question) -> Place {
    match person {
        Some(bytes) => Place::new(0, &Uuid::from_bytes(bytes).to_string(), name),
        None => Place::new(i64::MAX, "none", question.language.nobody()),
    }
}
