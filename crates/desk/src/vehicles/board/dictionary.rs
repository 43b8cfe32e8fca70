//! Texts that many cars share, each kept once and named by a small number.

use std::{collections::HashMap, sync::Arc};

#[derive(Debug, Default)]
pub struct Dictionary {
    texts: Vec<Arc<str>>,
    codes: HashMap<Arc<str>, u32>,
}

impl Dictionary {
    pub fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        let code = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = Arc::from(text);
        self.texts.push(Arc::clone(&text));
        self.codes.insert(text, code);
        code
    }

    pub fn texts(&self) -> &[Arc<str>] {
        &self.texts
    }

    /// Where each text stands when all are put in order.
    pub fn ranks(&self) -> Vec<u32> {
        ranks(&self.texts)
    }
}

/// The place of each item among all of them in order.
pub fn ranks<T: Ord>(items: &[T]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    order.sort_by(|a, b| items[*a as usize].cmp(&items[*b as usize]));
    let mut ranks = vec![0; items.len()];
    for (rank, code) in order.into_iter().enumerate() {
        ranks[code as usize] = rank as u32;
    }
    ranks
}
