//! Suggestions for misspelt names.

use std::cmp::Reverse;

/// The candidate nearest to `name` in edit distance, where one is near enough to be meant.
///
/// Swapped neighbours count as one edit, and case as none; up to a third of the letters may differ.
pub fn nearest_name<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let letters = lower.chars().count();
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| {
            let longer = letters.max(candidate.chars().count());
            *distance <= (longer / 3).max(1) && *distance < longer
        })
        .min_by_key(|(distance, candidate)| {
            let pairs = lower.chars().zip(candidate.chars());
            let common = pairs.take_while(|(a, b)| a == b).count();
            (*distance, Reverse(common), candidate.chars().count().abs_diff(letters))
        })
        .map(|(_, candidate)| candidate)
}

/// `did you mean `x`?` where a name is near, otherwise the list of known ones.
pub(crate) fn hint<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest_name(name, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let list: Vec<String> = known.into_iter().map(|k| format!("`{k}`")).collect();
    if list.is_empty() {
        "there are none".to_owned()
    } else {
        format!("known: {}", list.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_strangers_are_not() {
        let known = ["haldane", "kane-mele", "ssh", "t2"];
        assert_eq!(nearest_name("hladane", known), Some("haldane"));
        assert_eq!(nearest_name("Haldane", known), Some("haldane"));
        assert_eq!(nearest_name("T2", known), Some("t2"));
        assert_eq!(nearest_name("t3", known), Some("t2"));
        assert_eq!(nearest_name("ph", ["pi", "phi"]), Some("phi"));
        assert_eq!(nearest_name("q", known), None);
        assert_eq!(nearest_name("graphene", known), None);
    }
}
