//! The TextMate theme of `templates/code.tmTheme` with the colours of a theme: its rules say what a colour is for, by
//! name.

#[cfg(feature = "pdf")]
pub use coloured::with;

/// The theme as it stands in `templates/`.
pub const BUILT_IN: &str = include_str!("../../templates/code.tmTheme");

#[cfg(feature = "pdf")]
mod coloured {
    use std::borrow::Cow;

    use super::BUILT_IN;
    use crate::look::theme::CodeColours;
    use crate::look::value::Colour;

    /// The theme with other colours, and one for what no rule names.
    pub fn with(colours: &CodeColours, text: Colour) -> Cow<'static, str> {
        let mut out = String::with_capacity(BUILT_IN.len());
        let mut colour = Some(text);
        for line in BUILT_IN.split_inclusive('\n') {
            if let Some(name) = between(line, "<key>name</key><string>", "</string>") {
                colour = colours.get(name).copied().or(Some(text).filter(|_| colour == Some(text)));
            }
            match (between(line, "<key>foreground</key><string>", "</string>"), colour) {
                (Some(old), Some(colour)) => out.push_str(&line.replacen(old, &colour.to_string(), 1)),
                _ => out.push_str(line),
            }
        }
        if out == BUILT_IN { Cow::Borrowed(BUILT_IN) } else { Cow::Owned(out) }
    }

    pub(super) fn between<'t>(line: &'t str, open: &str, close: &str) -> Option<&'t str> {
        line.split_once(open)?.1.split_once(close).map(|(inside, _)| inside)
    }
}

#[cfg(all(test, feature = "pdf"))]
mod tests {
    use super::coloured::between;
    use super::*;
    use crate::look::Theme;

    #[test]
    fn every_rule_has_a_colour_in_every_theme() {
        let rules =
            BUILT_IN.lines().filter_map(|line| between(line, "<key>name</key><string>", "</string>")).skip(1);
        let rules: Vec<&str> = rules.collect();
        for (name, _) in crate::look::theme::BUILT_IN {
            let design = &Theme::built_in(name).unwrap().design;
            for colours in [&design.light_code, &design.dark_code] {
                assert_eq!(colours.len(), rules.len(), "{name}");
                assert!(rules.iter().all(|rule| colours.contains_key(*rule)), "{name}");
            }
            let theme = with(&design.light_code, design.light.text);
            for colour in design.light_code.values() {
                assert!(theme.contains(&colour.to_string()), "{name}: {colour}");
            }
        }
    }
}
