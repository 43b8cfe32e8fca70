//! The fields of a customer that people fill in: each read and written as text, with its checks, by
//! one function for all commands.

use super::{Customer, CustomerKind, CustomerRefusal, IdentityPaper, sound_of};
use crate::{
    checks,
    context::Context,
    identifiers::{Mobile, ResidentId, Uscc},
    privacy::PersonalKind,
    refusal::{GeneralRefusal, Refusal},
};

crate::words! {
    pub enum CustomerField {
        Kind => "kind",
        Name => "name",
        Mobile => "mobile",
        OtherPhone => "otherPhone",
        IdentityPaper => "identityPaper",
        IdentityNumber => "identityNumber",
        Email => "email",
        Address => "address",
        BornOn => "bornOn",
        Language => "language",
        Remark => "remark",
    }
}

/// The languages in which the house prints papers.
const LANGUAGES: &[&str] = &["zh-CN", "en"];
const IDENTITY_NUMBER: usize = 40;

impl CustomerField {
    /// The field's value as text; empty when there is none.
    pub fn read(self, customer: &Customer) -> String {
        match self {
            Self::Kind => customer.kind.word().to_owned(),
            Self::Name => customer.name.clone(),
            Self::Mobile => customer
                .mobile
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            Self::OtherPhone => customer.other_phone.clone(),
            Self::IdentityPaper => customer.identity_paper.word().to_owned(),
            Self::IdentityNumber => customer.identity_number.clone(),
            Self::Email => customer.email.clone(),
            Self::Address => customer.address.clone(),
            Self::BornOn => customer
                .born_on
                .map(|day| day.to_string())
                .unwrap_or_default(),
            Self::Language => customer.language.clone(),
            Self::Remark => customer.remark.clone(),
        }
    }

    /// What kind of personal data the field holds, and so how it is masked.
    pub const fn personal(self) -> Option<PersonalKind> {
        match self {
            Self::Name => Some(PersonalKind::Name),
            Self::Mobile | Self::OtherPhone => Some(PersonalKind::Mobile),
            Self::IdentityNumber => Some(PersonalKind::ResidentId),
            Self::Email => Some(PersonalKind::Email),
            Self::Address => Some(PersonalKind::Address),
            Self::BornOn => Some(PersonalKind::BirthDate),
            Self::Kind | Self::IdentityPaper | Self::Language | Self::Remark => None,
        }
    }

    /// Writes what was typed, or says beside which field and why not. `at` is the field's path in the
    /// command.
    pub fn write(
        self,
        customer: &mut Customer,
        typed: &str,
        at: &str,
        context: &Context,
    ) -> Result<(), Refusal> {
        let typed = typed.trim();
        match self {
            Self::Kind => {
                customer.kind = CustomerKind::from_word(typed).ok_or_else(|| unknown(at, typed))?;
            }
            Self::Name => {
                checks::filled(at, typed, checks::LINE)?;
                typed.clone_into(&mut customer.name);
                customer.name_sound = sound_of(typed);
            }
            Self::Mobile => {
                customer.mobile = if typed.is_empty() {
                    None
                } else {
                    Some(Mobile::parse(typed).map_err(|error| Refusal::typed(&error, Some(at)))?)
                };
            }
            Self::OtherPhone => {
                checks::fits(at, typed, checks::LINE)?;
                typed.clone_into(&mut customer.other_phone);
            }
            Self::IdentityPaper => {
                customer.identity_paper =
                    IdentityPaper::from_word(typed).ok_or_else(|| unknown(at, typed))?;
            }
            Self::IdentityNumber => {
                customer.identity_number =
                    identity_number(customer.identity_paper, typed, at, context)?;
            }
            Self::Email => {
                let plausible = typed.is_empty()
                    || typed.split_once('@').is_some_and(|(local, host)| {
                        !local.is_empty()
                            && host.contains('.')
                            && !host.contains('@')
                            && !typed.contains(' ')
                    });
                if !plausible {
                    return Err(CustomerRefusal::EmailMalformed {
                        field: at.to_owned(),
                    }
                    .into());
                }
                checks::fits(at, typed, checks::LINE)?;
                typed.clone_into(&mut customer.email);
            }
            Self::Address => {
                checks::fits(at, typed, checks::LINE)?;
                typed.clone_into(&mut customer.address);
            }
            Self::BornOn => {
                customer.born_on = if typed.is_empty() {
                    None
                } else {
                    let day = typed.parse().map_err(|_| CustomerRefusal::DateMalformed {
                        field: at.to_owned(),
                    })?;
                    checks::date_until(at, day, context.today())?;
                    Some(day)
                };
            }
            Self::Language => {
                if !LANGUAGES.contains(&typed) {
                    return Err(CustomerRefusal::LanguageUnknown {
                        field: at.to_owned(),
                        given: typed.to_owned(),
                    }
                    .into());
                }
                typed.clone_into(&mut customer.language);
            }
            Self::Remark => {
                checks::fits(at, typed, checks::REMARK)?;
                typed.clone_into(&mut customer.remark);
            }
        }
        Ok(())
    }
}

fn unknown(at: &str, typed: &str) -> CustomerRefusal {
    CustomerRefusal::WordUnknown {
        field: at.to_owned(),
        given: typed.to_owned(),
    }
}

/// The number in its normal form; resident numbers and credit codes are checked, others cannot be.
fn identity_number(
    paper: IdentityPaper,
    typed: &str,
    at: &str,
    context: &Context,
) -> Result<String, Refusal> {
    if typed.is_empty() {
        return Ok(String::new());
    }
    match paper {
        IdentityPaper::ResidentId => Ok(ResidentId::parse(typed, context.today())
            .map_err(|error| Refusal::typed(&error, Some(at)))?
            .to_string()),
        IdentityPaper::CreditCode => Ok(Uscc::parse(typed)
            .map_err(|error| Refusal::typed(&error, Some(at)))?
            .uscc
            .to_string()),
        IdentityPaper::Passport | IdentityPaper::TravelPermit | IdentityPaper::OfficerCard => {
            checks::fits(at, typed, IDENTITY_NUMBER)?;
            Ok(typed.to_uppercase())
        }
        IdentityPaper::None => Err(GeneralRefusal::Empty {
            field: at.replace("identityNumber", "identityPaper"),
        }
        .into()),
    }
}
