//! SettlementSheet 结算: every line goes onto the sheet of its payer, so the sheets add up to the order by
//! construction.

use chrono::NaiveDate;
use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Payer, RepairLine, RepairRefusal,
    open_order::{OpenOrder, charged, named, sum},
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule},
    context::Context,
    facts::Facts,
    ids::{CustomerId, PersonId, RepairOrderId, ServicedCarId, SettlementId},
    money::Fen,
    parts::{self, SettlementCost},
    plans,
    rights::Right,
    time::Timestamp,
};

crate::words! {
    pub enum SettlementState {
        /// To be paid at the counter.
        Open => "open",
        Paid => "paid",
        /// Booked on the maker, the insurer or the house.
        OnAccount => "onAccount",
        /// The customer pays later 挂账.
        OnCredit => "onCredit",
        /// 已冲销
        Reversed => "reversed",
    }
}

impl SettlementState {
    /// Whether the car may leave as far as this sheet goes.
    pub const fn lets_out(self) -> bool {
        match self {
            Self::Paid | Self::OnAccount | Self::OnCredit | Self::Reversed => true,
            Self::Open => false,
        }
    }
}

/// What one payer pays for one order 结算单.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(
    table = "settlement_sheet",
    index(repair_order),
    index(number),
    index(state, made_at)
)]
pub struct SettlementSheet {
    pub id: SettlementId,
    pub repair_order: RepairOrderId,
    pub number: String,
    pub payer: Payer,
    pub car: ServicedCarId,
    pub customer: Option<CustomerId>,
    /// The sum of its lines.
    pub amount: Fen,
    /// The sum of its payments.
    pub paid: Fen,
    /// Number of payments, those given back included.
    pub entries: u32,
    pub state: SettlementState,
    pub credit_by: Option<PersonId>,
    pub credit_until: Option<NaiveDate>,
    /// Why credit was granted, or why the sheet was taken back.
    pub reason: String,
    pub made_by: PersonId,
    pub made_at: Timestamp,
    pub reversed_at: Option<Timestamp>,
}

impl SettlementSheet {
    /// What is still to be paid.
    pub fn left(&self) -> Fen {
        self.amount
            .checked_sub(self.paid)
            .filter(|left| left.is_positive())
            .unwrap_or(Fen::ZERO)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettleRepairOrder {
    pub repair_order: RepairOrderId,
    /// Drawn by the desk when the command is made; the second sheet of the same settling is `…-2`.
    #[serde(default)]
    pub number: String,
}

impl Rule for SettleRepairOrder {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::EditService);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::Settlement);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("number", &self.number, 40)?;
        let mut order = OpenOrder::of(facts, context, self.repair_order)?;
        let jobs = order.jobs()?;
        let open: Vec<_> = jobs.iter().filter(|job| !job.state.is_closed()).collect();
        if let Some(first) = open.first() {
            return Err(RepairRefusal::JobsOpen {
                count: u32::try_from(open.len()).unwrap_or(u32::MAX),
                title: first.title.clone(),
            }
            .into());
        }
        let lines = order.lines()?;
        let unauthorised = jobs.iter().find(|job| {
            job.authorised_at.is_none()
                && charged(&jobs, &lines)
                    .any(|line| line.job == job.id && line.payer.pays_at_the_counter())
        });
        if let Some(job) = unauthorised {
            return Err(RepairRefusal::JobNotAuthorised {
                title: job.title.clone(),
            }
            .into());
        }
        let mut to_settle: Vec<RepairLine> = charged(&jobs, &lines)
            .filter(|line| line.settlement.is_none())
            .cloned()
            .collect();
        if to_settle.is_empty() && order.order.settled_at.is_some() {
            return Err(RepairRefusal::NothingToSettle.into());
        }
        let mut made = 0;
        for payer in Payer::ALL {
            let of_payer = || to_settle.iter().filter(|line| line.payer == *payer);
            if of_payer().next().is_none() {
                continue;
            }
            made += 1;
            let amount = sum(of_payer())?;
            let sheet = self.sheet(&order, *payer, amount, made, context);
            order.put(&sheet);
            if *payer == Payer::Package {
                let drawn: Vec<RepairLine> = of_payer().cloned().collect();
                plans::draw(
                    facts,
                    context,
                    &order.order,
                    sheet.id,
                    &jobs,
                    &drawn,
                    &mut order.changes,
                )?;
            }
            let cost = order.with_parts(|work| parts::cost_of_lines(work, of_payer()))?;
            if let Some(parts) = cost {
                order.put(&SettlementCost {
                    id: sheet.id,
                    repair_order: order.order.id,
                    parts,
                });
            }
            for line in to_settle.iter_mut().filter(|line| line.payer == *payer) {
                line.settlement = Some(sheet.id);
                order.changes.put(context.lane, &*line);
            }
        }
        order.order.sheets = order.order.sheets.saturating_add(made);
        order.order.settled_at = Some(context.made_at);
        order.close()
    }
}

impl SettleRepairOrder {
    fn sheet(
        &self,
        order: &OpenOrder,
        payer: Payer,
        amount: Fen,
        place: u32,
        context: &Context,
    ) -> SettlementSheet {
        let number = if place == 1 {
            self.number.clone()
        } else {
            format!("{}-{place}", self.number)
        };
        let state = match (payer.pays_at_the_counter(), amount.is_zero()) {
            (false, _) => SettlementState::OnAccount,
            (true, true) => SettlementState::Paid,
            (true, false) => SettlementState::Open,
        };
        SettlementSheet {
            id: SettlementId::derived(context.command, payer.word()),
            repair_order: order.order.id,
            number,
            payer,
            car: order.order.car,
            customer: order.order.customer,
            amount,
            paid: Fen::ZERO,
            entries: 0,
            state,
            credit_by: None,
            credit_until: None,
            reason: String::new(),
            made_by: context.actor,
            made_at: context.made_at,
            reversed_at: None,
        }
    }
}

/// The customer may pay later; the car may leave.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GrantCredit {
    pub settlement: SettlementId,
    pub until: NaiveDate,
    pub reason: String,
}

impl Rule for GrantCredit {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::GrantCredit);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        checks::filled("reason", &self.reason, checks::REMARK)?;
        if self.until < context.today() {
            return Err(RepairRefusal::CreditEnded {
                field: "until".to_owned(),
            }
            .into());
        }
        let sheet: SettlementSheet = named(facts, self.settlement, "settlement")?;
        match sheet.state {
            SettlementState::Open | SettlementState::OnCredit => {}
            SettlementState::Paid | SettlementState::OnAccount => {
                return Err(RepairRefusal::SheetNotOpen {
                    number: sheet.number,
                }
                .into());
            }
            SettlementState::Reversed => {
                return Err(RepairRefusal::SheetReversed {
                    number: sheet.number,
                }
                .into());
            }
        }
        let mut changes = Changes::new();
        changes.put(
            context.lane,
            &SettlementSheet {
                state: SettlementState::OnCredit,
                credit_by: Some(context.actor),
                credit_until: Some(self.until),
                reason: self.reason.trim().to_owned(),
                ..sheet
            },
        );
        Ok(changes.into())
    }
}
