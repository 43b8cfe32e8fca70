//! The words of reports, in both languages; screen and paper show the same ones.

use domain::{leads::Channel, payments::PaymentMethod, vehicles::VehicleState};

use crate::money::MoneyKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

impl Language {
    pub const fn of(self, chinese: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Chinese => chinese,
            Self::English => english,
        }
    }

    pub(crate) const fn nobody(self) -> &'static str {
        self.of("未登记", "Not recorded")
    }

    pub(crate) const fn car_state(self, state: VehicleState) -> &'static str {
        match state {
            VehicleState::InTransit => self.of("在途", "In transit"),
            VehicleState::InStock => self.of("在库", "In stock"),
            VehicleState::Transferring => self.of("调拨在途", "In transfer"),
            VehicleState::Allocated => self.of("已配车", "Allocated"),
            VehicleState::InInspection => self.of("PDI 中", "In PDI"),
            VehicleState::Ready => self.of("待交付", "Ready"),
            VehicleState::Delivered => self.of("已交付", "Delivered"),
            VehicleState::Gone => self.of("已出库", "Gone"),
        }
    }

    pub(crate) const fn channel(self, channel: Channel) -> &'static str {
        match channel {
            Channel::WalkIn => self.of("自然到店", "Walk-in"),
            Channel::Phone => self.of("来电", "Phone"),
            Channel::Maker => self.of("厂家下发", "Maker"),
            Channel::Portal => self.of("垂直媒体", "Car portal"),
            Channel::OwnShop => self.of("官网和小程序", "Own shop"),
            Channel::ShortVideo => self.of("短视频直播", "Short video"),
            Channel::Event => self.of("车展活动", "Event"),
            Channel::Referral => self.of("转介绍", "Referral"),
            Channel::Returning => self.of("增换购", "Returning"),
            Channel::SubDealer => self.of("二网", "Sub-dealer"),
            Channel::Other => self.of("其他", "Other"),
        }
    }

    pub(crate) const fn method(self, method: PaymentMethod) -> &'static str {
        match method {
            PaymentMethod::Cash => self.of("现金", "Cash"),
            PaymentMethod::Transfer => self.of("银行转账", "Bank transfer"),
            PaymentMethod::Card => self.of("刷卡", "Card"),
            PaymentMethod::WeChat => self.of("微信支付", "WeChat Pay"),
            PaymentMethod::Alipay => self.of("支付宝", "Alipay"),
            PaymentMethod::Lender => self.of("贷款放款", "Paid out by the lender"),
        }
    }

    pub(crate) const fn money_kind(self, kind: MoneyKind) -> &'static str {
        match kind {
            MoneyKind::Deposit => self.of("定金", "Binding deposit (定金)"),
            MoneyKind::Prepayment => self.of("订金", "Prepayment (订金)"),
            MoneyKind::Balance => self.of("车款", "Balance"),
            MoneyKind::Refund => self.of("退款", "Refund"),
            MoneyKind::Compensation => self.of("违约赔付", "Compensation"),
            MoneyKind::Settlement => self.of("维修结算", "Workshop settlement"),
            MoneyKind::SettlementRefund => self.of("维修退款", "Workshop refund"),
            MoneyKind::Plan => self.of("套餐和储值", "Plans and stored value"),
            MoneyKind::PlanRefund => self.of("套餐退款", "Plan refund"),
        }
    }
}

/// What people call the series of a car: the first two words of its description are brand and series.
pub fn series(description: &str) -> String {
    description
        .split_whitespace()
        .take(2)
        .collect::<Vec<_>>()
        .join(" ")
}
