//! What a car can be filtered by besides its own row: brand, series, class and technique.

/// Empty where nobody has said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Specification {
    pub brand: String,
    pub series: String,
    pub class: String,
    pub energy: String,
    pub displacement: String,
    pub drivetrain: String,
}

impl Specification {
    /// What a description says by itself: people write brand, series and model in this order, with
    /// spaces between.
    pub fn written(description: &str) -> Self {
        let mut words = description.split_whitespace();
        Self {
            brand: words.next().unwrap_or_default().to_owned(),
            series: words.next().unwrap_or_default().to_owned(),
            ..Self::default()
        }
    }
}
