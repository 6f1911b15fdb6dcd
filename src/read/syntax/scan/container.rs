//! Containers that dialects of Markdown open with a line of their own: admonitions of Python-Markdown
//! (`!!! note "Title"` and an indented body), fenced divisions (`:::note[Title]`, `::: {.callout-tip}`) and
//! directives of MyST (```` ```{note} Title ````). Each is read as a tag, so that what follows need not know.

#![expect(
    clippy::string_slice,
    reason = "offsets are of colons, marks and line ends that were found in the same text"
)]

use crate::ir::Attributes;
use crate::read::syntax::attributes;
use crate::read::syntax::names::{Body, Vocabulary, Written};
use crate::read::syntax::scan::label;
use crate::read::syntax::tag::{Argument, Syntax, Tag};
use crate::source::Span;

/// The admonition or tab that a line opens; `start` and `end` are the bytes of the line's own text.
pub fn admonition(text: &str, start: usize, end: usize) -> Option<Tag> {
    let line = &text[start..end];
    let (marker, open) = [("!!!", None), ("???+", Some("true")), ("???", Some("false")), ("===", None)]
        .into_iter()
        .find(|(marker, _)| line.starts_with(marker))?;
    let rest = line[marker.len()..].strip_prefix(['+', '!']).unwrap_or(&line[marker.len()..]);
    let words = rest.split('"').next()?.trim();
    let title = rest.find('"').and_then(|quote| {
        let inside = end - rest.len() + quote + 1;
        let length = text[inside..end].rfind('"')?;
        Some(argument("title", &text[inside..inside + length], inside))
    });
    let name = match (marker, words.split_whitespace().next()) {
        ("===", None) if title.is_some() => "tab",
        ("===", _) | (_, None) => return None,
        (_, Some(name)) => name,
    };
    let valid =
        rest.starts_with([' ', '\t']) && name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    let arguments = title.into_iter().chain(open.map(|open| argument("open", open, start))).collect();
    valid.then(|| tag(name, Syntax::Admonition, arguments, Attributes::default()))
}

/// The fenced division that a line of colons opens, or `None` in the pair when it closes one; with the number of
/// colons.
pub fn division(text: &str, start: usize, end: usize) -> Option<(usize, Option<Tag>)> {
    let line = text[start..end].trim_end();
    let colons = line.bytes().take_while(|&byte| byte == b':').count();
    if colons < 3 {
        return None;
    }
    let rest = line[colons..].trim_end_matches(':').trim();
    if rest.is_empty() {
        return Some((colons, None));
    }
    let at = start + line.find(rest)?;
    Some((colons, Some(directive(text, at, at + rest.len())?)))
}

/// The directive of MyST that a code fence's info string (bytes `start..end`) names, when it is one whose content
/// is text.
pub fn fence(text: &str, start: usize, end: usize, vocabulary: Vocabulary) -> Option<Tag> {
    let info = text[start..end].trim();
    let name = without_domain(info.strip_prefix('{')?.split('}').next()?);
    let is_text = vocabulary.body(name, Written::FENCE).is_some_and(Body::is_markdown);
    let at = start + text[start..end].find('{')?;
    is_text.then(|| directive(text, at, at + info.len())).flatten()
}

/// The callout that a directive without content opens (`{exercise-start} Title`, with what opens it), or closes
/// (`{exercise-end}`, with its name); the info string is bytes `start..end`.
pub fn gate(text: &str, start: usize, end: usize, vocabulary: Vocabulary) -> Option<(String, Option<Tag>)> {
    let info = text[start..end].trim();
    let written = without_domain(info.strip_prefix('{')?.split('}').next()?);
    let opens = written.strip_suffix("-start");
    let name = opens.or(written.strip_suffix("-end")).filter(|name| vocabulary.is_callout(name))?;
    let at = start + text[start..end].find('{')?;
    let tag = opens.and_then(|_| directive(text, at, at + info.len()));
    Some((name.to_owned(), tag.map(|tag| Tag { name: name.to_owned(), ..tag })))
}

/// Reads `note[Title]{.class}`, `note Title`, `{.callout-note title="Title"}` or `{note} Title`.
fn directive(text: &str, start: usize, end: usize) -> Option<Tag> {
    let rest = &text[start..end];
    let mut arguments = Vec::new();
    let mut own = Attributes::default();
    let (name, after) = name_of(rest, &mut own)?;
    if name.is_empty() {
        return None;
    }
    let mut title = start + after..end;
    if text[title.clone()].starts_with('[')
        && let Some(length) = label::end(&text[title.clone()])
    {
        if let Some((read, _)) = attributes::read(&text[title.start + length + 1..end]) {
            own.merge(read);
        }
        title = title.start + 1..title.start + length;
    } else if let Some((at, read)) = attributes::last_in(&text[title.clone()]) {
        own.merge(read);
        title.end = title.start + at;
    }
    // MyST's directives of these names have classes for an argument.
    if matches!(name.as_str(), "div" | "container") && rest.starts_with('{') {
        own.classes.extend(text[title.clone()].split_whitespace().map(str::to_owned));
        title.end = title.start;
    }
    let trimmed = text[title.clone()].trim();
    if !trimmed.is_empty() {
        let at = title.end - text[title].trim_start().len();
        arguments.push(argument("title", trimmed, at));
    }
    for (key, value) in std::mem::take(&mut own.pairs) {
        match key.as_str() {
            "title" if arguments.is_empty() => {
                let at = start + rest.find(value.as_str()).unwrap_or_default();
                arguments.push(argument("title", &value, at));
            }
            "collapse" => {
                arguments.push(argument("open", if value == "true" { "false" } else { "true" }, start))
            }
            "open" => arguments.push(argument("open", "true", start)),
            _ => own.pairs.push((key, value)),
        }
    }
    own.classes.retain(|class| *class != name);
    let name = name.strip_prefix("callout-").unwrap_or(&name);
    Some(tag(name, Syntax::Directive, arguments, own))
}

/// The name of the directive that `rest` says, and the length of what says it; `own` becomes the attributes in braces.
fn name_of(rest: &str, own: &mut Attributes) -> Option<(String, usize)> {
    Some(match attributes::read(rest) {
        Some((read, length)) => {
            *own = read;
            let name = own.classes.first().cloned().or_else(|| of_identifier(own.id.as_deref()?));
            let name = name.unwrap_or_else(|| "div".to_owned());
            (name, length)
        }
        // A division that only groups: `::: {}`.
        None if rest.starts_with('{') && rest[1..].trim_start().starts_with('}') => {
            ("div".to_owned(), rest.find('}')? + 1)
        }
        None if rest.starts_with('{') => {
            let name = without_domain(rest[1..].split('}').next()?.trim()).to_owned();
            let length = rest.find('}')? + 1;
            (name, length)
        }
        None => {
            let length =
                rest.find(|c: char| !(c.is_alphanumeric() || "-_".contains(c))).unwrap_or(rest.len());
            (rest[..length].to_owned(), length)
        }
    })
}

/// The name of a directive without the domain of Sphinx that it is in: `prf:theorem` is a theorem.
fn without_domain(name: &str) -> &str {
    name.rsplit_once(':').filter(|(domain, _)| *domain == "prf").map_or(name, |(_, name)| name)
}

/// The kind of callout that an identifier of Quarto's stands for (`#thm-line`, "Cross-references, theorems and
/// proofs").
fn of_identifier(id: &str) -> Option<String> {
    let kind = match id.split_once('-')?.0 {
        "thm" => "theorem",
        "lem" => "lemma",
        "cor" => "corollary",
        "prp" => "proposition",
        "cnj" => "conjecture",
        "def" => "definition",
        "exm" => "example",
        "exr" => "exercise",
        "sol" => "solution",
        "rem" => "remark",
        "alg" => "algorithm",
        "nte" => "note",
        "tip" => "tip",
        "wrn" => "warning",
        "imp" => "important",
        "cau" => "caution",
        _ => return None,
    };
    Some(kind.to_owned())
}

/// The tag of a line that includes the file at `path`, which stands at byte `at`.
pub fn including(path: &str, at: usize) -> Tag {
    tag("include", Syntax::Template, vec![argument("path", path, at)], Attributes::default())
}

/// The tag that asks for a new page.
pub fn page_break() -> Tag {
    tag("pagebreak", Syntax::Template, Vec::new(), Attributes::default())
}

/// A tag that opens a container or stands for one.
pub fn tag(name: &str, syntax: Syntax, arguments: Vec<Argument>, attributes: Attributes) -> Tag {
    Tag { name: name.to_owned(), closes: false, empty: false, arguments, syntax, attributes }
}

/// An argument in quotes whose value stands at byte `at`.
pub fn argument(key: &str, value: &str, at: usize) -> Argument {
    Argument {
        key: Some(key.to_owned()),
        value: value.to_owned(),
        span: Span::new(at..at + value.len()),
        quoted: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::syntax::names::tests::vocabulary;

    fn show(tag: Option<Tag>) -> String {
        let Some(Tag { name, arguments, attributes, .. }) = tag else { return "none".to_owned() };
        let arguments =
            arguments.iter().map(|one| format!(" {}={}", one.key.as_deref().unwrap_or(""), one.value));
        let classes = attributes.classes.iter().map(|class| format!(" .{class}"));
        format!("{name}{}{}", arguments.collect::<String>(), classes.collect::<String>())
    }

    #[test]
    fn admonitions_are_read() {
        let read = |line: &str| show(admonition(line, 0, line.len()));
        assert_eq!(read("!!! note"), "note");
        assert_eq!(read("!!! tip \"A *b*\""), "tip title=A *b*");
        assert_eq!(read("??? note \"x\""), "note title=x open=false");
        assert_eq!(read("???+ note inline end"), "note open=true");
        assert_eq!(read("=== \"Tab\""), "tab title=Tab");
        for line in ["!!!", "!!!note", "=== a", "===", "??? !", "!! note"] {
            assert_eq!(read(line), "none", "{line}");
        }
    }

    #[test]
    fn divisions_are_read() {
        let read = |line: &str| match division(line, 0, line.len()) {
            Some((colons, tag)) => format!("{colons} {}", show(tag)),
            None => "none".to_owned(),
        };
        assert_eq!(read(":::note"), "3 note");
        assert_eq!(read(":::note[A b]{.c}"), "3 note title=A b .c");
        assert_eq!(read("::: tip A title"), "3 tip title=A title");
        assert_eq!(read(":::: {.callout-tip title=\"t\" collapse=\"true\"}"), "4 tip title=t open=false");
        assert_eq!(read(":::{admonition} T"), "3 admonition title=T");
        assert_eq!(read("::: {.warning .x} :::"), "3 warning .x");
        assert_eq!(read(":::"), "3 none");
        assert_eq!(read("::"), "none");
    }

    #[test]
    fn directives_of_text_are_told_from_code() {
        let read = |info: &str| show(fence(info, 0, info.len(), vocabulary()));
        assert_eq!(read("{note} T"), "note title=T");
        assert_eq!(read("{code-block} python"), "none");
        assert_eq!(read("{r}"), "none");
    }
}
