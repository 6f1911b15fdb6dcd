//! What the arguments of tags and components say: words, addresses, data.

use crate::address;
use crate::ir::*;
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Node, contains_block};
use crate::read::syntax::js;
use crate::read::syntax::js::Value;
use crate::read::syntax::tag::Argument;
use crate::read::syntax::tag::Tag;

/// The attributes that give a title, the best first.
pub const TITLES: [&str; 8] =
    ["title", "label", "heading", "header", "summary", "question", "caption", "name"];

/// The attributes of an unknown component that hold words for readers.
pub const WORDS: [&str; 14] = [
    "title",
    "label",
    "heading",
    "header",
    "subtitle",
    "caption",
    "summary",
    "question",
    "text",
    "content",
    "message",
    "description",
    "alt",
    "tip",
];

/// The words that the first of these attributes gives which is there.
pub fn words_of(reader: &mut Reader, tag: &Tag, keys: &[&str]) -> Option<Vec<Inline>> {
    let mut given = keys.iter().filter_map(|key| tag.argument(&[key]));
    let argument = given.find(|one| one.quoted && !one.value.trim().is_empty() || is_markup(&one.value))?;
    Some(match argument.quoted {
        // A label of a directive (`:badge[*new*]`) is Markdown, an attribute is text.
        true if is_label(reader, argument) => reader.line_of(argument.span.range()),
        true if reader.refers(&argument.value) => reader.said(argument.span, argument.value.trim()),
        true => vec![Inline::text(argument.span, argument.value.trim())],
        false => {
            // The brackets of a fragment say nothing.
            let range = argument.span.range();
            let fragment = argument.value.starts_with("<>") && argument.value.ends_with("</>");
            let inside = if fragment { range.start + 2..range.end - 3 } else { range };
            reader.line_of(inside)
        }
    })
}

/// Whether an argument is the label in brackets of a directive.
#[expect(clippy::string_slice, reason = "spans are of the same note and its tokens")]
pub fn is_label(reader: &Reader, argument: &Argument) -> bool {
    reader.note.source.text()[..argument.span.start as usize].ends_with('[')
}

/// The address that the first of these attributes gives which is there, even as an expression: a file that the
/// note imports, or `require('./a.png').default`, `useBaseUrl('/a.png')`.
pub fn address_in(reader: &Reader, tag: &Tag, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| address_given(reader, tag.argument(&[key])?))
}

pub fn address_given(reader: &Reader, argument: &Argument) -> Option<String> {
    let value = argument.value.trim();
    if argument.quoted {
        return Some(without_alias(value)).filter(|value| !value.is_empty());
    }
    let name = value.split(['.', '?', '!']).next().unwrap_or_default();
    if let Some(path) = reader.masked.imports.get(name) {
        return Some(without_alias(path));
    }
    let (_, rest) = value.split_once(['\'', '"', '`'])?;
    let (literal, after) = rest.split_once(['\'', '"', '`'])?;
    let only = !after.contains(['\'', '"', '`']) && !literal.contains("${");
    only.then(|| without_alias(literal)).filter(|literal| !literal.is_empty())
}

/// Where the image of a component is: on a light page, if it says so.
pub fn source_of(reader: &Reader, tag: &Tag) -> Option<String> {
    let own = address_in(reader, tag, &["src", "srcLight", "light", "img", "image", "source"]);
    own.or_else(|| match data_of(reader, tag.argument(&["sources"])?)? {
        Value::Object(sources) => {
            let light = sources.iter().find(|(key, _)| key == "light").or(sources.first())?;
            match &light.1 {
                Value::Text(path, _) => Some(without_alias(path)),
                Value::Word(name) => reader.masked.imports.get(name).map(|path| without_alias(path)),
                Value::List(_) | Value::Object(_) | Value::Code => {
                    let Argument { span, .. } = tag.argument(&["sources"])?;
                    let (_, rest) = reader.note.source.slice(*span).split_once(['\'', '"'])?;
                    rest.split(['\'', '"']).next().map(without_alias)
                }
            }
        }
        _ => None,
    })
}

/// The attributes of an element of JSX, as HTML writes them.
pub fn element_pairs(reader: &Reader, tag: &Tag) -> Vec<(String, String)> {
    let one = |argument: &Argument| {
        let key = argument.key.as_deref()?;
        let name = match key {
            "className" => "class".to_owned(),
            "to" if tag.argument(&["href"]).is_none() => "href".to_owned(),
            key => key.to_lowercase(),
        };
        let value = match name.as_str() {
            "src" | "href" | "poster" => address_given(reader, argument)?,
            "style" if !argument.quoted => style(&data_of(reader, argument)?),
            _ if argument.quoted => argument.value.clone(),
            name if name.starts_with("on") => argument.value.clone(),
            _ if argument.value == "true" => String::new(),
            _ => argument.value.parse::<f64>().ok().map(|_| argument.value.clone())?,
        };
        Some((name, value))
    };
    tag.arguments.iter().filter_map(one).collect()
}

/// The data that an attribute's expression gives.
pub fn data_of(reader: &Reader, argument: &Argument) -> Option<Value> {
    let range = argument.span.range();
    match js::value(reader.note.source.text(), range) {
        value @ (Value::List(_) | Value::Object(_)) if !argument.quoted => Some(value),
        _ => None,
    }
}

/// The texts that an attribute gives as a list, or the one that it is: `tags={["a", "b"]}`.
pub fn texts_of(reader: &Reader, tag: &Tag, key: &str) -> Vec<String> {
    let Some(argument) = tag.argument(&[key]) else { return Vec::new() };
    let text = |value: Value| match value {
        Value::Text(text, _) => Some(text),
        Value::Word(_) | Value::List(_) | Value::Object(_) | Value::Code => None,
    };
    match data_of(reader, argument) {
        Some(Value::List(items)) => items.into_iter().filter_map(text).collect(),
        _ if argument.quoted => vec![argument.value.clone()],
        _ => Vec::new(),
    }
}

/// The arguments of a shortcode that is not known in which a reader would see words.
pub fn words_of_arguments(reader: &mut Reader, arguments: &[Argument]) -> Vec<Inline> {
    let mut words: Vec<Inline> = Vec::new();
    for argument in arguments.iter().filter(|argument| argument.has_words()) {
        let said = reader.line_of(argument.span.range());
        if !words.is_empty() && !said.is_empty() {
            words.push(Inline::text(argument.span, " "));
        }
        words.extend(said);
    }
    words
}

/// The content in a line, or else the first argument without a name.
pub fn words_or_first(reader: &mut Reader, tag: &Tag, children: Vec<Node>) -> Vec<Inline> {
    let content = reader.phrasing(children);
    match tag.arguments.iter().find(|argument| argument.key.is_none()) {
        Some(argument) if content.is_empty() => reader.line_of(argument.span.range()),
        _ => content,
    }
}

/// The content of something that says nothing itself.
pub fn content_of(reader: &mut Reader, children: Vec<Node>) -> Content {
    match contains_block(&children) {
        true => Content::Blocks(reader.flow(children)),
        false => Content::Inlines(reader.phrasing(children)),
    }
}

/// The declarations of CSS that an object of React's is.
fn style(value: &Value) -> String {
    let Value::Object(properties) = value else { return String::new() };
    let one = |(key, value): &(String, Value)| {
        let value = match value {
            Value::Text(text, _) => text.clone(),
            Value::Word(word) => word.clone(),
            Value::List(_) | Value::Object(_) | Value::Code => return None,
        };
        let hyphened = key.chars().flat_map(|c| {
            let hyphen = c.is_ascii_uppercase().then_some('-');
            hyphen.into_iter().chain([c.to_ascii_lowercase()])
        });
        Some(format!("{}: {value}", hyphened.collect::<String>()))
    };
    properties.iter().filter_map(one).collect::<Vec<_>>().join("; ")
}

/// Whether an expression is an element itself: `title={<b>x</b>}`.
fn is_markup(expression: &str) -> bool {
    expression.starts_with('<') && expression.ends_with('>')
}

/// A path from the root without the name by which sites call it: `@site/static/a.png`, `@/a.png`, `~/a.md`.
pub fn without_alias(path: &str) -> String {
    let path = path.rsplit('!').next().unwrap_or(path);
    address::from_root(path).unwrap_or_else(|| path.to_owned())
}

impl Tag {
    /// The text that the argument of this name is.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.argument(&[key])
            .filter(|one| one.quoted)
            .map(|one| one.value.as_str())
            .filter(|text| !text.is_empty())
    }
}

/// Arguments that say how something looks.
const LOOKS: [&str; 54] = [
    "align",
    "animate",
    "as",
    "autoplay",
    "background",
    "bg",
    "class",
    "classname",
    "client",
    "color",
    "colour",
    "cover",
    "direction",
    "fill",
    "fit",
    "float",
    "for",
    "format",
    "group",
    "groupid",
    "height",
    "hreflang",
    "icon",
    "id",
    "img_class",
    "key",
    "lang",
    "language",
    "layout",
    "loading",
    "logo",
    "method",
    "mode",
    "op",
    "options",
    "position",
    "provider",
    "rel",
    "ref",
    "resize",
    "role",
    "size",
    "slot",
    "sx",
    "style",
    "synckey",
    "tabindex",
    "target",
    "theme",
    "type",
    "variant",
    "width",
    "weight",
    "zoom",
];
/// Arguments that are numbers of something, where their value is one.
const COUNTS: [&str; 8] = ["cols", "columns", "delay", "duration", "gap", "level", "order", "rows"];

impl Argument {
    /// Whether a reader of the site would see words of it, rather than what it looks like.
    pub fn has_words(&self) -> bool {
        let key = self.key.as_deref().unwrap_or_default().to_lowercase();
        let looks = LOOKS.contains(&key.as_str())
            || ["color", "class", "id", "size", "width", "height"].iter().any(|end| key.ends_with(end))
            || ["data-", "aria-hidden", "on:", "v-", "@", ":", "client:"]
                .iter()
                .any(|start| key.starts_with(start));
        let value = self.value.trim();
        let path = !value.contains(char::is_whitespace)
            && (value.starts_with(['/', '#', '.']) || matches!(key.as_str(), "src" | "file" | "path"));
        let count = COUNTS.contains(&key.as_str()) && value.parse::<f64>().is_ok();
        let flag = count || matches!(value, "true" | "false") || is_measure(value);
        let said = self.quoted || self.key.is_none() && is_version(value);
        said && !looks && !path && !flag && value.contains(char::is_alphanumeric)
    }
}

/// Whether a value is a measure or a colour: `12px`, `50%`, `#ff0000`.
fn is_measure(value: &str) -> bool {
    const UNITS: [&str; 12] = ["px", "%", "em", "rem", "vh", "vw", "fr", "ch", "pt", "cm", "mm", "ms"];
    let number = UNITS.iter().find_map(|unit| value.strip_suffix(unit));
    number.is_some_and(|number| number.parse::<f64>().is_ok())
        || value.strip_prefix('#').is_some_and(|color| {
            (3..=8).contains(&color.len()) && color.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

/// Whether a value is a version: `1.0`, `v2.3.1`.
fn is_version(value: &str) -> bool {
    let number = value.strip_prefix('v').unwrap_or(value);
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.contains('.')
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+'))
}

/// The title that the arguments give: the one called so, else the first text that is no flag.
pub fn given_title(reader: &mut Reader, arguments: &[Argument]) -> Option<Vec<Inline>> {
    let named = ["title", "titre", "summary", "header", "heading"].iter().find_map(|key| {
        arguments
            .iter()
            .find(|argument| argument.key.as_deref() == Some(*key) && !argument.value.trim().is_empty())
    });
    // `"Open", "open"`: the last one says how it folds, the first is a title.
    let flag = arguments.iter().rposition(|argument| folding(argument).is_some());
    let free =
        arguments.iter().enumerate().filter(|&(at, argument)| argument.key.is_none() && Some(at) != flag);
    let mut free = free.map(|(_, argument)| argument);
    let first = named.or_else(|| free.next())?;
    let last = if first.quoted || named.is_some() {
        first
    } else {
        free.take_while(|one| !one.quoted).last().unwrap_or(first)
    };
    let mut range = first.span.to(last.span).range();
    // PyMdown lets the title of details be a heading.
    let written = reader.note.source.text().get(range.clone()).unwrap_or_default();
    let words = written.trim_start_matches('#');
    if (1..=6).contains(&(written.len() - words.len())) && words.starts_with(' ') {
        range.start += written.len() - words.trim_start().len();
    }
    let title = reader.line_of(range);
    Some(title).filter(|title| !title.is_empty())
}

/// The folding that an argument asks for.
pub fn folding(argument: &Argument) -> Option<Folding> {
    match (argument.key.as_deref(), argument.value.to_lowercase().as_str()) {
        (None, "open" | "ouvert") | (Some("open"), "true") | (Some("closed"), "false") => Some(Folding::Open),
        (None, "closed" | "fermé" | "ferme") | (Some("open"), "false") | (Some("closed"), "true") => {
            Some(Folding::Closed)
        }
        // `{{< admonition tip "Title" true >}}`
        (None, "true") if !argument.quoted => Some(Folding::Open),
        (None, "false") if !argument.quoted => Some(Folding::Closed),
        _ => None,
    }
}
