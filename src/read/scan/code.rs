//! Code that stands between the tags of a shortcode: `{% highlight js %} … {% endhighlight %}`.

use crate::read::shortcode::tag::{self, Tag};

/// Whether a shortcode of this name has code in it.
pub fn is_code(name: &str) -> bool {
    matches!(name, "highlight" | "code-toggle" | "codeblock")
}

/// The language (perhaps none), the code and the byte after the closing tag of the shortcode whose opening tag ends at byte
/// `start`; `prefix` is what further lines of its container begin with. `None` when it is never closed.
pub fn read(text: &str, opening: &Tag, start: usize, prefix: &str) -> Option<(String, String, usize)> {
    let mut at = start;
    let (inside, end) = loop {
        at += text[at..].find('{')?;
        match tag::read(text, at) {
            Some((tag, end)) if tag.closes && tag.name == opening.name => break (start..at, end),
            Some((_, end)) => at = end,
            None => at += 1,
        }
    };
    let first =
        opening.arguments.iter().find(|argument| matches!(argument.key.as_deref(), None | Some("lang")));
    let usual = if opening.name == "code-toggle" { "yaml" } else { "" };
    let language = first.map_or_else(|| usual.to_owned(), |argument| argument.value.to_lowercase());
    let code: Vec<String> = without_raw(&text[inside]).lines().map(|line| dedented(line, prefix)).collect();
    Some((language, code.join("\n").trim_matches('\n').trim_end().to_owned(), end))
}

/// The text without its `raw` tags.
fn without_raw(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{%") {
        let end = match tag::read(rest, at) {
            Some((tag, end)) if tag.name == "raw" => {
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

/// A line without what its container's lines begin with.
pub fn dedented(line: &str, prefix: &str) -> String {
    let common = line.bytes().zip(prefix.bytes()).take_while(|(own, other)| own == other).count();
    line[common..].to_owned()
}
