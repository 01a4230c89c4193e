//! Every work that the sources cite stands in `docs/references.bib`, with the same numbers, and nothing
//! stands there that nobody cites.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use thouless_lattice::zoo;
use thouless_tests::{Bibliography, Reference, Registry};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn works() -> Bibliography {
    Bibliography::load(&root().join("docs/references.bib")).expect("a good bibliography")
}

/// The hand-written text of the workspace by file: one line each, without comment marks.
fn texts() -> Vec<(String, String)> {
    let mut folders = vec![root().join("crates"), root().join("docs"), root().join("xtask")];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(extension, "rs" | "md") && !path.ends_with("validation.md") {
                let text = std::fs::read_to_string(&path).expect("text");
                texts.push((path.display().to_string(), unwrapped(&text)));
            }
        }
    }
    assert!(texts.len() > 100, "only {} files found", texts.len());
    texts.sort();
    texts
}

fn unwrapped(text: &str) -> String {
    let bare = |line: &str| line.trim_start().trim_start_matches(['/', '!']).to_owned();
    let lines: Vec<String> = text.lines().map(bare).collect();
    lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn field<'a>(work: &'a Reference, name: &str) -> &'a str {
    work.field(name).unwrap_or_default()
}

fn first_surname(work: &Reference) -> &str {
    field(work, "author").split(',').next().unwrap_or_default()
}

/// A citation `Journal **volume**, page (year)` in running text.
struct Citation<'a> {
    before: &'a str,
    volume: &'a str,
    page: &'a str,
    year: &'a str,
    after: &'a str,
}

fn citations(text: &str) -> Vec<Citation<'_>> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices("**") {
        let Some((volume, rest)) = text[start + 2..].split_once("**, ") else { continue };
        let Some((page, rest)) = rest.split_once(" (") else { continue };
        let Some((year, after)) = rest.split_once(')') else { continue };
        let digits = |s: &str, n: usize| s.len() <= n && s.bytes().all(|b| b.is_ascii_digit());
        let numbers = digits(volume, 4) && digits(year, 4) && !volume.is_empty();
        if numbers && page.len() <= 8 && page.bytes().all(|b| b.is_ascii_alphanumeric()) {
            found.push(Citation { before: text[..start].trim_end(), volume, page, year, after });
        }
    }
    found
}

/// What is wrong with a citation, if anything.
fn mismatch(citation: &Citation<'_>, works: &Bibliography) -> Option<String> {
    let Citation { before, volume, page, year, after } = citation;
    let same = |work: &&Reference| {
        field(work, "volume") == *volume
            && field(work, "pages") == *page
            && field(work, "year") == *year
            && before.ends_with(field(work, "journal"))
    };
    let Some(work) = works.keys().filter_map(|key| works.get(key)).find(same) else {
        let journal: Vec<&str> = before.rsplit(' ').take(4).collect();
        let journal: Vec<&str> = journal.into_iter().rev().collect();
        return Some(format!("… {} {volume}, {page} ({year})", journal.join(" ")));
    };
    let line: String = before.chars().rev().take(240).collect();
    let line: String = line.chars().rev().collect();
    if !line.contains(first_surname(work)) {
        return Some(format!("{volume}, {page} ({year}) is by {}", field(work, "author")));
    }
    let doi = after.trim_start_matches([',', ' ']).strip_prefix("[doi:")?;
    let doi = doi.split(']').next().unwrap_or_default();
    (doi != field(work, "doi")).then(|| format!("{volume}, {page} ({year}) is not doi:{doi}"))
}

#[test]
fn every_citation_is_in_the_bibliography_with_its_numbers() {
    let works = works();
    let dois: BTreeSet<&str> =
        works.keys().filter_map(|key| works.get(key)?.field("doi")).collect();
    let mut wrong = Vec::new();
    let mut n_citations = 0;
    for (path, text) in texts() {
        for citation in citations(&text) {
            n_citations += 1;
            wrong.extend(mismatch(&citation, &works).map(|why| format!("{path}: {why}")));
        }
        for (start, _) in text.match_indices("doi.org/10.") {
            let doi = &text[start + "doi.org/".len()..];
            // A DOI may hold balanced parentheses itself; the link ends at the first that is not.
            let end = doi.find([')', ' ']).unwrap_or(doi.len());
            if !dois.iter().any(|known| doi[..end] == **known || doi.starts_with(*known)) {
                wrong.push(format!("{path}: doi:{}", &doi[..end]));
            }
        }
    }
    assert!(n_citations > 40, "only {n_citations} citations found");
    assert!(wrong.is_empty(), "not in docs/references.bib:\n{}", wrong.join("\n"));
}

#[test]
fn every_model_of_the_zoo_names_works_of_the_bibliography() {
    let works = works();
    let known = |part: &str| {
        works.keys().filter_map(|key| works.get(key)).any(|work| {
            let [journal, volume, pages, year] =
                ["journal", "volume", "pages", "year"].map(|name| field(work, name));
            let article = format!("{journal} {volume}, {pages} ({year})");
            let book = format!("{}, ", field(work, "title"));
            let place = part.ends_with(&article)
                || (journal.is_empty() && part.contains(&book) && part.contains(year));
            place && part.contains(first_surname(work))
        })
    };
    for entry in zoo::catalogue() {
        for part in entry.source().split("; ") {
            assert!(known(part), "{}: {part} is not in docs/references.bib", entry.name());
        }
    }
}

#[test]
fn every_work_of_the_bibliography_is_cited() {
    let registry = Registry::load().expect("a good registry");
    let sources: BTreeSet<&str> = registry.cases.iter().map(|case| case.source.as_str()).collect();
    let texts = texts();
    let works = works();
    let cited = |key: &str| {
        let Some(work) = works.get(key) else { return false };
        let numbers = format!("**{}**, {}", field(work, "volume"), field(work, "pages"));
        let article = work.field("volume").is_some();
        let mentions = |text: &str| {
            work.field("doi").is_some_and(|doi| text.contains(doi))
                || (article && text.contains(&numbers))
                || (!article && text.contains(field(work, "title")))
        };
        sources.contains(key) || texts.iter().any(|(_, text)| mentions(text))
    };
    let idle: Vec<&str> = works.keys().filter(|key| !cited(key)).collect();
    assert!(idle.is_empty(), "in docs/references.bib, but cited nowhere: {}", idle.join(", "));
}

#[test]
fn works_have_the_fields_of_their_kind() {
    let works = works();
    for (key, work) in works.keys().filter_map(|key| Some((key, works.get(key)?))) {
        let needed: &[&str] = match (work.field("journal"), work.field("school")) {
            (Some(_), _) => &["volume", "pages"],
            (None, Some(_)) => &["title"],
            (None, None) => &["publisher"],
        };
        for name in needed {
            assert!(work.field(name).is_some(), "{key}: field `{name}` is missing");
        }
        let year = field(work, "year");
        assert!(key.contains(year) || key == "wannier90", "{key}: its year is {year}");
        let named = first_surname(work).to_lowercase();
        assert!(named.chars().next().is_some_and(char::is_alphabetic), "{key}: no author");
    }
}
