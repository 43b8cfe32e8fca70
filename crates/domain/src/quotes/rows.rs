//! The inner rows of a quote: its lines and its loan plans. The same position of the same quote is the same row.

use super::{
    LoanFigures, LoanInputs, LoanPlan, OnTheRoad, Quote, QuoteInputs, QuoteLine, TakenPromotion,
    loans::work_out_loan,
    on_the_road,
    save_quote::{all_decided, within},
};
use crate::{
    changes::Changes,
    command::Stop,
    context::Context,
    dated::Policies,
    entity::{ColumnValue, Json},
    facts::{Ask, Facts},
    ids::{CommandId, LoanPlanId, QuoteId, QuoteLineId},
    lending::LoanError,
    refusal::Refusal,
};

/// The quote with these promotions, reckoned by the rules and written with its lines and loans. Its state and its
/// approval stay: a promotion is no discount of whoever makes the quote.
pub(crate) fn reckon_anew(
    facts: &dyn Facts,
    context: &Context,
    quote: Quote,
    promotions: Vec<TakenPromotion>,
    changes: &mut Changes,
) -> Result<(), Stop> {
    let inputs = QuoteInputs {
        promotions,
        ..quote.inputs.0.clone()
    };
    inputs.check_price()?;
    let policies = Policies::in_force(facts)?;
    let worked = on_the_road(&inputs, &policies)
        .map_err(|_| Refusal::typed(&LoanError::TooLarge, Some("promotion")))?;
    all_decided(&worked, inputs.invoiced_on)?;
    let mut loans = Vec::with_capacity(inputs.loans.len());
    for (position, plan) in inputs.loans.iter().enumerate() {
        let figures = work_out_loan(plan, &inputs, context.today(), &policies)
            .map_err(|refusal| within(refusal, position))?;
        loans.push(figures);
    }
    put_lines(facts, context, quote.id, &worked, changes)?;
    put_loans(facts, context, quote.id, &inputs.loans, &loans, changes)?;
    changes.put(
        context.lane,
        &Quote {
            car_price: worked.car_price,
            total: worked.total,
            to_house: worked.to_house,
            to_elsewhere: worked.to_elsewhere,
            rules: Json(worked.rules),
            subsidy: Json(worked.subsidy),
            inputs: Json(inputs),
            changed_at: context.made_at,
            ..quote
        },
    );
    Ok(())
}

pub(super) fn put_lines(
    facts: &dyn Facts,
    context: &Context,
    quote: QuoteId,
    worked: &OnTheRoad,
    changes: &mut Changes,
) -> Result<(), Stop> {
    for (position, line) in (0_u32..).zip(&worked.lines) {
        changes.put(
            context.lane,
            &QuoteLine {
                id: QuoteLineId::derived(CommandId(quote.0), &format!("line {position}")),
                quote,
                position,
                kind: line.kind,
                name: line.name.clone(),
                quantity: line.quantity,
                unit_price: line.unit_price,
                amount: line.amount.unwrap_or_default(),
                paid_to: line.paid_to,
                covers: Json(line.covers.clone()),
                working: Json(line.working.clone()),
                rules: Json(line.rules.clone()),
                undecided: Json(line.undecided.clone()),
            },
        );
    }
    for line in facts.by::<QuoteLine>(QuoteLine::BY_QUOTE_POSITION, [quote.to_value()])? {
        if line.position as usize >= worked.lines.len() {
            changes.delete::<QuoteLine>(context.lane, line.id);
        }
    }
    Ok(())
}

pub(super) fn put_loans(
    facts: &dyn Facts,
    context: &Context,
    quote: QuoteId,
    plans: &[LoanInputs],
    loans: &[LoanFigures],
    changes: &mut Changes,
) -> Result<(), Stop> {
    for ((position, plan), figures) in (0_u32..).zip(plans).zip(loans) {
        changes.put(
            context.lane,
            &LoanPlan {
                id: LoanPlanId::derived(CommandId(quote.0), &format!("loan {position}")),
                quote,
                position,
                name: plan.name.trim().to_owned(),
                lender: plan.lender.trim().to_owned(),
                kind: figures.kind,
                down_payment: figures.down_payment,
                principal: figures.principal,
                months: figures.months,
                first_payment: figures.first_payment,
                regular_payment: figures.regular_payment,
                last_payment: figures.last_payment,
                total_interest: figures.total_interest,
                fees: figures.fees,
                total_paid: figures.total_paid,
                inputs: Json(plan.clone()),
                figures: Json(figures.clone()),
            },
        );
    }
    for plan in facts.by::<LoanPlan>(LoanPlan::BY_QUOTE_POSITION, [quote.to_value()])? {
        if plan.position as usize >= loans.len() {
            changes.delete::<LoanPlan>(context.lane, plan.id);
        }
    }
    Ok(())
}
