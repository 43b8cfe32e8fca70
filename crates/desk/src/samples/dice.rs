//! A small generator that always yields the same.

/// `SplitMix64`, begun anew for every unit, so that a unit is the same whatever came before it.
pub struct Dice(u64);

impl Dice {
    pub fn of(unit: u32) -> Self {
        Self(u64::from(unit).wrapping_mul(0xD134_2543_DE82_EF95))
    }

    pub fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % u64::from(bound.max(1))) as u32
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u32) as usize]
    }

    /// One of these, the first ones far more often, as surnames and models are in life.
    pub fn uneven<T: Copy>(&mut self, of: &[T]) -> T {
        let first = self.below(of.len() as u32) as usize;
        let second = self.below(first as u32 + 1) as usize;
        of[second]
    }
}
