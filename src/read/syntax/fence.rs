//! The info string of a code fence: `python`, `rust,ignore`, `text/5`, `{.python .numberLines}`, `{r, echo=F}`.

#![expect(
    clippy::string_slice,
    reason = "offsets are of quotation marks, `=` and spaces that were found in the same line"
)]

use crate::ir::Attributes;
use crate::read::syntax::{attributes, line_keys};

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
    let end = info.find(|c: char| c.is_whitespace() || matches!(c, '{' | '[' | ',')).unwrap_or(info.len());
    // What is said of code may be all that stands there: `title="a.py"`.
    let end = if is_pair(&info[..end]) { 0 } else { end };
    let (name, rest) = info.split_at(end);
    let mut attributes = attributes_of_info(rest, false);
    match name.split_once(':') {
        // gatsby-remark-code-titles
        Some((_, title)) if title.starts_with("title=") => {
            attributes.pairs.push(("title".to_owned(), title["title=".len()..].to_owned()));
        }
        // `js:line-numbers=2` of VitePress
        Some((_, flags)) => attributes.merge(attributes_of_info(flags, false)),
        None => {}
    }
    Info { language: language(name), attributes }
}

/// Reads an info string of which only the language is meant; what else says something stands in the attributes under
/// [`line_keys::FLAGS`], to be told.
pub fn read_plain(info: &str) -> Info {
    let info = info.trim();
    let Info { language, attributes } = read(info);
    let after = match info.starts_with('{') {
        true => info,
        false => info.split_once(char::is_whitespace).map_or("", |(_, after)| after.trim()),
    };
    let mut told = Attributes::default();
    let follows = info.split_once('}').is_some_and(|(_, after)| !after.is_empty());
    if (!attributes.is_empty() || follows) && !after.is_empty() {
        add(&mut told, line_keys::FLAGS, after);
    }
    Info { language, attributes: told }
}

/// Whether a word is the beginning of a pair, and names no language.
fn is_pair(word: &str) -> bool {
    let Some((key, value)) = word.split_once('=') else { return false };
    let names = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.chars().all(names) && !value.is_empty()
}

/// The language and the attributes of `{.python .numberLines}` and `{r, echo=F}`.
fn of_braces(info: &str) -> Info {
    let inside = info.trim_matches(['{', '}']).trim();
    let whole = attributes::whole(info).filter(|attributes| !is_joined(attributes));
    let mut attributes = whole.unwrap_or_else(|| attributes_of_info(inside, true));
    let first = inside.split([' ', ',', '=']).next().unwrap_or_default();
    let is_name = first.starts_with(char::is_alphabetic) && !inside[first.len()..].starts_with('=');
    let name = match is_name {
        true => first.to_owned(),
        false if attributes.classes.is_empty() => String::new(),
        false => attributes.classes.remove(0),
    };
    if is_name && !attributes.pairs.is_empty() {
        attributes.pairs.retain(|(key, value)| key != first || !value.is_empty());
    }
    Info { language: language(&name), attributes }
}

/// Whether a value has others after it, which commas part: `{linenos=table,linenostart=199}`.
fn is_joined(attributes: &Attributes) -> bool {
    attributes
        .pairs
        .iter()
        .any(|(_, value)| value.split_once(',').is_some_and(|(_, rest)| rest.contains('=')))
}

/// The name of the language that a word names, perhaps with more after it: `rust,ignore`, `text/5`.
fn language(word: &str) -> Option<String> {
    let name =
        word.split([' ', ',', '/', ':', '\t', '#', '}']).next().unwrap_or_default().trim_start_matches('.');
    let name = name.strip_prefix("language-").unwrap_or(name);
    (!name.is_empty()).then(|| name.to_lowercase())
}

/// What is said after the language, or in braces: `title="a.py" {.x} [label]`, `{1,3-5}`, `showLineNumbers{5}`,
/// `linenos,hl_lines=3-4 8`, `{numberLines: 5}`. Other words are for the programs that they are written for.
fn attributes_of_info(mut rest: &str, in_braces: bool) -> Attributes {
    let mut attributes = Attributes::default();
    if let Some((name, after)) = bare_title(rest).filter(|_| !in_braces) {
        add(&mut attributes, "filename", name);
        rest = after;
    }
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let Some(first) = rest.chars().next() else { return attributes };
        let length = match first {
            '{' if !in_braces => braces(rest, &mut attributes),
            '[' if !in_braces => {
                let length = rest.find(']').unwrap_or(rest.len());
                let label = rest[1..length].trim();
                if !label.is_empty() && length < rest.len() {
                    add(&mut attributes, "title", label);
                }
                (length + 1).min(rest.len())
            }
            '.' | '#' if in_braces => {
                let name = attributes::word(&rest[1..]);
                match first {
                    '.' if !name.is_empty() => attributes.classes.push(name.to_owned()),
                    '#' if !name.is_empty() => attributes.id = Some(name.to_owned()),
                    _ => {}
                }
                1 + name.len()
            }
            // Words to mark.
            quote @ ('"' | '\'' | '/') => match rest[1..].find(quote) {
                Some(end) => {
                    add(&mut attributes, line_keys::WORDS, &rest[1..=end]);
                    end + 2
                }
                None => 1,
            },
            _ => word(rest, in_braces, &mut attributes),
        };
        rest = &rest[length..];
    }
}

/// The title that stands right after the language without a key, and what follows it: the name of a file (`js app.js`), or
/// words of which the first begins with a capital letter (`bash In a terminal`), as no flag does.
fn bare_title(rest: &str) -> Option<(&str, &str)> {
    let text = rest.trim_start();
    let says = |word: &str| {
        let key = word.split([':', '{']).next().unwrap_or_default();
        word.starts_with(['{', '[', '"', '\'', '/', '.', '#'])
            || word.contains('=')
            || line_keys::is_known(key)
            || QUIET.contains(&key)
    };
    let first = text.split_whitespace().next()?;
    if text.len() == rest.len() || says(first) && !is_file(first) {
        return None;
    }
    let mut end = 0;
    for word in text.split_whitespace() {
        let at = end + text[end..].find(word)?;
        if end > 0 && (is_file(first) || says(word)) {
            break;
        }
        // What is said of lines may stand right after it.
        let length = word.find('{').unwrap_or(word.len());
        end = at + length;
        if length < word.len() {
            break;
        }
    }
    let is_title = is_file(&text[..end]) || first.starts_with(char::is_uppercase);
    (is_title && end > 0).then(|| text.split_at(end))
}

/// Whether a word is the name of a file, perhaps with its folders: `app.js`, `src/main`, `.env`.
pub fn is_file(word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || "-_./@+()[]~".contains(c);
    let name = word.rsplit('/').next().unwrap_or_default();
    let is_extension = |end: &str| {
        (1..=12).contains(&end.len())
            && end.starts_with(|c: char| c.is_ascii_alphabetic())
            && end.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
    };
    let ends = name.rsplit_once('.').is_some_and(|(_, end)| is_extension(end));
    let is_path = !name.is_empty() && name.len() < word.len() && !word.contains("//");
    word.chars().all(is_name) && word.contains(char::is_alphabetic) && (ends || is_path && !is_regular(word))
}

/// Whether a word asks for words to be marked: `/word/`.
fn is_regular(word: &str) -> bool {
    word.len() > 1 && word.starts_with('/') && word.matches('/').count() == 2
}

fn add(attributes: &mut Attributes, key: &str, value: &str) {
    attributes.pairs.push((key.to_owned(), value.to_owned()));
}

/// Adds what the braces say that `rest` begins with; the length of it.
fn braces(rest: &str, attributes: &mut Attributes) -> usize {
    match attributes::read(rest) {
        Some((read, length)) if !is_joined(&read) => {
            attributes.merge(read);
            length
        }
        _ => {
            let end = rest.find('}').unwrap_or(rest.len());
            let inside = rest[1..end].trim();
            match inside.starts_with(|c: char| c.is_ascii_digit()) || line_keys::ranges(inside).is_some() {
                true => add(attributes, line_keys::LINES, inside),
                false => attributes.merge(attributes_of_info(inside, true)),
            }
            (end + 1).min(rest.len())
        }
    }
}

/// Adds what the word says that `rest` begins with, perhaps with a value; the length of it.
fn word(rest: &str, in_braces: bool, attributes: &mut Attributes) -> usize {
    let end = rest.find(|c: char| c.is_whitespace() || "={[:,".contains(c)).unwrap_or(rest.len());
    let end = if end == 0 { rest.chars().next().map_or(1, char::len_utf8) } else { end };
    let (key, after) = rest.split_at(end);
    let named = line_keys::is_known(key) || in_braces || matches!(key, "title" | "TI");
    let assigned = match after.chars().next() {
        Some('=') => Some(1),
        Some(':') if named => Some(after.len() - after[1..].trim_start().len()),
        Some('{') if line_keys::is_flag(key) => Some(0),
        _ => None,
    };
    let value = assigned.and_then(|sign| Some((sign, value(&after[sign..])?)));
    let Some((sign, (value, length))) = value else {
        if line_keys::is_flag(key) {
            add(attributes, key, "");
        } else if !in_braces && is_strange(key) {
            add(attributes, line_keys::FLAGS, key);
        }
        return end;
    };
    match key {
        "class" => attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
        "id" => attributes.id = Some(value),
        _ => add(attributes, if key == "TI" { "title" } else { key }, &value),
    }
    end + sign + length
}

/// What says how a program tests code or a site offers it, which nothing on a page could show.
#[rustfmt::skip]
const QUIET: [&str; 41] = [
    "ignore", "no_run", "should_panic", "compile_fail", "test_harness", "standalone", "editable", "runnable", "noplayground",
    "noplaypen", "mdbook-runnable", "does_not_compile", "panics", "unsafe", "copy", "nocopy", "no-copy", "noCopy", "wrap",
    "nowrap", "no-wrap", "wordWrap", "live", "noInline", "noeval", "eval", "noexec", "exec", "run", "norun", "test", "twoslash",
    "doctest", "preview", "lang", "group", "frame", "frameless", "collapse", "collapsed",
    "switcher",
];

/// Whether a word after the language is one that nobody is known to write there.
fn is_strange(word: &str) -> bool {
    let is_word = word.len() > 1 && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    is_word
        && word.starts_with(|c: char| c.is_ascii_alphabetic())
        && !QUIET.contains(&word)
        && !word.starts_with("edition")
}

/// The value that a text begins with, and its length: in quotation marks, in braces or brackets, or a word. Numbers of lines
/// may be more than a word.
fn value(text: &str) -> Option<(String, usize)> {
    let closed_by = |close: char| {
        let end = text.find(close)?;
        Some((text[1..end].trim().to_owned(), end + 1))
    };
    match text.chars().next()? {
        '"' | '\'' | '“' | '”' => return attributes::value(text),
        '{' => return closed_by('}'),
        '[' => return closed_by(']'),
        _ => {}
    }
    let is_number = |c: char| c.is_ascii_digit() || c == '-';
    let bare = |text: &str| text.find(|c: char| c.is_whitespace() || "{},".contains(c)).unwrap_or(text.len());
    let mut length = bare(text);
    if text[..length].contains(is_number) && text[..length].chars().all(is_number) {
        loop {
            let next = text[length..].trim_start_matches([' ', ',']);
            let end = bare(next);
            if !next.starts_with(|c: char| c.is_ascii_digit()) || !next[..end].chars().all(is_number) {
                break;
            }
            length = text.len() - next.len() + end;
        }
    }
    (length > 0).then(|| (text[..length].to_owned(), length))
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
            "js a.js",
            "js a.js {1,3-5}",
            "ts a.js{2} showLineNumbers",
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
        for (info, pairs) in [
            ("js {1,3-5}", "hl_lines=1,3-5"),
            ("js:line-numbers=2 {1}", "hl_lines=1;line-numbers=2"),
            ("js showLineNumbers{5}", "showLineNumbers=5"),
            ("js showLineNumbers=5 ins={2} /word/", "showLineNumbers=5;ins=2; words=word"),
            (
                "go {linenos=table,linenostart=199,hl_lines=[8,\"15-17\"]}",
                "linenos=table;linenostart=199;hl_lines=8,\"15-17\"",
            ),
            ("rust,linenos,linenostart=20,hl_lines=3-4 8", "linenos=;linenostart=20;hl_lines=3-4 8"),
            ("rust,ignore", ""),
            ("js copy strange", " flags=strange"),
            ("js {numberLines: 5}", "numberLines=5"),
            ("js {lines:true, startLine:5}", "lines=true;startLine=5"),
            ("py hl:1,3-4 ln:true title:\"a\"", "hl=1,3-4;ln=true;title=a"),
            ("{linenos=true,hl_lines=[1]}", "linenos=true;hl_lines=1"),
            ("py linenums=\"1\" hl_lines=\"2 3\"", "linenums=1;hl_lines=2 3"),
        ] {
            let attributes = read(info).attributes;
            let said: Vec<String> =
                attributes.pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
            assert_eq!(said.join(";"), pairs, "{info}");
        }
        for (info, title) in [
            ("js src/a/b.js copy", Some("src/a/b.js")),
            ("sh .env", Some(".env")),
            ("ts @/components/Button", Some("@/components/Button")),
            ("bash In a terminal {1}", Some("In a terminal")),
            ("java HelloWorld.java lines", Some("HelloWorld.java")),
            ("jsx /word/ a", None),
            ("js 1.5", None),
            ("js copy", None),
            ("js app", None),
        ] {
            assert_eq!(read(info).attributes.get("filename"), title, "{info}");
        }
        assert_eq!(read("").language, None);
        assert_eq!(read("c++ {#x}").attributes.id.as_deref(), Some("x"));
    }
}
