//! The few words that the paper of a transfer takes from closed lists, in both languages.

use documents::Language;
use domain::{
    catalogue::{Drivetrain, EnergyType, ModelFigures},
    vehicles::{CertificateState, Vehicle},
};

const fn either(language: Language, chinese: &'static str, english: &'static str) -> &'static str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// Drive, power, range and seats of a version, by which a driver tells it from its sisters.
pub(super) fn in_short(figures: &ModelFigures, language: Language) -> String {
    let mut parts = vec![energy(figures.energy, language).to_owned()];
    parts.extend(
        figures
            .displacement_ml
            .map(|millilitres| format!("{millilitres} mL")),
    );
    parts.extend(figures.power_kw.map(|kilowatts| format!("{kilowatts} kW")));
    parts.push(drivetrain(figures.drivetrain, language).to_owned());
    parts.extend(figures.electric_range_km.map(|km| match language {
        Language::Chinese => format!("纯电续航 {km} 公里"),
        Language::English => format!("electric range {km} km"),
    }));
    parts.push(match language {
        Language::Chinese => format!("{} 座", figures.seats),
        Language::English => format!("{} seats", figures.seats),
    });
    parts.join(either(language, "，", ", "))
}

const fn energy(energy: EnergyType, language: Language) -> &'static str {
    match energy {
        EnergyType::Petrol => either(language, "汽油", "Petrol"),
        EnergyType::Diesel => either(language, "柴油", "Diesel"),
        EnergyType::Hybrid => either(language, "油电混合", "Hybrid"),
        EnergyType::PluginHybrid => either(language, "插电混动", "Plug-in hybrid"),
        EnergyType::RangeExtended => either(language, "增程", "Range extender"),
        EnergyType::Electric => either(language, "纯电", "Electric"),
        EnergyType::FuelCell => either(language, "燃料电池", "Fuel cell"),
    }
}

const fn drivetrain(drivetrain: Drivetrain, language: Language) -> &'static str {
    match drivetrain {
        Drivetrain::FrontWheels => either(language, "前驱", "front-wheel drive"),
        Drivetrain::RearWheels => either(language, "后驱", "rear-wheel drive"),
        Drivetrain::AllWheels => either(language, "四驱", "all-wheel drive"),
    }
}

/// The certificate's number, and where it is while it is not in the house.
pub(super) fn certificate(car: &Vehicle, language: Language) -> String {
    let place = match car.certificate {
        CertificateState::InHouse => "",
        CertificateState::InTransit => either(language, "在途", "on its way"),
        CertificateState::Pledged => either(language, "质押在银行", "held by the bank"),
        CertificateState::Lent => either(language, "借出", "lent out"),
        CertificateState::HandedOver => either(language, "已交客户", "with the customer"),
    };
    [car.certificate_number.as_str(), place]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(either(language, "，", ", "))
}
