//! The catalogue of models over the real encrypted store.

mod house;

use house::House;
use serde_json::json;

fn models(house: &House, text: &str) -> serde_json::Value {
    house.ask(
        "catalogue.list",
        json!({"filters": {}, "text": text, "sort": null, "offset": 0, "limit": 20}),
    )
}

#[test]
fn the_training_catalogue_is_loaded_once_and_a_second_loading_replaces_it() {
    let house = House::training();
    house.sign_in("admin");
    assert_eq!(models(&house, "")["total"], 0);
    house.ask("catalogue.load_training", json!({}));
    assert_eq!(models(&house, "")["total"], 415);
    house.ask("catalogue.load_training", json!({}));
    assert_eq!(models(&house, "")["total"], 415);

    let first = &models(&house, "")["rows"][0];
    let card = house.ask("catalogue.card", json!({"id": first["id"]}));
    assert!(
        card.to_string()
            .contains(first["id"].as_str().expect("an id"))
    );
    let choices = house.ask("catalogue.choices", json!({"text": "朗逸", "limit": 5}));
    assert!(!choices["choices"].as_array().expect("choices").is_empty());
}

#[test]
fn whoever_may_not_edit_the_catalogue_loads_none() {
    let house = House::training();
    house.sign_in("sales");
    let refused = house.refused("catalogue.load_training", json!({}));
    assert_eq!(refused["code"], "missingRight");
    assert_eq!(models(&house, "")["total"], 0);
}
