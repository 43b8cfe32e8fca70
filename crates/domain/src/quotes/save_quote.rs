//! A quote is made or changed. The page states the figures it showed; they are reckoned again by
//! the rules, and a quote whose figures are not the rules' is refused, naming which.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    Approval, LineKind, LoanFigures, OnTheRoad, Quote, QuoteInputs, QuoteRefusal, QuoteState,
    approvals,
    authority::not_found,
    loans::work_out_loan,
    on_the_road,
    rows::{put_lines, put_loans},
};
use crate::{
    changes::Changes,
    checks,
    command::{Decision, Nature, NumberSeries, Numbers, Rule, Stop},
    context::Context,
    customers::Customer,
    dated::Policies,
    entity::Json,
    facts::{Ask, Facts},
    ids::QuoteId,
    lending::LoanError,
    money::Fen,
    privacy::{PersonalKind, mask},
    promotions,
    refusal::Refusal,
    rights::Right,
    vehicles::Vehicle,
};

/// A line as the page showed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatedLine {
    pub kind: LineKind,
    pub amount: Option<Fen>,
}

/// A loan plan as the page showed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatedLoan {
    pub first_payment: Fen,
    pub total_paid: Fen,
}

/// The figures that consultant and customer looked at when the quote was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StatedFigures {
    pub lines: Vec<StatedLine>,
    pub total: Fen,
    pub loans: Vec<StatedLoan>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveQuote {
    pub quote: QuoteId,
    /// Drawn by the desk for a new quote; an old one keeps its own.
    #[serde(default)]
    pub number: String,
    pub valid_until: NaiveDate,
    /// The language of its papers, `zh-CN` or `en`.
    pub language: String,
    #[serde(default)]
    pub remark: String,
    pub inputs: QuoteInputs,
    pub stated: StatedFigures,
}

impl Rule for SaveQuote {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MakeQuotes);

    fn draw(&mut self, numbers: &mut dyn Numbers) {
        if self.number.is_empty() {
            self.number = numbers.next(NumberSeries::Quote);
        }
    }

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let old = facts.get::<Quote>(self.quote)?;
        if let Some(old) = &old {
            may_change(old)?;
        }
        self.check(context.today())?;
        promotions::stays_as_taken(facts, self.quote, old.as_ref(), &self.inputs)?;
        let customer_name = self.check_references(facts, old.as_ref())?;
        let today = context.today();
        let (worked, loans) = match self.reckon(today, &Policies::in_force(facts)?) {
            Ok(reckoned) => reckoned,
            // Made at a desk that was away, before the newest rules came to this house: the customer has it, and it
            // keeps the rules that held then.
            Err(refusal) => self
                .reckon(today, &Policies::at(facts, context.made_at)?)
                .map_err(|_| refusal)?,
        };
        self.changes(facts, context, old, customer_name, &worked, &loans)
    }
}

/// An issued quote stays as the customer has it; a new one is made instead.
fn may_change(old: &Quote) -> Result<(), QuoteRefusal> {
    match old.state {
        QuoteState::Draft | QuoteState::ApprovalWaiting | QuoteState::Approved => Ok(()),
        state @ (QuoteState::Issued
        | QuoteState::Accepted
        | QuoteState::Expired
        | QuoteState::Withdrawn) => Err(QuoteRefusal::QuoteNotInState { state }),
    }
}

fn months_from(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}

impl SaveQuote {
    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        checks::filled("number", &self.number, 40)?;
        checks::filled("language", &self.language, 20)?;
        checks::fits("remark", &self.remark, checks::REMARK)?;
        checks::date_until("validUntil", self.valid_until, months_from(today, 6))?;
        if self.valid_until < today {
            return Err(QuoteRefusal::QuoteExpired {
                valid_until: self.valid_until,
            }
            .on_field("validUntil"));
        }
        self.inputs.check(months_from(today, 36))
    }

    /// The records that the quote names, and the customer's name as it will be printed.
    ///
    /// A quote is read with its name masked. The mask sent back means that the name stays as it is.
    fn check_references(&self, facts: &dyn Facts, old: Option<&Quote>) -> Result<String, Stop> {
        if let Some(id) = self.inputs.car.vehicle {
            let Some(vehicle) = facts.get::<Vehicle>(id)? else {
                return Err(not_found("vehicle", "inputs.car.vehicle").into());
            };
            // The discount is measured from it, so it must not be talked down.
            if let Some(guide_price) = vehicle.guide_price
                && guide_price != self.inputs.car.guide_price
            {
                return Err(QuoteRefusal::GuidePriceDiffers { guide_price }.into());
            }
        }
        let Some(id) = self.inputs.customer else {
            let typed = self.inputs.customer_name.trim();
            let kept = old.filter(|old| mask(PersonalKind::Name, &old.customer_name) == typed);
            return Ok(kept.map_or_else(|| typed.to_owned(), |old| old.customer_name.clone()));
        };
        match facts.get::<Customer>(id)? {
            Some(customer) => Ok(customer.name),
            None => Err(not_found("customer", "inputs.customer").into()),
        }
    }

    /// The figures by these rules, if they are those that were shown.
    fn reckon(
        &self,
        today: NaiveDate,
        policies: &Policies,
    ) -> Result<(OnTheRoad, Vec<LoanFigures>), Refusal> {
        let worked = on_the_road(&self.inputs, policies)
            .map_err(|_| Refusal::typed(&LoanError::TooLarge, Some("inputs")))?;
        self.compare(&worked)?;
        let loans = self.loans(today, policies)?;
        Ok((worked, loans))
    }

    /// Compares what was shown with what the rules give, line by line.
    fn compare(&self, worked: &OnTheRoad) -> Result<(), QuoteRefusal> {
        all_decided(worked, self.inputs.invoiced_on)?;
        for (line, stated) in worked.lines.iter().zip(&self.stated.lines) {
            let ruled = line.amount.unwrap_or_default();
            if stated.kind != line.kind || stated.amount != Some(ruled) {
                return Err(QuoteRefusal::FigureNotTheRules {
                    line: line.kind,
                    stated: stated.amount,
                    ruled,
                });
            }
        }
        if worked.lines.len() != self.stated.lines.len() {
            let count = |lines: usize| u32::try_from(lines).unwrap_or(u32::MAX);
            return Err(QuoteRefusal::LinesNotTheRules {
                stated: count(self.stated.lines.len()),
                ruled: count(worked.lines.len()),
            });
        }
        if worked.total != self.stated.total {
            return Err(QuoteRefusal::SumNotTheLines {
                stated: self.stated.total,
                ruled: worked.total,
            });
        }
        Ok(())
    }

    fn loans(&self, today: NaiveDate, policies: &Policies) -> Result<Vec<LoanFigures>, Refusal> {
        let mut loans = Vec::with_capacity(self.inputs.loans.len());
        for (position, plan) in self.inputs.loans.iter().enumerate() {
            let figures = work_out_loan(plan, &self.inputs, today, policies)
                .map_err(|refusal| within(refusal, position))?;
            let ruled = StatedLoan {
                first_payment: figures.first_payment,
                total_paid: figures.total_paid,
            };
            let stated = self
                .stated
                .loans
                .get(position)
                .copied()
                .unwrap_or(StatedLoan {
                    first_payment: Fen::ZERO,
                    total_paid: Fen::ZERO,
                });
            for (stated, ruled) in [
                (stated.first_payment, ruled.first_payment),
                (stated.total_paid, ruled.total_paid),
            ] {
                if stated != ruled {
                    return Err(QuoteRefusal::LoanFigureNotTheRules {
                        plan: u32::try_from(position + 1).unwrap_or(u32::MAX),
                        stated,
                        ruled,
                    }
                    .into());
                }
            }
            loans.push(figures);
        }
        Ok(loans)
    }

    /// Draft again, unless a manager has approved this price or a lower one for this car.
    fn state_after(
        &self,
        facts: &dyn Facts,
        old: Option<&Quote>,
    ) -> Result<(QuoteState, Option<Approval>), Stop> {
        let Some(id) = old.and_then(|old| old.approval) else {
            return Ok((QuoteState::Draft, None));
        };
        let approval = facts.get::<Approval>(id)?.filter(|approval| {
            let car = &self.inputs.car;
            approval.covers(car.vehicle, car.guide_price, self.inputs.discount)
        });
        Ok(match approval {
            Some(approval) => (QuoteState::Approved, Some(approval)),
            None => (QuoteState::Draft, None),
        })
    }

    fn changes(
        &self,
        facts: &dyn Facts,
        context: &Context,
        old: Option<Quote>,
        customer_name: String,
        worked: &OnTheRoad,
        loans: &[LoanFigures],
    ) -> Decision {
        let (state, approval) = self.state_after(facts, old.as_ref())?;
        let mut changes = Changes::new();
        promotions::lasts(
            facts,
            context,
            self.quote,
            Some(self.valid_until),
            &mut changes,
        )?;
        if let Some(old) = &old
            && let Some(taken_back) = approvals::withdrawn(facts, old)?
        {
            changes.put(context.lane, &taken_back);
        }
        let inputs = &self.inputs;
        let quote = Quote {
            id: self.quote,
            number: old
                .as_ref()
                .map_or_else(|| self.number.clone(), |old| old.number.clone()),
            customer: inputs.customer,
            customer_name,
            vehicle: inputs.car.vehicle,
            model: inputs.car.model,
            description: inputs.car.description.trim().to_owned(),
            consultant: old.as_ref().map_or(context.actor, |old| old.consultant),
            state,
            made_on: context.today(),
            valid_until: self.valid_until,
            invoiced_on: inputs.invoiced_on,
            guide_price: inputs.car.guide_price,
            discount: inputs.discount,
            car_price: worked.car_price,
            total: worked.total,
            to_house: worked.to_house,
            to_elsewhere: worked.to_elsewhere,
            rules: Json(worked.rules.clone()),
            // The name stands once, in its own column, where it can be masked and erased.
            inputs: Json(QuoteInputs {
                customer_name: String::new(),
                ..inputs.clone()
            }),
            subsidy: Json(worked.subsidy.clone()),
            approval: approval.map(|approval| approval.id),
            language: self.language.clone(),
            remark: self.remark.trim().to_owned(),
            made_at: old.as_ref().map_or(context.made_at, |old| old.made_at),
            changed_at: context.made_at,
            issued_at: None,
        };
        changes.put(context.lane, &quote);
        put_lines(facts, context, self.quote, worked, &mut changes)?;
        put_loans(
            facts,
            context,
            self.quote,
            &inputs.loans,
            loans,
            &mut changes,
        )?;
        Ok(changes.into())
    }
}

/// Refuses a line without an amount: no rule is known for the day, and nobody has entered what was confirmed.
pub(super) fn all_decided(worked: &OnTheRoad, on: NaiveDate) -> Result<(), QuoteRefusal> {
    match worked.lines.iter().find(|line| line.amount.is_none()) {
        None => Ok(()),
        Some(line) => Err(QuoteRefusal::PolicyUndecided {
            line: line.kind,
            policy: line.undecided.first().map(|gap| gap.policy),
            on,
        }),
    }
}

/// The refusal of one plan, its field told from the top of the command.
pub(super) fn within(mut refusal: Refusal, position: usize) -> Refusal {
    refusal.field = Some(match refusal.field {
        Some(field) => format!("inputs.loans.{position}.{field}"),
        None => format!("inputs.loans.{position}"),
    });
    refusal
}
