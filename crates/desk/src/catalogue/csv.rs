//! Comma-separated values after RFC 4180, with columns found by their name.

/// The records of a file, each under the names of the first line.
pub struct Sheet {
    header: Vec<String>,
    records: Vec<Vec<String>>,
}

pub struct Record<'a> {
    header: &'a [String],
    fields: &'a [String],
}

impl Sheet {
    pub fn read(text: &str) -> Self {
        let mut records = Vec::new();
        let (mut fields, mut field) = (Vec::new(), String::new());
        let mut quoted = false;
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match (letter, quoted) {
                ('"', true) if letters.peek() == Some(&'"') => {
                    letters.next();
                    field.push('"');
                }
                ('"', _) => quoted = !quoted,
                (',', false) => fields.push(std::mem::take(&mut field)),
                ('\r', false) => {}
                ('\n', false) => {
                    fields.push(std::mem::take(&mut field));
                    records.push(std::mem::take(&mut fields));
                }
                (other, _) => field.push(other),
            }
        }
        if !field.is_empty() || !fields.is_empty() {
            fields.push(field);
            records.push(fields);
        }
        let header = if records.is_empty() {
            Vec::new()
        } else {
            records.remove(0)
        };
        Self { header, records }
    }

    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.records.iter().map(|fields| Record {
            header: &self.header,
            fields,
        })
    }
}

impl Record<'_> {
    /// The text of a column; empty where there is none.
    pub fn text(&self, column: &str) -> String {
        self.header
            .iter()
            .position(|name| name == column)
            .and_then(|at| self.fields.get(at))
            .cloned()
            .unwrap_or_default()
    }

    pub fn list(&self, column: &str) -> Vec<String> {
        self.text(column)
            .split('|')
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect()
    }

    pub fn read<T: std::str::FromStr>(&self, column: &str) -> Option<T> {
        self.text(column).parse().ok()
    }
}
