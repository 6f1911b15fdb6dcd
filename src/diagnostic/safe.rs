//! Texts that steer no terminal.

/// A text that a note or the name of a file has, as a part of a line for people: what would steer the terminal, end the
/// line or turn its direction is shown as the replacement character, a tab as a space. Line ends at its end are left out.
pub fn visible(text: &str) -> String {
    let safe = |c: char| match c {
        '\t' => ' ',
        c if steers(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.trim_end_matches(['\n', '\r']).chars().map(safe).collect()
}

/// JSON (RFC 8259) in which characters that would steer a terminal are written as escapes: programs read the same.
pub fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match steers(c) {
            true => out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}"))),
            false => out.push(c),
        }
    }
    out
}

/// Whether a character is a control character, ends a line, or is a control of the bidirectional algorithm (Unicode:
/// `Bidi_Control`).
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
