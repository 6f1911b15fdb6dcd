//! What shortcodes stand for in addresses and attributes, where no words but a value is meant: pages of the site
//! (`[x]({{< ref "page.md" >}})`) and values of the front matter (`![x]({{< meta image >}})`).

#![expect(clippy::string_slice, reason = "offsets are of marks of ASCII that were found in the same text")]

use crate::read::core::reader::Reader;
use crate::read::syntax::tag::{self, Syntax, Tag};
use crate::read::syntax::template;

impl Reader<'_> {
    /// The value that a tag stands for, if it is known.
    pub fn value_of(&self, tag: &Tag) -> Option<String> {
        let first = tag.free(0);
        match tag.name.as_str() {
            "meta" | "param" => template::evaluate(first?, self.note.metadata),
            "var" => self.variable(first?),
            // The machine that converts is none of the note's business: only what stands for a missing value is known.
            "env" => tag.free(1).map(str::to_owned),
            _ => address(tag),
        }
    }

    /// A text with the values of the tags and expressions in it in their places.
    pub fn with_values(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = 0;
        while let Some(found) = text[rest..].find("{{") {
            let at = rest + found;
            out.push_str(&text[rest..at]);
            let value = tag::read(text, at).and_then(|(tag, end)| Some((self.value_of(&tag)?, end)));
            let (value, end) = value.unwrap_or_else(|| ("{{".to_owned(), at + 2));
            out.push_str(&value);
            rest = end;
        }
        out + &text[rest..]
    }

    /// The value of one of the site's variables, which Quarto keeps in a file at its root.
    fn variable(&self, name: &str) -> Option<String> {
        let files = self.note.files;
        let read = || {
            let bytes =
                ["/_variables.yml", "_variables.yml"].iter().find_map(|path| files.read(path).ok())?;
            crate::yaml::read(&String::from_utf8_lossy(&bytes)).ok()
        };
        template::value_at(self.findings.variables.get_or_init(read).as_ref()?, name)
    }
}

/// The address that a tag in a link's destination stands for: `[x]({{< ref "page.md" >}})`.
pub fn address(tag: &Tag) -> Option<String> {
    let path = tag.value(&["path"]).or(tag.free(0))?.to_owned();
    match (tag.name.as_str(), tag.syntax) {
        // Jekyll's paths begin where the site does, which may be below the root.
        ("link", Syntax::Template) => Some(format!("@/{}", path.trim_start_matches('/'))),
        ("post_url", _) => Some(format!("@/{path}")),
        ("ref" | "relref" | "link" | "get_url", _) => Some(path),
        _ => None,
    }
}
