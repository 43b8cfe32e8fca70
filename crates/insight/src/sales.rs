//! Sales of a period, by consultant and by series, with gross for those who may see it.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use domain::{
    ids::PersonId,
    kpi::gross_per_car,
    money::Fen,
    orders::OrderLineKind,
    people::Person,
    privacy::{PersonalKind, mask},
    rights::Right,
    tax::{TaxRules, VatCategory, vat_split},
    time::Timestamp,
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
    let sum_of = |wanted: fn(OrderLineKind) -> bool| {
        let kinds: Vec<String> = OrderLineKind::ALL
            .iter()
            .filter(|kind| wanted(**kind))
            .map(|kind| format!("'{}'", kind.word()))
            .collect();
        format!(
            "sum(case when l.kind in ({}) then l.amount else 0 end)",
            kinds.join(", ")
        )
    };
    let goods = sum_of(|kind| kind.vat_category() == Some(VatCategory::GoodsAndRepair));
    let services = sum_of(|kind| kind.vat_category() == Some(VatCategory::Services));
    let discount = sum_of(|kind| kind == OrderLineKind::Discount);
    // Without the right to the gross, costs are not even read.
    let (cost, cost_table) = if sees_gross {
        (
            "k.purchase_price + k.extras",
            "left join vehicle_cost k on k.id = o.vehicle",
        )
    } else {
        ("null", "")
    };
    let mut statement = connection.prepare_cached(&format!(
        "select o.id, o.number, ifnull(c.name, ''), o.consultant, ifnull(p.name, ''),
                ifnull(v.description, o.wanted), o.invoiced_on, o.{instant}, {cost},
                ifnull({goods}, 0), ifnull({services}, 0), ifnull({discount}, 0)
         from sales_order o
         left join customer c on c.id = o.customer
         left join person p on p.id = o.consultant
         left join vehicle v on v.id = o.vehicle
         {cost_table}
         left join order_line l on l.order_id = o.id
         where o.{instant} >= ?1 and o.{instant} < ?2 and o.cancelled_at is null
         group by o.{instant}, o.id
         order by o.{instant}, o.id"
    ))?;
    let rules: Arc<TaxRules> = store::rules_in_force(connection)?;
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
        let goods = Fen(row.get(9)?);
        let services = Fen(row.get(10)?);
        let discount: i64 = row.get(11)?;
        let mut cells = vec![
            ReportCell::Number(1),
            goods.checked_add(services).map(Fen::fen).into(),
            ReportCell::Number(discount.saturating_neg()),
        ];
        if sees_gross {
            let invoiced_on: Option<String> = row.get(6)?;
            let day = invoiced_on
                .and_then(|day| day.parse().ok())
                .unwrap_or(Timestamp(row.get(7)?).date_in(question.zone));
            let cost: Option<i64> = row.get(8)?;
            let net_cost =
                cost.and_then(|cost| net(&rules, Fen(cost), VatCategory::GoodsAndRepair, day));
            if net_cost.is_none() {
                without_cost += 1;
            }
            let net_services = net(&rules, services, VatCategory::Services, day);
            let net_revenue = net(&rules, goods, VatCategory::GoodsAndRepair, day)
                .and_then(|goods| goods.checked_add(net_services?));
            let gross = net_cost
                .zip(net_revenue)
                .and_then(|(cost, revenue)| gross_per_car(revenue, cost, Fen::ZERO));
            // A car without a cost has no gross, rather than all of its price; so that the columns
            // can be taken from one another, it stands in none of them.
            let known = |sum: Option<Fen>| ReportCell::from(gross.and(sum).map(Fen::fen));
            cells.extend([known(net_revenue), known(net_cost), known(gross)]);
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
    let mut columns = vec![
        Column::new(first, ColumnUnit::Text, Fold::Own),
        Column::new(language.of("台数", "Cars"), ColumnUnit::Count, Fold::Sum),
        Column::new(
            language.of("收入（含税）", "Revenue incl. VAT"),
            ColumnUnit::Money,
            Fold::Sum,
        ),
        Column::new(
            language.of("平均优惠", "Average discount"),
            ColumnUnit::Money,
            Fold::Mean,
        ),
    ];
    if sees_gross {
        let sum = |heading| Column::new(heading, ColumnUnit::Money, Fold::Sum);
        columns.extend([
            sum(language.of("不含税收入", "Net revenue")),
            sum(language.of("不含税成本", "Net cost")),
            sum(language.of("毛利", "Gross")),
            Column::new(
                language.of("毛利率", "Gross rate"),
                ColumnUnit::Rate,
                Fold::Share { of: 6, over: 4 },
            ),
        ]);
    }
    let grouped_by = by.said().to_owned();
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
            crate::Language::Chinese => format!("{without_cost} 台没有登记成本，不计入不含税收入、成本、毛利和毛利率。"),
            crate::Language::English => format!(
                "{without_cost} cars have no cost on file; they are not in net revenue, net cost, gross and gross rate."
            ),
        });
    }
    let revenue = language.of(
        "期间内交车（或签约）且未退订的订单，起止日都含。收入为订单上本店的车款、优惠、精品、服务、延保、上牌和其他行，含税，不含代收的保险和税，旧车抵价不扣减；平均优惠为每台优惠行之和。",
        "Orders delivered (or signed) in the period, both days included, and not cancelled. Revenue is the house's own lines: car, discount, accessories, services, warranty, registration, other; VAT included, without insurance and taxes passed on, trade-ins not deducted. The average discount is over all cars.",
    );
    let gross = language.of(
        "毛利 = 不含税收入 − 不含税成本，按开票日（未开票按计入日）的税率价税分离：上牌和延保按服务税率，其余按货物税率；成本为进价加追加成本。未计返利和库融利息。",
        " Gross = net revenue − net cost, split from VAT at the rates of the invoice's day, or of the day counted where there is none: registration and extended warranty at the rate of services, all else at that of goods. Cost is the purchase price and what came on top. Rebates and floor-plan interest are not in it.",
    );
    Ok(Gathered {
        columns,
        filters,
        grouped_by,
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

/// A sum without its VAT, where the day has a rate.
fn net(rules: &TaxRules, sum: Fen, category: VatCategory, day: NaiveDate) -> Option<Fen> {
    vat_split(sum, category, day, rules)
        .ok()
        .map(|split| split.net)
}
