//! All money that counts in the cash days, in one place: of sales orders, of the settlement sheets of the workshop,
//! of plans that customers pay ahead. What the cashier sees and what the day sheet counts are both read here.

use chrono::NaiveDate;
use domain::{
    customers::Customer,
    entity::{ColumnValue, Value},
    ids::{CustomerId, PersonId, RecordId},
    money::Fen,
    payments::PaymentMethod,
    privacy::{PersonalKind, mask},
    time::Timestamp,
};
use rusqlite::{Connection, Row, params};
use store::{StoreError, rows};
use uuid::Uuid;

domain::words! {
    /// What money is for.
    pub enum MoneyKind {
        /// 定金
        Deposit => "deposit",
        /// 订金
        Prepayment => "prepayment",
        /// 车款
        Balance => "balance",
        Refund => "refund",
        /// 违约赔付
        Compensation => "compensation",
        /// 维修结算
        Settlement => "settlement",
        /// Given back when a sheet was taken back.
        SettlementRefund => "settlementRefund",
        /// 套餐、延保、储值
        Plan => "plan",
        PlanRefund => "planRefund",
    }
}

/// Money as one table `m`, whatever it was for; [`COLUMNS`] reads a row of it.
pub const MONEY: &str = "(
    select id, 'sales_order' as subject_kind, order_id as subject, kind, method, amount, receipt_number,
           payer, day, cashier, paid_at
      from payment
    union all
    select id, 'repair_order', repair_order, iif(amount < 0, 'settlementRefund', 'settlement'), method, amount,
           receipt_number, '', day, cashier, paid_at
      from settlement_payment
    union all
    select id, 'prepaid_plan', plan, iif(money < 0, 'planRefund', 'plan'), method, money, receipt_number,
           '', day, by, at
      from plan_entry
     where day is not null and method is not null) m";

/// What [`Moved::of`] reads, with the number of what the money was for and the customer of it where the payer was
/// not written down.
pub const COLUMNS: &str =
    "m.id, m.subject_kind, m.subject, m.kind, m.method, m.amount, m.receipt_number,
    m.payer, m.day, m.cashier, m.paid_at,
    case m.subject_kind
        when 'sales_order' then (select number from sales_order o where o.id = m.subject)
        when 'repair_order' then (select number from repair_order o where o.id = m.subject)
        else (select number from prepaid_plan p where p.id = m.subject) end,
    case m.subject_kind
        when 'repair_order' then (select customer from repair_order o where o.id = m.subject)
        when 'prepaid_plan' then (select customer from prepaid_plan p where p.id = m.subject) end";

/// One receipt.
#[derive(Debug, Clone)]
pub struct Moved {
    pub id: RecordId,
    /// The table of the record that it was for.
    pub subject_kind: &'static str,
    pub subject: RecordId,
    pub number: String,
    pub kind: MoneyKind,
    pub method: PaymentMethod,
    pub amount: Fen,
    pub receipt_number: String,
    /// Masked.
    pub payer: String,
    pub day: NaiveDate,
    pub cashier: PersonId,
    pub paid_at: Timestamp,
}

fn id(row: &Row, place: usize) -> rusqlite::Result<Uuid> {
    Ok(Uuid::from_bytes(row.get(place)?))
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Damaged(format!("money with {what} that nobody knows"))
}

fn word<T: ColumnValue>(row: &Row, place: usize, what: &str) -> Result<T, StoreError> {
    let text: String = row.get(place)?;
    T::from_value(&Value::Text(text)).map_err(|_| unreadable(what))
}

impl Moved {
    /// A row of [`COLUMNS`].
    pub fn of(connection: &Connection, row: &Row) -> Result<Self, StoreError> {
        let subject_kind: String = row.get(1)?;
        let subject_kind = ["sales_order", "repair_order", "prepaid_plan"]
            .into_iter()
            .find(|known| *known == subject_kind)
            .ok_or_else(|| unreadable("a subject"))?;
        let written: String = row.get(7)?;
        let customer: Option<[u8; 16]> = row.get(12)?;
        let payer = match customer {
            Some(customer) if written.is_empty() => {
                let customer = CustomerId(Uuid::from_bytes(customer));
                rows::entity::<Customer>(connection, customer)?
                    .map_or_else(String::new, |customer| customer.name)
            }
            Some(_) | None => written,
        };
        Ok(Self {
            id: RecordId(id(row, 0)?),
            subject_kind,
            subject: RecordId(id(row, 2)?),
            number: row.get::<_, Option<String>>(11)?.unwrap_or_default(),
            kind: word(row, 3, "a kind")?,
            method: word(row, 4, "a method")?,
            amount: Fen(row.get(5)?),
            receipt_number: row.get(6)?,
            payer: mask(PersonalKind::Name, &payer),
            day: word(row, 8, "a day")?,
            cashier: PersonId(id(row, 9)?),
            paid_at: Timestamp(row.get(10)?),
        })
    }

    /// What counts in a cash day, in the order of time.
    pub fn on_day(connection: &Connection, day: NaiveDate) -> Result<Vec<Self>, StoreError> {
        let mut statement = connection.prepare_cached(&format!(
            "select {COLUMNS} from {MONEY} where m.day = ?1 order by m.paid_at, m.id"
        ))?;
        let mut found = statement.query(params![day.to_string()])?;
        let mut moved = Vec::new();
        while let Some(row) = found.next()? {
            moved.push(Self::of(connection, row)?);
        }
        Ok(moved)
    }
}
