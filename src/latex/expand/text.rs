//! Text in formulas: the characters of it, and the formulas in it.

#![expect(
    clippy::string_slice,
    reason = "lengths are of the delimiters that the same text begins with, and of what stands between them"
)]

use super::super::error::FormulaError;
use super::super::macros::PROTECTED;
use super::super::traced::{Scanner, Token, Traced};
use super::call::Call;

/// `\verb|…|`: everything up to the same delimiter, as it is.
pub(super) fn verbatim(call: &mut Call, out: &mut Traced) -> Result<(), FormulaError> {
    let at = call.origin();
    let delimiter = call.scanner.rest().chars().next();
    let body = delimiter.and_then(|delimiter| {
        let inner = &call.scanner.rest()[delimiter.len_utf8()..];
        inner.find(delimiter).map(|end| (inner[..end].to_owned(), end + 2 * delimiter.len_utf8()))
    });
    let Some((body, length)) = body else { return Err(call.error("is not closed")) };
    let rest = call.scanner.rest()[..length].to_owned();
    call.scanner.eat(&rest);
    out.push(r"\texttt{", at);
    for found in body.chars() {
        match found {
            '{' => out.push(r"\{", at),
            '}' => out.push(r"\}", at),
            other => text_character(protected(other).unwrap_or(other), at, out),
        }
    }
    out.push("}", at);
    Ok(())
}

/// Writes the typographic character that LaTeX sets for several in a text (`--`, ` `` `, `''`), if `first`, which
/// has been read, begins such.
pub(super) fn ligature(first: char, scanner: &mut Scanner, at: usize, out: &mut Traced) -> bool {
    let ligatures = match first {
        '-' => &[("--", "—"), ("-", "–")][..],
        '`' => &[("`", "“")][..],
        '\'' => &[("'", "”")][..],
        _ => return false,
    };
    let found = ligatures.iter().find(|(rest, _)| scanner.eat(rest));
    if let Some((_, character)) = found {
        out.push(character, at);
    }
    found.is_some()
}

/// Writes a character of a text: one that is special in LaTeX stands for itself.
pub(super) fn text_character(found: char, at: usize, out: &mut Traced) {
    let escaped = match found {
        '_' => r"\_",
        '&' => r"\&",
        '#' => r"\#",
        '$' => r"\$",
        '%' => r"\%",
        '\\' => r"\textbackslash{}",
        // The apostrophe becomes a typographic one, and a tie a space, as in LaTeX.
        '\'' | '~' => return out.push(found.encode_utf8(&mut [0; 4]), at),
        other => {
            let kept = protected(other).unwrap_or(other);
            return out.push(kept.encode_utf8(&mut [0; 4]), at);
        }
    };
    out.push(escaped, at);
}

/// What stands for a character that math-core would make another one of.
fn protected(found: char) -> Option<char> {
    PROTECTED.iter().find(|entry| entry.0 == found).map(|entry| entry.1)
}

/// A text in pieces, each with whether it is a formula (`$…$` or `\(…\)` in the text).
pub(super) fn split_formulas(content: &Traced) -> Vec<(bool, Traced)> {
    let mut pieces = Vec::new();
    let mut scanner = Scanner::new(content);
    let (mut from, mut depth, mut opened) = (0, 0, None);
    loop {
        let at = scanner.at();
        let Some(token) = scanner.next() else { break };
        match token {
            Token::Char('{') => depth += 1,
            Token::Char('}') => depth -= 1,
            Token::Char('$') | Token::Command("(" | ")") if depth == 0 => match opened {
                None => opened = Some((at, scanner.at())),
                Some((text_end, start)) => {
                    pieces.push((false, content.part(from..text_end)));
                    pieces.push((true, content.part(start..at)));
                    (from, opened) = (scanner.at(), None);
                }
            },
            Token::Char(_) | Token::Command(_) | Token::Comment => {}
        }
    }
    pieces.push((false, content.part(from..content.as_str().len())));
    if pieces.len() > 1 {
        pieces.retain(|(formula, piece)| *formula || !piece.as_str().is_empty());
    }
    pieces
}

/// What `\textcircled` sets: the character in a circle where there is one, else the text in a box.
pub(super) fn circled(body: &Traced, at: usize) -> Traced {
    let text = body.as_str().trim();
    let offset =
        |first: u32, base: char| first + (u32::from(text.chars().next().unwrap_or(base)) - u32::from(base));
    let character = match text {
        "0" => Some(0x24EA),
        text if text.len() == 1 && text.starts_with(|c: char| c.is_ascii_digit()) => {
            Some(offset(0x2460, '1'))
        }
        text if text.len() == 1 && text.starts_with(|c: char| c.is_ascii_lowercase()) => {
            Some(offset(0x24D0, 'a'))
        }
        text if text.len() == 1 && text.starts_with(|c: char| c.is_ascii_uppercase()) => {
            Some(offset(0x24B6, 'A'))
        }
        text => text
            .parse()
            .ok()
            .filter(|number| (10..=20).contains(number))
            .map(|number: u32| 0x2460 + number - 1),
    };
    let mut out = Traced::default();
    match character.and_then(char::from_u32) {
        Some(character) => out.push(&format!(r"\text{{{character}}}"), at),
        None => {
            out.push(r"\boxed{", at);
            out.push_traced(body);
            out.push("}", at);
        }
    }
    out
}
