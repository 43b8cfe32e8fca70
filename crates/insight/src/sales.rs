//! Sales of a period, by consultant and by series, with gross for those who may see it.

use std::collections::BTreeMap;

use domain::{
    ids::{PersonId, VehicleId},
    people::Person,
    privacy::{PersonalKind, mask},
    rights::Right,
    vehicles::VehicleCost,
};
use rusqlite::{Connection, params};
use store::rows;
use uuid::Uuid;

use crate::{
    Gathered, InsightError, Question,
    table::{Column, ColumnUnit, Entry, Fold, Place, ReportCell},
    words::series,
};

pub fn gather(connection: &Connection, question: &Question) -> Result<Gathered, InsightError> {
    let language = question.language;
    let sees_gross = question.rights.has(Right::SeeCost) && question.rights.has(Right::SeeGross);
    let (from, until) = question.period()?;
    let by = question.choice(
        "by",
        language.of("分组", "Grouped by"),
        vec![
            (
                "consultant".to_owned(),
                language.of("销售顾问", "Consultant").to_owned(),
            ),
            (
                "series".to_owned(),
                language.of("车系", "Series").to_owned(),
            ),
        ],
    );
    let counted = question.choice(
        "counted",
        language.of("计入", "Counted"),
        vec![
            (
                "delivered".to_owned(),
                language.of("按交车", "When delivered").to_owned(),
            ),
            (
                "signed".to_owned(),
                language.of("按签约", "When signed").to_owned(),
            ),
        ],
    );
    let (begin, end) = question.instants(from, until);
    let instant = if counted.value == "signed" {
        "signed_at"
    } else {
        "delivered_at"
    };
    let lines_of = |kinds: &str| {
        format!(
            "(select ifnull(sum(l.amount), 0) from order_line l
              where l.order_id = o.id and l.kind in ({kinds}))"
        )
    };
    let mut statement = connection.prepare_cached(&format!(
        "select o.id, o.number, ifnull(c.name, ''), o.consultant, ifnull(p.name, ''),
                ifnull(v.description, o.wanted), o.vehicle, {}, {}
         from sales_order o
         left join customer c on c.id = o.customer
         left join person p on p.id = o.consultant
         left join vehicle v on v.id = o.vehicle
         where o.{instant} >= ?1 and o.{instant} < ?2 and o.cancelled_at is null
         order by o.{instant}, o.id",
        lines_of(
            "'car', 'discount', 'accessory', 'service', 'extendedWarranty', 'registration', 'other'"
        ),
        lines_of("'discount'"),
    ))?;
    let mut consultants = BTreeMap::new();
    let mut all_series = BTreeMap::new();
    let mut entries = Vec::new();
    let mut without_cost = 0_u32;
    let mut found = statement.query(params![begin, end])?;
    while let Some(row) = found.next()? {
        let number: String = row.get(1)?;
        let customer: String = row.get(2)?;
        let consultant = Uuid::from_bytes(row.get(3)?).to_string();
        let consultant_name: String = row.get(4)?;
        let car: String = row.get(5)?;
        let series = series(&car);
        consultants.insert(consultant.clone(), consultant_name.clone());
        all_series.insert(series.clone(), series.clone());
        if question
            .chosen("consultant")
            .is_some_and(|one| one != consultant)
            || question.chosen("series").is_some_and(|one| one != series)
        {
            continue;
        }
        let revenue: i64 = row.get(7)?;
        let discount: i64 = row.get(8)?;
        let mut cells = vec![
            ReportCell::Number(1),
            ReportCell::Number(revenue),
            ReportCell::Number(discount.saturating_neg()),
        ];
        if sees_gross {
            let vehicle: Option<[u8; 16]> = row.get(6)?;
            let cost = match vehicle {
                Some(bytes) => {
                    rows::entity::<VehicleCost>(connection, VehicleId(Uuid::from_bytes(bytes)))?
                        .and_then(|cost| cost.purchase_price.checked_add(cost.extras))
                        .map(|sum| sum.fen())
                }
                None => None,
            };
            if cost.is_none() {
                without_cost += 1;
            }
            cells.push(cost.into());
            // A car without a cost has no gross, rather than all of its price.
            cells.push(cost.and_then(|cost| revenue.checked_sub(cost)).into());
            cells.push(cost.map(|_| revenue).into());
        }
        let person = Place::new(0, &consultant, &consultant_name);
        let model = Place::new(0, &series, &series);
        let (group, line) = if by.value == "series" {
            (model, person)
        } else {
            (person, model)
        };
        entries.push(Entry {
            kind: "sales_order",
            id: Uuid::from_bytes(row.get(0)?).to_string(),
            title: number,
            detail: format!("{} · {car}", mask(PersonalKind::Name, &customer)),
            group,
            line,
            cells,
        });
    }
    // What was chosen stays a choice, though the period has nothing of it.
    if let Some(one) = question.chosen("series") {
        all_series
            .entry(one.to_owned())
            .or_insert_with(|| one.to_owned());
    }
    if let Some(id) = question
        .chosen("consultant")
        .and_then(|one| Uuid::parse_str(one).ok())
    {
        let name = rows::entity::<Person>(connection, PersonId(id))?
            .map_or_else(String::new, |person| person.name);
        consultants.entry(id.to_string()).or_insert(name);
    }
    let first = if by.value == "series" {
        language.of("销售顾问", "Consultant")
    } else {
        language.of("车系", "Series")
    };
    let column = |heading, unit, fold| Column {
        heading,
        unit,
        fold,
    };
    let mut columns = vec![
        column(first, ColumnUnit::Text, Fold::Own),
        column(language.of("台数", "Cars"), ColumnUnit::Count, Fold::Sum),
        column(language.of("收入", "Revenue"), ColumnUnit::Money, Fold::Sum),
        column(
            language.of("平均优惠", "Average discount"),
            ColumnUnit::Money,
            Fold::Mean,
        ),
    ];
    if sees_gross {
        columns.push(column(
            language.of("成本", "Cost"),
            ColumnUnit::Money,
            Fold::Sum,
        ));
        columns.push(column(
            language.of("毛利", "Gross"),
            ColumnUnit::Money,
            Fold::Sum,
        ));
        columns.push(column(
            language.of("有成本的收入", "Revenue with cost"),
            ColumnUnit::Money,
            Fold::Sum,
        ));
        columns.push(column(
            language.of("毛利率", "Gross rate"),
            ColumnUnit::Rate,
            Fold::Share { of: 5, over: 6 },
        ));
    }
    let mut filters: Vec<_> = question.period_filters(from, until).into();
    filters.extend([
        by,
        counted,
        question.one_of(
            "consultant",
            language.of("销售顾问", "Consultant"),
            consultants,
        ),
        question.one_of("series", language.of("车系", "Series"), all_series),
    ]);
    let mut notes = Vec::new();
    if without_cost > 0 {
        notes.push(match language {
            crate::Language::Chinese => format!("{without_cost} 台没有登记成本，不计入成本、毛利和毛利率。"),
            crate::Language::English => format!(
                "{without_cost} cars have no cost on file; they are not in cost, gross and gross rate."
            ),
        });
    }
    let revenue = language.of(
        "期间内交车（或签约）且未退订的订单，起止日都含。收入为订单上本店的车款、优惠、精品、服务、延保、上牌和其他行，含税，不含代收的保险和税，旧车抵价不扣减；平均优惠为每台优惠行之和。",
        "Orders delivered (or signed) in the period, both days included, and not cancelled. Revenue is the house's own lines: car, discount, accessories, services, warranty, registration, other; VAT included, without insurance and taxes passed on, trade-ins not deducted. The average discount is over all cars.",
    );
    let gross = language.of(
        "成本为含税进价加追加成本，毛利 = 收入 − 成本，未计返利和库融利息。",
        " Cost is the purchase price and what came on top, VAT included; gross = revenue − cost, before rebates and floor-plan interest.",
    );
    Ok(Gathered {
        columns,
        filters,
        entries,
        definition: if sees_gross {
            format!("{revenue}{gross}")
        } else {
            revenue.to_owned()
        },
        notes,
        signatures: Vec::new(),
    })
}
