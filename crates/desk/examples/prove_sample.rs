//! Proves a sample: as many records as it promises, every sum of them, every state, every page of the
//! file, and that what is in it is found. Run by `cargo xtask prove sample`; fails at the first untruth.

mod benching;

use benching::{Dice, Outcome, ask, opened, sample, sign_in};
use rusqlite::Connection;
use serde_json::json;
use store::StoreError;

/// How many of something there must be.
const COUNTS: [(&str, &str, i64); 7] = [
    ("cars", "select count(*) from vehicle", 100_000),
    ("customers", "select count(*) from customer", 300_000),
    ("orders", "select count(*) from sales_order", 300_000),
    (
        "other rows",
        "select min(300000, (select count(*) from lead) + (select count(*) from task)
              + (select count(*) from contact) + (select count(*) from visit)
              + (select count(*) from quote) + (select count(*) from quote_line)
              + (select count(*) from loan_plan))",
        300_000,
    ),
    (
        "bays beside the four of every sample",
        "select count(*) - 4 from bay",
        30,
    ),
    (
        "technicians beside the two of every sample",
        "select count(distinct person) - 2 from shift where post = 'technician'",
        60,
    ),
    (
        "days behind with 400 bookings",
        "select count(*) from workshop_day where day < '2026-11-22' and bookings = 400",
        3 * 365,
    ),
];

/// What there must be none of.
const NONE: [(&str, &str); 21] = [
    (
        "orders that are not the sum of their lines",
        "select count(*) from sales_order o where total <>
             (select sum(amount) from order_line l where l.order_id = o.id)",
    ),
    (
        "accounts that are not the sum of their ledger",
        "select count(*) from order_account a where paid <>
             ifnull((select sum(amount) from payment p where p.order_id = a.id), 0)",
    ),
    (
        "orders without an account",
        "select count(*) from sales_order o where not exists
             (select 1 from order_account a where a.id = o.id)",
    ),
    (
        "cars in two orders",
        "select count(*) from (select vehicle from sales_order where vehicle is not null
             group by vehicle having count(*) > 1)",
    ),
    (
        "delivered orders that are not paid, or whose car is not delivered",
        "select count(*) from sales_order o join order_account a on a.id = o.id
             left join vehicle v on v.id = o.vehicle
             where o.state in ('delivered', 'registered', 'followedUp')
               and (a.paid <> o.total or v.state is not 'delivered')",
    ),
    (
        "cars that are held by nobody or by two",
        "select count(*) from vehicle v where (state in ('allocated', 'ready')) <>
             (held_by is not null and exists
                 (select 1 from sales_order o where o.id = v.held_by and o.vehicle = v.id))",
    ),
    (
        "advances above a fifth of the total",
        "select count(*) from sales_order where advance_agreed * 5 > total",
    ),
    (
        "quotes that are not the sum of their lines",
        "select count(*) from quote q where total <>
             (select sum(amount) from quote_line l where l.quote = q.id)",
    ),
    (
        "cash days that are not the sum of their payments",
        "select count(*) from cash_day d where paid_in - paid_out <>
             ifnull((select sum(amount) from payment p where p.day = d.day), 0)
             + ifnull((select sum(amount) from settlement_payment p where p.day = d.day), 0)
             + ifnull((select sum(money) from plan_entry e where e.day = d.day), 0)",
    ),
    (
        "payments on a day that nobody kept",
        "select count(*) from payment p where not exists
             (select 1 from cash_day d where d.day = p.day)",
    ),
    (
        "live leads without their one follow-up",
        "select count(*) from lead l
             where state in ('new', 'inWork', 'following', 'visited', 'testDriven', 'quoted')
               and 1 <> (select count(*) from task t where t.subject = l.id
                         and t.state = 'open' and t.kind = 'followUp')",
    ),
    (
        "costs whose extras are not their lines",
        "select count(*) from vehicle_cost c where extras <>
             ifnull((select sum(amount) from vehicle_cost_line l where l.vehicle = c.id), 0)",
    ),
    (
        "numbers that stand twice",
        "select count(*) from (select number from sales_order group by number having count(*) > 1
             union all select stock_number from vehicle group by stock_number having count(*) > 1
             union all select vin from vehicle group by vin having count(*) > 1
             union all select receipt_number from payment group by receipt_number having count(*) > 1
             union all select number from service_booking group by number having count(*) > 1
             union all select number from repair_order group by number having count(*) > 1
             union all select number from settlement_sheet group by number having count(*) > 1)",
    ),
    (
        "days of the workshop that do not say how many bookings they have",
        "select count(*) from workshop_day d where bookings <>
             (select count(*) from service_booking b where b.day = d.day
              and b.state in ('new', 'confirmed', 'arrived'))",
    ),
    (
        "days of the workshop that are not the minutes booked on them",
        "with unasked as (select counted_on as day, sum(flat_minutes) as minutes from job
                          where counted_on is not null group by counted_on)
             select count(*) from workshop_day d left join unasked u on u.day = d.day
             where booked_minutes <> ifnull(u.minutes, 0)
             + ifnull((select sum(minutes) from service_booking b where b.day = d.day
                       and b.state in ('new', 'confirmed', 'arrived')), 0)",
    ),
    (
        "bays and people who are in two places at once",
        "select count(*) from (select ends_at, lead(starts_at) over
             (partition by resource order by starts_at) as next from workshop_slot)
             where next < ends_at",
    ),
    (
        "cars that are expected twice on a day",
        "select count(*) from (select 1 from service_booking
             where state in ('new', 'confirmed', 'arrived') group by car, day having count(*) > 1)",
    ),
    (
        "repair orders that are not the sum of their lines",
        "select count(*) from repair_order o where total <>
             ifnull((select sum(amount) from repair_line l where l.repair_order = o.id), 0)",
    ),
    (
        "sheets that are not the sum of their lines",
        "select count(*) from settlement_sheet s where amount <>
             ifnull((select sum(amount) from repair_line l where l.settlement = s.id), 0)",
    ),
    (
        "sheets that are not the sum of their payments",
        "select count(*) from settlement_sheet s where paid <>
             ifnull((select sum(amount) from settlement_payment p where p.settlement = s.id), 0)",
    ),
    (
        "cars that left before their sheets were paid or booked",
        "select count(*) from gate_pass g join settlement_sheet s on s.repair_order = g.repair_order
             where s.state not in ('paid', 'onAccount', 'onCredit')",
    ),
];

const LOOKED_FOR: usize = 300;

fn main() -> Outcome<()> {
    let desk = opened(&sample()?)?;
    let mut untrue = Vec::new();
    let mut known: Vec<(String, String)> = Vec::new();
    desk.write_rows(|writing, _| {
        let connection = writing.connection();
        for (what, sql, promised) in COUNTS {
            let found = one(connection, sql)?;
            println!("{found:>9} {what}");
            if found != promised {
                untrue.push(format!("{found} {what} and not {promised}"));
            }
        }
        for (what, sql) in NONE {
            let found = one(connection, sql)?;
            println!("{found:>9} {what}");
            if found != 0 {
                untrue.push(format!("{found} {what}"));
            }
        }
        for check in ["pragma cipher_integrity_check", "pragma quick_check"] {
            let mut statement = connection.prepare(check)?;
            let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
            for line in lines {
                let line = line?;
                if line != "ok" {
                    untrue.push(format!("{check}: {line}"));
                }
            }
            println!("          {check}: looked at");
        }
        let mut statement = connection.prepare(
            "select 'sales_order', number from sales_order union all select 'vehicle', vin from vehicle",
        )?;
        let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        known = found.collect::<Result<_, _>>()?;
        Ok(())
    })
    .map_err(|error| format!("{} {:?}", error.code, error.values))?;
    sign_in(&desk, "manager")?;
    let mut dice = Dice(11);
    for _ in 0..LOOKED_FOR {
        let (kind, text) = &known[dice.below(known.len())];
        let answer = ask(&desk, "search.all", json!({"text": text, "limit": 5}))?;
        let hits = answer["hits"].as_array().ok_or("no hits")?;
        if !hits.iter().any(|hit| hit["kind"] == *kind) {
            untrue.push(format!("{text} is not found"));
        }
    }
    println!("{LOOKED_FOR:>9} looked for and found");
    if untrue.is_empty() {
        return Ok(());
    }
    Err(untrue.join("; ").into())
}

fn one(connection: &Connection, sql: &str) -> Result<i64, StoreError> {
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}
