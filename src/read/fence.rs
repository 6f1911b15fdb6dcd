//! The info string of a code fence: `python`, `rust,ignore`, `text/5`, `{.python .numberLines}`, `{r, echo=F}`.

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
    let (name, braces) = info.split_at(info.find('{').unwrap_or(info.len()));
    let mut attributes = attributes::whole(braces).unwrap_or_default();
    // Outside braces too, values are given: `py title="a.py" linenums="1"`.
    let pairs = name.split_once(char::is_whitespace).map_or("", |(_, pairs)| pairs);
    if let Some(pairs) = attributes::whole(&format!("{{{pairs}}}")) {
        attributes.merge(pairs);
    }
    let inside = braces.trim_matches(['{', '}']).trim();
    let name = match name.trim() {
        "" if attributes.is_empty() => inside,
        "" if !attributes.classes.is_empty() => &attributes.classes.remove(0),
        name => name,
    };
    let name = name.split([' ', ',', '/', ':', '\t', '#']).next().unwrap_or_default().trim_start_matches('.');
    let name = name.strip_prefix("language-").unwrap_or(name);
    Info { language: (!name.is_empty()).then(|| name.to_lowercase()), attributes }
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
        assert_eq!(read("").language, None);
        assert_eq!(read("c++ {#x}").attributes.id.as_deref(), Some("x"));
    }
}
