//! What a consultant says about a quote, in the order in which people speak: the car, the buyer, the
//! price, the city, the insurance, the extras, the loan. Everything else follows from it by rule.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{QuoteRefusal, loans::LoanInputs};
use crate::{
    checks,
    ids::{CustomerId, ModelId, PromotionUseId, VehicleId},
    insurance::UseClass,
    lending::LoanClass,
    money::Fen,
    provinces::Province,
    refusal::Refusal,
    tax::{CatalogueListing, NewCarClass, PowerSource, TradeInScheme},
};

/// The most accessories, services, covers or other lines of one quote; a bound on work.
pub const MOST_ENTRIES: usize = 60;
/// The most loan plans side by side.
pub const MOST_LOANS: usize = 3;
/// A passenger car has at most nine seats; vessel tax and compulsory insurance are known for no other.
pub const MOST_SEATS: u32 = 9;

crate::words! {
    /// Who buys, as compulsory insurance tells owners apart.
    pub enum BuyerKind {
        Person => "person",
        Company => "company",
        PublicBody => "publicBody",
    }
}

crate::words! {
    /// Who receives the money of a line.
    pub enum PaidTo {
        /// The dealership's own cashier.
        House => "house",
        /// The tax office, an insurer, the plate office, or a third party.
        Elsewhere => "elsewhere",
    }
}

crate::words! {
    /// Commercial covers since the 2020 terms. Theft, glass, fire, water and the waived deductible are
    /// part of 车损险 since then and are deliberately absent.
    pub enum CoverKind {
        VehicleDamage => "vehicleDamage",
        ThirdParty => "thirdParty",
        Driver => "driver",
        Passengers => "passengers",
        AbsoluteDeductible => "absoluteDeductible",
        Wheels => "wheels",
        AddedEquipment => "addedEquipment",
        Scratches => "scratches",
        RepairCompensation => "repairCompensation",
        EngineWaterExclusion => "engineWaterExclusion",
        MentalDistress => "mentalDistress",
        HolidayDouble => "holidayDouble",
        NonInsuranceDrugs => "nonInsuranceDrugs",
        ValueAddedServices => "valueAddedServices",
        GridFailure => "gridFailure",
        ChargerLoss => "chargerLoss",
        ChargerLiability => "chargerLiability",
    }
}

/// The car, as far as prices, taxes and premiums ask about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CarInputs {
    /// A car of the stock.
    #[serde(default)]
    pub vehicle: Option<VehicleId>,
    /// A model of the catalogue.
    #[serde(default)]
    pub model: Option<ModelId>,
    /// Brand, series and model as a person would say them.
    pub description: String,
    #[serde(default)]
    pub exterior_colour: String,
    /// 指导价, VAT included.
    pub guide_price: Fen,
    pub power: PowerSource,
    /// Zero where there is no engine.
    #[serde(default)]
    pub displacement_ml: u32,
    pub seats: u32,
    /// Whether the catalogue of relieved models lists it; never inferred from the power source.
    pub listing: CatalogueListing,
}

/// 交强险 on the quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum CompulsoryCover {
    /// Estimated by the tariff.
    Tariff,
    /// The insurer's own quote, which prevails over the tariff.
    InsurersQuote { amount: Fen },
    /// The customer insures elsewhere, or the car keeps its cover.
    Without,
}

/// One commercial cover as the insurer quoted it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Cover {
    pub cover: CoverKind,
    /// Sum insured, where the cover has one.
    #[serde(default)]
    pub insured: Option<Fen>,
    pub premium: Fen,
}

/// An accessory or service with its price, VAT included. A price of nothing is a gift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Extra {
    pub name: String,
    pub quantity: u32,
    pub unit_price: Fen,
}

/// A sum that is none of the known kinds, or plate costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NamedSum {
    pub name: String,
    pub amount: Fen,
    pub paid_to: PaidTo,
}

/// Amounts that a person confirmed where no rule is known for the day (政策未定, 人工确认).
/// They count only there; where a rule is known it prevails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ByHand {
    pub purchase_tax: Option<Fen>,
    pub luxury_tax: Option<Fen>,
    pub vessel_tax: Option<Fen>,
    pub compulsory_insurance: Option<Fen>,
}

/// A promotion that the quote has taken, with what it gives. It is taken and put back by commands of its own, which claim
/// its budget; a quote that is saved lists what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakenPromotion {
    pub taken: PromotionUseId,
    pub name: String,
    /// Off the price of the car.
    pub amount: Fen,
    /// What is given on top; empty where nothing is.
    pub accessory: String,
}

/// Everything that a quote rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuoteInputs {
    pub car: CarInputs,
    #[serde(default)]
    pub customer: Option<CustomerId>,
    /// What the customer is called while there is no record of them.
    #[serde(default)]
    pub customer_name: String,
    pub buyer: BuyerKind,
    /// Off the guide price; never negative.
    #[serde(default)]
    pub discount: Fen,
    /// Why, in the house's words; printed beside the discount.
    #[serde(default)]
    pub discount_reason: String,
    /// What promotions give beside the discount.
    #[serde(default)]
    pub promotions: Vec<TakenPromotion>,
    /// Where the car will be registered.
    pub province: Province,
    #[serde(default)]
    pub plate_city: String,
    /// The day on which the car is expected to be invoiced; every tax follows this day.
    pub invoiced_on: NaiveDate,
    pub compulsory: CompulsoryCover,
    #[serde(default)]
    pub covers: Vec<Cover>,
    #[serde(default)]
    pub plate: Option<NamedSum>,
    #[serde(default)]
    pub accessories: Vec<Extra>,
    #[serde(default)]
    pub services: Vec<Extra>,
    #[serde(default)]
    pub others: Vec<NamedSum>,
    #[serde(default)]
    pub by_hand: ByHand,
    /// The subsidy that the customer hopes for; shown as an estimate, never part of the sum.
    #[serde(default)]
    pub trade_in: Option<TradeInScheme>,
    #[serde(default)]
    pub loans: Vec<LoanInputs>,
}

impl QuoteInputs {
    /// Guide price less discount and promotions: what the invoice of the car will say.
    pub fn car_price(&self) -> Option<Fen> {
        let promoted = Fen::sum(self.promotions.iter().map(|taken| taken.amount))?;
        let own = self.car.guide_price.checked_sub(self.discount)?;
        own.checked_sub(promoted)
    }

    pub(super) fn use_class(&self) -> UseClass {
        match (self.buyer, self.car.seats < 6) {
            (BuyerKind::Person, true) => UseClass::FamilyUnderSixSeats,
            (BuyerKind::Person, false) => UseClass::FamilySixSeatsAndMore,
            (BuyerKind::Company, true) => UseClass::CompanyUnderSixSeats,
            (BuyerKind::Company, false) => UseClass::CompanySixToTenSeats,
            (BuyerKind::PublicBody, true) => UseClass::PublicBodyUnderSixSeats,
            (BuyerKind::PublicBody, false) => UseClass::PublicBodySixToTenSeats,
        }
    }

    pub(super) fn loan_class(&self) -> LoanClass {
        let is_fuel = match self.car.power {
            PowerSource::Fuel | PowerSource::EnergySavingFuel => true,
            PowerSource::PluginHybrid | PowerSource::BatteryElectric | PowerSource::FuelCell => {
                false
            }
        };
        match (self.buyer, is_fuel) {
            (BuyerKind::Person, true) => LoanClass::OwnUseFuel,
            (BuyerKind::Person, false) => LoanClass::OwnUseNewEnergy,
            (BuyerKind::Company | BuyerKind::PublicBody, true) => LoanClass::CommercialFuel,
            (BuyerKind::Company | BuyerKind::PublicBody, false) => LoanClass::CommercialNewEnergy,
        }
    }

    /// The class of the new car in the trade-in schemes; none for cars that they do not know.
    pub(super) fn trade_in_class(&self) -> Option<NewCarClass> {
        match self.car.listing {
            CatalogueListing::NewEnergyListed => Some(NewCarClass::NewEnergyListed),
            CatalogueListing::NewEnergyUnlisted => None,
            CatalogueListing::NotNewEnergy if self.car.displacement_ml <= 2_000 => {
                Some(NewCarClass::FuelUpToTwoLitres)
            }
            CatalogueListing::NotNewEnergy => Some(NewCarClass::FuelAboveTwoLitres),
        }
    }

    /// Refuses what cannot be on a quote, naming the field.
    pub(super) fn check(&self, last_invoice_day: NaiveDate) -> Result<(), Refusal> {
        let car = &self.car;
        checks::filled("inputs.car.description", &car.description, checks::LINE)?;
        checks::fits(
            "inputs.car.exteriorColour",
            &car.exterior_colour,
            checks::LINE,
        )?;
        checks::fits("inputs.customerName", &self.customer_name, checks::LINE)?;
        checks::fits("inputs.discountReason", &self.discount_reason, checks::LINE)?;
        checks::fits("inputs.plateCity", &self.plate_city, checks::LINE)?;
        checks::date_until("inputs.invoicedOn", self.invoiced_on, last_invoice_day)?;
        checks::sum_in_range("inputs.car.guidePrice", car.guide_price)?;
        checks::sum_in_range("inputs.discount", self.discount)?;
        if !car.guide_price.is_positive() {
            return Err(QuoteRefusal::GuidePriceMissing.into());
        }
        self.check_price()?;
        if !(1..=MOST_SEATS).contains(&car.seats) {
            return Err(QuoteRefusal::SeatsOutOfRange { most: MOST_SEATS }.into());
        }
        self.check_power()?;
        self.check_entries()?;
        if self.loans.len() > MOST_LOANS {
            return Err(QuoteRefusal::TooManyLoanPlans {
                most: u32::try_from(MOST_LOANS).unwrap_or(u32::MAX),
            }
            .into());
        }
        Ok(())
    }

    /// Discount and promotions together take off no more than the price.
    pub(super) fn check_price(&self) -> Result<(), QuoteRefusal> {
        match self.car_price() {
            Some(price) if !price.is_negative() => Ok(()),
            Some(_) | None => Err(QuoteRefusal::DiscountAbovePrice {
                guide_price: self.car.guide_price,
            }),
        }
    }

    /// A car with an engine has a displacement, and only a car with a plug can be listed as new energy.
    fn check_power(&self) -> Result<(), Refusal> {
        let car = &self.car;
        let (has_engine, is_new_energy) = match car.power {
            PowerSource::Fuel | PowerSource::EnergySavingFuel => (true, false),
            PowerSource::PluginHybrid => (true, true),
            PowerSource::BatteryElectric | PowerSource::FuelCell => (false, true),
        };
        if has_engine && car.displacement_ml == 0 {
            return Err(QuoteRefusal::DisplacementMissing.into());
        }
        let listed_as_new_energy = match car.listing {
            CatalogueListing::NotNewEnergy => false,
            CatalogueListing::NewEnergyUnlisted | CatalogueListing::NewEnergyListed => true,
        };
        if listed_as_new_energy != is_new_energy {
            return Err(QuoteRefusal::ListingContradictsPower.into());
        }
        Ok(())
    }

    fn check_entries(&self) -> Result<(), Refusal> {
        for (field, count) in [
            ("inputs.covers", self.covers.len()),
            ("inputs.accessories", self.accessories.len()),
            ("inputs.services", self.services.len()),
            ("inputs.others", self.others.len()),
        ] {
            if count > MOST_ENTRIES {
                return Err(QuoteRefusal::TooManyEntries {
                    field: field.to_owned(),
                    most: u32::try_from(MOST_ENTRIES).unwrap_or(u32::MAX),
                }
                .into());
            }
        }
        for (position, cover) in self.covers.iter().enumerate() {
            checks::sum_in_range(&format!("inputs.covers.{position}.premium"), cover.premium)?;
            if let Some(insured) = cover.insured {
                checks::sum_in_range(&format!("inputs.covers.{position}.insured"), insured)?;
            }
        }
        for (list, extras) in [
            ("accessories", &self.accessories),
            ("services", &self.services),
        ] {
            for (position, extra) in extras.iter().enumerate() {
                let field = |name: &str| format!("inputs.{list}.{position}.{name}");
                checks::filled(&field("name"), &extra.name, checks::LINE)?;
                checks::sum_in_range(&field("unitPrice"), extra.unit_price)?;
                if !(1..=9_999).contains(&extra.quantity) {
                    return Err(QuoteRefusal::QuantityOutOfRange {
                        field: field("quantity"),
                    }
                    .into());
                }
            }
        }
        for (position, other) in self.others.iter().enumerate() {
            checks::filled(
                &format!("inputs.others.{position}.name"),
                &other.name,
                checks::LINE,
            )?;
            checks::sum_in_range(&format!("inputs.others.{position}.amount"), other.amount)?;
        }
        if let Some(plate) = &self.plate {
            checks::fits("inputs.plate.name", &plate.name, checks::LINE)?;
            checks::sum_in_range("inputs.plate.amount", plate.amount)?;
        }
        if let CompulsoryCover::InsurersQuote { amount } = self.compulsory {
            checks::sum_in_range("inputs.compulsory.amount", amount)?;
        }
        for (field, sum) in [
            ("inputs.byHand.purchaseTax", self.by_hand.purchase_tax),
            ("inputs.byHand.luxuryTax", self.by_hand.luxury_tax),
            ("inputs.byHand.vesselTax", self.by_hand.vessel_tax),
            (
                "inputs.byHand.compulsoryInsurance",
                self.by_hand.compulsory_insurance,
            ),
        ] {
            if let Some(sum) = sum {
                checks::sum_in_range(field, sum)?;
            }
        }
        Ok(())
    }
}
