//! Beginnings that many documents share, found while the keys of a segment pass by in order. Such a
//! beginning gets a list of its own, ready to be read from the best rank on.
//!
//! Keys are seen as a tree in which only the places where they part are kept: "w", "wa" and "wan"
//! are one place if every key goes on to "wang". A search for any of them finds that place, as the
//! first one that begins with what was typed.

use super::keys::{TAGS, Tag};

/// A beginning with at least so many postings gets its list; with fewer its keys are read one by one.
pub const SHARED: usize = if cfg!(test) { 12 } else { 1024 };

/// With more postings than this a place counts in bits.
const LOOSE: usize = if cfg!(test) { 60 } else { 1 << 16 };

/// A list for a beginning.
pub struct Shared<'a> {
    pub text: &'a [u8],
    pub contents: Contents<'a>,
}

/// Where the list of a beginning comes from.
pub enum Contents<'a> {
    /// The beginning is one key and nothing more: its own lists serve, as they were written.
    OneKey(&'a [u8]),
    /// The union of the keys below it.
    Union(&'a mut Gathered),
}

/// The postings below a place: loose ones as tag and ordinal, and bits by tag when they are many.
#[derive(Default)]
pub struct Gathered {
    loose: Vec<u64>,
    bits: Vec<(Tag, Vec<u64>)>,
}

impl Gathered {
    fn push(&mut self, tag: Tag, ordinal: u32) {
        self.loose
            .push(u64::from(tag as u8) << 32 | u64::from(ordinal));
    }

    /// Takes in what stands below another place, and gives back its empty list for use elsewhere.
    fn absorb(&mut self, mut other: Self, documents: u32) -> Vec<u64> {
        if self.loose.len() < other.loose.len() {
            std::mem::swap(&mut self.loose, &mut other.loose);
        }
        self.loose.append(&mut other.loose);
        for (tag, words) in other.bits {
            match self.bits.iter_mut().find(|(own, _)| *own == tag) {
                Some((_, own)) => own.iter_mut().zip(&words).for_each(|(a, b)| *a |= b),
                None => self.bits.push((tag, words)),
            }
        }
        if self.loose.len() > LOOSE {
            self.tighten(documents);
        }
        other.loose
    }

    /// Turns loose postings into bits.
    fn tighten(&mut self, documents: u32) {
        let mut place_of = [usize::MAX; TAGS];
        for (place, (tag, _)) in self.bits.iter().enumerate() {
            place_of[*tag as usize] = place;
        }
        for posting in self.loose.drain(..) {
            let (Some(tag), ordinal) = (Tag::from_number((posting >> 32) as u8), posting as u32)
            else {
                continue;
            };
            if place_of[tag as usize] == usize::MAX {
                place_of[tag as usize] = self.bits.len();
                self.bits
                    .push((tag, vec![0; documents.div_ceil(64) as usize]));
            }
            let (_, words) = &mut self.bits[place_of[tag as usize]];
            words[(ordinal / 64) as usize] |= 1 << (ordinal % 64);
        }
    }

    /// The lists by tag: as ascending ordinals, or as bits when they were many.
    pub fn each_list<E>(
        &mut self,
        documents: u32,
        mut ordinals: impl FnMut(Tag, &[u32]) -> Result<(), E>,
        mut bits: impl FnMut(Tag, &[u64]) -> Result<(), E>,
    ) -> Result<(), E> {
        if !self.bits.is_empty() {
            self.tighten(documents);
            for (tag, words) in &self.bits {
                bits(*tag, words)?;
            }
            return Ok(());
        }
        // Children were sorted before they were joined, which a merging sort makes use of.
        self.loose.sort();
        self.loose.dedup();
        for list in self.loose.chunk_by(|a, b| a >> 32 == b >> 32) {
            let own: Vec<u32> = list.iter().map(|posting| *posting as u32).collect();
            if let Some(tag) = Tag::from_number((list[0] >> 32) as u8) {
                ordinals(tag, &own)?;
            }
        }
        Ok(())
    }
}

struct Place {
    /// How many bytes of the last key belong to it.
    length: usize,
    /// Postings below it, counted as often as they occur.
    postings: usize,
    gathered: Gathered,
    /// The lists of its own key as written, while nothing else is below it.
    one_key: Option<Vec<u8>>,
}

/// Follows the keys of one end of a segment.
pub struct Prefixes {
    documents: u32,
    last: Vec<u8>,
    places: Vec<Place>,
    /// Empty lists that keep their memory.
    spare: Vec<Vec<u64>>,
}

impl Prefixes {
    pub fn new(documents: u32) -> Self {
        Self {
            documents,
            last: Vec::new(),
            places: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Takes the next key, its lists and how these were written.
    pub fn add<E>(
        &mut self,
        key: &[u8],
        lists: &[(Tag, Vec<u32>)],
        written: &[u8],
        shared: impl FnMut(Shared) -> Result<(), E>,
    ) -> Result<(), E> {
        if (self.documents as usize) < SHARED {
            return Ok(());
        }
        let common = common_beginning(&self.last, key);
        self.close(common, shared)?;
        let mut gathered = Gathered {
            loose: self.spare.pop().unwrap_or_default(),
            bits: Vec::new(),
        };
        let mut postings = 0;
        for (tag, ordinals) in lists {
            postings += ordinals.len();
            ordinals
                .iter()
                .for_each(|&ordinal| gathered.push(*tag, ordinal));
        }
        let one_key = (postings >= SHARED).then(|| written.to_vec());
        self.places.push(Place {
            length: key.len(),
            postings,
            gathered,
            one_key,
        });
        self.last.clear();
        self.last.extend_from_slice(key);
        Ok(())
    }

    /// Ends the keys.
    pub fn finish<E>(&mut self, shared: impl FnMut(Shared) -> Result<(), E>) -> Result<(), E> {
        self.close(0, shared)?;
        self.places.clear();
        self.last.clear();
        Ok(())
    }

    /// Closes all places that are longer than what the next key has in common with the last.
    fn close<E>(
        &mut self,
        common: usize,
        mut shared: impl FnMut(Shared) -> Result<(), E>,
    ) -> Result<(), E> {
        while self
            .places
            .last()
            .is_some_and(|place| place.length > common)
        {
            let Some(mut place) = self.places.pop() else {
                break;
            };
            if place.postings >= SHARED {
                let text = &self.last[..place.length];
                let contents = match &place.one_key {
                    Some(written) => Contents::OneKey(written),
                    None => Contents::Union(&mut place.gathered),
                };
                shared(Shared { text, contents })?;
            }
            if self
                .places
                .last()
                .is_none_or(|parent| parent.length < common)
            {
                let empty = Place {
                    length: common,
                    postings: 0,
                    gathered: Gathered::default(),
                    one_key: None,
                };
                self.places.push(empty);
            }
            // The root joins everything and is never asked for.
            if let Some(parent) = self.places.last_mut().filter(|parent| parent.length > 0) {
                parent.postings += place.postings;
                let spare = parent.gathered.absorb(place.gathered, self.documents);
                self.spare.push(spare);
                parent.one_key = None;
            }
        }
        Ok(())
    }
}

/// How many bytes two keys have in common, without cutting a character.
fn common_beginning(a: &[u8], b: &[u8]) -> usize {
    let mut common = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    while common > 0 && b.get(common).is_some_and(|byte| byte & 0xc0 == 0x80) {
        common -= 1;
    }
    common
}
