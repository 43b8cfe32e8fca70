//! The few words that papers take from closed lists, in both languages of the papers.

use documents::Language::{self, Chinese, English};
use domain::{
    customers::IdentityPaper,
    deposits::AdvanceKind,
    orders::{HandoverGroup, HandoverItem, OrderLineKind},
    payments::PaymentMethod,
};

const fn either(language: Language, chinese: &'static str, english: &'static str) -> &'static str {
    match language {
        Chinese => chinese,
        English => english,
    }
}

pub const fn before_delivery(language: Language) -> &'static str {
    either(language, "交车前", "before delivery")
}

pub const fn loan(language: Language) -> &'static str {
    either(language, "贷款", "Loan")
}

pub const fn rest(language: Language) -> &'static str {
    either(language, "尾款", "Balance")
}

pub const fn any_method(language: Language) -> &'static str {
    either(language, "转账、刷卡或现金", "transfer, card or cash")
}

pub const fn advance(kind: AdvanceKind, language: Language) -> &'static str {
    match kind {
        AdvanceKind::Deposit => either(language, "定金", "Binding deposit (定金)"),
        AdvanceKind::Prepayment => either(language, "订金", "Prepayment (订金)"),
    }
}

pub const fn method(method: PaymentMethod, language: Language) -> &'static str {
    match method {
        PaymentMethod::Cash => either(language, "现金", "Cash"),
        PaymentMethod::Transfer => either(language, "银行转账", "Bank transfer"),
        PaymentMethod::Card => either(language, "刷卡", "Card"),
        PaymentMethod::WeChat => either(language, "微信支付", "WeChat Pay"),
        PaymentMethod::Alipay => either(language, "支付宝", "Alipay"),
        PaymentMethod::Lender => either(language, "贷款放款", "Paid out by the lender"),
    }
}

pub const fn identity(paper: IdentityPaper, language: Language) -> &'static str {
    match paper {
        IdentityPaper::ResidentId => either(language, "居民身份证", "Resident identity card"),
        IdentityPaper::Passport => either(language, "护照", "Passport"),
        IdentityPaper::TravelPermit => either(language, "通行证", "Travel permit"),
        IdentityPaper::OfficerCard => either(language, "军官证", "Officer's card"),
        IdentityPaper::CreditCode => {
            either(language, "统一社会信用代码", "Unified social credit code")
        }
        IdentityPaper::None => either(language, "证件", "Identity paper"),
    }
}

/// Who gets the money when the house only passes it on.
pub const fn payee(kind: OrderLineKind, language: Language) -> Option<&'static str> {
    match kind {
        OrderLineKind::Insurance => Some(either(language, "保险公司", "Insurer")),
        OrderLineKind::PurchaseTax | OrderLineKind::VehicleTax => {
            Some(either(language, "税务机关", "Tax office"))
        }
        OrderLineKind::Car
        | OrderLineKind::Discount
        | OrderLineKind::Accessory
        | OrderLineKind::Service
        | OrderLineKind::ExtendedWarranty
        | OrderLineKind::Registration
        | OrderLineKind::TradeIn
        | OrderLineKind::Other => None,
    }
}

pub const fn group(group: HandoverGroup, language: Language) -> &'static str {
    match group {
        HandoverGroup::Papers => either(language, "随车文件", "Papers"),
        HandoverGroup::Things => either(language, "随车物品", "Things"),
        HandoverGroup::Condition => either(language, "车况", "Condition"),
        HandoverGroup::Explained => either(language, "讲解与告知", "Explained"),
    }
}

pub const fn item(item: HandoverItem, language: Language) -> &'static str {
    match item {
        HandoverItem::Invoice => either(language, "机动车销售统一发票", "Vehicle sales invoice"),
        HandoverItem::Certificate => either(language, "车辆合格证", "Certificate of conformity"),
        HandoverItem::Conformity => {
            either(language, "车辆一致性证书", "Certificate of consistency")
        }
        HandoverItem::Manual => either(language, "产品使用说明书", "Owner's manual"),
        HandoverItem::ThreeGuarantees => {
            either(language, "三包凭证", "Three-guarantees certificate")
        }
        HandoverItem::MaintenanceBook => either(language, "保养手册", "Maintenance book"),
        HandoverItem::ThingsList => either(language, "随车物品清单", "List of things with the car"),
        HandoverItem::Policy => either(language, "交强险及商业险保单", "Insurance policies"),
        HandoverItem::TaxReceipt => either(language, "车辆购置税凭证", "Purchase tax receipt"),
        HandoverItem::Plates => either(
            language,
            "号牌、行驶证、登记证书或临牌",
            "Plates and registration papers",
        ),
        HandoverItem::Keys => either(language, "车钥匙", "Keys"),
        HandoverItem::Tools => either(language, "随车工具", "Tools"),
        HandoverItem::ChargingGear => either(language, "充电设备", "Charging gear"),
        HandoverItem::Exterior => either(language, "外观共同查验", "Exterior, inspected together"),
        HandoverItem::Interior => either(language, "内饰共同查验", "Interior, inspected together"),
        HandoverItem::Functions => either(language, "功能演示", "Functions shown"),
        HandoverItem::GuaranteeTerms => {
            either(language, "三包条款与有效期", "Guarantee terms and periods")
        }
        HandoverItem::SafetyReading => either(language, "安全使用须知", "Safety notes"),
        HandoverItem::AppBinding => either(
            language,
            "车主本人绑定账号并授权数据",
            "Owner's own app binding and data consent",
        ),
        HandoverItem::ServiceAdvisor => {
            either(language, "介绍服务顾问", "Service advisor introduced")
        }
        HandoverItem::FirstService => either(
            language,
            "首保时间与里程",
            "First service, day and kilometres",
        ),
    }
}
