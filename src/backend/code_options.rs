//! Options of programs in code, as `--theme` and `-o`: lines are broken after hyphens, but not after those that a word
//! begins with, which say that it is an option.

/// A narrow page has no room for a longer word, which may be divided anywhere.
const LONGEST: usize = 24;

/// Whether there are options in code.
pub fn any(code: &str) -> bool {
    split(code).any(|(is_option, _)| is_option)
}

/// The parts of code, and of each whether it is how an option begins: its hyphens and the word after them. What follows,
/// as `-to` of `--up-to`, may stand on the next line.
pub fn split(code: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let (at, end) = find(code, start).unwrap_or((code.len(), code.len()));
        let is_option = at == start;
        let part = code.get(start..if is_option { end } else { at })?;
        start += part.len();
        (!part.is_empty()).then_some((is_option, part))
    })
}

/// Where the first option from `start` on begins, and where its first word ends.
fn find(code: &str, start: usize) -> Option<(usize, usize)> {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let mut from = start;
    while let Some(at) = code.get(from..)?.find('-').map(|at| from + at) {
        let after = code.get(at..)?.trim_start_matches('-');
        let word = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        let begins = !code.get(..at)?.ends_with(is_of_word);
        let name = code.len() - after.len();
        if begins && (1..=LONGEST).contains(&word) && name - at <= 2 {
            return Some((at, name + word));
        }
        from = name;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str) -> String {
        split(code)
            .map(|(is_option, part)| if is_option { format!("[{part}]") } else { part.into() })
            .collect()
    }

    #[test]
    fn an_option_is_its_hyphens_and_the_first_word_after_them() {
        assert_eq!(
            shown("convert note.md --theme classic -o FILE"),
            "convert note.md [--theme] classic [-o] FILE"
        );
        assert_eq!(shown("--up-to"), "[--up]-to");
        assert_eq!(shown("(--é|-x)=-1"), "([--é]|[-x])=[-1]");
    }

    #[test]
    fn other_hyphens_begin_no_option() {
        let long = format!("--{}", "x".repeat(LONGEST + 1));
        for code in ["a-b", "a--b", "x -- y", "---", "---a", "a -", "snake_-x", "", long.as_str()] {
            assert_eq!(shown(code), code);
            assert!(!any(code));
        }
    }
}
