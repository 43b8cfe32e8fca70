//! Identifiers: scanning, advisories, codes, and what check digits guarantee.

use chrono::NaiveDate;
use domain::identifiers::*;
use proptest::prelude::*;
use serde::Serialize;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("the day exists")
}

/// The text with one character put in another's place.
fn with(text: &str, position: usize, character: char) -> String {
    text.chars()
        .enumerate()
        .map(|(place, old)| if place == position { character } else { old })
        .collect()
}

#[test]
fn a_scanned_vin_loses_the_leading_letter_and_the_look_alikes() {
    for scanned in [
        "LSVHHHSZ3CD000025",
        "ILSVHHHSZ3CD000025",
        "lsvhhhsz3cdOOO025",
        " LSV-HHHSZ3CD000025\n",
    ] {
        let reading = Vin::from_scan(scanned).expect("the scan is a VIN");
        assert_eq!(reading.vin.as_str(), "LSVHHHSZ3CD000025");
    }
    assert!(matches!(
        Vin::parse("LSVHHHSZ3CDOOO025"),
        Err(VinError::Charset { found: 'O' })
    ));
    assert_eq!(
        Vin::from_scan("ILSVHHHSZ3CD00002"),
        Err(VinError::Length { found: 16 })
    );
    let american = Vin::from_scan("IM8GDM9AXKP042788").expect("the check digit agrees");
    assert_eq!(american.vin.as_str(), "1M8GDM9AXKP042788");
}

#[test]
fn a_vin_names_its_maker_and_year_but_proves_neither() {
    let vin = Vin::parse("LSVHHHSZ3CD000025").expect("a VIN").vin;
    assert_eq!(vin.maker().map(|maker| maker.zh.as_str()), Some("上汽大众"));
    assert_eq!(
        vin.maker().map(|maker| maker.en.as_str()),
        Some("SAIC Volkswagen")
    );
    assert_eq!(vin.tail(), "000025");
    assert_eq!(vin.model_year(2026), Some(2012));
    assert_eq!(vin.model_year(2041), Some(2042));
    assert_eq!(vin.model_year(1981), Some(1982));
    assert_eq!(vin.model_year(1980), None);
    let import = Vin::parse("WBAJV65B3P5000013").expect("an import");
    assert_eq!(import.advisory, Some(VinAdvisory::CheckDigit));
    assert_eq!(import.vin.maker(), None);
    assert_eq!(import.vin.model_year(2026), None);
}

#[test]
fn what_an_import_does_otherwise_only_advises() {
    let tail = Vin::parse("WVWZZZ1KZAW00A123").expect("an import");
    assert_eq!(tail.advisory, Some(VinAdvisory::CheckCharIllegal));
    assert!(Vin::parse("WVWZZZ1KZAW00O123").is_err());
}

#[test]
fn a_plate_shows_its_dot_but_is_stored_without() {
    let plate = Plate::parse("京a·12345").expect("a plate");
    assert_eq!(plate.as_str(), "京A12345");
    assert_eq!(plate.with_dot(), "京A·12345");
    assert_eq!(Plate::parse("京A123456"), Err(PlateError::NewEnergyPattern));
    assert_eq!(Plate::parse("京ABCD12"), Err(PlateError::TooManyLetters));
    assert_eq!(
        Plate::parse("沪A1234挂").map(|plate| plate.kind()),
        Ok(PlateKind::Trailer)
    );
    assert_eq!(
        Plate::parse("粤Z1234澳").map(|plate| plate.kind()),
        Ok(PlateKind::HongKongMacau)
    );
}

#[test]
fn an_embassy_plate_is_taken_by_hand_and_reads_back() {
    assert_eq!(Plate::parse("京A0012使"), Err(PlateError::NeedsByHand));
    let plate = Plate::by_hand("京A0012使").expect("a person says so");
    assert_eq!(plate.kind(), PlateKind::ByHand);
    let json = serde_json::to_string(&plate).expect("it writes");
    assert_eq!(
        serde_json::from_str::<Plate>(&json).expect("it reads"),
        plate
    );
    assert_eq!(Plate::by_hand("京AI2345"), Err(PlateError::NeedsByHand));
}

#[test]
fn an_identity_number_from_the_future_is_refused_only_when_typed() {
    let born = "11010519491231002X";
    let before = NaiveDate::from_ymd_opt(1949, 12, 30).expect("the day exists");
    assert_eq!(
        ResidentId::parse(born, before),
        Err(ResidentIdError::BirthDate)
    );
    let id = ResidentId::parse(born, today()).expect("a number");
    let json = serde_json::to_string(&id).expect("it writes");
    assert_eq!(
        serde_json::from_str::<ResidentId>(&json).expect("it reads"),
        id
    );
    assert!(serde_json::from_str::<ResidentId>("\"110105194912310021\"").is_err());
}

#[test]
fn a_number_tells_which_card_it_is_printed_on() {
    let document = |text| ResidentId::parse(text, today()).map(|id| id.document());
    for residence in [
        "81000019051010221X",
        "820000190510101120",
        "830000190510108869",
    ] {
        assert_eq!(
            document(residence),
            Ok(IdentityDocument::HongKongMacauTaiwanResidence)
        );
    }
    assert_eq!(
        document("710000190510101117"),
        Ok(IdentityDocument::ResidentCard)
    );
    assert_eq!(
        document("911999190506204155"),
        Ok(IdentityDocument::ForeignPermanentResidence)
    );
}

#[test]
fn an_age_is_completed_on_the_birthday() {
    let leap = ResidentId::parse("210115200002297393", today()).expect("a number");
    let on = |year, month, day| {
        leap.age_on(NaiveDate::from_ymd_opt(year, month, day).expect("the day exists"))
    };
    assert_eq!(on(2018, 2, 28), 17);
    assert_eq!(on(2018, 3, 1), 18);
    assert_eq!(on(2020, 2, 29), 20);
}

#[test]
fn debug_output_of_personal_numbers_is_masked() {
    let id = ResidentId::parse("11010519491231002X", today()).expect("a number");
    assert_eq!(format!("{id:?}"), "ResidentId(110***********002X)");
    let mobile = Mobile::parse("13800000034").expect("a number");
    assert_eq!(format!("{mobile:?}"), "Mobile(138****0034)");
    let company = Uscc::parse("91330106000081146H").expect("a code").uscc;
    assert_eq!(format!("{company:?}"), "Uscc(91330106000081146H)");
}

/// A refusal carries its code into JSON, where the page looks for it.
fn assert_code<E: Serialize>(error: &E, code: &str) {
    let json = serde_json::to_value(error).expect("it writes");
    assert_eq!(json["code"], code);
}

#[test]
fn every_error_carries_the_code_that_its_sentence_is_kept_under() {
    let (found, expected) = ('A', 'B');
    for error in [
        VinError::Length { found: 1 },
        VinError::Charset { found },
        VinError::CheckCharIllegal { found },
        VinError::CheckDigit { expected, found },
        VinError::YearCode { found },
        VinError::TailNotNumeric,
    ] {
        assert_code(&error, error.code());
    }
    for advisory in [
        VinAdvisory::CheckCharIllegal,
        VinAdvisory::CheckDigit,
        VinAdvisory::TailNotNumeric,
    ] {
        assert_code(&advisory, advisory.code());
    }
    for error in [
        PlateError::Length { found: 1 },
        PlateError::Province { found },
        PlateError::Office { found },
        PlateError::Serial { found },
        PlateError::TooManyLetters,
        PlateError::NewEnergyPattern,
        PlateError::NeedsByHand,
    ] {
        assert_code(&error, error.code());
    }
    for error in [
        ResidentIdError::Length { found: 1 },
        ResidentIdError::Legacy,
        ResidentIdError::Charset { found },
        ResidentIdError::Area,
        ResidentIdError::BirthDate,
        ResidentIdError::Checksum { expected, found },
    ] {
        assert_code(&error, error.code());
    }
    for error in [
        UsccError::Length { found: 1 },
        UsccError::Charset { found },
        UsccError::Area,
        UsccError::Checksum { expected, found },
    ] {
        assert_code(&error, error.code());
    }
    for error in [
        MobileError::Charset { found },
        MobileError::Length { found: 1 },
        MobileError::Segment,
    ] {
        assert_code(&error, error.code());
    }
    for error in [BankCardError::Format, BankCardError::Luhn] {
        assert_code(&error, error.code());
    }
}

prop_compose! {
    /// Everything of a VIN made for China but its check character.
    fn vin_frame()(front in "L[A-HJ-NPR-Z0-9]{7}", year in "[A-HJ-NPR-TV-Y1-9]", plant in "[A-HJ-NPR-Z0-9]", serial in "[0-9]{6}") -> String {
        format!("{front}?{year}{plant}{serial}")
    }
}

prop_compose! {
    /// Everything of an identity number but its check character.
    fn id_frame()(area in "(11|31|44|50|65)[0-9]{4}", year in 1900_i32..2026, month in 1_u32..=12, day in 1_u32..=28, sequence in 0_u32..1000) -> String {
        format!("{area}{year}{month:02}{day:02}{sequence:03}?")
    }
}

/// Those of the candidates that make the frame valid when put at its question mark.
fn accepted(frame: &str, candidates: &str, valid: impl Fn(&str) -> bool) -> Vec<String> {
    candidates
        .chars()
        .map(|candidate| frame.replace('?', &candidate.to_string()))
        .filter(|text| valid(text))
        .collect()
}

proptest! {
    #[test]
    fn a_vin_has_one_check_character_and_notices_every_changed_digit(frame in vin_frame(), position in 1_usize..17, digit in 0_u32..10) {
        let valid = |text: &str| Vin::parse(text).is_ok();
        let right = accepted(&frame, "0123456789X", valid);
        prop_assert_eq!(right.len(), 1);
        let digit = char::from_digit(digit, 10).expect("a digit");
        let old = right[0].chars().nth(position).expect("in range");
        prop_assume!(old.is_ascii_digit() && old != digit);
        prop_assert!(!valid(&with(&right[0], position, digit)));
    }

    #[test]
    fn an_identity_number_has_one_check_character_and_notices_every_changed_digit(frame in id_frame(), position in 0_usize..17, digit in 0_u32..10) {
        let valid = |text: &str| ResidentId::parse(text, today()).is_ok();
        let right = accepted(&frame, "0123456789X", valid);
        prop_assert_eq!(right.len(), 1);
        let digit = char::from_digit(digit, 10).expect("a digit");
        prop_assume!(right[0].chars().nth(position) != Some(digit));
        prop_assert!(!valid(&with(&right[0], position, digit)));
    }

    #[test]
    fn a_credit_code_has_one_check_character_and_notices_every_changed_character(frame in "[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{9}\\?", position in 0_usize..17, other in "[0-9A-HJ-NPQRTUWXY]") {
        let valid = |text: &str| Uscc::parse(text).is_ok();
        let right = accepted(&frame, "0123456789ABCDEFGHJKLMNPQRTUWXY", valid);
        prop_assert_eq!(right.len(), 1);
        let other = other.chars().next().expect("a character");
        prop_assume!(right[0].chars().nth(position) != Some(other));
        prop_assert!(!valid(&with(&right[0], position, other)));
    }

    #[test]
    fn a_bank_card_has_one_check_digit_and_notices_every_changed_digit(frame in "[0-9]{12,18}\\?", position in 0_usize..18, digit in 0_u32..10) {
        let valid = |text: &str| BankCard::parse(text).is_ok();
        let right = accepted(&frame, "0123456789", valid);
        prop_assert_eq!(right.len(), 1);
        let digit = char::from_digit(digit, 10).expect("a digit");
        prop_assume!(right[0].chars().nth(position).is_some_and(|old| old != digit));
        prop_assert!(!valid(&with(&right[0], position, digit)));
    }

    #[test]
    fn what_is_stored_reads_back_unchanged(frame in vin_frame(), mobile in "1[3-9][0-9]{9}") {
        let vin = accepted(&frame, "0123456789X", |text| Vin::parse(text).is_ok());
        let vin = Vin::parse(&vin[0].to_lowercase()).expect("a VIN").vin;
        let json = serde_json::to_string(&vin).expect("it writes");
        prop_assert_eq!(serde_json::from_str::<Vin>(&json).expect("it reads"), vin);
        let mobile = Mobile::parse(&format!("+86 {mobile}")).expect("a number");
        prop_assert_eq!(Mobile::parse(mobile.as_str()), Ok(mobile));
    }

    #[test]
    fn no_text_brings_a_reader_down(text in "\\PC{0,24}") {
        let _ = Vin::parse(&text);
        let _ = Vin::from_scan(&text);
        let _ = Plate::parse(&text).map(|plate| plate.with_dot());
        let _ = Plate::by_hand(&text).map(|plate| plate.with_dot());
        let _ = ResidentId::parse(&text, today());
        let _ = Uscc::parse(&text);
        let _ = Mobile::parse(&text);
        let _ = BankCard::parse(&text);
    }
}
