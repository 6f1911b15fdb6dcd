//! The styles of a drawing (CSS Syntax 3), written anew token by token, so that what a reference leads to is decided here,
//! however it is spelled (`\75rl(…)`). Only what refers to something is looked at; the rest stays as it is.

#![expect(clippy::string_slice, reason = "the scan goes from one mark of ASCII to the next in the same text")]

use std::iter::Peekable;
use std::str::CharIndices;

/// Decides what becomes of what styles refer to.
pub trait References {
    /// The name under which an element of the same drawing is known (`url(#name)`), or `None` when it must not be
    /// referred to.
    fn element(&mut self, name: &str) -> Option<String>;
    /// The address that a font's gets, or `None` when it is left out.
    fn font(&mut self, address: &str) -> Option<String>;
    /// The text of another style sheet, already safe; empty when it is left out.
    fn sheet(&mut self, address: &str) -> String;
    /// An address that stands where none may be.
    fn refuse(&mut self, address: &str);
    /// Whether this function may be called.
    fn may_call(&self, function: &str) -> bool;
}

/// Functions that read an address from a string, or run something.
const REFUSED: [&str; 8] = [
    "src",
    "image",
    "image-set",
    "-webkit-image-set",
    "cross-fade",
    "-webkit-cross-fade",
    "paint",
    "expression",
];

/// Whether a text can refer to anything as a style does.
pub fn refers(text: &str) -> bool {
    text.contains(['\\', '(', '@'])
}

/// A whole style sheet.
pub fn sheet(text: &str, references: &mut dyn References) -> String {
    Rewriter::new(text, references, true).run()
}

/// What stands in an attribute: the value of one property, or declarations (`style`).
pub fn value(text: &str, references: &mut dyn References) -> String {
    Rewriter::new(text, references, false).run()
}

struct Rewriter<'a> {
    text: &'a str,
    chars: Peekable<CharIndices<'a>>,
    references: &'a mut dyn References,
    out: String,
    is_sheet: bool,
    /// Whether what is read is a selector: the next of `{`, `}` and `;` opens a block. Known up to this byte.
    in_selector: (bool, usize),
    /// Where the value of the declaration began in `out`, when something was left out of it.
    emptied: Option<usize>,
    value_start: usize,
    /// How deep the blocks are, and at which depth `@font-face` has its.
    depth: usize,
    font_face: Option<usize>,
}

impl<'a> Rewriter<'a> {
    fn new(text: &'a str, references: &'a mut dyn References, is_sheet: bool) -> Self {
        Self {
            text,
            chars: text.char_indices().peekable(),
            references,
            out: String::with_capacity(text.len()),
            is_sheet,
            in_selector: (false, 0),
            emptied: None,
            value_start: 0,
            depth: 0,
            font_face: None,
        }
    }

    fn run(mut self) -> String {
        while let Some(&(at, c)) = self.chars.peek() {
            match c {
                '/' if self.text[at..].starts_with("/*") => self.comment(at),
                '"' | '\'' => {
                    let text = self.string();
                    self.quoted(&text);
                }
                '#' => {
                    self.chars.next();
                    let name = self.identifier();
                    self.out.push('#');
                    let known = if self.is_selector(at) { self.references.element(&name) } else { None };
                    self.name(&known.unwrap_or(name));
                }
                '@' if self.is_sheet => {
                    self.chars.next();
                    self.rule();
                }
                _ if is_name(c) || c == '\\' => self.word(at),
                _ => {
                    self.chars.next();
                    self.sign(c);
                }
            }
        }
        self.end_of_declaration();
        self.out
    }

    fn sign(&mut self, c: char) {
        match c {
            '{' => {
                self.depth += 1;
                self.out.push(c);
                self.begin_value();
            }
            '}' | ';' => {
                self.end_of_declaration();
                if c == '}' {
                    self.depth = self.depth.saturating_sub(1);
                    self.font_face = self.font_face.filter(|&depth| depth < self.depth);
                }
                self.out.push(c);
                self.begin_value();
            }
            ':' => {
                self.out.push(c);
                self.begin_value();
            }
            _ => self.out.push(c),
        }
    }

    fn begin_value(&mut self) {
        self.value_start = self.out.len();
        self.emptied = None;
    }

    /// A value of which nothing is left says `none`.
    fn end_of_declaration(&mut self) {
        if let Some(start) = self.emptied.take()
            && self.out[start..].trim().is_empty()
        {
            self.out.truncate(start);
            self.out.push_str("none");
        }
    }

    fn leave_out(&mut self) {
        self.emptied = Some(self.value_start);
    }

    /// Whether the byte stands in a selector. What was found is kept up to the sign that it depends on, so that all of a
    /// sheet is looked at once.
    fn is_selector(&mut self, at: usize) -> bool {
        if !self.is_sheet {
            return false;
        }
        if at >= self.in_selector.1 {
            let end = self.text[at..].find(['{', '}', ';']).map_or(self.text.len(), |length| at + length);
            self.in_selector = (self.text[end..].starts_with('{'), end);
        }
        self.in_selector.0
    }

    fn comment(&mut self, at: usize) {
        let end = self.text[at + 2..].find("*/").map_or(self.text.len(), |length| at + 2 + length + 2);
        self.skip_to(end);
        self.out.push(' ');
    }

    fn skip_to(&mut self, end: usize) {
        while self.chars.next_if(|&(at, _)| at < end).is_some() {}
    }

    fn skip_spaces(&mut self) {
        while self.chars.next_if(|(_, c)| c.is_whitespace()).is_some() {}
    }

    /// A name, perhaps that of a function.
    fn word(&mut self, at: usize) {
        let name = self.identifier();
        if name.is_empty() {
            // A stroke before a line's end is no escape.
            let end = self.text[at..].chars().next().map_or(1, char::len_utf8);
            return self.skip_to(at + end);
        }
        if self.chars.next_if(|&(_, c)| c == '(').is_none() {
            return self.name(&name);
        }
        let function = name.to_ascii_lowercase();
        if function == "url" {
            let address = self.address();
            return self.url(address.trim());
        }
        if REFUSED.contains(&function.as_str()) || !self.references.may_call(&function) {
            let inside = self.balanced();
            if REFUSED.contains(&function.as_str()) {
                self.references.refuse(&inside);
            }
            return self.leave_out();
        }
        self.name(&name);
        self.out.push('(');
    }

    fn url(&mut self, address: &str) {
        let written = match address.strip_prefix('#') {
            Some(name) => self.references.element(name).map(|name| format!("#{name}")),
            None if self.font_face.is_some() => self.references.font(address),
            None => {
                self.references.refuse(address);
                None
            }
        };
        match written {
            // The typesetter's reader of SVG knows names without quotation marks only.
            Some(address) if address.starts_with('#') => self.out.push_str(&format!("url({address})")),
            Some(address) => {
                self.out.push_str("url(");
                self.quoted(&address);
                self.out.push(')');
            }
            // A list of fonts may begin with one that is left out.
            None if self.font_face.is_some() => self.out.push_str("local(\"\")"),
            None => self.leave_out(),
        }
    }

    /// What stands after `@`.
    fn rule(&mut self) {
        let name = self.identifier().to_ascii_lowercase();
        match name.as_str() {
            "import" => {
                self.skip_spaces();
                let address = match self.chars.peek() {
                    Some((_, '"' | '\'')) => self.string(),
                    _ => {
                        let function = self.identifier();
                        let opens = self.chars.next_if(|&(_, c)| c == '(').is_some();
                        if opens && function.eq_ignore_ascii_case("url") {
                            self.address()
                        } else {
                            String::new()
                        }
                    }
                };
                self.skip_to_semicolon();
                let sheet = self.references.sheet(address.trim());
                self.out.push_str(&sheet);
            }
            "charset" | "namespace" => self.skip_to_semicolon(),
            _ => {
                if name == "font-face" {
                    self.font_face = Some(self.depth);
                }
                self.out.push('@');
                self.name(&name);
            }
        }
    }

    fn skip_to_semicolon(&mut self) {
        while let Some(&(_, c)) = self.chars.peek() {
            match c {
                '"' | '\'' => drop(self.string()),
                '{' | '}' => return,
                _ => drop(self.chars.next()),
            }
            if c == ';' {
                return;
            }
        }
    }

    /// What stands up to the parenthesis that closes the one before.
    fn balanced(&mut self) -> String {
        let (mut depth, mut inside) = (1, String::new());
        while let Some(&(_, c)) = self.chars.peek() {
            match c {
                '"' | '\'' => {
                    inside.push_str(&self.string());
                    continue;
                }
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => inside.push(c),
            }
            self.chars.next();
            if depth == 0 {
                break;
            }
        }
        inside
    }

    /// The address in `url(…)`, after the parenthesis.
    fn address(&mut self) -> String {
        self.skip_spaces();
        if let Some((_, '"' | '\'')) = self.chars.peek() {
            let address = self.string();
            self.balanced();
            return address;
        }
        let mut address = String::new();
        while let Some((_, c)) = self.chars.next() {
            match c {
                ')' => break,
                '\\' => address.extend(self.escape()),
                _ => address.push(c),
            }
        }
        address
    }

    /// A string, without its quotation marks, escapes resolved.
    fn string(&mut self) -> String {
        let quote = self.chars.next().map(|(_, c)| c);
        let mut text = String::new();
        while let Some((_, c)) = self.chars.next() {
            match c {
                _ if Some(c) == quote => break,
                '\n' => break,
                '\\' if self.chars.next_if(|&(_, c)| c == '\n').is_some() => {}
                '\\' => text.extend(self.escape()),
                _ => text.push(c),
            }
        }
        text
    }

    /// A name, escapes resolved; empty when none begins here.
    fn identifier(&mut self) -> String {
        let mut name = String::new();
        while let Some(&(at, c)) = self.chars.peek() {
            match c {
                '\\' if !self.text[at + 1..].starts_with('\n') => {
                    self.chars.next();
                    name.extend(self.escape());
                }
                _ if is_name(c) => {
                    self.chars.next();
                    name.push(c);
                }
                _ => break,
            }
        }
        name
    }

    /// The character that an escape stands for, after its stroke.
    fn escape(&mut self) -> Option<char> {
        let mut code = String::new();
        while code.len() < 6
            && let Some((_, digit)) = self.chars.next_if(|(_, c)| c.is_ascii_hexdigit())
        {
            code.push(digit);
        }
        if code.is_empty() {
            return self.chars.next().map(|(_, c)| c);
        }
        self.chars.next_if(|(_, c)| c.is_whitespace());
        let c = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
        Some(c.filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// Writes a name; what may not stand in one as an escape.
    fn name(&mut self, name: &str) {
        for c in name.chars() {
            match is_name(c) {
                true => self.out.push(c),
                false => self.out.push_str(&format!("\\{:x} ", u32::from(c))),
            }
        }
    }

    fn quoted(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.out.extend(['\\', c]),
                '\n' => self.out.push_str("\\a "),
                _ => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps names but `gone`, and writes down what is refused.
    #[derive(Default)]
    struct Names(Vec<String>);

    impl References for Names {
        fn element(&mut self, name: &str) -> Option<String> {
            (name != "gone").then(|| name.replace(':', "_"))
        }
        fn font(&mut self, address: &str) -> Option<String> {
            address.starts_with("data:").then(|| address.to_owned())
        }
        fn sheet(&mut self, address: &str) -> String {
            format!("/{address}/")
        }
        fn refuse(&mut self, address: &str) {
            self.0.push(address.to_owned());
        }
        fn may_call(&self, function: &str) -> bool {
            function != "blur"
        }
    }

    fn written(text: &str) -> (String, String) {
        let mut names = Names::default();
        let text = sheet(text, &mut names);
        (text, names.0.join(" "))
    }

    #[test]
    fn a_style_that_refers_to_nothing_stays_as_it_is() {
        for text in [
            ".a > b[c='d'], #e::before { fill: #1af; stroke-width: 2.5e-1px !important }",
            "@media (min-width: 10px) { g { transform: rotate(45deg) translate(1px, -2px); } }",
            "@keyframes k { from { opacity: 0 } 50% { opacity: .5 } }",
        ] {
            assert_eq!(written(text), (text.replace('\'', "\""), String::new()));
        }
    }

    #[test]
    fn addresses_of_the_drawing_get_the_names_that_elements_have() {
        assert_eq!(written("#a\\:b { fill: url('#a:b') red; }").0, "#a_b { fill: url(#a_b) red; }");
        assert_eq!(written("a{fill:url(#gone)}b{fill:url(#gone) red}").0, "a{fill:none}b{fill: red}");
    }

    #[test]
    fn other_addresses_are_refused_however_they_are_spelled() {
        for (text, address) in [
            ("a{fill:url(http://b/c)}", "http://b/c"),
            ("a{fill:URL( 'b' )}", "b"),
            ("a{fill:\\75rl(b)}", "b"),
            ("a{fill:u\\72 l(\"b\")}", "b"),
            ("a{fill:u\\000072\\6c(b)}", "b"),
            ("a{fill:url(/*b)}", "/*b"),
            ("a{fill:image-set('b' 1x)}", "b 1x"),
            ("a{fill:src(\"b\")}", "b"),
        ] {
            assert_eq!(written(text), ("a{fill:none}".to_owned(), address.to_owned()), "{text}");
        }
        assert_eq!(written("a{fill:url(b").0, "a{fill:none");
        assert_eq!(written("a{filter:blur(2px)}").0, "a{filter:none}");
    }

    #[test]
    fn other_sheets_and_fonts_are_asked_for() {
        assert_eq!(written("@import 'a'; @\\69mport url(b) screen; c{}").0, "/a/ /b/ c{}");
        assert_eq!(
            written("@font-face{src:url(a),url(data:b)} c{fill:url(d)}").0,
            "@font-face{src:local(\"\"),url(\"data:b\")} c{fill:none}"
        );
    }
}
