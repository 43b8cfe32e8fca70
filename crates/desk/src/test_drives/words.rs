//! The few words of the domain that the papers of a drive need, in both languages.

use documents::Language;
use domain::test_drives::{DriveAspect, ReturnCondition};

pub const fn aspect(aspect: DriveAspect, language: Language) -> &'static str {
    let (chinese, english) = match aspect {
        DriveAspect::Power => ("动力", "Power"),
        DriveAspect::Handling => ("操控", "Handling"),
        DriveAspect::Comfort => ("舒适", "Comfort"),
        DriveAspect::Quiet => ("静谧", "Quiet"),
        DriveAspect::Space => ("空间", "Space"),
        DriveAspect::Equipment => ("配置", "Equipment"),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

pub const fn condition(condition: ReturnCondition, language: Language) -> &'static str {
    let (chinese, english) = match condition {
        ReturnCondition::Sound => ("完好", "in order"),
        ReturnCondition::Damaged => ("有损伤", "damaged"),
        ReturnCondition::Accident => ("发生事故", "accident"),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}
