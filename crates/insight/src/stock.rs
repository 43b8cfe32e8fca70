//! Stock list with ages 库存车龄表: every car the house holds, how long, at what cost.

use std::collections::{BTreeMap, HashMap};

use domain::{
    ids::VehicleId,
    money::Fen,
    rights::Right,
    vehicles::{
        StockRules, Vehicle, VehicleCost, VehicleState, age_days, holding_cost, stands_here,
    },
};
use rusqlite::{Connection, params_from_iter};
use store::rows;

use crate::{
    Gathered, InsightError, Question,
    table::{Column, ColumnUnit, Entry, Fold, Place, ReportCell},
    words::series,
};

const STATES: [VehicleState; 6] = [
    VehicleState::InTransit,
    VehicleState::InStock,
    VehicleState::Transferring,
    VehicleState::Allocated,
    VehicleState::InInspection,
    VehicleState::Ready,
];

pub fn gather(connection: &Connection, question: &Question) -> Result<Gathered, InsightError> {
    let language = question.language;
    let sees_cost = question.rights.has(Right::SeeCost);
    let by = question.choice(
        "by",
        language.of("分组", "Grouped by"),
        vec![
            (
                "age".to_owned(),
                language.of("库龄段", "Age band").to_owned(),
            ),
            (
                "series".to_owned(),
                language.of("车系", "Series").to_owned(),
            ),
        ],
    );
    let mut states = vec![
        (
            "here".to_owned(),
            language.of("全部在库", "All that stand here").to_owned(),
        ),
        (
            "all".to_owned(),
            language
                .of("在库和在途", "In stock and in transit")
                .to_owned(),
        ),
    ];
    states.extend(STATES.map(|state| {
        (
            state.word().to_owned(),
            language.car_state(state).to_owned(),
        )
    }));
    let state = question.choice("state", language.of("状态", "State"), states);
    let wanted: Vec<&str> = STATES
        .iter()
        .filter(|each| match state.value.as_str() {
            "here" => stands_here(**each),
            "all" => true,
            word => each.word() == word,
        })
        .map(|each| each.word())
        .collect();
    let marks = vec!["?"; wanted.len()].join(", ");
    let cars: Vec<Vehicle> = rows::select(
        connection,
        &format!("where state in ({marks}) order by arrived_on, stock_number"),
        params_from_iter(&wanted),
    )?;
    // Without the right to costs they are not even read.
    let costs: HashMap<VehicleId, VehicleCost> = if sees_cost {
        rows::select::<VehicleCost>(
            connection,
            &format!("where id in (select id from vehicle where state in ({marks}))"),
            params_from_iter(&wanted),
        )?
        .into_iter()
        .map(|cost| (cost.id, cost))
        .collect()
    } else {
        HashMap::new()
    };
    let mut found = cars
        .iter()
        .map(|car| series(&car.description))
        .map(|name| (name.clone(), name))
        .collect::<BTreeMap<_, _>>();
    if let Some(one) = question.chosen("series") {
        found.insert(one.to_owned(), one.to_owned());
    }
    let only = question.one_of("series", language.of("车系", "Series"), found);

    let column = Column::new;
    let mut columns = vec![
        column(
            language.of("库存号", "Stock number"),
            ColumnUnit::Text,
            Fold::Own,
        ),
        column(language.of("车型", "Car"), ColumnUnit::Text, Fold::Own),
        column("VIN", ColumnUnit::Text, Fold::Own),
        column(language.of("颜色", "Colour"), ColumnUnit::Text, Fold::Own),
        column(language.of("状态", "State"), ColumnUnit::Text, Fold::Own),
        column(
            language.of("入库日", "Arrived"),
            ColumnUnit::Date,
            Fold::Own,
        ),
        column(language.of("台数", "Cars"), ColumnUnit::Count, Fold::Sum),
        column(
            language.of("库龄（天）", "Days"),
            ColumnUnit::Count,
            Fold::Mean,
        )
        .with_bars(),
    ];
    if sees_cost {
        columns.push(column(
            language.of("成本", "Cost"),
            ColumnUnit::Money,
            Fold::Sum,
        ));
        columns.push(column(
            language.of("持有成本", "Holding cost"),
            ColumnUnit::Money,
            Fold::Sum,
        ));
    }
    columns.push(column(
        language.of("报价", "Asking"),
        ColumnUnit::Money,
        Fold::Sum,
    ));

    let mut entries = Vec::with_capacity(cars.len());
    let mut without_cost = 0_u32;
    for car in cars {
        let name = series(&car.description);
        if !only.value.is_empty() && only.value != name {
            continue;
        }
        let days = age_days(&car, question.today());
        let group = if by.value == "series" {
            Place::new(0, &name, &name)
        } else {
            band(question, days)
        };
        let mut cells = vec![
            ReportCell::Text(car.description.clone()),
            ReportCell::Text(car.vin.to_string()),
            ReportCell::Text(car.exterior_colour.clone()),
            ReportCell::Text(language.car_state(car.state).to_owned()),
            car.arrived_on
                .map_or(ReportCell::Empty, |day| ReportCell::Text(day.to_string())),
            ReportCell::Number(1),
            days.map(i64::from).into(),
        ];
        if sees_cost {
            let cost = costs.get(&car.id);
            if cost.is_none() {
                without_cost += 1;
            }
            cells.push(
                cost.and_then(|cost| cost.purchase_price.checked_add(cost.extras))
                    .map(Fen::fen)
                    .into(),
            );
            cells.push(
                cost.and_then(|cost| holding_cost(cost, question.today()).ok().flatten())
                    .map(|held| held.so_far.fen())
                    .into(),
            );
        }
        cells.push(car.asking_price.or(car.guide_price).map(Fen::fen).into());
        entries.push(Entry {
            kind: "vehicle",
            id: car.id.0.to_string(),
            title: car.stock_number.clone(),
            detail: car.description,
            group,
            line: Place::new(
                -days.map_or(-1, i64::from),
                &car.id.0.to_string(),
                &car.stock_number,
            ),
            cells,
        });
    }
    let mut notes = Vec::new();
    if without_cost > 0 {
        notes.push(match language {
            crate::Language::Chinese => {
                format!("{without_cost} 台车没有登记成本，不在成本合计里。")
            }
            crate::Language::English => {
                format!("{without_cost} cars have no cost on file and are not in the sum of cost.")
            }
        });
    }
    Ok(Gathered {
        columns,
        grouped_by: by.said().to_owned(),
        filters: vec![by, state, only],
        entries,
        definition: [
            Some(language.of(
                "本店现有的车。库龄从入库日算到今天的整天数，小计为平均值。",
                "The cars that the house holds. Days are whole days from arrival until today, averaged in sums.",
            )),
            sees_cost.then_some(language.of(
                "成本为含税进价加追加成本；持有成本为库融起息至今的利息。",
                " Cost is the purchase price and what came on top, VAT included; holding cost is the floor-plan interest so far.",
            )),
            Some(language.of(
                "报价没有时取指导价。",
                " Asking is the guide price where none was set.",
            )),
        ]
        .into_iter()
        .flatten()
        .collect(),
        notes,
        signatures: Vec::new(),
    })
}

/// The band of age that so many days fall into.
fn band(question: &Question, days: Option<u32>) -> Place {
    let Some(days) = days else {
        return Place::new(-1, "none", question.language.of("未入库", "Not arrived"));
    };
    let mut first = 0;
    for (place, edge) in (0_i64..).zip(&StockRules::shipped().age_edges) {
        if days <= *edge {
            let label = format!("{first}–{edge} {}", question.language.of("天", "days"));
            return Place::new(place, &format!("{first}-{edge}"), &label);
        }
        first = edge + 1;
    }
    let label = match question.language {
        crate::Language::Chinese => format!("{first} 天以上"),
        crate::Language::English => format!("{first} days and more"),
    };
    Place::new(i64::MAX, &format!("{first}-"), &label)
}
