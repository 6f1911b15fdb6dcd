//! The colours of marked lines of code: a bar beside them and what is behind them. All targets have the same.

use crate::ir::Mark;
use crate::look::theme::{CodeColours, Colours};
use crate::look::value::Colour;

/// How much of the bar's colour is in what is behind the line, of a hundred: with more, the palest words of code would not
/// stand out enough from it.
const TINT: u16 = 12;

/// The colour of the bar beside lines with this mark, and of what is behind them.
pub fn of(mark: Mark, page: &Colours, code: &CodeColours) -> (Colour, Colour) {
    let named = |name: &str| code.get(name).copied().unwrap_or(page.link);
    let bar = match mark {
        Mark::Highlighted => page.link,
        Mark::Warning => named("escape"),
        Mark::Error | Mark::Removed => named("deleted"),
        Mark::Added => named("inserted"),
    };
    (bar, page.page.mixed(bar, TINT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Theme;

    #[test]
    fn code_stands_out_from_marked_lines_in_every_theme() {
        for (name, _) in crate::look::theme::BUILT_IN {
            let design = &Theme::built_in(name).unwrap().design;
            for (page, code) in [(&design.light, &design.light_code), (&design.dark, &design.dark_code)] {
                for mark in Mark::ALL {
                    let (bar, behind) = of(mark, page, code);
                    for colour in code.values().chain([&page.text, &page.muted, &bar]) {
                        let contrast = colour.contrast(behind);
                        assert!(contrast >= design.contrast, "{name}: {colour} on {behind}: {contrast}");
                    }
                }
            }
        }
    }
}
