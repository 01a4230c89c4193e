//! The small language of labels: `$E/t_1$`, `k_x`, `\Gamma`.
//!
//! | write | for |
//! | --- | --- |
//! | `_x`, `_{xy}`, `^2`, `^{-1}` | sub- and superscripts, also both at once |
//! | `\alpha`, `\Gamma`, `\hbar`, … | Greek letters and symbols by their TeX names |
//! | `$E$` | italic letters; a hyphen is a minus sign; upper-case Greek stays upright |
//! | `\_`, `\^`, `\$`, `\\` | the characters themselves |

/// Where a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Base,
    Sub,
    Sup,
}

/// One letter of a label with its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter {
    pub(crate) symbol: char,
    pub(crate) italic: bool,
    pub(crate) level: Level,
}

/// Symbols with a TeX name.
const NAMES: [(&str, char); 48] = [
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("epsilon", 'ε'),
    ("zeta", 'ζ'),
    ("eta", 'η'),
    ("theta", 'θ'),
    ("iota", 'ι'),
    ("kappa", 'κ'),
    ("lambda", 'λ'),
    ("mu", 'μ'),
    ("nu", 'ν'),
    ("xi", 'ξ'),
    ("pi", 'π'),
    ("rho", 'ρ'),
    ("sigma", 'σ'),
    ("tau", 'τ'),
    ("upsilon", 'υ'),
    ("phi", 'φ'),
    ("chi", 'χ'),
    ("psi", 'ψ'),
    ("omega", 'ω'),
    ("Gamma", 'Γ'),
    ("Delta", 'Δ'),
    ("Theta", 'Θ'),
    ("Lambda", 'Λ'),
    ("Xi", 'Ξ'),
    ("Pi", 'Π'),
    ("Sigma", 'Σ'),
    ("Phi", 'Φ'),
    ("Psi", 'Ψ'),
    ("Omega", 'Ω'),
    ("hbar", 'ħ'),
    ("infty", '∞'),
    ("partial", '∂'),
    ("sum", '∑'),
    ("int", '∫'),
    ("sqrt", '√'),
    ("times", '×'),
    ("cdot", '·'),
    ("pm", '±'),
    ("le", '≤'),
    ("ge", '≥'),
    ("approx", '≈'),
    ("prime", '′'),
    ("up", '↑'),
    ("down", '↓'),
];

/// Reads a label. Every text has a meaning: what is no markup stands for itself.
pub(crate) fn parse(text: &str) -> Vec<Letter> {
    let mut out = Vec::new();
    read(&text.chars().collect::<Vec<_>>(), &mut false, Level::Base, &mut out);
    out
}

fn read(text: &[char], italic: &mut bool, level: Level, out: &mut Vec<Letter>) {
    let mut rest = text;
    while let Some((&c, after)) = rest.split_first() {
        rest = after;
        match c {
            '$' => *italic = !*italic,
            '_' | '^' if level == Level::Base && !rest.is_empty() => {
                let script = if c == '_' { Level::Sub } else { Level::Sup };
                let (group, after) = group(rest);
                read(group, italic, script, out);
                rest = after;
            }
            '\\' => {
                let (symbols, after) = command(rest);
                out.extend(symbols.iter().map(|&s| letter(s, *italic, level)));
                rest = after;
            }
            c => out.push(plain(c, *italic, level)),
        }
    }
}

/// What a script applies to: `{…}`, a command, or one character.
fn group(text: &[char]) -> (&[char], &[char]) {
    match text.first() {
        Some('{') => {
            let mut depth = 0_usize;
            for (i, c) in text.iter().enumerate() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    return (&text[1..i], &text[i + 1..]);
                }
            }
            (&text[1..], &[])
        }
        Some('\\') => {
            let (_, after) = command(&text[1..]);
            text.split_at(text.len() - after.len())
        }
        _ => text.split_at(text.len().min(1)),
    }
}

/// The symbol of the command whose backslash was just read, and the text after it.
fn command(text: &[char]) -> (Vec<char>, &[char]) {
    let end = text.iter().position(|c| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    if end == 0 {
        let (symbol, after) = text.split_at(text.len().min(1));
        return (symbol.to_vec(), after);
    }
    let (name, after) = text.split_at(end);
    let known: String = name.iter().collect();
    let symbol = NAMES.iter().find(|(n, _)| *n == known).map(|(_, s)| vec![*s]);
    (symbol.unwrap_or_else(|| name.to_vec()), after)
}

/// A character that is no markup; digits set low or high in Unicode become scripts of ours.
fn plain(c: char, italic: bool, level: Level) -> Letter {
    let low = "₀₁₂₃₄₅₆₇₈₉".chars().position(|s| s == c);
    let high = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|s| s == c);
    let digit = |i: usize| "0123456789".chars().nth(i).unwrap_or('0');
    match (low, high, c) {
        (Some(i), ..) => letter(digit(i), italic, Level::Sub),
        (_, Some(i), _) => letter(digit(i), italic, Level::Sup),
        (.., '₊') => letter('+', italic, Level::Sub),
        (.., '₋') => letter('−', italic, Level::Sub),
        (.., '⁺') => letter('+', italic, Level::Sup),
        (.., '⁻') => letter('−', italic, Level::Sup),
        (.., 'ℏ') => letter('ħ', italic, level),
        (.., '-') if italic => letter('−', false, level),
        (.., '\'') if italic => letter('′', false, level),
        (.., c) => letter(c, italic, level),
    }
}

fn letter(symbol: char, italic: bool, level: Level) -> Letter {
    let slanted = symbol.is_alphabetic() && !('Α'..='Ω').contains(&symbol);
    Letter { symbol, italic: italic && slanted, level }
}

/// The text with every character of the markup escaped, for names that are to be drawn as they are.
pub(crate) fn verbatim(text: &str) -> String {
    text.chars()
        .flat_map(|c| matches!(c, '_' | '^' | '$' | '\\').then_some('\\').into_iter().chain([c]))
        .collect()
}

/// The label of a point of the Brillouin zone: `G` and `Gamma` become Γ, digits become subscripts.
pub(crate) fn k_point(name: &str) -> String {
    name.split('|').map(one_k_point).collect::<Vec<_>>().join("|")
}

fn one_k_point(name: &str) -> String {
    let name = name.trim().trim_start_matches('\\');
    let name = name.trim_matches('$');
    let lower = name.to_lowercase();
    let (letters, rest) = ["gamma", "sigma", "delta", "lambda"]
        .into_iter()
        .find(|greek| lower.starts_with(greek))
        .map_or_else(
            || match name.strip_prefix('G') {
                Some(rest) if !rest.starts_with(|c: char| c.is_alphabetic()) => {
                    ("\\Gamma".to_owned(), rest)
                }
                _ => (String::new(), name),
            },
            |greek| {
                let upper = greek.replacen(|_| true, &greek[..1].to_uppercase(), 1);
                (format!("\\{upper}"), &name[greek.len()..])
            },
        );
    let mut out = letters;
    let mut digits = String::new();
    for c in rest.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '\'' => out.push('′'),
            '_' => {}
            c => out.push_str(&verbatim(&c.to_string())),
        }
    }
    if !digits.is_empty() {
        out.extend(["_{", &digits, "}"]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters with `_` and `^` before scripts and `/` before italics.
    fn show(text: &str) -> String {
        let mut out = String::new();
        for letter in parse(text) {
            match letter.level {
                Level::Base => {}
                Level::Sub => out.push('_'),
                Level::Sup => out.push('^'),
            }
            if letter.italic {
                out.push('/');
            }
            out.push(letter.symbol);
        }
        out
    }

    #[test]
    fn markup_is_read() {
        insta::assert_snapshot!(show(r"$E/t_1$"), @"/E//t_1");
        insta::assert_snapshot!(show(r"$k_x$ ($\pi/a$)"), @"/k_/x (/π//a)");
        insta::assert_snapshot!(show(r"t_{12}^{-1}"), @"t_1_2^-^1");
        insta::assert_snapshot!(show(r"$-\Gamma_\alpha$"), @"−Γ_/α");
        insta::assert_snapshot!(show(r"e^2/h, 10⁻³, k₁"), @"e^2/h, 10^−^3, k_1");
    }

    #[test]
    fn broken_markup_stands_for_itself() {
        insta::assert_snapshot!(show(r"a_"), @"a_");
        insta::assert_snapshot!(show(r"a_{bc"), @"a_b_c");
        insta::assert_snapshot!(show(r"\unknown\"), @"unknown");
        insta::assert_snapshot!(show(r"x}^\"), @"x}");
    }

    #[test]
    fn names_are_escaped() {
        assert_eq!(show(&verbatim(r"extended_ssh$\^")), r"extended_ssh$\^");
    }

    #[test]
    fn points_of_the_zone_are_labelled_as_in_papers() {
        let labels = ["G", "Gamma", "GAMMA", "\\Gamma", "K'", "M1", "U|K", "X_2", "Gx", "Sigma0"];
        let shown = labels.map(|l| show(&k_point(l)));
        assert_eq!(shown, ["Γ", "Γ", "Γ", "Γ", "K′", "M_1", "U|K", "X_2", "Gx", "Σ_0"]);
    }
}
