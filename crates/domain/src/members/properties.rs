//! Whatever is earned, used, ended, put right and given back in whatever order: the balance is the sum of the ledger and
//! of the lots, nothing is used beyond it, each source is earned once, and no more is taken back than was earned.

use proptest::prelude::*;

use super::house::*;
use crate::time::Timestamp;

proptest! {
    #[test]
    fn the_ledger_adds_up_whatever_happens(
        deeds in proptest::collection::vec((0_u8..10, 0_u128..5, 1_i64..3_000), 1..60)
    ) {
        let mut house = with_member();
        let mut standing = [0_i64; 5];
        for (deed, place, number) in deeds {
            let source = 100 + 2 * place;
            let place = usize::try_from(place).expect("a small number");
            match deed {
                0 => {
                    // What was taken back once stays so.
                    if standing[place] == 0 {
                        paid(&mut house, source, number);
                        standing[place] = number;
                    }
                }
                1 | 2 => {
                    let _ = house.give(earn(source, None));
                }
                3 => {
                    let _ = house.give(burn(number % 120 + 1, None, None));
                }
                4 => {
                    let _ = house.give(burn(number % 120 + 1, Some(source), None));
                }
                5 => {
                    if standing[place] > 1 {
                        standing[place] = number.min(standing[place] - 1);
                        given_back(&mut house, source, standing[place]);
                    }
                }
                6 => {
                    if standing[place] > 0 {
                        standing[place] = -1;
                        taken_back(&mut house, source);
                    }
                }
                7 => {
                    let _ = house.give(reverse(source, None));
                }
                8 => {
                    let _ = house.give(adjust(number % 101 - 50));
                }
                _ => {
                    house.later(number % 90 * Timestamp::DAY);
                    let today = house.now.date_in(chrono_tz::Asia::Shanghai);
                    let _ = house.give(expire(&today.to_string()));
                }
            }
            books_hold(&house);
        }
    }
}
