//! The bibliography `docs/references.bib`: who says what a known value is.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::RegistryError;

/// One work of the bibliography.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Fields as written, braces removed: `author`, `title`, `year`, …
    fields: BTreeMap<String, String>,
}

impl Reference {
    /// Returns a field by its lower-case name.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }

    /// Returns the surnames and the year: `Haldane 1988`, `Kane, Mele 2005`, `Thouless et al. 1982`.
    pub fn short(&self) -> String {
        let surnames: Vec<&str> =
            self.authors().map(|a| a.split(',').next().unwrap_or(a)).collect();
        let names = match surnames.as_slice() {
            [one] => (*one).to_owned(),
            [one, two] => format!("{one}, {two}"),
            [one, ..] => format!("{one} et al."),
            [] => String::new(),
        };
        format!("{names} {}", self.field("year").unwrap_or_default())
    }

    /// Returns the full citation as one line of Markdown.
    pub fn citation(&self) -> String {
        let mut text: Vec<String> = self
            .authors()
            .map(|author| match author.split_once(',') {
                Some((surname, given)) => format!("{} {}", given.trim(), surname.trim()),
                None => author.to_owned(),
            })
            .collect();
        text.push(format!("*{}*", self.field("title").unwrap_or_default()));
        let place = match (self.field("journal"), self.field("volume"), self.field("pages")) {
            (Some(journal), Some(volume), Some(pages)) => {
                format!("{journal} **{volume}**, {pages}")
            }
            (Some(journal), _, _) => journal.to_owned(),
            _ => self.field("publisher").unwrap_or_default().to_owned(),
        };
        text.push(format!("{place} ({})", self.field("year").unwrap_or_default()));
        if let Some(doi) = self.field("doi") {
            text.push(format!("[doi:{doi}](https://doi.org/{doi})"));
        }
        text.join(", ")
    }

    fn authors(&self) -> impl Iterator<Item = &str> {
        self.field("author").unwrap_or_default().split(" and ").map(str::trim)
    }
}

/// The works that entries may name as their source, by key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bibliography {
    references: BTreeMap<String, Reference>,
}

impl Bibliography {
    /// Reads a `.bib` file: entries `@kind{key, name = {value}, …}`, lines between them ignored.
    ///
    /// # Errors
    ///
    /// [`RegistryError::Unreadable`] for a file that cannot be read, [`RegistryError::Bibliography`] for an
    /// entry that does not end, a key given twice, or an entry without `author`, `title` or `year`.
    pub fn load(path: &Path) -> Result<Self, RegistryError> {
        let text = std::fs::read_to_string(path).map_err(|error| RegistryError::Unreadable {
            path: path.to_owned(),
            reason: error.to_string(),
        })?;
        Self::parse(path, &text)
    }

    /// Parses the text of a `.bib` file; `path` only names it in errors.
    ///
    /// # Errors
    ///
    /// [`RegistryError::Bibliography`] as for [`Bibliography::load`].
    pub fn parse(path: &Path, text: &str) -> Result<Self, RegistryError> {
        let mut references = BTreeMap::new();
        let mut rest = text;
        while let Some(start) = find_entry(rest) {
            rest = &rest[start..];
            let line = 1 + text[..text.len() - rest.len()].matches('\n').count();
            let wrong = |reason: String| RegistryError::Bibliography {
                path: path.to_owned(),
                line,
                reason,
            };
            let open = rest.find('{').ok_or_else(|| wrong("`@` without `{`".to_owned()))?;
            let length = braced(&rest[open..]).ok_or_else(|| wrong("no closing `}`".to_owned()))?;
            let body = &rest[open + 1..open + length - 1];
            rest = &rest[open + length..];

            let (key, body) = body.split_once(',').unwrap_or((body, ""));
            let key = key.trim().to_owned();
            let fields = fields(body)
                .map_err(|name| wrong(format!("{key}: field `{name}` is not `name = {{…}}`")))?;
            for needed in ["author", "title", "year"] {
                if !fields.contains_key(needed) {
                    return Err(wrong(format!("{key}: field `{needed}` is missing")));
                }
            }
            if references.insert(key.clone(), Reference { fields }).is_some() {
                return Err(wrong(format!("{key}: this key is given twice")));
            }
        }
        Ok(Self { references })
    }

    /// Returns the work of that key.
    pub fn get(&self, key: &str) -> Option<&Reference> {
        self.references.get(key)
    }

    /// Returns the keys in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.references.keys().map(String::as_str)
    }
}

/// Returns where the next `@` stands at the beginning of a line.
fn find_entry(text: &str) -> Option<usize> {
    if text.starts_with('@') { Some(0) } else { text.find("\n@").map(|at| at + 1) }
}

/// Returns the length of the braced group with which `text` begins, both braces included.
fn braced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(at + 1),
            '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// Splits `name = {value}, …`; the error is the text at which it fails.
fn fields(body: &str) -> Result<BTreeMap<String, String>, String> {
    let mut fields = BTreeMap::new();
    let mut rest = body.trim();
    while !rest.is_empty() {
        let (name, value) = rest.split_once('=').ok_or_else(|| rest.to_owned())?;
        let name = name.trim().to_lowercase();
        let value = value.trim_start();
        let length = if value.starts_with('{') { braced(value) } else { None };
        let length = length.ok_or_else(|| name.clone())?;
        let plain: String =
            value[1..length - 1].chars().filter(|c| !matches!(c, '{' | '}')).collect();
        fields.insert(name, plain.split_whitespace().collect::<Vec<_>>().join(" "));
        rest = value[length..].trim_start_matches([',', ' ', '\n', '\r', '\t']);
    }
    Ok(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "% works\n@article{kane2005,\n  author = {Kane, C. L. and Mele, E. J.},\n  \
        title = {{Z2} order},\n  journal = {Phys. Rev. Lett.},\n  volume = {95},\n  pages = {146802},\n  \
        year = {2005},\n}\n";

    #[test]
    fn an_entry_gives_short_and_full_citation() {
        let works = Bibliography::parse(Path::new("r.bib"), ONE).unwrap();
        let work = works.get("kane2005").unwrap();
        assert_eq!(work.short(), "Kane, Mele 2005");
        assert_eq!(
            work.citation(),
            "C. L. Kane, E. J. Mele, *Z2 order*, Phys. Rev. Lett. **95**, 146802 (2005)"
        );
    }

    #[test]
    fn errors_name_the_line_and_the_field() {
        let parse =
            |text: &str| Bibliography::parse(Path::new("r.bib"), text).unwrap_err().to_string();
        assert_eq!(
            parse("\n@article{a,\n author = {A},\n year = {1}\n}"),
            "r.bib:2: a: field `title` is missing"
        );
        assert_eq!(parse("@article{a,\n author = {A}"), "r.bib:1: no closing `}`");
        assert_eq!(parse(&format!("{ONE}{ONE}")), "r.bib:11: kane2005: this key is given twice");
        assert_eq!(
            parse("@article{a,\n author = A\n}"),
            "r.bib:1: a: field `author` is not `name = {…}`"
        );
    }
}
