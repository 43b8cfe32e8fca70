//! What a quote's papers say about its lines, rules and loans, in the customer's language.

use documents::Language;
use domain::{
    dated::PolicyName,
    lending::{ChargedWhen, ContingentKind, CostItem, CostKind, CostStandard, FeeStandard},
    money::Rate,
    quotes::{CoverKind, LineKind, PaidTo, QuoteLine, Working},
    tax::{PowerSource, Taxation, TradeInScheme},
};

/// One of two sentences.
pub fn say(language: Language, chinese: &str, english: &str) -> String {
    match language {
        Language::Chinese => chinese.to_owned(),
        Language::English => english.to_owned(),
    }
}

pub fn line_name(line: &QuoteLine, language: Language) -> String {
    if !line.name.is_empty() && line.kind != LineKind::Discount {
        return line.name.clone();
    }
    let (chinese, english) = match line.kind {
        LineKind::Car => ("车价", "Car"),
        LineKind::Discount => ("优惠", "Discount"),
        LineKind::PurchaseTax => ("车辆购置税", "Vehicle purchase tax"),
        LineKind::LuxuryTax => ("超豪华小汽车消费税", "Consumption tax on luxury cars"),
        LineKind::CompulsoryInsurance => ("交强险", "Compulsory insurance"),
        LineKind::VesselTax => ("车船税", "Vehicle and vessel tax"),
        LineKind::CommercialInsurance => ("商业险", "Commercial insurance"),
        LineKind::Plate => ("上牌", "Registration and plates"),
        LineKind::Accessory => ("精品", "Accessory"),
        LineKind::ServiceFee => ("服务费", "Service fee"),
        LineKind::Other => ("其他", "Other"),
    };
    if line.kind == LineKind::Discount && !line.name.is_empty() {
        return line.name.clone();
    }
    say(language, chinese, english)
}

pub fn cover(cover: CoverKind, language: Language) -> String {
    let (chinese, english) = match cover {
        CoverKind::VehicleDamage => ("车损险", "vehicle damage"),
        CoverKind::ThirdParty => ("第三者责任险", "third party"),
        CoverKind::Driver => ("司机责任险", "driver"),
        CoverKind::Passengers => ("乘客责任险", "passengers"),
        CoverKind::AbsoluteDeductible => ("绝对免赔率", "absolute deductible"),
        CoverKind::Wheels => ("车轮单独损失险", "wheels"),
        CoverKind::AddedEquipment => ("新增设备损失险", "added equipment"),
        CoverKind::Scratches => ("车身划痕险", "scratches"),
        CoverKind::RepairCompensation => ("修理期间费用补偿险", "costs during repair"),
        CoverKind::EngineWaterExclusion => ("发动机进水除外", "engine flooding excluded"),
        CoverKind::MentalDistress => ("精神损害抚慰金责任险", "mental distress"),
        CoverKind::HolidayDouble => ("法定节假日限额翻倍险", "double limits on holidays"),
        CoverKind::NonInsuranceDrugs => ("医保外用药责任险", "non-insurance drugs"),
        CoverKind::ValueAddedServices => ("增值服务", "extra services"),
        CoverKind::GridFailure => ("外部电网故障损失险", "grid failure"),
        CoverKind::ChargerLoss => ("自用充电桩损失险", "own charger"),
        CoverKind::ChargerLiability => ("自用充电桩责任险", "charger liability"),
    };
    say(language, chinese, english)
}

/// The basis of a line: what it was reckoned from, so that the customer can check it.
pub fn basis(line: &QuoteLine, language: Language) -> Option<String> {
    let zh = language == Language::Chinese;
    match &line.working.0 {
        Working::Given => {
            if line.covers.0.is_empty() {
                // One price and how often it is asked, where it is more than once.
                return (line.quantity > 1)
                    .then(|| format!("{} × {}", line.unit_price, line.quantity));
            }
            let separator = if zh { "、" } else { ", " };
            let covers: Vec<String> = line
                .covers
                .0
                .iter()
                .map(|each| cover(each.cover, language))
                .collect();
            Some(covers.join(separator))
        }
        Working::Promotion { .. } => Some(say(language, "促销", "promotion")),
        Working::InsurersQuote => Some(say(language, "保险公司报价", "insurer's quote")),
        Working::Undecided { .. } => Some(say(
            language,
            "政策未定，人工确认",
            "rule not announced, confirmed by hand",
        )),
        Working::PurchaseTax {
            taxable_price,
            rate,
            relief,
            ..
        } => {
            let base = format!("{taxable_price} × {}", rate.percent());
            Some(match (relief.is_zero(), zh) {
                (true, _) => base,
                (false, true) => format!("{base}，减免 {relief}"),
                (false, false) => format!("{base}, relief {relief}"),
            })
        }
        Working::LuxuryTax { net, rate } => Some(format!("{net} × {}", rate.percent())),
        Working::CompulsoryInsurance { base, floating } => Some(if zh {
            format!(
                "基础保费 {base}，浮动 {}，以保险公司报价为准",
                floating.percent()
            )
        } else {
            format!(
                "base premium {base}, adjustment {}; the insurer decides",
                floating.percent()
            )
        }),
        Working::VesselTax {
            annual,
            months_due,
            taxation,
        } => Some(match taxation {
            Taxation::Full | Taxation::Half if zh => format!("年税额 {annual}，{months_due} 个月"),
            Taxation::Full | Taxation::Half => format!("{annual} a year, {months_due} months"),
            Taxation::Exempt => say(language, "免征", "exempt"),
            Taxation::OutsideScope => say(language, "不在征税范围", "outside the tax"),
        }),
    }
}

/// Who receives the money; nothing for the house itself.
pub fn payee(line: &QuoteLine, language: Language) -> Option<String> {
    if line.paid_to == PaidTo::House {
        return None;
    }
    let (chinese, english) = match line.kind {
        LineKind::PurchaseTax | LineKind::LuxuryTax => ("税务机关", "Tax office"),
        LineKind::CompulsoryInsurance | LineKind::CommercialInsurance => ("保险公司", "Insurer"),
        LineKind::VesselTax => ("保险公司代收", "Insurer, for the tax office"),
        LineKind::Plate => ("车管所", "Vehicle office"),
        LineKind::Car
        | LineKind::Discount
        | LineKind::Accessory
        | LineKind::ServiceFee
        | LineKind::Other => ("第三方", "Third party"),
    };
    Some(say(language, chinese, english))
}

pub fn policy(policy: PolicyName, language: Language) -> String {
    let (chinese, english) = match policy {
        PolicyName::ValueAddedTax => ("增值税", "Value added tax"),
        PolicyName::UsedCarValueAddedTax => ("二手车增值税", "Value added tax on used cars"),
        PolicyName::PurchaseTax => ("车辆购置税", "Vehicle purchase tax"),
        PolicyName::PurchaseTaxRelief => ("新能源汽车购置税减免", "Purchase tax relief"),
        PolicyName::LuxuryTax => ("超豪华小汽车消费税", "Consumption tax on luxury cars"),
        PolicyName::VehicleVesselTax => ("车船税税额", "Vehicle and vessel tax, amounts"),
        PolicyName::VehicleVesselScope => ("车船税", "Vehicle and vessel tax"),
        PolicyName::TradeIn => ("以旧换新补贴", "Trade-in subsidy"),
        PolicyName::CompulsoryInsurance => ("交强险费率", "Compulsory insurance tariff"),
        PolicyName::Deposit => ("定金", "Deposit"),
        PolicyName::LoanCostDisclosure => ("综合融资成本明示", "Disclosure of loan costs"),
        PolicyName::LoanLimits => ("汽车贷款限额", "Limits of car loans"),
        PolicyName::ThreeGuarantees => ("三包", "Three guarantees"),
        PolicyName::RepairWarranty => ("维修质量保证", "Repair warranty"),
        PolicyName::Deadlines => ("法定期限", "Deadlines"),
        PolicyName::LeadHandling => ("线索跟进", "Handling of leads"),
        PolicyName::Retention => ("资料保存期限", "Retention of records"),
        PolicyName::TestDrives => ("试乘试驾规则", "Rules for test drives"),
        PolicyName::DrivingLicences => ("驾驶证准驾车型", "Classes of driving licences"),
        PolicyName::ComplaintHandling => ("投诉处理时限", "Handling of complaints"),
        PolicyName::ServiceIntervals => ("保养周期", "Service intervals"),
    };
    say(language, chinese, english)
}

pub fn scheme(scheme: TradeInScheme, language: Language) -> String {
    match scheme {
        TradeInScheme::Scrap => say(language, "报废更新补贴", "Scrappage subsidy"),
        TradeInScheme::Transfer => say(language, "置换更新补贴", "Trade-in subsidy"),
    }
}

pub fn energy(power: PowerSource, language: Language) -> String {
    match power {
        PowerSource::Fuel => say(language, "燃油", "Fuel"),
        PowerSource::EnergySavingFuel => say(language, "节能燃油", "Energy-saving fuel"),
        PowerSource::PluginHybrid => say(language, "插电式混合动力", "Plug-in hybrid"),
        PowerSource::BatteryElectric => say(language, "纯电动", "Battery electric"),
        PowerSource::FuelCell => say(language, "燃料电池", "Fuel cell"),
    }
}

pub fn cost_name(cost: &CostKind, language: Language) -> String {
    match cost {
        CostKind::Interest => say(language, "贷款利息", "Interest"),
        CostKind::InstalmentFee => say(language, "分期手续费", "Instalment fee"),
        CostKind::GuaranteeFee => say(language, "担保费", "Guarantee fee"),
        CostKind::ServiceFee => say(language, "金融服务费", "Service fee"),
        CostKind::MortgageRegistration => say(language, "抵押登记费", "Mortgage registration"),
        CostKind::Other { name } => name.clone(),
    }
}

pub fn cost_standard(item: &CostItem, language: Language) -> String {
    let zh = language == Language::Chinese;
    let rated = |rate: Rate, chinese: &str, english: &str| {
        if zh {
            format!("{chinese} {}", rate.percent())
        } else {
            format!("{} {english}", rate.percent())
        }
    };
    match item.standard {
        CostStandard::AnnualRate { rate } => rated(rate, "年利率", "a year"),
        CostStandard::MonthlyRateOnPrincipal { rate } => {
            rated(rate, "每期按贷款本金的", "of the principal a month")
        }
        CostStandard::Fee { standard } => match standard {
            FeeStandard::Amount { amount } if zh => format!("每次 {amount} 元"),
            FeeStandard::Amount { amount } => format!("CNY {amount} each time"),
            FeeStandard::ShareOfPrincipal { rate } => {
                rated(rate, "按贷款本金的", "of the principal")
            }
        },
    }
}

pub fn charged(when: ChargedWhen, language: Language) -> String {
    match when {
        ChargedWhen::AtDrawdown => say(language, "放款时一次收取", "once, at drawdown"),
        ChargedWhen::EachInstalment => say(language, "随每期还款收取", "with every instalment"),
        ChargedWhen::WithLastInstalment => {
            say(language, "随最后一期收取", "with the last instalment")
        }
    }
}

/// Name of a contingent cost, and the case in which it arises.
pub fn contingent(kind: ContingentKind, language: Language) -> (String, String) {
    match kind {
        ContingentKind::LatePayment => (
            say(language, "逾期罚息", "Interest on late payment"),
            say(language, "未按期还款", "payment after its day"),
        ),
        ContingentKind::Misuse => (
            say(language, "挪用罚息", "Interest on misuse"),
            say(
                language,
                "贷款未用于约定用途",
                "loan used for another purpose",
            ),
        ),
        ContingentKind::EarlyRepayment => (
            say(language, "提前结清违约金", "Charge for early repayment"),
            say(language, "提前还清贷款", "loan paid back early"),
        ),
    }
}

/// What a line of a quote is called on the order made from it.
pub fn line_of_order(line: &QuoteLine, language: &str) -> String {
    let language = if language.starts_with("en") {
        Language::English
    } else {
        Language::Chinese
    };
    let name = line_name(line, language);
    if line.quantity > 1 {
        format!("{name} × {}", line.quantity)
    } else {
        name
    }
}
