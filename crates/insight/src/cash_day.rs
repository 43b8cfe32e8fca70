//! The cashier's day sheet 日结单: the money of a cash day by method, whatever it was for, the count, who signed.

use domain::{
    cash_days::{CashDay, CashDayState, cash_day_id},
    ids::PersonId,
    money::Fen,
    payments::PaymentMethod,
    people::Person,
};
use rusqlite::Connection;
use store::rows;

use crate::{
    Gathered, InsightError, Language, Question,
    money::Moved,
    table::{Column, ColumnUnit, Entry, Fold, Place, ReportCell},
};

pub fn gather(connection: &Connection, question: &Question) -> Result<Gathered, InsightError> {
    let language = question.language;
    let day = question.day("day", question.today())?;
    let entries: Vec<Entry> = Moved::on_day(connection, day)?
        .into_iter()
        .map(|moved| {
            let amount = moved.amount.fen();
            Entry {
                kind: moved.subject_kind,
                id: moved.subject.to_string(),
                title: moved.receipt_number,
                detail: format!("{} · {}", moved.number, moved.payer),
                group: Place::new(
                    moved.method as i64,
                    moved.method.word(),
                    language.method(moved.method),
                ),
                line: Place::new(
                    moved.kind as i64,
                    moved.kind.word(),
                    language.money_kind(moved.kind),
                ),
                cells: vec![
                    ReportCell::Number(1),
                    ReportCell::Number(amount.max(0)),
                    ReportCell::Number(amount.min(0).saturating_neg()),
                    ReportCell::Number(amount),
                ],
            }
        })
        .collect();
    let cash_day: Option<CashDay> = rows::entity(connection, cash_day_id(question.lane, day))?;
    let nobody_paid = entries.is_empty();
    let column = Column::new;
    Ok(Gathered {
        columns: vec![
            column(language.of("款项", "Kind"), ColumnUnit::Text, Fold::Own),
            column(language.of("笔数", "Entries"), ColumnUnit::Count, Fold::Sum),
            column(language.of("收", "In"), ColumnUnit::Money, Fold::Sum),
            column(language.of("付", "Out"), ColumnUnit::Money, Fold::Sum),
            column(language.of("净额", "Net"), ColumnUnit::Money, Fold::Sum),
        ],
        filters: vec![crate::question::day_filter("day", language.of("收银日", "Cash day"), day)],
        grouped_by: language.of("支付方式", "Method").to_owned(),
        entries,
        definition: language
            .of(
                "计入该收银日的收付款，按支付方式和款项：订单、维修结算、套餐和储值。付为退款和违约赔付；净额 = 收 − 付；现金应有 = 备用金 + 现金净额；差额 = 清点 − 应有。",
                "The money that counts in this cash day, by method and kind: orders, workshop settlements, plans and stored value. Out is refunds and compensation; net = in − out; cash due = change in the till + net cash; difference = counted − due.",
            )
            .to_owned(),
        notes: notes(connection, cash_day.as_ref(), nobody_paid, question)?,
        signatures: vec![
            language.of("收银员", "Cashier").to_owned(),
            language.of("财务复核", "Checked by").to_owned(),
        ],
    })
}

fn notes(
    connection: &Connection,
    day: Option<&CashDay>,
    nobody_paid: bool,
    question: &Question,
) -> Result<Vec<String>, InsightError> {
    let language = question.language;
    let Some(day) = day else {
        let words = if nobody_paid {
            language.of(
                "这一天没有开账，也没有收付款。",
                "Nobody opened this day and nobody paid.",
            )
        } else {
            language.of(
                "这一天没有开账，没有清点。",
                "Nobody opened this day; nothing was counted.",
            )
        };
        return Ok(vec![words.to_owned()]);
    };
    let mut notes = vec![match language {
        Language::Chinese => format!("备用金 {}", day.opening_float),
        Language::English => format!("Change in the till {}", day.opening_float),
    }];
    if day.state == CashDayState::Open {
        notes.push(
            language
                .of(
                    "尚未日结：没有清点，没有签字。",
                    "Not closed yet: nothing counted, nobody signed.",
                )
                .to_owned(),
        );
        return Ok(notes);
    }
    for method in PaymentMethod::ALL {
        let due = day.expected(*method).unwrap_or(Fen::ZERO);
        let counted = day
            .counted
            .0
            .iter()
            .find(|line| line.method == *method)
            .map_or(Fen::ZERO, |line| line.counted);
        if due.is_zero() && counted.is_zero() {
            continue;
        }
        let difference = counted.checked_sub(due).unwrap_or(Fen::ZERO);
        let name = language.method(*method);
        notes.push(match language {
            Language::Chinese => format!("{name}：应有 {due}，清点 {counted}，差额 {difference}"),
            Language::English => {
                format!("{name}: due {due}, counted {counted}, difference {difference}")
            }
        });
    }
    let by = name(connection, day.closed_by)?;
    let at = day
        .closed_at
        .map_or_else(String::new, |at| at_words(at.0, question));
    notes.push(match language {
        Language::Chinese => format!("差额合计 {}，{by} 于 {at} 签字日结", day.difference),
        Language::English => format!(
            "Difference in all {}; closed and signed by {by}, {at}",
            day.difference
        ),
    });
    if !day.explanation.is_empty() {
        notes.push(match language {
            Language::Chinese => format!("差额说明：{}", day.explanation),
            Language::English => format!("Why it differs: {}", day.explanation),
        });
    }
    Ok(notes)
}

fn name(connection: &Connection, person: Option<PersonId>) -> Result<String, InsightError> {
    let Some(person) = person else {
        return Ok(String::new());
    };
    Ok(rows::entity::<Person>(connection, person)?.map_or_else(String::new, |person| person.name))
}

fn at_words(at: i64, question: &Question) -> String {
    chrono::DateTime::from_timestamp_millis(at)
        .unwrap_or_default()
        .with_timezone(&question.zone)
        .format("%Y-%m-%d %H:%M")
        .to_string()
}
