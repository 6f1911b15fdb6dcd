//! The name that somebody may have meant.

/// The name of these that is most like a wrong one, if one is.
pub fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    /// A longer text is no name that somebody mistyped.
    const LONGEST: usize = 40;
    if wrong.len() > LONGEST {
        return None;
    }
    let wrong = wrong.to_lowercase();
    let alike = names
        .into_iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(&wrong, &name.to_lowercase()), name));
    alike.filter(|(likeness, _)| *likeness >= 0.6).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_name_has_a_nearest() {
        let names = ["paper", "margin", "columns"];
        assert_eq!(nearest("margn", names), Some("margin"));
        assert_eq!(nearest("zzz", names), None);
    }
}
