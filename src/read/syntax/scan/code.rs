//! Code and formulas that stand between the tags of a shortcode: `{% highlight js %} … {% endhighlight %}`,
//! `{{< mermaid >}} … {{< /mermaid >}}`, `{{< katex >}} … {{< /katex >}}`.

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of fences, braces and line ends that were found in the same text"
)]

use std::ops::Range;

use crate::read::syntax::line_keys;
use crate::read::syntax::names::Body;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::tag::{self, Tag};

/// What the shortcode with the bytes `inside` between its tags, which ends at byte `end`, becomes; `prefix` is what
/// further lines of its container begin with, `alone` whether nothing stands before it on its line. `None` when it has
/// ordinary text in it: a fence, a formula with its own delimiters.
pub fn read(
    text: &str,
    (opening, body): (&Tag, Body),
    inside: Range<usize>,
    end: usize,
    prefix: &str,
    alone: bool,
) -> Option<PieceKind> {
    let words = text[inside.clone()].trim();
    if body == Body::Formula {
        let delimited = ["$", "\\(", "\\["].iter().any(|open| words.starts_with(open));
        if delimited || words.is_empty() {
            return None;
        }
        let asks = |argument: &tag::Argument| match argument.key.as_deref() {
            None => matches!(argument.value.as_str(), "display" | "block"),
            Some("display" | "block") => argument.value != "false",
            Some(_) => false,
        };
        let display = opening.arguments.iter().any(asks)
            || opening.name.ends_with("/block")
            || (alone && crate::read::syntax::scan::line::blank_after(text, end).1);
        let tex = dedented(&text[inside], prefix).trim().to_owned();
        return Some(PieceKind::Math { tex, display, label: None });
    }
    if opening.name != "highlight" && has_fence(words) {
        return None;
    }
    let code = dedented(&without_raw(&text[inside]), prefix);
    if body == Body::Drawing {
        return Some(PieceKind::Code { info: opening.name.clone(), text: code });
    }
    let value = |keys: &[&str]| {
        let is_key = |key: &Option<String>| key.as_deref().is_some_and(|key| keys.contains(&key));
        opening.arguments.iter().find(|argument| is_key(&argument.key)).map(|argument| argument.value.clone())
    };
    let mut free = opening.arguments.iter().filter(|argument| argument.key.is_none());
    // Hexo names the language with a mark, and before it a title.
    let marked = free.clone().find_map(|argument| argument.value.strip_prefix("lang:")).map(str::to_owned);
    let first = free.find(|argument| !argument.value.contains(':') && of_lines(argument).is_none());
    // Of Hugo: the same settings in each of its formats, of which the note has one.
    let settings = (opening.name == "code-toggle").then(|| format_of_settings(&code));
    let title = value(&["file", "filename", "title", "caption"]);
    let title = title.or(first.filter(|_| marked.is_some()).map(|first| first.value.clone()));
    let title = title.map(|file| match settings {
        Some(format) if !file.contains('.') => format!("{file}.{format}"),
        _ => file,
    });
    let extension = title.as_deref().and_then(|file| file.rsplit_once('.')).map(|(_, extension)| extension);
    let language = value(&["lang", "language"]).or(marked).or(first.map(|first| first.value.clone()));
    let language = language.or_else(|| settings.or(extension).map(str::to_owned));
    let mut info = language.unwrap_or_default().to_lowercase();
    if let Some(title) = title {
        let quote = if title.contains('"') { '\'' } else { '"' };
        info.push_str(&format!(" title={quote}{title}{quote}"));
    }
    for said in opening.arguments.iter().filter_map(of_lines) {
        info.push(' ');
        info.push_str(&said);
    }
    Some(PieceKind::Code { info, text: code })
}

/// What an argument says of the lines of code, as a fence says it: `linenos`, `hl_lines="1 2"`, and Hugo's and Hexo's
/// arguments that have several such in them.
fn of_lines(argument: &tag::Argument) -> Option<String> {
    let value = argument.value.trim();
    match argument.key.as_deref() {
        Some(key) if line_keys::is_known(key) && !value.contains('"') => Some(format!("{key}=\"{value}\"")),
        Some(key) if line_keys::is_known(key) => Some(format!("{key}={value}")),
        // Hexo's `mark:1,3-4` is divided at its commas.
        None if value.starts_with(|c: char| c.is_ascii_digit()) && line_keys::ranges(value).is_some() => {
            Some(value.to_owned())
        }
        None => {
            let key = value.split(['=', ':']).next()?.trim();
            (line_keys::is_flag(key) || line_keys::is_known(key) && key.len() < value.len())
                .then(|| value.to_owned())
        }
        Some(_) => None,
    }
}

/// Which of the formats of Hugo's settings a text is in.
fn format_of_settings(text: &str) -> &'static str {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    match first.unwrap_or_default() {
        line if line.starts_with('{') => "json",
        line if line.starts_with('[') => "toml",
        line => match line.find([':', '=']) {
            Some(at) if line.as_bytes()[at] == b'=' => "toml",
            _ => "yaml",
        },
    }
}

/// The code of a tab in a pane of them (Docsy); `None` when there is a fence.
pub fn of_tab(inside: &str, prefix: &str) -> Option<String> {
    (!has_fence(inside.trim()) && !inside.trim().is_empty()).then(|| dedented(inside, prefix))
}

/// The bytes of the first tag from byte `at` on that opens or closes a shortcode of this name, and whether it closes it.
pub fn next(text: &str, name: &str, mut at: usize) -> Option<(Range<usize>, bool)> {
    loop {
        at += text[at..].find('{')?;
        match tag::read(text, at) {
            Some((tag, end)) if tag.name == name || (tag.closes && tag.name.is_empty()) => {
                return Some((at..end, tag.closes));
            }
            Some((_, end)) => at = end,
            None => at += 1,
        }
    }
}

fn has_fence(words: &str) -> bool {
    words.starts_with("```") || words.starts_with("~~~")
}

/// The text without its `raw` tags.
pub fn without_raw(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{%") {
        let end = match tag::read(rest, at) {
            Some((tag, end)) if crate::read::syntax::scan::text::is_raw(&tag.name) => {
                out.push_str(&rest[..at]);
                end
            }
            _ => {
                out.push_str(&rest[..at + 2]);
                at + 2
            }
        };
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Code without empty lines around it, and without what its container's lines begin with.
pub fn dedented(code: &str, prefix: &str) -> String {
    let common =
        |line: &str| line.bytes().zip(prefix.bytes()).take_while(|(own, other)| own == other).count();
    let lines: Vec<&str> = code.lines().map(|line| &line[common(line)..]).collect();
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}
