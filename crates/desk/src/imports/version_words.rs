//! How makers' lists write the closed lists of the catalogue, in Chinese and English. Each reader gets the
//! cell in lower case and without blanks.

use domain::catalogue::{BodyClass, Drivetrain, EnergyType, ModelSale, Transmission};

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

pub fn class(text: &str) -> Option<BodyClass> {
    let chinese = match text {
        "微型车" => BodyClass::MicroCar,
        "小型车" => BodyClass::SmallCar,
        "紧凑型车" | "紧凑型" | "a级车" => BodyClass::CompactCar,
        "中型车" | "中型" | "b级车" => BodyClass::MidSizeCar,
        "中大型车" | "中大型" | "c级车" => BodyClass::UpperMidCar,
        "大型车" | "d级车" => BodyClass::LargeCar,
        "小型suv" => BodyClass::SmallSuv,
        "紧凑型suv" => BodyClass::CompactSuv,
        "中型suv" => BodyClass::MidSizeSuv,
        "中大型suv" => BodyClass::UpperMidSuv,
        "大型suv" => BodyClass::LargeSuv,
        "mpv" => BodyClass::Mpv,
        "微面" | "微型面包车" => BodyClass::MicroVan,
        "跑车" => BodyClass::SportsCar,
        "皮卡" => BodyClass::Pickup,
        english => {
            return BodyClass::ALL.iter().copied().find(|class| {
                let word = class.word().to_lowercase();
                english.replace('-', "") == word
            });
        }
    };
    Some(chinese)
}

pub fn energy(text: &str) -> Option<EnergyType> {
    let found = if has(text, &["插电", "插混", "plug", "phev"]) {
        EnergyType::PluginHybrid
    } else if has(text, &["增程", "range", "erev", "reev"]) {
        EnergyType::RangeExtended
    } else if has(text, &["燃料电池", "氢", "fuelcell", "fcev", "fcv"]) {
        EnergyType::FuelCell
    } else if has(text, &["混", "hybrid", "hev"]) {
        EnergyType::Hybrid
    } else if has(text, &["纯电", "电动", "electric", "bev"]) || text == "ev" {
        EnergyType::Electric
    } else if has(text, &["柴油", "diesel"]) {
        EnergyType::Diesel
    } else if has(text, &["汽油", "燃油", "petrol", "gasoline"]) {
        EnergyType::Petrol
    } else {
        return None;
    };
    Some(found)
}

pub fn transmission(text: &str) -> Option<Transmission> {
    let found = if has(
        text,
        &["双离合", "dct", "dsg", "doubleclutch", "dualclutch"],
    ) {
        Transmission::DoubleClutch
    } else if has(text, &["混动专用", "ecvt", "e-cvt", "dht"]) {
        Transmission::HybridVariable
    } else if has(text, &["无级", "cvt"]) {
        Transmission::ContinuouslyVariable
    } else if has(text, &["单速", "固定齿比", "single"]) {
        Transmission::SingleSpeed
    } else if has(text, &["手自一体", "自动", "automatic"]) || text.ends_with("at") {
        Transmission::Automatic
    } else if has(text, &["手动", "manual"]) || text.ends_with("mt") {
        Transmission::Manual
    } else {
        return None;
    };
    Some(found)
}

pub fn drivetrain(text: &str) -> Option<Drivetrain> {
    let found = if has(text, &["四驱", "全驱", "四轮", "awd", "4wd", "4x4"]) {
        Drivetrain::AllWheels
    } else if has(text, &["前驱", "前轮", "fwd"]) {
        Drivetrain::FrontWheels
    } else if has(text, &["后驱", "后轮", "rwd"]) {
        Drivetrain::RearWheels
    } else {
        return None;
    };
    Some(found)
}

pub fn sale(text: &str) -> Option<ModelSale> {
    match text {
        "在售" | "onsale" | "current" => Some(ModelSale::OnSale),
        "停售" | "停产" | "停产在售" | "下架" | "ended" | "discontinued" => {
            Some(ModelSale::Ended)
        }
        _ => None,
    }
}

/// Whether the list of models with purchase-tax relief names it.
pub fn relief(text: &str) -> Option<bool> {
    match text {
        "是" | "有" | "已列入" | "列入" | "免税" | "减免" | "yes" | "y" | "true" | "1" | "√"
        | "●" | "listed" => Some(true),
        "否" | "无" | "未列入" | "不" | "no" | "n" | "false" | "0" | "-" | "—" | "○"
        | "unlisted" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makers_words_are_understood_in_both_languages() {
        assert_eq!(class("紧凑型suv"), Some(BodyClass::CompactSuv));
        assert_eq!(class("mid-sizecar"), Some(BodyClass::MidSizeCar));
        assert_eq!(energy("插电式混合动力"), Some(EnergyType::PluginHybrid));
        assert_eq!(energy("油电混合"), Some(EnergyType::Hybrid));
        assert_eq!(energy("纯电动"), Some(EnergyType::Electric));
        assert_eq!(
            transmission("7挡湿式双离合"),
            Some(Transmission::DoubleClutch)
        );
        assert_eq!(transmission("8挡手自一体"), Some(Transmission::Automatic));
        assert_eq!(
            transmission("e-cvt无级变速"),
            Some(Transmission::HybridVariable)
        );
        assert_eq!(
            transmission("电动车单速变速箱"),
            Some(Transmission::SingleSpeed)
        );
        assert_eq!(drivetrain("前置四驱"), Some(Drivetrain::AllWheels));
        assert_eq!(drivetrain("前置前驱"), Some(Drivetrain::FrontWheels));
        assert_eq!(relief("未列入"), Some(false));
        for strange in ["核动力", "飞行"] {
            assert_eq!((energy(strange), drivetrain(strange)), (None, None));
        }
    }
}
