//! Orders are the sum of their lines, sheets add up to their order, money to its sheets, and no car is out
//! unsettled.

use domain::{
    ids::RepairOrderId,
    repair_orders::{
        GatePass, Job, JobState, RepairLine, RepairOrder, RepairOrderState, SettlementPayment,
        SettlementSheet, SettlementState,
    },
};
use rusqlite::Connection;
use store::{StoreError, rows};

struct Books {
    jobs: Vec<Job>,
    lines: Vec<RepairLine>,
    sheets: Vec<SettlementSheet>,
    passes: Vec<GatePass>,
}

pub(super) fn rules(connection: &Connection, broken: &mut Vec<String>) -> Result<(), StoreError> {
    let books = Books {
        jobs: rows::all(connection)?,
        lines: rows::all(connection)?,
        sheets: rows::all(connection)?,
        passes: rows::all(connection)?,
    };
    for order in rows::all::<RepairOrder>(connection)? {
        books.order(&order, broken);
    }
    let payments: Vec<SettlementPayment> = rows::all(connection)?;
    for sheet in &books.sheets {
        let of_lines: i64 = books
            .lines
            .iter()
            .filter(|line| line.settlement == Some(sheet.id))
            .map(|line| line.amount.0)
            .sum();
        if sheet.state != SettlementState::Reversed && of_lines != sheet.amount.0 {
            broken.push(format!(
                "sheet {} says {} and its lines {of_lines}",
                sheet.number, sheet.amount.0
            ));
        }
        let own = || {
            payments
                .iter()
                .filter(|payment| payment.settlement == sheet.id)
        };
        let paid: i64 = own().map(|payment| payment.amount.0).sum();
        if paid != sheet.paid.0 || paid > sheet.amount.0 || own().count() != sheet.entries as usize
        {
            broken.push(format!(
                "sheet {} over {} says {} paid, and its payments {paid}",
                sheet.number, sheet.amount.0, sheet.paid.0
            ));
        }
    }
    Ok(())
}

impl Books {
    fn declined(&self, line: &RepairLine) -> bool {
        self.jobs
            .iter()
            .any(|job| job.id == line.job && job.state == JobState::Declined)
    }

    fn sheets_of(&self, order: RepairOrderId) -> impl Iterator<Item = &SettlementSheet> {
        self.sheets
            .iter()
            .filter(move |sheet| sheet.repair_order == order)
    }

    fn order(&self, order: &RepairOrder, broken: &mut Vec<String>) {
        let total: i64 = self
            .lines
            .iter()
            .filter(|line| line.repair_order == order.id && !self.declined(line))
            .map(|line| line.amount.0)
            .sum();
        if total != order.total.0 {
            broken.push(format!(
                "order {} says {} and its lines {total}",
                order.number, order.total.0
            ));
        }
        let standing = || {
            self.sheets_of(order.id)
                .filter(|sheet| sheet.state != SettlementState::Reversed)
        };
        let settled = match order.state {
            RepairOrderState::Settled | RepairOrderState::Left => true,
            RepairOrderState::Open | RepairOrderState::InWork | RepairOrderState::ToSettle => false,
        };
        let of_sheets: i64 = standing().map(|sheet| sheet.amount.0).sum();
        if settled && of_sheets != total {
            broken.push(format!(
                "order {} comes to {total} and its sheets to {of_sheets}",
                order.number
            ));
        }
        let passes = self
            .passes
            .iter()
            .filter(|pass| pass.repair_order == order.id)
            .count();
        if passes != usize::from(order.left_at.is_some()) {
            broken.push(format!("order {} has {passes} gate passes", order.number));
        }
        // A sheet that is taken back after the car has left is put to a person; before, nothing may be open.
        let taken_back = self
            .sheets_of(order.id)
            .any(|sheet| sheet.state == SettlementState::Reversed);
        let unsettled = order.state != RepairOrderState::Left
            || standing().any(|sheet| !sheet.state.lets_out());
        if order.left_at.is_some() && !taken_back && unsettled {
            broken.push(format!(
                "the car of order {} is out unsettled",
                order.number
            ));
        }
    }
}
