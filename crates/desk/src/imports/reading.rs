//! A row of cells, read into what a rule can decide. What cannot be read says which field and why.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use documents::sheets::{SheetCell, SheetRow};
use domain::{
    customers::{CustomerKind, IdentityPaper, NewCustomer, SamePhone},
    identifiers::{ResidentId, Vin},
    ids::{CustomerId, VehicleId},
    imports::{ImportedCustomerLine, ImportedVehicleLine},
    money::Fen,
    refusal::Refusal,
    vehicles::{CertificateState, StockCost, TakeIntoStock, VehiclePurpose, VehicleSource},
};
use serde_json::Map;
use uuid::Uuid;

use super::columns::ordinary;

/// The cells of a row by field.
pub struct Cells<'a> {
    pub row: &'a SheetRow,
    pub columns: &'a BTreeMap<String, u32>,
    pub today: NaiveDate,
}

fn fault(code: &str, field: &str) -> Refusal {
    Refusal {
        code: code.to_owned(),
        field: Some(field.to_owned()),
        values: Map::new(),
    }
}

impl Cells<'_> {
    fn cell(&self, field: &str) -> &SheetCell {
        self.columns
            .get(field)
            .and_then(|column| self.row.cells.get(*column as usize))
            .unwrap_or(&SheetCell::Empty)
    }

    pub fn text(&self, field: &str) -> Result<String, Refusal> {
        let cell = self.cell(field);
        match cell {
            SheetCell::Fault(_) => Err(fault("cellFault", field)),
            SheetCell::Empty
            | SheetCell::Text(_)
            | SheetCell::Number(_)
            | SheetCell::Boolean(_)
            | SheetCell::Moment(_) => Ok(ordinary(&cell.as_text())),
        }
    }

    /// Text of which every digit counts.
    fn number_text(&self, field: &str) -> Result<String, Refusal> {
        if self.cell(field).has_lost_digits() {
            return Err(fault("digitsLost", field));
        }
        self.text(field)
    }

    pub fn money(&self, field: &str) -> Result<Option<Fen>, Refusal> {
        let text = self.text(field)?;
        if text.is_empty() {
            return Ok(None);
        }
        Fen::parse(&text)
            .map(Some)
            .map_err(|error| Refusal::typed(&error, Some(field)))
    }

    pub fn vin(&self) -> Result<Option<Vin>, Refusal> {
        let text = self.text("vin")?;
        if text.is_empty() {
            return Ok(None);
        }
        Vin::parse(&text)
            .map(|reading| Some(reading.vin))
            .map_err(|error| Refusal::typed(&error, Some("vin")))
    }

    fn date(&self, field: &str) -> Result<Option<NaiveDate>, Refusal> {
        let cell = self.cell(field);
        let text = self.text(field)?;
        if text.is_empty() {
            return Ok(None);
        }
        cell.as_date()
            .or_else(|| SheetCell::Text(text.clone()).as_date())
            .or_else(|| excel_day(&text))
            .map(Some)
            .ok_or_else(|| fault("dateUnreadable", field))
    }

    pub fn vehicle(&self) -> Result<ImportedVehicleLine, Refusal> {
        let vin = self.vin()?.ok_or_else(|| fault("vinEmpty", "vin"))?;
        let mut arrived_on = self.date("arrivedOn")?;
        let state = self.text("state")?.to_lowercase();
        let on_its_way = match state.as_str() {
            "在途" | "运输中" | "已发运" | "in transit" | "intransit" => true,
            "" => arrived_on.is_none(),
            "在库" | "已到店" | "到店" | "库存" | "in stock" | "instock" => false,
            _ => return Err(fault("stateUnknown", "state")),
        };
        let mut expected_on = self.date("expectedOn")?;
        if on_its_way {
            expected_on = expected_on.or(arrived_on.take());
        } else {
            arrived_on = arrived_on.or(Some(self.today));
        }
        Ok(ImportedVehicleLine {
            known: None,
            car: TakeIntoStock {
                vehicle: VehicleId(Uuid::now_v7()),
                stock_number: String::new(),
                vin,
                model: None,
                description: self.text("description")?,
                exterior_colour: self.text("exteriorColour")?,
                interior_colour: self.text("interiorColour")?,
                engine_number: self.text("engineNumber")?,
                produced_on: None,
                purpose: VehiclePurpose::ForSale,
                source: VehicleSource::Maker,
                location: self.text("location")?,
                expected_on,
                arrived_on,
                odometer_km: 0,
                guide_price: self.money("guidePrice")?,
                asking_price: self.money("askingPrice")?,
                key_number: String::new(),
                keys_with: String::new(),
                certificate: if on_its_way {
                    CertificateState::InTransit
                } else {
                    CertificateState::InHouse
                },
                certificate_number: self.text("certificateNumber")?,
                certificate_with: String::new(),
                certificate_due: None,
                remark: self.text("remark")?,
                cost: self.money("cost")?.map(|purchase_price| StockCost {
                    purchase_price,
                    extras: Fen::ZERO,
                    floor_plan_basis_points: 0,
                    financed_on: None,
                }),
            },
        })
    }

    pub fn customer(&self) -> Result<ImportedCustomerLine, Refusal> {
        let identity_number = self.number_text("identityNumber")?;
        let kind = match self.text("kind")?.to_lowercase().as_str() {
            "" | "个人" | "自然人" | "person" | "individual" => CustomerKind::Person,
            "公司" | "企业" | "单位" | "company" | "corporate" => CustomerKind::Company,
            _ => return Err(fault("kindUnknown", "kind")),
        };
        let identity_paper = match (identity_number.is_empty(), kind) {
            (true, _) => IdentityPaper::None,
            (false, CustomerKind::Person) => IdentityPaper::ResidentId,
            (false, CustomerKind::Company) => IdentityPaper::CreditCode,
        };
        if identity_paper == IdentityPaper::ResidentId {
            ResidentId::parse(&identity_number, self.today)
                .map_err(|error| Refusal::typed(&error, Some("identityNumber")))?;
        }
        let source = self.text("source")?;
        let remark = self.text("remark")?;
        // The house has its own list of channels; what the file calls it is kept as it is written.
        let remark = [source, remark]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("; ");
        Ok(ImportedCustomerLine {
            customer: CustomerId(Uuid::now_v7()),
            number: String::new(),
            details: NewCustomer {
                kind,
                name: self.text("name")?,
                mobile: self.number_text("mobile")?,
                other_phone: String::new(),
                identity_paper,
                identity_number,
                email: self.text("email")?,
                address: self.text("address")?,
                born_on: String::new(),
                language: "zh-CN".to_owned(),
                remark,
                same_phone: SamePhone::Refuse,
            },
        })
    }
}

/// A day that lost its format is the number of days since the end of 1899. Only numbers that are a
/// day between 1954 and 2119 are taken for one.
fn excel_day(text: &str) -> Option<NaiveDate> {
    let days: u64 = text.parse().ok()?;
    if !(20_000..80_000).contains(&days) {
        return None;
    }
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}
