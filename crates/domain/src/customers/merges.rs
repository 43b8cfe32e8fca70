//! Two records turn out to be one customer, and sometimes not after all.

use entity_derive::Entity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Customer, CustomerField, CustomerRefusal, family::alive};
use crate::{
    changes::Changes,
    command::{Decision, Nature, Outcome, Rule},
    context::Context,
    entity::Json,
    facts::{Ask, Facts},
    ids::{CustomerId, CustomerMergeId},
    refusal::{Concern, GeneralRefusal},
    rights::Right,
    time::Timestamp,
};

/// A field of the kept record that took the other's value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Replaced {
    pub field: CustomerField,
    pub before: String,
    pub after: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS, Entity)]
#[serde(rename_all = "camelCase")]
#[entity(table = "customer_merge", index(kept), index(taken))]
pub struct CustomerMerge {
    pub id: CustomerMergeId,
    pub kept: CustomerId,
    pub taken: CustomerId,
    /// What undoing puts back.
    #[column(personal = Free)]
    pub replaced: Json<Vec<Replaced>>,
    pub at: Timestamp,
    pub undone_at: Option<Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MergeCustomers {
    pub merge: CustomerMergeId,
    pub kept: CustomerId,
    /// The record that goes into the kept one.
    pub taken: CustomerId,
    /// The fields in which the other record knows better.
    #[serde(default)]
    pub take: Vec<CustomerField>,
}

impl Rule for MergeCustomers {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MergeCustomers);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        if self.kept == self.taken {
            return Err(CustomerRefusal::SameCustomer.into());
        }
        if facts.get::<CustomerMerge>(self.merge)?.is_some() {
            return Err(GeneralRefusal::AlreadyExists {
                kind: "customer_merge".to_owned(),
            }
            .into());
        }
        let mut kept = alive(facts, self.kept, "kept")?;
        let mut taken = alive(facts, self.taken, "taken")?;
        let mut replaced = Vec::new();
        let mut fields = self.take.clone();
        // A number without its paper, or a paper with the other's number, would say nothing true.
        let identity = [CustomerField::IdentityPaper, CustomerField::IdentityNumber];
        if identity.iter().any(|field| fields.contains(field)) {
            fields.extend(identity);
        }
        fields.sort_unstable();
        fields.dedup();
        for field in fields {
            let (before, after) = (field.read(&kept), field.read(&taken));
            if before == after {
                continue;
            }
            field.write(
                &mut kept,
                &after,
                &format!("take.{}", field.word()),
                context,
            )?;
            replaced.push(Replaced {
                field,
                before,
                after,
            });
        }
        taken.merged_into = Some(kept.id);
        let merge = CustomerMerge {
            id: self.merge,
            kept: kept.id,
            taken: taken.id,
            replaced: Json(replaced),
            at: context.made_at,
            undone_at: None,
        };
        let mut changes = Changes::new();
        changes
            .put(context.lane, &kept)
            .put(context.lane, &taken)
            .put(context.lane, &merge);
        Ok(changes.into())
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UndoMerge {
    pub merge: CustomerMergeId,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
enum UndoConcern {
    /// The field was changed since the merge and keeps its newest value.
    FieldKeptAsChanged { field: CustomerField },
}

impl Rule for UndoMerge {
    const NATURE: Nature = Nature::Claim;
    const RIGHT: Option<Right> = Some(Right::MergeCustomers);

    fn decide(&self, facts: &dyn Facts, context: &Context) -> Decision {
        let not_found = |field: &str| GeneralRefusal::NotFound {
            kind: "customer_merge".to_owned(),
            field: field.to_owned(),
        };
        let Some(mut merge) = facts.get::<CustomerMerge>(self.merge)? else {
            return Err(not_found("merge").into());
        };
        if merge.undone_at.is_some() {
            return Err(CustomerRefusal::MergeUndone { merge: merge.id }.into());
        }
        let (Some(mut kept), Some(mut taken)) = (
            facts.get::<Customer>(merge.kept)?,
            facts.get::<Customer>(merge.taken)?,
        ) else {
            return Err(not_found("merge").into());
        };
        if let Some(further) = kept.merged_into {
            return Err(CustomerRefusal::MergedFurther { customer: further }.into());
        }
        if kept.erased_at.is_some() {
            return Err(CustomerRefusal::Erased.into());
        }
        let mut concerns = Vec::new();
        // In the order in which the fields were taken, so that a paper stands before its number.
        for Replaced {
            field,
            before,
            after,
        } in &merge.replaced.0
        {
            if field.read(&kept) == *after {
                field.write(&mut kept, before, field.word(), context)?;
            } else {
                concerns.push(Concern::typed(&UndoConcern::FieldKeptAsChanged {
                    field: *field,
                }));
            }
        }
        taken.merged_into = None;
        merge.undone_at = Some(context.made_at);
        let mut changes = Changes::new();
        changes
            .put(context.lane, &kept)
            .put(context.lane, &taken)
            .put(context.lane, &merge);
        Ok(Outcome { changes, concerns })
    }
}
