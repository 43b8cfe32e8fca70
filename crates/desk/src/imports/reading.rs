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
    pub headers: &'a SheetRow,
    pub columns: &'a BTreeMap<String, u32>,
    pub today: NaiveDate,
}

pub fn fault(code: &str, field: &str) -> Refusal {
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
        let mut text = self.text(field)?;
        if text.is_empty() {
            return Ok(None);
        }
        // 指导价（万元）: the heading says the unit for the whole column.
        if self.heading(field).contains('万') && text.ends_with(|c: char| c.is_ascii_digit()) {
            text.push('万');
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

    fn heading(&self, field: &str) -> String {
        self.columns
            .get(field)
            .and_then(|column| self.headers.cells.get(*column as usize))
            .map(SheetCell::as_text)
            .unwrap_or_default()
    }

    /// A word of a closed list; nothing when the cell is empty.
    pub fn word<T>(
        &self,
        field: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        let text = self.text(field)?;
        if text.is_empty() {
            return Ok(None);
        }
        let plain: String = text
            .to_lowercase()
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        read(&plain)
            .map(Some)
            .ok_or_else(|| unread("wordUnreadable", field, &text))
    }

    /// Thousandths of a figure, its unit left out; nothing when the cell is empty or says that there is none.
    fn thousandths(&self, field: &str, units: &[&str]) -> Result<Option<u32>, Refusal> {
        let text = self.text(field)?;
        let plain: String = text
            .to_lowercase()
            .chars()
            .filter(|c| !c.is_whitespace() && *c != ',')
            .collect();
        if plain.is_empty() || plain == "-" || plain == "—" {
            return Ok(None);
        }
        let bare = units
            .iter()
            .find_map(|unit| plain.strip_suffix(unit))
            .unwrap_or(&plain);
        thousandths(bare)
            .map(Some)
            .ok_or_else(|| unread("numberUnreadable", field, &text))
    }

    /// A whole figure in this unit.
    pub fn whole(&self, field: &str, units: &[&str]) -> Result<Option<u32>, Refusal> {
        let figure = self.thousandths(field, units)?;
        Ok(figure.map(|figure| (figure + 500) / 1_000))
    }

    /// A figure with one decimal, times ten.
    pub fn tenths(&self, field: &str, units: &[&str]) -> Result<Option<u32>, Refusal> {
        let figure = self.thousandths(field, units)?;
        Ok(figure.map(|figure| (figure + 50) / 100))
    }

    /// Displacement in millilitres: 1498, 1498 mL, 1.5L or 1.5T.
    pub fn displacement(&self, field: &str) -> Result<Option<u32>, Refusal> {
        let figure = self.thousandths(field, &["ml", "毫升", "cc", "l", "t", "升"])?;
        // No engine of a car has less than a hundred millilitres or more than a hundred litres.
        Ok(figure.map(|figure| {
            if figure < 100_000 {
                figure
            } else {
                figure / 1_000
            }
        }))
    }

    /// Length, width and height in one cell: 4720×1806×1482.
    pub fn size(&self, field: &str) -> Result<[Option<u32>; 3], Refusal> {
        let text = self.text(field)?;
        if text.is_empty() {
            return Ok([None; 3]);
        }
        let sides: Vec<Option<u32>> = text
            .to_lowercase()
            .replace("mm", "")
            .split(['×', '*', 'x', '/'])
            .map(|side| side.trim().parse().ok())
            .collect();
        match sides[..] {
            [Some(length), Some(width), Some(height)] => {
                Ok([Some(length), Some(width), Some(height)])
            }
            _ => Err(unread("numberUnreadable", field, &text)),
        }
    }

    pub fn date(&self, field: &str) -> Result<Option<NaiveDate>, Refusal> {
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

pub fn unread(code: &str, field: &str, found: &str) -> Refusal {
    let mut refusal = fault(code, field);
    refusal.values.insert("found".to_owned(), found.into());
    refusal
}

/// `5.66` as 5,660; at most three decimals, and no figure of a car is longer than seven digits.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || part.len() > 3 || !digits(whole) || !digits(part) {
        return None;
    }
    format!("{whole}{part:0<3}").parse().ok()
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
