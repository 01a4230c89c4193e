//! Where something stands in a model file, and what is taken out of it there.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::{FileError, FileProblem};
use crate::names;

pub(super) type Read<T> = Result<T, Box<FileError>>;

/// Line and key of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) key: String,
}

impl Place {
    pub(super) fn error(&self, origin: &str, problem: impl Into<FileProblem>) -> Box<FileError> {
        Box::new(FileError {
            origin: origin.to_owned(),
            line: Some(self.line),
            key: (!self.key.is_empty()).then(|| self.key.clone()),
            problem: problem.into(),
        })
    }
}

/// The file: its name, and where its lines begin.
pub(super) struct Document<'a> {
    pub(super) origin: &'a str,
    line_starts: Vec<usize>,
}

impl<'a> Document<'a> {
    pub(super) fn new(text: &str, origin: &'a str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { origin, line_starts }
    }

    /// The line of a byte, counted from 1.
    pub(super) fn line(&self, byte: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= byte)
    }

    fn place(&self, span: &Range<usize>, key: String) -> Place {
        Place { line: self.line(span.start), key }
    }
}

/// A value of the file and its place.
#[derive(Clone)]
pub(super) struct Value<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) content: &'a DeValue<'a>,
    pub(super) span: Range<usize>,
    pub(super) place: Place,
}

impl<'a> Value<'a> {
    fn new(document: &'a Document<'a>, value: &'a Spanned<DeValue<'a>>, key: String) -> Self {
        let place = document.place(&value.span(), key);
        Self { document, content: value.get_ref(), span: value.span(), place }
    }

    pub(super) fn fault<T>(&self, problem: impl Into<FileProblem>) -> Read<T> {
        Err(self.place.error(self.document.origin, problem))
    }

    pub(super) fn wrong_type<T>(&self, expected: &'static str) -> Read<T> {
        let found = match self.content {
            DeValue::String(text) => format!("the text {:?}", shortened(text)),
            DeValue::Integer(n) => format!("the number {n}"),
            DeValue::Float(x) => format!("the number {x}"),
            DeValue::Boolean(flag) => format!("`{flag}`"),
            DeValue::Datetime(date) => format!("the date {date}"),
            DeValue::Array(list) => format!("a list of {}", list.len()),
            DeValue::Table(_) => "a table".to_owned(),
        };
        self.fault(FileProblem::WrongType { found, expected })
    }

    pub(super) fn string(&self, expected: &'static str) -> Read<String> {
        match self.content {
            DeValue::String(text) => Ok(text.clone().into_owned()),
            _ => self.wrong_type(expected),
        }
    }

    pub(super) fn integer(&self, range: Range<i64>, expected: &'static str) -> Read<i64> {
        if let DeValue::Integer(n) = self.content
            && let Ok(n) = i64::from_str_radix(n.as_str(), n.radix())
            && range.contains(&n)
        {
            return Ok(n);
        }
        self.wrong_type(expected)
    }

    /// The elements of a list.
    pub(super) fn list(&self, expected: &'static str) -> Read<Vec<Value<'a>>> {
        match self.content {
            DeValue::Array(list) => Ok(self.elements(list)),
            _ => self.wrong_type(expected),
        }
    }

    fn elements(&self, list: &'a DeArray<'a>) -> Vec<Value<'a>> {
        let key = |n| format!("{}[{n}]", self.place.key);
        list.iter().enumerate().map(|(n, v)| Value::new(self.document, v, key(n))).collect()
    }

    pub(super) fn table(&self, expected: &'static str) -> Read<Table<'a>> {
        match self.content {
            DeValue::Table(table) => {
                Ok(Table { document: self.document, entries: table, place: self.place.clone() })
            }
            _ => self.wrong_type(expected),
        }
    }
}

fn shortened(text: &str) -> &str {
    text.char_indices().nth(40).map_or(text, |(end, _)| &text[..end])
}

/// A table of the file and its place.
pub(super) struct Table<'a> {
    document: &'a Document<'a>,
    entries: &'a DeTable<'a>,
    pub(super) place: Place,
}

impl<'a> Table<'a> {
    pub(super) fn root(document: &'a Document<'a>, table: &'a DeTable<'a>) -> Self {
        Self { document, entries: table, place: Place { line: 1, key: String::new() } }
    }

    fn key_of(&self, key: &str) -> String {
        if self.place.key.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place.key) }
    }

    /// Refuses keys other than these.
    pub(super) fn only(&self, known: &[&'static str]) -> Read<()> {
        for (key, _) in self.entries {
            if !known.contains(&key.get_ref().as_ref()) {
                let hint = names::hint(key.get_ref(), known.iter().copied());
                let place = self.document.place(&key.span(), self.key_of(key.get_ref()));
                return Err(place.error(self.document.origin, FileProblem::UnknownKey { hint }));
            }
        }
        Ok(())
    }

    pub(super) fn get(&self, key: &str) -> Option<Value<'a>> {
        let (_, value) = self.entries.iter().find(|(k, _)| k.get_ref() == key)?;
        Some(Value::new(self.document, value, self.key_of(key)))
    }

    pub(super) fn required(&self, key: &'static str, example: &'static str) -> Read<Value<'a>> {
        self.get(key).ok_or_else(|| {
            self.place.error(self.document.origin, FileProblem::MissingKey { key, example })
        })
    }

    /// All keys with their values, in the order of the file.
    pub(super) fn entries(&self) -> Vec<(&'a str, Value<'a>)> {
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let name = |key: &'a Spanned<_>| -> &'a str { AsRef::<str>::as_ref(key.get_ref()) };
        entries
            .into_iter()
            .map(|(key, value)| {
                (name(key), Value::new(self.document, value, self.key_of(name(key))))
            })
            .collect()
    }
}
