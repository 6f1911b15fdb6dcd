//! What fonts need not have, and what the embedded ones have as a makeshift.

use unicode_script::{Script, UnicodeScript};

/// Whether of the embedded fonts only that for code has the character, or that for formulas: better than nothing.
pub fn is_makeshift(c: char) -> bool {
    // A cheap look first: most characters are below or above these blocks.
    matches!(c, '\u{530}'..='\u{10FF}' | '\u{1C90}'..='\u{1CBF}' | '\u{FB13}'..='\u{FEFF}')
        && matches!(
            c.script(),
            Script::Arabic | Script::Armenian | Script::Devanagari | Script::Georgian | Script::Lao
        )
}

/// Whether a text shows nothing for the character, so that no font needs it.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}
