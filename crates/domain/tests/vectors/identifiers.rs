//! VIN, plate, resident id, USCC, mobile and bank card vectors, and the masks.

use crate::reading::{Findings, every_row};
use chrono::NaiveDate;
use domain::identifiers::*;
use domain::privacy::{PersonalKind, mask};

/// The vectors were made for this day.
fn reference_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("the day exists")
}

#[test]
fn every_vin_is_read_as_the_standard_says() {
    every_row("vin.csv", |row, findings| {
        let reading = Vin::parse(row.text("input"));
        let (outcome, reason) = match &reading {
            Ok(VinReading { advisory: None, .. }) => ("ok", ""),
            Ok(VinReading {
                advisory: Some(advisory),
                ..
            }) => (
                "warn",
                match advisory {
                    VinAdvisory::CheckCharIllegal => "CHECK_CHAR_ILLEGAL",
                    VinAdvisory::CheckDigit => "CHECK_DIGIT",
                    VinAdvisory::TailNotNumeric => "TAIL_NOT_NUMERIC",
                },
            ),
            Err(error) => (
                "error",
                match error {
                    VinError::Length { .. } => "LENGTH",
                    VinError::Charset { .. } => "CHARSET",
                    VinError::CheckCharIllegal { .. } => "CHECK_CHAR_ILLEGAL",
                    VinError::CheckDigit { .. } => "CHECK_DIGIT",
                    VinError::YearCode { .. } => "YEAR_CODE",
                    VinError::TailNotNumeric => "TAIL_NOT_NUMERIC",
                },
            ),
        };
        findings.equal("expected", row.text("expected"), outcome);
        findings.equal("reason", row.text("reason"), reason);
        let Ok(VinReading { vin, .. }) = reading else {
            return;
        };
        findings.equal("normalized", row.text("normalized"), vin.as_str());
        findings.equal("wmi", row.text("wmi"), vin.wmi());
        if !row.text("check_char").is_empty() {
            findings.equal(
                "check_char",
                row.text("check_char"),
                &vin.check_char().to_string(),
            );
        }
        let year = vin.model_year(2026).map(|year| year.to_string());
        findings.equal(
            "model_year",
            row.text("model_year"),
            year.as_deref().unwrap_or(""),
        );
    });
}

#[test]
fn every_plate_is_read_as_the_standard_says() {
    every_row("plate.csv", |row, findings| {
        // Marks whose make-up is not public are entered by hand; then they are taken.
        let read = match Plate::parse(row.text("input")) {
            Err(PlateError::NeedsByHand) => Plate::by_hand(row.text("input")),
            read => read,
        };
        findings.equal("expected_valid", row.flag("expected_valid"), read.is_ok());
        let Ok(plate) = read else {
            findings.equal("plate_type", row.text("plate_type"), "invalid");
            return;
        };
        findings.equal("normalized", row.text("normalized"), plate.as_str());
        let names: &[&str] = match plate.kind() {
            PlateKind::Ordinary => &["ordinary"],
            PlateKind::NewEnergySmallElectric => &["nev_small_bev"],
            PlateKind::NewEnergySmallHybrid => &["nev_small_phev"],
            PlateKind::NewEnergyLargeElectric => &["nev_large_bev"],
            PlateKind::NewEnergyLargeHybrid => &["nev_large_phev"],
            PlateKind::Trainer => &["trainer"],
            PlateKind::Police => &["police"],
            PlateKind::Trailer => &["trailer"],
            PlateKind::HongKongMacau => &["hk_macau"],
            PlateKind::ByHand => &["embassy", "consulate", "emergency", "military", "manual"],
        };
        if !names.contains(&row.text("plate_type")) {
            findings.fault(format!(
                "plate_type: expected {}, got {:?}",
                row.text("plate_type"),
                plate.kind()
            ));
        }
    });
}

#[test]
fn every_resident_id_is_read_as_the_standard_says() {
    every_row("resident_id.csv", |row, findings| {
        let read = ResidentId::parse(row.text("input"), reference_day());
        findings.equal("expected_valid", row.flag("expected_valid"), read.is_ok());
        let id = match read {
            Ok(id) => id,
            Err(error) => {
                let reason = match error {
                    ResidentIdError::Length { .. } => "LENGTH",
                    ResidentIdError::Legacy => "LEGACY_15",
                    ResidentIdError::Charset { .. } => "CHARSET",
                    ResidentIdError::Area => "AREA",
                    ResidentIdError::BirthDate => "BIRTH_DATE",
                    ResidentIdError::Checksum { .. } => "CHECKSUM",
                };
                findings.equal("reason", row.text("reason"), reason);
                return;
            }
        };
        let document = match id.document() {
            IdentityDocument::ResidentCard => "resident",
            IdentityDocument::HongKongMacauTaiwanResidence => "hmt_residence",
            IdentityDocument::ForeignPermanentResidence => "foreigner_pr",
        };
        let gender = match id.gender() {
            Gender::Male => "M",
            Gender::Female => "F",
        };
        findings.equal("doc_kind", row.text("doc_kind"), document);
        findings.equal("normalized", row.text("normalized"), id.as_str());
        findings.equal("birth_date", row.date("birth_date"), id.birth_date());
        findings.equal("gender", row.text("gender"), gender);
        findings.equal(
            "age",
            row.text("age_on_2026_11_22"),
            &id.age_on(reference_day()).to_string(),
        );
    });
}

#[test]
fn every_social_credit_code_is_read_as_the_standard_says() {
    every_row("uscc.csv", |row, findings| {
        let read = Uscc::parse(row.text("input"));
        findings.equal("expected_valid", row.flag("expected_valid"), read.is_ok());
        match read {
            Ok(UsccReading { uscc, advisory }) => {
                findings.equal("normalized", row.text("normalized"), uscc.as_str());
                findings.equal(
                    "inner_org_code_ok",
                    row.flag("inner_org_code_ok"),
                    advisory.is_none(),
                );
            }
            Err(error) => {
                let reason = match error {
                    UsccError::Length { .. } => "LENGTH",
                    UsccError::Charset { .. } => "CHARSET",
                    UsccError::Area => "AREA",
                    UsccError::Checksum { .. } => "CHECKSUM",
                };
                findings.equal("reason", row.text("reason"), reason);
            }
        }
    });
}

#[test]
fn every_mobile_number_is_read_and_masked() {
    every_row("mobile.csv", |row, findings| {
        let read = Mobile::parse(row.text("input"));
        findings.equal("expected_valid", row.flag("expected_valid"), read.is_ok());
        if let Ok(mobile) = read {
            findings.equal("normalized", row.text("normalized"), mobile.as_str());
            masked(
                row.text("masked"),
                PersonalKind::Mobile,
                mobile.as_str(),
                findings,
            );
        }
    });
}

#[test]
fn every_bank_card_is_read_and_masked() {
    every_row("bank_card.csv", |row, findings| {
        let read = BankCard::parse(row.text("input"));
        findings.equal("expected_valid", row.flag("expected_valid"), read.is_ok());
        match read {
            Ok(card) => {
                findings.equal("normalized", row.text("normalized"), card.as_str());
                masked(
                    row.text("masked"),
                    PersonalKind::BankCard,
                    card.as_str(),
                    findings,
                );
            }
            Err(error) => {
                let reason = match error {
                    BankCardError::Format => "FORMAT",
                    BankCardError::Luhn => "LUHN",
                };
                findings.equal("reason", row.text("reason"), reason);
            }
        }
    });
}

#[test]
fn every_mask_shows_what_the_house_allows() {
    every_row("masking.csv", |row, findings| {
        let kind = match row.text("category") {
            "address" => PersonalKind::Address,
            "bank_card" => PersonalKind::BankCard,
            "email" => PersonalKind::Email,
            "mobile" => PersonalKind::Mobile,
            "name" => PersonalKind::Name,
            "plate" => PersonalKind::Plate,
            "resident_id" => PersonalKind::ResidentId,
            "vin" => PersonalKind::Vin,
            other => return findings.fault(format!("no kind of personal data is called {other}")),
        };
        masked(row.text("default_mask"), kind, row.text("input"), findings);
    });
}

fn masked(expected: &str, kind: PersonalKind, value: &str, findings: &mut Findings) {
    findings.equal("mask", expected.to_owned(), mask(kind, value));
}
