//! Every row of every vector file is a test. The files are data: another set of the same shape may be put in
//! their place by the environment variable FORECOURT_VECTORS (a folder).

mod after_sales;
mod calendar;
mod identifiers;
mod indicators;
mod lending;
mod money;
mod reading;
mod tax;

use reading::folder;

/// The files that have a test here, and the one that belongs to the search.
const KNOWN_FILES: &[&str] = &[
    "bank_card.csv",
    "calendar_special_days.csv",
    "deposit.csv",
    "jqx_premium.csv",
    "kpi.json",
    "loan.json",
    "masking.csv",
    "mobile.csv",
    "pinyin_surname.csv",
    "plate.csv",
    "purchase_tax.csv",
    "repair_warranty.csv",
    "resident_id.csv",
    "rmb_uppercase.csv",
    "sanbao.json",
    "trade_in_2026.csv",
    "trade_in_scrap_eligibility_2026.csv",
    "uscc.csv",
    "vat_split.csv",
    "vehicle_vessel_tax.csv",
    "vin.csv",
    "working_day_deadline.csv",
];

#[test]
fn every_vector_file_has_its_test() {
    let mut strangers: Vec<String> = std::fs::read_dir(folder())
        .expect("the folder of vectors can be read")
        .map(|entry| entry.expect("an entry of the folder can be read").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|kind| kind == "csv" || kind == "json")
        })
        .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .filter(|name| !KNOWN_FILES.contains(&name.as_str()))
        .collect();
    strangers.sort();
    assert!(strangers.is_empty(), "no test reads {strangers:?}");
}
