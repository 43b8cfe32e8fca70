//! Masks at their edges.

use domain::privacy::{PersonalKind, mask};
use proptest::prelude::*;

const KINDS: [PersonalKind; 10] = [
    PersonalKind::Name,
    PersonalKind::Mobile,
    PersonalKind::ResidentId,
    PersonalKind::BankCard,
    PersonalKind::Vin,
    PersonalKind::Plate,
    PersonalKind::Address,
    PersonalKind::Email,
    PersonalKind::BirthDate,
    PersonalKind::Free,
];

#[test]
fn a_name_keeps_its_surname() {
    for (name, shown) in [
        ("王一", "王*"),
        ("王小一", "王*一"),
        ("欧阳甲", "欧阳*"),
        ("欧阳甲乙", "欧阳**"),
        ("欧阳", "欧*"),
        ("张", "张"),
        ("买买提·吐尔逊", "买***逊"),
        ("Muhammad Abdurrahman bin Sulaiman Al-Khat", "M***t"),
    ] {
        assert_eq!(mask(PersonalKind::Name, name), shown);
    }
}

#[test]
fn an_address_ends_at_the_district_or_the_county_level_city() {
    for (address, shown) in [
        ("测试省测试市测试区样例路100号", "测试省测试市测试区***"),
        ("测试省测试市样例市超市路5号", "测试省测试市样例市***"),
        ("测试省测试市样例路5号幸福小区2栋", "测试省测试市***"),
        ("样例路5号", "***"),
    ] {
        assert_eq!(mask(PersonalKind::Address, address), shown);
    }
}

#[test]
fn a_birth_date_keeps_its_year_and_free_text_nothing() {
    assert_eq!(mask(PersonalKind::BirthDate, "1990-05-17"), "1990-**-**");
    assert_eq!(mask(PersonalKind::BirthDate, "19900517"), "***");
    assert_eq!(mask(PersonalKind::Free, "身份证号见附件"), "***");
}

#[test]
fn what_is_too_short_is_starred_altogether() {
    assert_eq!(mask(PersonalKind::Mobile, "1380000"), "*******");
    assert_eq!(mask(PersonalKind::BankCard, "620000"), "******");
    assert_eq!(mask(PersonalKind::Plate, "京A12"), "****");
    assert_eq!(mask(PersonalKind::Email, "not an address"), "***");
    for kind in KINDS {
        assert_eq!(mask(kind, ""), "");
    }
}

proptest! {
    #[test]
    fn no_mask_shows_the_whole_value(value in "[0-9A-Za-z一-龥]{2,40}") {
        for kind in KINDS {
            prop_assert_ne!(mask(kind, &value), value.clone());
        }
    }

    #[test]
    fn no_value_brings_a_mask_down(value in "\\PC*") {
        for kind in KINDS {
            let _ = mask(kind, &value);
        }
    }
}
