//! The little of JavaScript that notes in MDX have: where an expression or a statement ends, and what a literal
//! says (ECMAScript 2024, §12 and §13.2). Nothing is run.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "the scan goes from one mark of ASCII to the next and over whole characters after a backslash"
)]

use std::ops::Range;

use crate::limits::LITERALS_DEEP;
use crate::source::Span;

/// What an expression says without being run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text, and where it stands, without its quotes.
    Text(String, Span),
    /// A number, `true`, `false`, `null` or a name, as it is written.
    Word(String),
    /// The elements of an array.
    List(Vec<Value>),
    /// The properties of an object, in order.
    Object(Vec<(String, Value)>),
    /// Anything that would have to be run.
    Code,
}

/// The byte after the bracket that closes the one at byte `start` of `text`, `None` when nothing does.
pub fn end_of_group(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (start, 0_usize);
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {
                at = after_token(text, at);
                continue;
            }
        }
        at += 1;
    }
    None
}

/// The byte after the string or comment that byte `at` begins, or else the byte after it.
fn after_token(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    match rest.as_bytes()[0] {
        quote @ (b'"' | b'\'') => string_length(rest, quote).map_or(at + 1, |length| at + length),
        b'`' => at + template_length(rest).unwrap_or(rest.len()),
        b'/' if rest.starts_with("//") && !text[..at].ends_with(':') => {
            at + rest.find('\n').unwrap_or(rest.len())
        }
        b'/' if rest.starts_with("/*") => at + rest.find("*/").map_or(rest.len(), |length| length + 2),
        b'\\' => at + 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        _ => at + rest.chars().next().map_or(1, char::len_utf8),
    }
}

/// The length of the string that `text` begins with, quotes included. A string ends in its line: an apostrophe in
/// the text of an element opens none.
fn string_length(text: &str, quote: u8) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'\n' => return None,
            _ if byte == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The length of the template literal that `text` begins with, backticks included.
fn template_length(text: &str) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'`' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The byte at which the statement ends that begins at byte `start`: a line's end outside of brackets, strings and
/// comments, before an empty line, another statement of a module or the end of the text.
pub fn end_of_statement(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'{' | b'(' | b'[' => match end_of_group(text, at) {
                Some(end) => at = end,
                None => return text[at..].find("\n\n").map_or(text.len(), |length| at + length),
            },
            b'\n' => {
                let next = text[at + 1..].split('\n').next().unwrap_or_default();
                if next.trim().is_empty() || next.starts_with("import ") || next.starts_with("export ") {
                    return at;
                }
                at += 1;
            }
            _ => at = after_token(text, at),
        }
    }
    text.len()
}

/// What the expression at `range` of `text` says.
pub fn value(text: &str, range: Range<usize>) -> Value {
    let mut literal = Literal { text: &text[..range.end], at: range.start };
    let value = literal.value(0);
    literal.skip_space();
    match value {
        Some(value) if literal.at == range.end => value,
        _ => Value::Code,
    }
}

struct Literal<'t> {
    text: &'t str,
    at: usize,
}

impl Literal<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_space();
        let rest = &self.text[self.at..];
        match rest.chars().next()? {
            '[' | '{' if depth >= LITERALS_DEEP => None,
            '[' => {
                self.at += 1;
                let mut items = Vec::new();
                while !self.takes(']') {
                    items.push(self.value_or_code(depth + 1)?);
                    if !self.takes(',') {
                        return self.takes(']').then_some(Value::List(items));
                    }
                }
                Some(Value::List(items))
            }
            '{' => {
                self.at += 1;
                let mut properties = Vec::new();
                while !self.takes('}') {
                    let key = match self.value(depth + 1)? {
                        Value::Text(key, _) | Value::Word(key) => key,
                        Value::List(_) | Value::Object(_) | Value::Code => return None,
                    };
                    let value = match self.takes(':') {
                        true => self.value_or_code(depth + 1)?,
                        false => Value::Word(key.clone()),
                    };
                    properties.push((key, value));
                    if !self.takes(',') {
                        return self.takes('}').then_some(Value::Object(properties));
                    }
                }
                Some(Value::Object(properties))
            }
            quote @ ('"' | '\'') => {
                let length = string_length(rest, quote as u8)?;
                Some(self.text_of(length))
            }
            '`' => {
                let length = template_length(rest)?;
                (!rest[..length].contains("${")).then(|| self.text_of(length))
            }
            c if c.is_alphanumeric() || matches!(c, '_' | '$' | '-' | '.') => {
                let length = rest.find(|c: char| !(c.is_alphanumeric() || "_$-.".contains(c)));
                let word = &rest[..length.unwrap_or(rest.len())];
                self.at += word.len();
                Some(Value::Word(word.to_owned()))
            }
            _ => None,
        }
    }

    /// A value, or code up to the comma or bracket that ends it.
    fn value_or_code(&mut self, depth: usize) -> Option<Value> {
        let start = self.at;
        if let Some(value) = self.value(depth) {
            self.skip_space();
            if self.text[self.at..].starts_with([',', ']', '}']) {
                return Some(value);
            }
        }
        self.at = start;
        while self.at < self.text.len() {
            match self.text.as_bytes()[self.at] {
                b',' | b']' | b'}' => return Some(Value::Code),
                b'{' | b'(' | b'[' => self.at = end_of_group(self.text, self.at)?,
                _ => self.at = after_token(self.text, self.at),
            }
        }
        None
    }

    /// The text in the quotes of the next `length` bytes.
    fn text_of(&mut self, length: usize) -> Value {
        let inside = self.at + 1..self.at + length - 1;
        self.at += length;
        Value::Text(unescaped(&self.text[inside.clone()]), Span::new(inside))
    }

    fn takes(&mut self, c: char) -> bool {
        self.skip_space();
        let found = self.text[self.at..].starts_with(c);
        self.at += usize::from(found);
        found
    }

    fn skip_space(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if !(trimmed.starts_with("//") || trimmed.starts_with("/*")) {
                return;
            }
            self.at = after_token(self.text, self.at);
        }
    }
}

/// The text of a string literal, its escapes resolved.
fn unescaped(inside: &str) -> String {
    let mut out = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => match characters.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some('\n') | None => {}
                Some(other) => out.push(other),
            },
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(value: &Value) -> String {
        match value {
            Value::Text(text, _) => format!("{text:?}"),
            Value::Word(word) => word.clone(),
            Value::List(items) => format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(" ")),
            Value::Object(properties) => {
                let one = |(key, value): &(String, Value)| format!("{key}:{}", show(value));
                format!("{{{}}}", properties.iter().map(one).collect::<Vec<_>>().join(" "))
            }
            Value::Code => "code".to_owned(),
        }
    }

    #[test]
    fn a_group_ends_at_its_own_bracket() {
        for (text, group) in [
            ("{a} b}", "{a}"),
            ("{'}'}x", "{'}'}"),
            ("{`}`}", "{`}`}"),
            ("{/* } */}", "{/* } */}"),
            ("{() => { return {a: [1]} }}>", "{() => { return {a: [1]} }}"),
            ("{<p>don't</p>\n}'", "{<p>don't</p>\n}"),
        ] {
            assert_eq!(end_of_group(text, 0).map(|end| &text[..end]), Some(group));
        }
        assert_eq!(end_of_group("{a", 0), None);
        assert_eq!(end_of_group("}", 0), None);
    }

    #[test]
    fn literals_are_read_and_nothing_is_run() {
        for (text, said) in [
            ("'a'", "\"a\""),
            ("`a\\`b`", "\"a`b\""),
            ("`a${b}`", "code"),
            ("300", "300"),
            ("['a', \"b\",]", "[\"a\" \"b\"]"),
            ("{ a: 1, 'b-c': [true], d }", "{a:1 b-c:[true] d:d}"),
            ("[{ a: () => f(1, 2), b: <p/> }, 3]", "[{a:code b:code} 3]"),
            ("a + b", "code"),
            ("[\n { a: 'b', c: [\n { d: 'e' } ] },\n]", "[{a:\"b\" c:[{d:\"e\"}]}]"),
            ("[\n { a: \"The `b` (c('d'))\" },\n]\n", "[{a:\"The `b` (c('d'))\"}]"),
            ("/* x */ 'é'", "\"é\""),
        ] {
            assert_eq!(show(&value(text, 0..text.len())), said, "{text}");
        }
    }

    #[test]
    fn a_statement_ends_with_its_line_or_its_brackets() {
        for (text, length) in [
            ("export const a = 1\n\nb", 18),
            ("export const a = {\n\n  b: 1,\n}\n\nc", 29),
            ("export const a = 1\nexport const b = 2\n", 18),
            ("export {a}", 10),
        ] {
            assert_eq!(end_of_statement(text, 0), length, "{text}");
        }
    }
}
