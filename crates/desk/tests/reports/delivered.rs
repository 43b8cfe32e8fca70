//! One sale from the lead to the hand-over, for the reports to count.

use serde_json::json;

use crate::{
    house::{House, taken_into_stock},
    sale::{Sale, id, inputs, issued},
};

/// A lead that came from the short videos, its visit, quote and delivered order: the car 219,900 less
/// 2,000, mats for 761, insurance 3,200 and its compulsory part, plates 500. The car cost 180,000.
pub fn delivered(house: &House) -> Sale {
    let customer = id();
    let due = chrono::Utc::now().timestamp_millis() + 3_600_000;
    house.give(json!({
        "type": "TakeInLead", "lead": id(), "customer": customer,
        "newCustomer": {
            "kind": "person", "name": "刘思远", "mobile": "13800138000",
            "identityPaper": "residentId", "identityNumber": "11010519491231002X",
        },
        "channel": "shortVideo", "grade": "H", "wanted": [{"description": "迈腾 380TSI"}],
        "to": "me", "nextFollowUp": {"due": due, "what": "约试驾"},
    }));
    house.give(json!({
        "type": "LogVisit", "visit": id(), "called": "刘先生", "people": 2, "purpose": "look",
        "count": "first",
    }));
    let vehicle = taken_into_stock(house, "LFV3A23C1T3000001");
    let mut asked = inputs(&vehicle, 200_000, 38_050);
    asked["customer"] = customer.clone();
    let quote = issued(house, &asked);
    let sale = Sale::ordered(house, vehicle, quote, &customer);
    sale.sign(house);
    sale.deposit(house);
    sale.allocate(house);
    sale.make_ready(house);
    sale.deliver(house);
    sale
}
