//! Whatever two stores do with the promotions of their group in whatever order: no budget gives more than it has, no
//! coupon is redeemed twice, and every quote shows what it took.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{command::Outcome, quotes::SaveQuote};

const PROMOTIONS: [u128; 3] = [50, 51, 52];
const CODES: [&str; 4] = ["CODE01", "CODE02", "CODE03", "CODE04"];

/// One deed that may well be refused.
#[derive(Debug, Clone)]
struct Deed {
    what: u8,
    store: usize,
    quote: u128,
    promotion: usize,
    coupon: usize,
    money: i64,
}

prop_compose! {
    fn any_deed()(
        what in 0_u8..20,
        store in 0_usize..2,
        quote in 0_u128..3,
        promotion in 0_usize..3,
        coupon in 0_usize..5,
        money in 1_i64..12_000,
    ) -> Deed {
        Deed { what, store, quote, promotion, coupon, money }
    }
}

fn give(house: &mut House, command: Command) -> Result<Outcome, Refusal> {
    house.act_with(MANAGER, Rights::all());
    testing::House::give(house, command)
}

fn shared() -> Option<GroupId> {
    Some(GroupId(GROUP.0))
}

/// A group's promotions with little in them: two by coupon, one that gives something on top.
fn begun() -> Stores {
    let mut stores = Stores::new();
    let keeper = stores.store(0);
    for (promotion, benefit) in PROMOTIONS.into_iter().zip([
        money_off(5_000),
        Benefit::Percent {
            basis_points: 333,
            cap: None,
        },
        mats(),
    ]) {
        let set = SetPromotion {
            with_coupon: promotion == 50,
            budget: (promotion != 52).then(|| yuan(11_000)),
            budget_uses: (promotion == 52).then_some(2),
            valid_until: day("2026-12-31"),
            ..set(promotion, benefit)
        };
        give(keeper, of_group(set)).expect("it is set");
        give(keeper, start(promotion, shared())).expect("it is started");
    }
    let mut new = issuing(50, &CODES[..3]);
    new.group = shared();
    give(keeper, Command::IssueCoupons(new)).expect("they are issued");
    stores
}

/// The quotes of a store have numbers of their own.
fn number(deed: &Deed) -> u128 {
    100 + deed.quote + 10 * deed.store as u128
}

fn done(stores: &mut Stores, place: u128, deed: &Deed) {
    let quote = number(deed);
    let promotion = PROMOTIONS[deed.promotion];
    let house = stores.store(deed.store);
    let taken_here = |house: &House| -> Vec<PromotionUse> {
        let mut all: Vec<PromotionUse> = house.all();
        all.retain(|used| used.quote == id(quote));
        all
    };
    let command = match deed.what {
        0..5 => {
            let old = testing::House::get::<Quote>(house, id::<QuoteId>(quote));
            let mut inputs =
                old.map_or_else(|| electric(yuan(200_000), "2026-07-10"), |old| old.inputs.0);
            inputs.customer_name = "王小明".to_owned();
            inputs.discount = Fen(deed.money);
            inputs.promotions = taking::listed(&taken_for(&**house, id(quote)).expect("an answer"));
            let today = house.now.date_in(chrono_tz::Asia::Shanghai);
            Command::SaveQuote(SaveQuote {
                valid_until: today + chrono::Days::new(5),
                ..save(quote, &inputs)
            })
        }
        5..13 => {
            let off = match promotion {
                50 => yuan(5_000),
                51 => yuan(6_660),
                _ => Fen::ZERO,
            };
            let coupon = CODES.get(deed.coupon).filter(|_| promotion == 50);
            Command::TakePromotion(TakePromotion {
                taken: id(10_000 + place),
                quote: id(quote),
                promotion: id(promotion),
                group: shared(),
                coupon: coupon.map_or_else(String::new, |code| (*code).to_owned()),
                amount: off,
            })
        }
        13 | 14 => {
            let taken = taken_here(house);
            let Some(used) = taken.get(deed.promotion) else {
                return;
            };
            Command::PutPromotionBack(PutPromotionBack {
                taken: used.id,
                group: shared(),
            })
        }
        15 => Command::WithdrawQuote(WithdrawQuote {
            quote: id(quote),
            words: "改".to_owned(),
            group: shared(),
        }),
        16 => issue(quote),
        17 => {
            let later = 24 * 60 * 60 * 1_000 * (deed.money % 9);
            for house in &mut stores.houses {
                house.later(later);
            }
            return;
        }
        18 => {
            let old = stores
                .group()
                .get::<Promotion>(id::<PromotionId>(promotion));
            let old = old.expect("a promotion");
            let set = SetPromotion {
                promotion: old.id,
                group: shared(),
                name: old.name,
                terms: old.terms,
                valid_from: old.valid_from,
                valid_until: old.valid_until,
                cars: old.cars.0,
                payment: old.payment,
                benefit: old.benefit.0,
                stacking: old.stacking,
                with_coupon: old.with_coupon,
                budget: Some(yuan(deed.money)),
                budget_uses: old.budget_uses,
            };
            let _ = give(stores.store(0), Command::SetPromotion(set));
            return;
        }
        _ => {
            let void = Command::VoidCoupon(VoidCoupon {
                group: shared(),
                code: CODES[deed.promotion].to_owned(),
                reason: "遗失".to_owned(),
            });
            let _ = give(stores.store(0), void);
            return;
        }
    };
    let _ = give(stores.store(deed.store), command);
}

fn budgets_hold(stores: &Stores) {
    let mut ledgers: BTreeMap<PromotionId, Vec<PromotionEntry>> = BTreeMap::new();
    for entry in stores.group().all::<PromotionEntry>() {
        ledgers.entry(entry.promotion).or_default().push(entry);
    }
    for promotion in stores.group().all::<Promotion>() {
        let ledger = ledgers.get_mut(&promotion.id).expect("a ledger");
        ledger.sort_by_key(|entry| entry.n);
        assert_eq!(ledger.len(), promotion.entries as usize);
        let mut spent = 0;
        for (place, entry) in ledger.iter().enumerate() {
            assert_eq!(entry.n as usize, place + 1, "the ledger has no gap");
            spent += entry.amount.0;
            assert_eq!(spent, entry.spent_after.0);
            assert!(spent >= 0);
            assert!(entry.balance_after.is_none_or(|left| !left.is_negative()));
        }
        assert_eq!(spent, promotion.spent.0, "the head is the ledger's sum");
        let most = promotion.budget_uses.unwrap_or(u32::MAX);
        assert!(promotion.uses <= most);
        let held: Vec<PromotionUse> = stores
            .houses
            .iter()
            .flat_map(|house| house.all::<PromotionUse>())
            .filter(|used| used.promotion == promotion.id && used.state == UseState::Taken)
            .collect();
        assert_eq!(held.len(), promotion.uses as usize);
        let value = Fen::sum(held.iter().map(|used| used.value));
        assert_eq!(
            value,
            Some(promotion.spent),
            "what is held is what was spent"
        );
    }
}

fn coupons_hold(stores: &Stores) {
    let mut redeemed = BTreeSet::new();
    for used in stores
        .houses
        .iter()
        .flat_map(|house| house.all::<PromotionUse>())
    {
        if used.state == UseState::Taken && !used.coupon.is_empty() {
            assert!(redeemed.insert(used.coupon), "a coupon is redeemed twice");
        }
    }
    for coupon in stores.group().all::<Coupon>() {
        let is_redeemed = coupon.state == CouponState::Redeemed;
        assert_eq!(is_redeemed, redeemed.contains(&coupon.code));
    }
}

fn quotes_show_it(stores: &Stores) {
    for house in &stores.houses {
        for quote in house.all::<Quote>() {
            let lines: Vec<QuoteLine> = house
                .all::<QuoteLine>()
                .into_iter()
                .filter(|line| line.quote == quote.id)
                .collect();
            let sum = |of: &dyn Fn(&QuoteLine) -> bool| {
                Fen::sum(lines.iter().filter(|line| of(line)).map(|line| line.amount))
                    .expect("in range")
            };
            assert_eq!(sum(&|_| true), quote.total);
            assert_eq!(
                sum(&|line| matches!(line.kind, LineKind::Car | LineKind::Discount)),
                quote.car_price
            );
            let promoted = sum(&|line| matches!(line.working.0, Working::Promotion { .. }));
            let listed = Fen::sum(quote.inputs.0.promotions.iter().map(|one| one.amount));
            assert_eq!(Fen(-promoted.0), listed.expect("in range"));
        }
    }
}

proptest! {
    #[test]
    fn no_budget_gives_more_than_it_has_and_no_coupon_is_redeemed_twice(
        deeds in proptest::collection::vec(any_deed(), 1..40)
    ) {
        let mut stores = begun();
        for (place, deed) in (0_u128..).zip(&deeds) {
            done(&mut stores, place, deed);
            budgets_hold(&stores);
            coupons_hold(&stores);
            quotes_show_it(&stores);
        }
    }
}
