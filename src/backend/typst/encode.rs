//! The one place where text becomes Typst code: string literals, in which only `\\`, `\"`, `\n`, `\r`, `\t`
//! and `\u{…}` mean something, so that nothing in a note can run.

/// Writes `text` as a string literal, quotes included.
pub fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // PDF/UA refuses a byte order mark, and what no font has a glyph for.
            '\u{FEFF}' => {}
            c if c.is_control() || c == '\u{FFFE}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// The string literal of `text`.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    string(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use typst::syntax::{ast, parse_code};

    /// The strings that Typst's own parser finds in a code expression; `None` when anything else is there.
    fn strings(code: &str) -> Option<Vec<String>> {
        let root = parse_code(code);
        let code: ast::Code = root.cast()?;
        let string = |expression: ast::Expr| match expression {
            ast::Expr::Str(string) => Some(string.get().to_string()),
            _ => None,
        };
        root.errors_and_warnings().0.is_empty().then(|| code.exprs().map(string).collect())?
    }

    #[test]
    fn what_could_run_is_only_text() {
        for text in ["\"; panic() //", "\\", "#panic()", "\n\r\t", "${x}", "\\u{41}", ""] {
            assert_eq!(strings(&literal(text)), Some(vec![text.to_owned()]), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_as_one_string(text in any::<String>()) {
            let refused = |c: char| (c.is_control() && !"\n\r\t".contains(c)) || c == '\u{FFFE}';
            let shown = text.replace(refused, "\u{FFFD}").replace('\u{FEFF}', "");
            prop_assert_eq!(strings(&literal(&text)), Some(vec![shown]));
        }
    }
}
