//! What several forms have in common: the parties, the car, the lines of a price.

use domain::money::Fen;
use serde::{Deserialize, Serialize};

/// The dealership as it appears on its papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dealership {
    /// Registered name.
    pub name: String,
    /// 统一社会信用代码.
    pub credit_code: String,
    /// Business address.
    pub address: String,
    /// Telephone of the showroom.
    pub phone: String,
    /// Bank and account number for transfers, as one line.
    #[serde(default)]
    pub bank_account: Option<String>,
    /// Telephone for complaints.
    #[serde(default)]
    pub complaints_phone: Option<String>,
}

/// A customer as a party to a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// Name of the person or company.
    pub name: String,
    /// Kind of identity paper, such as 居民身份证 or 统一社会信用代码.
    pub identity_kind: String,
    /// Its number, masked or not as the caller has the right to.
    pub identity_number: String,
    /// Address.
    #[serde(default)]
    pub address: Option<String>,
    /// Telephone.
    pub phone: String,
    /// Who acts for the party, with identity number and telephone, as one line.
    #[serde(default)]
    pub agent: Option<String>,
}

/// Who of the staff is responsible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Consultant {
    /// Name.
    pub name: String,
    /// Telephone.
    #[serde(default)]
    pub phone: Option<String>,
}

/// What kind of car is sold, as the buyer must be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum VehicleCondition {
    /// A new car.
    New,
    /// A new car that stood in the showroom.
    Display,
    /// Used for test drives.
    Demo,
    /// Taken back under the 三包 rules and sold again (Order 43, art. 33).
    TakenBack,
}

/// A car.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Vehicle {
    /// 品牌.
    pub brand: String,
    /// 车系.
    pub series: String,
    /// Model with configuration, as in the price list.
    pub model: String,
    /// 公告型号, the model's official number.
    #[serde(default)]
    pub announcement_model: Option<String>,
    /// Vehicle identification number; a quote may not have one yet.
    #[serde(default)]
    pub vin: Option<String>,
    /// Number of the engine or the drive motor.
    #[serde(default)]
    pub engine_number: Option<String>,
    /// 合格证编号; for imports the customs certificate.
    #[serde(default)]
    pub certificate_number: Option<String>,
    /// Day of production.
    #[serde(default)]
    pub produced_on: Option<String>,
    /// Colour of the body.
    #[serde(default)]
    pub colour: Option<String>,
    /// Colour of the inside.
    #[serde(default)]
    pub interior: Option<String>,
    /// 能源类型, such as 纯电动.
    #[serde(default)]
    pub energy: Option<String>,
    /// 环保标准, such as 国六b.
    #[serde(default)]
    pub emission_standard: Option<String>,
    /// Odometer reading in kilometres.
    #[serde(default)]
    pub odometer_km: Option<i64>,
    /// New, display, demo or taken back.
    pub condition: VehicleCondition,
    /// Options fitted by the maker.
    #[serde(default)]
    pub options: Vec<String>,
}

/// One line of a price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceLine {
    /// What is paid for.
    pub name: String,
    /// Make, specification, basis of calculation.
    #[serde(default)]
    pub detail: Option<String>,
    /// How many; absent means it is not counted.
    #[serde(default)]
    pub quantity: Option<i64>,
    /// Who receives the money when the dealership only passes it on: tax office, insurer.
    #[serde(default)]
    pub payee: Option<String>,
    /// Amount of the line in fen.
    pub amount: Fen,
}

/// Something given without charge; name and quantity must be stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Gift {
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: i64,
}
