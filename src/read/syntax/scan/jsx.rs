//! Tags of components and elements in JSX (MDX, React) and in templates of Vue: `<Card title="x" {...rest}>`,
//! `<img width={300} />`, `<Badge :text="'new'"/>`. And the statements of modules that stand among them.

#![expect(
    clippy::string_slice,
    reason = "offsets are of marks of ASCII that were found in the same text, and of the ends of what follows them"
)]

use std::ops::Range;

use crate::ir::Attributes;
use crate::limits::COMPONENT_IN_LINE;
use crate::read::dialect::features::Features;
use crate::read::syntax::html;
use crate::read::syntax::js::{self, Value};
use crate::read::syntax::scan::label;
use crate::read::syntax::tag::{Argument, Syntax, Tag};
use crate::source::Span;

/// A tag, or how many bytes were looked at in vain.
type Read = Result<(Tag, usize), usize>;

/// Whether a name is that of a component: one of Vue's, with a hyphen, or one with a capital, but no element of
/// HTML in capitals.
pub fn is_component(name: &str) -> bool {
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    let shouted = !name.bytes().any(|byte| byte.is_ascii_lowercase()) && html::is_known(&name.to_lowercase());
    capital && !shouted || name.contains(['-', '.'])
}

/// Whether tags of this name are those of JSX, rather than of HTML, where these features are read.
pub fn is_tag(name: &str, features: Features) -> bool {
    const OPAQUE: [&str; 4] = ["script", "style", "svg", "textarea"];
    match is_component(name) || name == "template" {
        true => features.contains(Features::COMPONENTS),
        false => features.contains(Features::MDX) && !OPAQUE.contains(&name),
    }
}

/// The name of the tag that `text` begins with.
pub fn name(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('<')?;
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-._".contains(c))).unwrap_or(rest.len());
    let ends = rest[length..].starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
    (ends && rest.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(&rest[..length])
}

/// Reads the tag that begins at byte `start` of `text`: it, and the byte after it.
pub fn read(text: &str, start: usize) -> Read {
    let Some(name) = name(&text[start..]) else { return Err(1) };
    let closes = text[start + 1..].starts_with('/');
    let mut at = start + 1 + usize::from(closes) + name.len();
    let mut arguments = Vec::new();
    let syntax = if is_component(name) || name == "template" { Syntax::Component } else { Syntax::Element };
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        let (empty, length) = match rest.as_bytes().first() {
            Some(b'>') => (false, 1),
            Some(b'/') if rest.starts_with("/>") => (true, 2),
            Some(b'{') => match js::end_of_group(text, at) {
                Some(end) => {
                    at = end;
                    continue;
                }
                None => return Err(text.len() - start),
            },
            Some(b'<' | b'=' | b'"' | b'\'' | b'`' | b'/' | b'}') | None => return Err(at - start),
            Some(_) => {
                at = match attribute(text, at, &mut arguments) {
                    Ok(end) => end,
                    Err(reached) => return Err(reached - start),
                };
                continue;
            }
        };
        let empty = empty || syntax == Syntax::Element && html::is_void(name);
        let tag = Tag {
            name: name.to_owned(),
            closes,
            empty: empty && !closes,
            arguments,
            syntax,
            attributes: Attributes::default(),
        };
        return Ok((tag, at + length));
    }
}

/// Reads the attribute at byte `start`; the byte after it, or the one that was reached in vain.
fn attribute(text: &str, start: usize, arguments: &mut Vec<Argument>) -> Result<usize, usize> {
    let rest = &text[start..];
    let length = rest.find(|c: char| c.is_whitespace() || "=>/{}\"'<`".contains(c)).unwrap_or(rest.len());
    let key = &rest[..length];
    let mut at = start + length;
    // Vue binds expressions with a colon or `v-bind:`, in quotes.
    let bound = key.strip_prefix("v-bind:").or(key.strip_prefix(':')).filter(|key| !key.is_empty());
    let mut push = |value: String, range: Range<usize>, quoted| {
        let key = Some(bound.unwrap_or(key).to_owned());
        arguments.push(Argument { key, value, span: Span::new(range), quoted });
    };
    let spaces = text[at..].len() - text[at..].trim_start().len();
    if !text[at + spaces..].starts_with('=') {
        push("true".to_owned(), start..at, false);
        return Ok(at);
    }
    at += spaces + 1;
    at += text[at..].len() - text[at..].trim_start().len();
    let rest = &text[at..];
    let (inside, end, is_expression) = match rest.as_bytes().first() {
        Some(&quote @ (b'"' | b'\'')) => {
            // A quote that is never closed must not take the paragraphs after it.
            let length = rest[1..].find(char::from(quote)).ok_or(text.len())?;
            if rest[1..=length].contains("\n\n") {
                return Err(at + length);
            }
            (at + 1..at + 1 + length, at + length + 2, bound.is_some())
        }
        Some(b'{') => {
            let end = js::end_of_group(text, at).ok_or(text.len())?;
            (at + 1..end - 1, end, true)
        }
        _ => {
            let length =
                rest.find(|c: char| c.is_whitespace() || "\"'=<>`".contains(c)).unwrap_or(rest.len());
            (at..at + length, at + length, false)
        }
    };
    if !is_expression {
        push(html::unescaped(&text[inside.clone()]), inside, true);
        return Ok(end);
    }
    match js::value(text, inside.clone()) {
        Value::Text(value, span) => push(value, span.range(), true),
        Value::Word(word) => push(word, inside, false),
        Value::List(_) | Value::Object(_) | Value::Code => {
            push(text[inside.clone()].to_owned(), inside, false)
        }
    }
    Ok(end)
}

/// Reads attributes that stand in braces, as MDC has them (Nuxt Content): bytes `range` of `text`. What is no
/// attribute ends them.
pub fn attributes(text: &str, range: Range<usize>) -> Vec<Argument> {
    let (text, mut at) = (&text[..range.end], range.start);
    let mut arguments = Vec::new();
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        match attribute(text, at, &mut arguments) {
            Ok(end) if end > at && end < range.end => at = end,
            Ok(_) | Err(_) => return arguments,
        }
    }
}

/// The component in a line of text that begins at byte `start` with a colon, `:badge[text]{key=value}` of MDC and of
/// remark-directive: an empty tag, and the byte after it.
pub fn in_line(text: &str, start: usize) -> Option<(Tag, usize)> {
    // What is looked at is short, so that many colons in one line take no more time than others.
    let near = &text[start + 1..text.floor_char_boundary(start + 1 + COMPONENT_IN_LINE)];
    let line = near.split('\n').next()?;
    let length = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))?;
    let name = &line[..length];
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !line[length..].starts_with(['[', '{']) {
        return None;
    }
    let (tag, end) = named(text, name, start + 1 + length, start + 1 + line.len());
    (end > start + 1 + length).then_some((Tag { empty: true, ..tag }, end))
}

/// The component of MDC that a line of its own (bytes `start..end`, after its colons) opens:
/// `callout[Label]{icon="x"}`.
pub fn of_line(text: &str, start: usize, end: usize) -> Option<Tag> {
    let line = text[start..end].trim_end();
    let length = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(line.len());
    let (tag, after) = named(text, &line[..length], start + length, start + line.len());
    (line.starts_with(|c: char| c.is_ascii_lowercase()) && after == start + line.len()).then_some(tag)
}

/// The component of this name, with the label and the attributes that begin at byte `at` and the byte after them.
fn named(text: &str, name: &str, mut at: usize, end: usize) -> (Tag, usize) {
    let mut arguments = Vec::new();
    if text[at..end].starts_with('[')
        && let Some(length) = label::end(&text[at..end])
    {
        let inside = at + 1..at + length;
        let value = text[inside.clone()].to_owned();
        arguments.push(Argument {
            key: Some("text".to_owned()),
            value,
            span: Span::new(inside),
            quoted: true,
        });
        at += length + 1;
    }
    if text[at..end].starts_with('{')
        && let Some(after) = js::end_of_group(&text[..end], at)
    {
        arguments.extend(attributes(text, at + 1..after - 1));
        at = after;
    }
    let (syntax, attributes) = (Syntax::Component, Attributes::default());
    (Tag { name: name.to_owned(), closes: false, empty: false, arguments, syntax, attributes }, at)
}

/// A statement of a module at the beginning of a block.
#[derive(Debug, PartialEq, Eq)]
pub struct Statement {
    /// The byte after it.
    pub end: usize,
    /// The name that it imports a file's default export under, and the file.
    pub import: Option<(String, String)>,
    /// Its first words, when it is code that would show something.
    pub code: Option<String>,
}

/// The `import` or `export` at byte `start`, a line's, if it is unmistakably one.
pub fn statement(text: &str, start: usize) -> Option<Statement> {
    let line = text[start..].split('\n').next()?.trim_end();
    if let Some(rest) = line.strip_prefix("import").filter(|rest| rest.starts_with([' ', '{', '\'', '"'])) {
        let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "_$,{}*".contains(c);
        // Of a text without quotes no more is looked at than what names can take.
        let near = &text[start..text.floor_char_boundary(start + (1 << 12))];
        let quote = near.find(|c: char| !plain(c)).filter(|&at| near[at..].starts_with(['"', '\'']))?;
        let clause = &text[start + 6..start + quote];
        let clause_is_right = match clause.trim().strip_suffix("from") {
            Some(names) => !names.trim().is_empty() && !clause.contains("\n\n"),
            None => clause.trim().is_empty() && !rest.starts_with('{'),
        };
        let inside = start + quote + 1;
        let length = text[inside..].find(&text[start + quote..inside])?;
        let path = &text[inside..inside + length];
        if !clause_is_right || path.contains('\n') || path.is_empty() {
            return None;
        }
        let after = text[inside + length + 1..].split('\n').next().unwrap_or_default();
        let told = after.trim();
        let ends = matches!(told, "" | ";") || told.starts_with("//") || told.starts_with("; //");
        let name = clause.split_whitespace().next().unwrap_or_default().trim_end_matches(',');
        let named = name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name != "from";
        let import = named.then(|| (name.to_owned(), path.to_owned()));
        return ends.then(|| Statement { end: inside + length + 1 + after.len(), import, code: None });
    }
    let rest = line.strip_prefix("export ")?.trim_start();
    let mut words = rest.split_whitespace();
    let first = words.next()?;
    let shown = match first {
        "const" | "let" | "var" if line.contains('=') || rest.ends_with('{') => words.next()?,
        "function" | "class" | "async" if line.contains(['(', '{']) => words.next()?,
        "default" if rest.contains(['(', '{', '<']) || rest.ends_with(';') => "default",
        _ if first.starts_with('{') && text[start..].contains('}') => "{",
        "*" if words.next() == Some("from") => "{",
        _ => return None,
    };
    let name = shown.split(|c: char| !(c.is_alphanumeric() || "_$".contains(c))).next().unwrap_or_default();
    let code = (shown != "{").then(|| match name {
        "" | "default" => "export default".to_owned(),
        name => format!("export {first} {name}"),
    });
    Some(Statement { end: js::end_of_statement(text, start), import: None, code })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tag as `name(key=value|…)`, with a slash before a closing and after an empty one, and what follows it.
    fn show(text: &str) -> String {
        let Ok((tag, end)) = read(text, 0) else { return "none".to_owned() };
        let arguments = tag.arguments.iter().map(|one| {
            format!(
                "{}={}{}",
                one.key.as_deref().unwrap_or_default(),
                one.value,
                if one.quoted { "" } else { "?" }
            )
        });
        let arguments = arguments.collect::<Vec<_>>().join("|");
        let (before, after) = (if tag.closes { "/" } else { "" }, if tag.empty { "/" } else { "" });
        format!("{before}{}({arguments}){after}{}", tag.name, &text[end..])
    }

    #[test]
    fn tags_are_read_with_every_kind_of_attribute() {
        assert_eq!(show("<Note>x"), "Note()x");
        assert_eq!(show("</Tabs.Tab >x"), "/Tabs.Tab()x");
        assert_eq!(show("<A b=\"c &amp; d\" e='f' g/>"), "A(b=c & d|e=f|g=true?)/");
        assert_eq!(show("<A b={'c'} d={3} e={`f`} g={h(i)} {...j}>"), "A(b=c|d=3?|e=f|g=h(i)?)");
        assert_eq!(show("<A\n  b={() => { c > d }}\n  e\n/>f"), "A(b=() => { c > d }?|e=true?)/f");
        assert_eq!(
            show("<my-badge :text=\"'x'\" :n=\"2\" @click=\"y\" v-if=\"z\"/>"),
            "my-badge(text=x|n=2?|@click=y|v-if=z)/"
        );
        assert_eq!(show("<img src={a}>"), "img(src=a?)/");
        for text in ["<A", "<A b=\"c", "<A b={c", "<A <B>", "<1>", "<A:b>", "< A>", "<A = b>", "<Promise<T>>"]
        {
            assert_eq!(show(text), "none", "{text}");
        }
    }

    #[test]
    fn components_are_told_from_elements() {
        for name in ["Note", "Tabs.Tab", "code-group", "T", "CTA", "Details"] {
            assert!(is_component(name), "{name}");
        }
        for name in ["div", "DIV", "B", "a", "h1"] {
            assert!(!is_component(name), "{name}");
        }
    }

    #[test]
    fn components_of_mdc_are_read() {
        let show = |tag: Option<Tag>| {
            tag.map_or("none".to_owned(), |tag| {
                let arguments = tag
                    .arguments
                    .iter()
                    .map(|one| format!(" {}={}", one.key.as_deref().unwrap_or_default(), one.value));
                format!("{}{}", tag.name, arguments.collect::<String>())
            })
        };
        let of_line = |line: &str| show(of_line(line, 0, line.len()));
        assert_eq!(of_line("note"), "note");
        assert_eq!(
            of_line("u-card[Label]{to=\"/x\" icon='i' flag}"),
            "u-card text=Label to=/x icon=i flag=true"
        );
        for line in ["note and more", "Note", "std::x", "a{b"] {
            assert_eq!(of_line(line), "none", "{line}");
        }
        let in_line = |text: &str| {
            in_line(text, 0).map_or("none".to_owned(), |(tag, end)| show(Some(tag)) + &text[end..])
        };
        assert_eq!(in_line(":badge[new]{color=red} x"), "badge text=new color=red x");
        assert_eq!(in_line(":icon{name=\"a\"}"), "icon name=a");
        for text in [":smile:", ":a", ":A[b]", ": [x]", ":a[b\n]"] {
            assert_eq!(in_line(text), "none", "{text}");
        }
    }

    #[test]
    fn statements_are_unmistakable() {
        let read = |text: &str| match statement(text, 0) {
            Some(Statement { end, import, code }) => {
                let import = import.map(|(name, path)| format!("{name}<{path} ")).unwrap_or_default();
                format!("{import}{} +{}", code.unwrap_or_default(), &text[end..])
            }
            None => "none".to_owned(),
        };
        assert_eq!(read("import A from './a.mdx';\nb"), "A<./a.mdx  +\nb");
        assert_eq!(read("import {\n  a,\n  b\n} from \"c\"\nd"), " +\nd");
        assert_eq!(read("import 'a.css'"), " +");
        assert_eq!(read("import A, { b } from 'c'"), "A<c  +");
        assert_eq!(read("export const a = {\n\n b: 1 }\n\nc"), "export const a +\n\nc");
        assert_eq!(read("export default ({ children }) => <b>{children}</b>\n\nc"), "export default +\n\nc");
        assert_eq!(read("export { a } from 'b'\n\nc"), " +\n\nc");
        for text in [
            "import taxes rose from 'last' year",
            "import duties, it's said",
            "import the file from \"a\" and go on",
            "export const is a keyword",
            "export default settings to a file",
            "exports",
        ] {
            assert_eq!(read(text), "none", "{text}");
        }
    }
}
