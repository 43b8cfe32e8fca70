//! Promotions and coupons of the made-up house: some that run, some that are prepared, some that ended, one with coupons
//! that are out, were brought by nobody yet, or were taken back.

use chrono::Days;
use domain::{
    Command,
    ids::{CustomerId, PromotionId},
    money::Fen,
    promotions::{
        Benefit, EndPromotion, IssueCoupons, MOST_COUPONS, NewCoupon, PromotedPayment,
        SetPromotion, Stacking, StartPromotion, VoidCoupon,
    },
};
use store::StoreError;

use super::{
    Size,
    customers::customer_id,
    id,
    service::{Giver, IntoId},
};

/// The kind of ids of this file; see [`id`].
const PROMOTION: u128 = 0x5E0A;

const NAMES: [&str; 8] = [
    "年末冲量礼",
    "置换加码补贴",
    "贷款贴息专享",
    "老客户转介绍",
    "展车特惠",
    "新能源尝鲜礼",
    "周末团购会",
    "企业客户采购季",
];

const GIFTS: [&str; 3] = ["行车记录仪", "全车隔热膜", "原厂脚垫和后备箱垫"];

/// Every twelfth of the coupons was taken back.
const TAKEN_BACK: u32 = 12;

pub fn promotions(giver: &mut Giver, size: Size) -> Result<(), StoreError> {
    for number in 0..size.marketing.promotions {
        let promotion = promotion_id(number);
        giver.give(Command::SetPromotion(promotion_of(giver, number)))?;
        // The last of a round is still being prepared.
        if number % 6 == 5 {
            continue;
        }
        let group = None;
        giver.give(Command::StartPromotion(StartPromotion { promotion, group }))?;
        if number == 0 {
            coupons(giver, size)?;
        }
        if number % 6 > 2 {
            giver.give(Command::EndPromotion(EndPromotion { promotion, group }))?;
        }
    }
    Ok(())
}

fn promotion_id(number: u32) -> PromotionId {
    id(PROMOTION, number).into_id()
}

fn promotion_of(giver: &Giver, number: u32) -> SetPromotion {
    let today = giver.today();
    let from = today
        .checked_sub_days(Days::new(u64::from(number % 40)))
        .unwrap_or(today);
    let until = today
        .checked_add_days(Days::new(u64::from(9 + number % 50)))
        .unwrap_or(today);
    let yuan = i64::from(1 + number % 8) * 1_000;
    SetPromotion {
        promotion: promotion_id(number),
        group: None,
        name: match number / 8 {
            0 => NAMES[number as usize % NAMES.len()].to_owned(),
            round => format!(
                "{}（第 {} 期）",
                NAMES[number as usize % NAMES.len()],
                round + 1
            ),
        },
        terms: "限个人客户，当日下定有效；训练数据。".to_owned(),
        valid_from: from,
        valid_until: until,
        cars: Vec::new(),
        payment: (number % 8 == 2).then_some(PromotedPayment::Loan),
        benefit: match number % 3 {
            0 => Benefit::MoneyOff {
                amount: Fen(yuan * 100),
            },
            1 => Benefit::Percent {
                basis_points: 100 + 25 * (number % 8),
                cap: Some(Fen(yuan * 100)),
            },
            _ => Benefit::Accessory {
                name: GIFTS[number as usize % GIFTS.len()].to_owned(),
                value: Fen(yuan * 50),
            },
        },
        stacking: if number.is_multiple_of(4) {
            Stacking::Alone
        } else {
            Stacking::WithOtherKinds
        },
        with_coupon: number == 0,
        budget: (!number.is_multiple_of(5)).then_some(Fen(yuan * 5_000)),
        budget_uses: number.is_multiple_of(2).then_some(30 + number % 20),
    }
}

fn coupon_code(number: u32) -> String {
    format!("XC{:06}", number * 7_919 % 1_000_000)
}

/// Whose it is; half of them are whoever's who brings them.
fn holder(size: Size, number: u32) -> Option<CustomerId> {
    (number.is_multiple_of(2) && number < size.customers).then(|| customer_id(number))
}

fn coupons(giver: &mut Giver, size: Size) -> Result<(), StoreError> {
    let promotion = promotion_id(0);
    let all: Vec<NewCoupon> = (0..size.marketing.coupons)
        .map(|number| NewCoupon {
            code: coupon_code(number),
            holder: holder(size, number),
        })
        .collect();
    for coupons in all.chunks(MOST_COUPONS) {
        giver.give(Command::IssueCoupons(IssueCoupons {
            promotion,
            group: None,
            coupons: coupons.to_vec(),
        }))?;
    }
    for number in (0..size.marketing.coupons).filter(|number| number % TAKEN_BACK == 11) {
        giver.give(Command::VoidCoupon(VoidCoupon {
            group: None,
            code: coupon_code(number),
            reason: "客户退还".to_owned(),
        }))?;
    }
    Ok(())
}
