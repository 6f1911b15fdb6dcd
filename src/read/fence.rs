//! The info string of a code fence: `python`, `rust,ignore`, `text/5`, `{.python .numberLines}`, `{r, echo=F}`.

#![expect(
    clippy::string_slice,
    reason = "offsets are of quotation marks, `=` and spaces that were found in the same line"
)]

use super::attributes;
use crate::ir::Attributes;

/// What an info string says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The language's name, lower case.
    pub language: Option<String>,
    /// The attributes.
    pub attributes: Attributes,
}

/// Reads an info string.
pub fn read(info: &str) -> Info {
    let info = info.trim();
    if info.starts_with('{') {
        return of_braces(info);
    }
    let end = info.find(|c: char| c.is_whitespace() || matches!(c, '{' | '[')).unwrap_or(info.len());
    // What is said of code may be all that stands there: `title="a.py"`.
    let end = if is_pair(&info[..end]) { 0 } else { end };
    let (name, rest) = info.split_at(end);
    let mut attributes = said(rest);
    // `js:title=a.js` of gatsby-remark-code-titles, `js:line-numbers` of VitePress.
    if let Some((_, title)) = name.split_once(":title=") {
        attributes.pairs.push(("title".to_owned(), title.to_owned()));
    }
    Info { language: language(name), attributes }
}

/// Whether a word is the beginning of a pair, and names no language.
fn is_pair(word: &str) -> bool {
    let Some((key, value)) = word.split_once('=') else { return false };
    let names = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(names) && !value.is_empty()
}

/// The language and the attributes of `{.python .numberLines}` and `{r, echo=F}`.
fn of_braces(info: &str) -> Info {
    let mut attributes = attributes::whole(info).unwrap_or_default();
    let inside = info.trim_matches(['{', '}']).trim();
    let name = match attributes.is_empty() {
        true => inside,
        false if !attributes.classes.is_empty() => &attributes.classes.remove(0),
        false => "",
    };
    Info { language: language(name), attributes }
}

/// The name of the language that a word names, perhaps with more after it: `rust,ignore`, `text/5`.
fn language(word: &str) -> Option<String> {
    let name = word.split([' ', ',', '/', ':', '\t', '#']).next().unwrap_or_default().trim_start_matches('.');
    let name = name.strip_prefix("language-").unwrap_or(name);
    (!name.is_empty()).then(|| name.to_lowercase())
}

/// What is said after the language: `title="a.py" {.x} [label]`. Lines to mark (`{1,3-5}`, `ins={2}`, `/word/`) and
/// flags (`showLineNumbers`) are for the screen.
fn said(mut rest: &str) -> Attributes {
    let mut attributes = Attributes::default();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let Some(first) = rest.chars().next() else { return attributes };
        let length = match first {
            '{' => match attributes::read(rest) {
                Some((read, length)) => {
                    attributes.merge(read);
                    length
                }
                None => rest.find('}').map_or(rest.len(), |at| at + 1),
            },
            '[' => {
                let length = rest.find(']').unwrap_or(rest.len());
                let label = rest[1..length].trim();
                if !label.is_empty() && length < rest.len() {
                    attributes.pairs.push(("title".to_owned(), label.to_owned()));
                }
                (length + 1).min(rest.len())
            }
            quote @ ('"' | '\'' | '/') => rest[1..].find(quote).map_or(rest.len(), |at| at + 2),
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || "={[".contains(c)).unwrap_or(rest.len());
                let end = if end == 0 { first.len_utf8() } else { end };
                let value = rest[end..].strip_prefix('=');
                // As an attribute in braces, of which `{1,3}` is none.
                let pair = value.and_then(|value| {
                    let length = match value.chars().next() {
                        Some(quote @ ('"' | '\'')) => value[1..].find(quote)? + 2,
                        _ => value.find(char::is_whitespace).unwrap_or(value.len()),
                    };
                    let whole = &rest[..end + 1 + length];
                    attributes.merge(attributes::whole(&format!("{{{whole}}}")).unwrap_or_default());
                    Some(whole.len())
                });
                pair.unwrap_or(end)
            }
        };
        rest = &rest[length..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_found_in_every_dialect() {
        for (info, language) in [
            ("python", "python"),
            ("Python", "python"),
            ("rust,ignore", "rust"),
            ("pseudocode/", "pseudocode"),
            ("text/5", "text"),
            ("js {1,3-5}", "js"),
            ("{.python .numberLines}", "python"),
            ("{r, echo=FALSE}", "r"),
            ("python title=\"a.py\"", "python"),
        ] {
            assert_eq!(read(info).language.as_deref(), Some(language), "{info}");
        }
        assert_eq!(read("py title=\"a.py\"").attributes.get("title"), Some("a.py"));
        for info in [
            "js {1,3} title=\"a.js\" showLineNumbers",
            "js title='a.js' {1}",
            "js filename=\"a.js\" switcher highlight={1,3}",
            "js:line-numbers {1} [a.js]",
            "ts{2}[a.js]",
            "ts [a.js]{1,3-5}",
            "jsx \"word\" /reg ex/ ins={2} title=\"a.js\"",
            "js:title=a.js",
            "js,ignore title=a.js",
        ] {
            let Info { language, attributes } = read(info);
            let title = attributes.get("title").or(attributes.get("filename"));
            assert_eq!((title, language.map(|name| name.len() <= 3)), (Some("a.js"), Some(true)), "{info}");
        }
        for info in [
            "title=\"a.js\"",
            "title='a.js' linenums=\"1\"",
            "{title=\"a.js\"}",
            "hl_lines=\"1 2\" title=\"a.js\"",
        ] {
            let Info { language, attributes } = read(info);
            assert_eq!((attributes.get("title"), language), (Some("a.js"), None), "{info}");
        }
        assert_eq!(read("").language, None);
        assert_eq!(read("c++ {#x}").attributes.id.as_deref(), Some("x"));
    }
}
