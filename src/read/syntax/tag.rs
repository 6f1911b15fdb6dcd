//! One shortcode tag: its name and its arguments, in the syntaxes of Nunjucks and Liquid
//! (`{% name "a", b %}`), Zola (`{% name(key="a") %}`, `{{ name(key="a") }}`) and Hugo (`{{< name key="a" >}}`,
//! `{{% name %}}`).

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of the tag's own delimiters, found in the same text"
)]

use std::ops::Range;

use crate::ir::Attributes;
use crate::limits::TAG;
use crate::read::syntax::scan::text::end_of_paragraph;
use crate::source::Span;

/// A tag as it stands in a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The name, without a slash or an `end` before it.
    pub name: String,
    /// Whether the tag is of the closing form (`endname`, `/name`, or a bare `end`, whose name is empty).
    pub closes: bool,
    /// Whether it says that it has no body: `{{< name />}}`, `<Name/>`.
    pub empty: bool,
    /// The arguments, in order.
    pub arguments: Vec<Argument>,
    /// How it is written.
    pub syntax: Syntax,
    /// Attributes in braces.
    pub attributes: Attributes,
}

impl Tag {
    /// The tag that says what a role says: its text is the only argument.
    pub fn of_role(name: &str, text: &str, span: Span) -> Self {
        let text = Argument { key: None, value: text.to_owned(), span, quoted: true };
        Self {
            name: name.to_owned(),
            closes: false,
            empty: true,
            arguments: vec![text],
            syntax: Syntax::Directive,
            attributes: Attributes::default(),
        }
    }

    /// The first argument with one of these names, the earliest name first.
    pub fn argument(&self, keys: &[&str]) -> Option<&Argument> {
        let named = |key: &&str| self.arguments.iter().find(|argument| argument.key.as_deref() == Some(*key));
        keys.iter().find_map(named)
    }

    /// The value of [`Tag::argument`].
    pub fn value(&self, keys: &[&str]) -> Option<&str> {
        self.argument(keys).map(|argument| argument.value.as_str())
    }

    /// The value of an argument without a name, by its number among them.
    pub fn free(&self, number: usize) -> Option<&str> {
        let free = self.arguments.iter().filter(|argument| argument.key.is_none());
        free.map(|argument| argument.value.as_str()).nth(number)
    }
}

/// How a tag is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// In delimiters of a template language.
    Template,
    /// In Hugo's own delimiters.
    Hugo,
    /// As an admonition of Python-Markdown.
    Admonition,
    /// As a fenced division or a directive.
    Directive,
    /// As a component of JSX or Vue.
    Component,
    /// As an element of HTML in JSX, whose attributes may be expressions.
    Element,
}

impl Syntax {
    /// Whether it is a tag of JSX or Vue, in angle brackets.
    pub fn is_jsx(self) -> bool {
        matches!(self, Syntax::Component | Syntax::Element)
    }
}

/// An argument of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The name before `=`, if any.
    pub key: Option<String>,
    /// The value, without quotes and escapes.
    pub value: String,
    /// Where the value stands, without its quotes.
    pub span: Span,
    /// Whether the value is in quotes.
    pub quoted: bool,
}

/// The opening delimiters and the closing ones that belong to them.
const DELIMITERS: [(&str, &str); 3] = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")];

/// Reads the tag that starts at byte `start` of `text`: the tag and the byte just after it, or `None` when no
/// tag starts there.
pub fn read(text: &str, start: usize) -> Option<(Tag, usize)> {
    let (open, close) = DELIMITERS.into_iter().find(|(open, _)| text[start..].starts_with(open))?;
    let end = end_of_tag(text, start + open.len(), close)?;
    let inner = trim(text, start + open.len()..end, |c| c == '-');
    let inner = trim(text, inner, |c| c.is_whitespace() || c == '/');
    let slash = text[start + open.len()..inner.start].contains('/');

    let hugo = open != "{%";
    // `{{< filetree/file name="x" >}}`
    let in_name = |c: char| c.is_alphanumeric() || "_-.".contains(c) || (hugo && c == '/');
    let name_length = text[inner.clone()].find(|c: char| !in_name(c));
    let name = &text[inner.start..name_length.map_or(inner.end, |length| inner.start + length)];
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return None;
    }
    let rest = trim(text, inner.start + name.len()..inner.end, char::is_whitespace);
    let call = text[rest.clone()].starts_with('(') && text[rest.clone()].ends_with(')');
    let rest = if call { rest.start + 1..rest.end - 1 } else { rest };
    let ending = name.strip_prefix("end").filter(|_| open == "{%");
    let tag = Tag {
        name: ending.unwrap_or(name).trim_start_matches('_').to_owned(),
        closes: slash || ending.is_some(),
        empty: hugo && text[..end].trim_end().ends_with('/'),
        arguments: arguments(text, rest),
        syntax: if hugo { Syntax::Hugo } else { Syntax::Template },
        attributes: Attributes::default(),
    };
    Some((tag, end + close.len()))
}

/// Reads the shortcode of Zola's without a body that starts at byte `start`, `{{ name(key="a") }}`: the tag and the byte
/// just after it. Its arguments have names; what has none is a template expression.
pub fn read_call(text: &str, start: usize) -> Option<(Tag, usize)> {
    let inner = start + text[start..].strip_prefix("{{").map(|_| 2)?;
    let end = end_of_tag(text, inner, "}}")?;
    let inner = trim(text, inner..end, char::is_whitespace);
    let call = text[inner.clone()].strip_suffix(')')?;
    let (name, _) = call.split_once('(')?;
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if !name.starts_with(char::is_alphabetic) || !name.chars().all(word) {
        return None;
    }
    let arguments = arguments(text, inner.start + name.len() + 1..inner.end - 1);
    let named = !arguments.is_empty() && arguments.iter().all(|argument| argument.key.is_some());
    let tag = Tag {
        name: name.to_owned(),
        closes: false,
        empty: true,
        arguments,
        syntax: Syntax::Template,
        attributes: Attributes::default(),
    };
    (named || name == "toc").then_some((tag, end + 2))
}

/// A tag that a note writes about: `{{</* name */>}}` (Hugo), `{%/* name() */%}` and `{{/* name() */}}` (Zola), which
/// their sites show without the marks of a comment, and `{{{< name >}}}` (Quarto), shown without the outer braces. The
/// text that is shown, and the byte just after it.
pub fn read_escaped(text: &str, start: usize) -> Option<(String, usize)> {
    if let Some(inside) = text[start..].strip_prefix("{{{<") {
        let near = &inside[..inside.floor_char_boundary(TAG)];
        let length = near.find(">}}}").filter(|&length| !near[..length].contains("\n\n"))?;
        return Some((format!("{{{{<{}>}}}}", &near[..length]), start + length + 8));
    }
    let delimiters = DELIMITERS.into_iter().chain([("{{", "}}")]);
    let (open, close) = delimiters.into_iter().find(|(open, _)| {
        text[start..].strip_prefix(open).is_some_and(|rest| rest.trim_start_matches(' ').starts_with("/*"))
    })?;
    let inside = start + text[start..].find("/*")? + 2;
    let near = text.floor_char_boundary(inside + TAG);
    let length = text[inside..near].find("*/")?;
    let rest = &text[inside + length + 2..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let end = inside + length + 2 + spaces;
    text[end..]
        .starts_with(close)
        .then(|| (format!("{open}{}{close}", &text[inside..inside + length]), end + close.len()))
}

/// Code without the marks of comments in tags that it writes about.
pub fn unescaped(code: String) -> String {
    if !(code.contains("/*") && code.contains("*/") || code.contains("{{{<")) {
        return code;
    }
    let mut out = String::with_capacity(code.len());
    let mut rest = 0;
    while let Some(found) = code[rest..].find('{') {
        let at = rest + found;
        out.push_str(&code[rest..at]);
        match read_escaped(&code, at) {
            Some((shown, end)) => {
                out.push_str(&shown);
                rest = end;
            }
            None => {
                out.push('{');
                rest = at + 1;
            }
        }
    }
    out + &code[rest..]
}

/// The range without the characters of this kind at its ends.
fn trim(text: &str, range: Range<usize>, kind: impl Fn(char) -> bool) -> Range<usize> {
    let inside = &text[range.clone()];
    let start = range.end - inside.trim_start_matches(&kind).len();
    start..start.max(range.start + inside.trim_end_matches(&kind).len())
}

/// Where the tag's inside ends: at the first `close` outside quotes or, when a quote is never closed (an
/// apostrophe), at the first one. A tag does not reach over an empty line.
fn end_of_tag(text: &str, start: usize, close: &str) -> Option<usize> {
    let near = text.floor_char_boundary(start + TAG);
    let limit = end_of_paragraph(&text[..near], start);
    let first = start + text[start..limit].find(close)?;
    let mut quote = None;
    let mut bytes = text[start..limit].bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (byte, quote) {
            (b'\\', Some(_)) => drop(bytes.next()),
            (_, Some(open)) if byte == open => quote = None,
            (b'"' | b'\'', None) if opens_quote(text, start + at) => quote = Some(byte),
            (_, None) if text.as_bytes()[start + at..].starts_with(close.as_bytes()) => {
                return Some(start + at);
            }
            _ => {}
        }
    }
    Some(first)
}

/// Whether the quote at this byte can open a string: `l'exemple` has an apostrophe, not a string.
fn opens_quote(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

/// Reads arguments separated by commas or white space.
pub fn arguments(text: &str, range: Range<usize>) -> Vec<Argument> {
    let mut arguments = Vec::new();
    let mut at = range.start;
    while let Some(skip) = text[at..range.end].find(|c: char| !c.is_whitespace() && c != ',') {
        at += skip;
        let word = &text[at..range.end];
        let key_length =
            word.find(|c: char| !(c.is_alphanumeric() || "_-:".contains(c))).unwrap_or(word.len());
        let key =
            (key_length > 0 && word[key_length..].starts_with('=')).then(|| word[..key_length].to_owned());
        if key.is_some() {
            at += key_length + 1;
        }
        let quote = text[at..range.end].chars().next().filter(|c| matches!(c, '"' | '\''));
        let closing = quote.and_then(|quote| closing_quote(&text[at + 1..range.end], quote));
        let (value, span, next) = match closing {
            Some(length) => {
                let inside = at + 1..at + 1 + length;
                (unescape(&text[inside.clone()]), inside.clone(), inside.end + 1)
            }
            None => {
                let rest = &text[at..range.end];
                let length = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
                (rest[..length].to_owned(), at..at + length, at + length)
            }
        };
        arguments.push(Argument { key, value, span: Span::new(span), quoted: closing.is_some() });
        at = next;
    }
    arguments
}

/// The length of a string's inside, up to the quote that closes it.
fn closing_quote(inside: &str, quote: char) -> Option<usize> {
    let mut characters = inside.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => drop(characters.next()),
            _ if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// Resolves `\"`, `\'` and `\\`; a backslash before anything else stays (LaTeX).
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match characters.peek() {
            Some(&next @ ('"' | '\'')) if c == '\\' => {
                out.push(next);
                characters.next();
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tag as `name(key=value|…)`, `/name` when it closes.
    fn show(text: &str) -> String {
        let Some((tag, end)) = read(text, 0) else { return "none".to_owned() };
        let arguments = tag.arguments.iter().map(|argument| {
            assert_eq!(unescape(&text[argument.span.range()]), argument.value);
            argument.key.as_ref().map_or_else(String::new, |key| format!("{key}=")) + &argument.value
        });
        let arguments = arguments.collect::<Vec<_>>().join("|");
        format!("{}{}({arguments}){}", if tag.closes { "/" } else { "" }, tag.name, &text[end..])
    }

    #[test]
    fn arguments_are_bare_or_quoted_and_separated_by_commas_or_spaces() {
        assert_eq!(show("{% note %}"), "note()");
        assert_eq!(show("{%- note -%} x"), "note() x");
        assert_eq!(show(r#"{% prerequis "**Retour**" %}"#), "prerequis(**Retour**)");
        assert_eq!(show(r#"{% details "preuve", "open" %}"#), "details(preuve|open)");
        assert_eq!(show("{% details 'l\\'idée' open %}"), "details(l'idée|open)");
        assert_eq!(show("{% note l'exemple %}"), "note(l'exemple)");
        assert_eq!(show(r#"{% x "a %} b" %}c"#), "x(a %} b)c");
        assert_eq!(show(r#"{% x "never closed %}c"#), r#"x("never|closed)c"#);
        assert_eq!(show("{% x\n  a=1\n  b='2 3'\n%}"), "x(a=1|b=2 3)");
    }

    #[test]
    fn the_syntaxes_of_hugo_and_zola_are_read() {
        assert_eq!(show(r#"{{< note title="t" >}}"#), "note(title=t)");
        assert_eq!(show("{{< /note >}}"), "/note()");
        assert_eq!(show("{{% /note %}}"), "/note()");
        assert_eq!(show("{{< filetree/file name=a />}}"), "filetree/file(name=a)");
        assert_eq!(show("{{< /filetree/file >}}"), "/filetree/file()");
        assert_eq!(show(r#"{% note(title="a", b=true) %}"#), "note(title=a|b=true)");
        assert_eq!(show("{% end %}"), "/()");
    }

    #[test]
    fn a_shortcode_without_a_body_is_a_call_with_names() {
        let show = |text: &str| read_call(text, 0).map(|(tag, end)| (tag.name, tag.arguments.len(), end));
        assert_eq!(show(r#"{{ youtube(id="a }} b", class='c') }}."#), Some(("youtube".to_owned(), 2, 37)));
        assert_eq!(show("{{ toc() }}"), Some(("toc".to_owned(), 0, 11)));
        for text in ["{{ a }}", "{{ super() }}", "{{ a('b') }}", "{{ a(b=1) | c }}", "{{{a(b=1)}}}"] {
            assert_eq!(show(text), None, "{text}");
        }
    }

    #[test]
    fn a_tag_that_a_note_writes_about_is_shown() {
        for (text, shown) in [
            ("{{</* foo \"x\" */>}}", "{{< foo \"x\" >}}"),
            ("{{%/* /foo */%}}", "{{% /foo %}}"),
            ("{{< /* foo */ >}}", "{{< foo >}}"),
            ("{%/* foo() */%}", "{% foo() %}"),
            ("{{/* foo() */}}", "{{ foo() }}"),
            ("{{< foo >}}", "{{< foo >}}"),
            ("{{{< foo \"x\" >}}}", "{{< foo \"x\" >}}"),
            ("a {{</* b */>}} {c", "a {{< b >}} {c"),
        ] {
            assert_eq!(unescaped(text.to_owned()), shown);
        }
    }

    #[test]
    fn what_is_no_tag_is_none() {
        for text in
            ["{%", "{% %}", "{% 1 %}", "{{ x }}", "{% note", "{% a\n\nb %}", "{{{<", "{% é", "{%-%}", "{%/%}"]
        {
            assert_eq!(show(text), "none", "{text}");
        }
    }
}
