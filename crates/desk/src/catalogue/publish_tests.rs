//! A maker's versions take the place of training ones, over a real encrypted store.

use domain::{
    catalogue::{BrandEntry, IllustrativeMark, Model, ModelEntry, ModelSale, SeriesEntry},
    money::Fen,
};
use serde_json::json;
use store::rows;

use super::{CatalogueRows, publish};
use crate::{Changed, Desk, RpcError, Shell, WorkProgress, dispatch};

struct Silent;

impl Shell for Silent {
    fn changed(&self, _: &Changed) {}
    fn work(&self, _: &WorkProgress) {}
    fn session(&self) {}
    fn interactive(&self) {}
    fn open_window(&self, _: &str) -> Result<(), RpcError> {
        Ok(())
    }
}

fn ask(desk: &Desk, name: &str, arguments: serde_json::Value) -> serde_json::Value {
    let text = dispatch(desk, name, arguments).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    serde_json::from_str(&text).expect("an answer is JSON")
}

fn all_models(desk: &Desk) -> Vec<Model> {
    let store = desk.store().expect("a store");
    store.store.read(rows::all::<Model>).expect("models")
}

#[test]
fn a_version_from_the_maker_takes_the_place_of_a_training_one_and_keeps_it() {
    let home = std::env::temp_dir().join(format!("forecourt-test-{}", uuid::Uuid::new_v4()));
    let desk = Desk::start(&home, Box::new(Silent));
    ask(
        &desk,
        "store.create_training",
        json!({"language": "zh-CN", "passphrase": "a passphrase for tests"}),
    );
    let people = ask(&desk, "session.state", json!({}))["people"].clone();
    let administrator = people
        .as_array()
        .and_then(|people| people.iter().find(|one| one["signInName"] == "admin"))
        .expect("the administrator")["id"]
        .clone();
    ask(
        &desk,
        "session.sign_in",
        json!({"person": administrator, "password": "training"}),
    );
    let training = all_models(&desk);
    let example = training.first().expect("training versions").clone();
    let from_maker = |code: &str| ModelEntry {
        code: code.to_owned(),
        series: "maker-series".to_owned(),
        name_zh: "2027款".to_owned(),
        name_en: "2027".to_owned(),
        model_year: 2027,
        guide_price: Fen(10_000_000),
        launch_date: example.launch_date,
        sale: ModelSale::OnSale,
        figures: example.figures.0.clone(),
        colours: Vec::new(),
        equipment: Vec::new(),
        illustrative: IllustrativeMark::FromMaker,
    };
    let rows = CatalogueRows {
        source: "厂家".to_owned(),
        edition: "2027-01".to_owned(),
        brands: vec![BrandEntry {
            code: "maker".to_owned(),
            name_zh: "厂家".to_owned(),
            name_en: "Maker".to_owned(),
            country: "CN".to_owned(),
        }],
        series: vec![SeriesEntry {
            code: "maker-series".to_owned(),
            brand: "maker".to_owned(),
            name_zh: "车系".to_owned(),
            name_en: "Series".to_owned(),
            class: domain::catalogue::BodyClass::CompactCar,
            launch_year: 2020,
            maker_zh: "厂家".to_owned(),
            maker_en: "Maker".to_owned(),
        }],
        // One new version, and one with the code of a training version.
        models: vec![from_maker("maker-new"), from_maker(&example.code)],
        ..CatalogueRows::default()
    };
    let (store, session) = (
        desk.store().expect("a store"),
        desk.session().expect("signed in"),
    );
    store
        .store
        .write(|writing| publish(writing, &store, &session, rows))
        .expect("it is published");

    let after = all_models(&desk);
    assert_eq!(after.len(), training.len() + 1);
    let from_maker = |models: &[Model]| -> Vec<Fen> {
        models
            .iter()
            .filter(|model| model.illustrative == IllustrativeMark::FromMaker)
            .map(|model| model.guide_price)
            .collect()
    };
    assert_eq!(from_maker(&after), [Fen(10_000_000), Fen(10_000_000)]);
    assert!(
        after.iter().all(|model| model.sale == ModelSale::OnSale),
        "the other training versions can still be practised with"
    );
    // The training catalogue, loaded anew, does not come back over the maker's word.
    ask(&desk, "catalogue.load_training", json!({}));
    assert_eq!(from_maker(&all_models(&desk)).len(), 2);
    drop(desk);
    let _ = std::fs::remove_dir_all(&home);
}
