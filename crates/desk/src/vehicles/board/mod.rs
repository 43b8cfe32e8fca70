//! The stock board: every car in a few dozen bytes, in memory, so that any filter, count and order
//! over a hundred thousand of them is one walk through six megabytes and no walk through the
//! encrypted file.

mod car;
mod dictionary;
mod finding;
mod kinds;
mod question;
mod upkeep;

pub use car::Car;
pub(crate) use question::PRICE_BANDS;
pub use question::{Cost, Question};
pub use upkeep::StockBoard;

use dictionary::Dictionary;
use std::collections::HashMap;

use domain::ids::{ModelId, RecordId};
use kinds::Kinds;

use super::specification::Specification;
use crate::search::state_is_ours;

/// Cars in the order of their ids, which is the order in which they were taken in.
#[derive(Debug, Default)]
pub struct Board {
    cars: Vec<Car>,
    kinds: Kinds,
    /// What the catalogue says of each version.
    specifications: HashMap<ModelId, Specification>,
    places: Dictionary,
    /// Stock numbers without their trailing digits.
    number_heads: Dictionary,
    /// The first nine characters of VINs.
    vin_heads: Dictionary,
}

impl Board {
    pub fn cars(&self) -> &[Car] {
        &self.cars
    }

    /// How many cars of each version stand here or are on their way, the dealership's own still.
    pub fn count_by_model(&self) -> HashMap<ModelId, u32> {
        let mut by_kind = vec![0_u32; self.kinds.all().len()];
        for car in self.cars.iter().filter(|car| state_is_ours(car.state())) {
            by_kind[car.kind()] += 1;
        }
        let mut counts = HashMap::new();
        for (kind, count) in self.kinds.all().iter().zip(by_kind) {
            if let (Some(model), true) = (kind.model, count > 0) {
                *counts.entry(model).or_default() += count;
            }
        }
        counts
    }

    /// The cars of one version of the catalogue.
    pub fn of_model(&self, model: ModelId) -> Vec<RecordId> {
        self.cars
            .iter()
            .filter(|car| self.kinds.all()[car.kind()].model == Some(model))
            .map(Car::record)
            .collect()
    }

    fn place_of(&self, id: [u8; 16]) -> Result<usize, usize> {
        self.cars.binary_search_by(|car| car.id.cmp(&id))
    }

    fn put(&mut self, car: Car) {
        match self.place_of(car.id) {
            Ok(at) => self.cars[at] = car,
            Err(at) => {
                // Doubling would leave megabytes unused; a sixteenth is room for days.
                if self.cars.len() == self.cars.capacity() {
                    self.cars.reserve_exact(self.cars.len() / 16 + 64);
                }
                self.cars.insert(at, car);
            }
        }
    }

    fn remove(&mut self, id: RecordId) {
        if let Ok(at) = self.place_of(id.bytes()) {
            self.cars.remove(at);
        }
    }
}
