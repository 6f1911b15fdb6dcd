//! What notes say about their look for other programs: Pandoc's and Quarto's keys that are not merely other names of
//! ours, LaTeX's `geometry`, the blocks of Quarto for one format.

use super::keys::{Key, TABLE};
use super::papers;
use super::value::Length;
use crate::format::Format;
use crate::value::{Mapping, Value as Yaml};

/// Something of ours that a key of another program asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Meant {
    /// The key.
    pub key: Key,
    /// The name as the note has it.
    pub name: String,
    /// The value, as ours has it.
    pub value: Yaml,
    /// The format that it is for; `None` for all.
    pub format: Option<Format>,
}

/// Keys of other programs that say how an output looks and mean nothing here.
const IDLE: [&str; 26] = [
    "documentclass",
    "pdf-engine",
    "latex-engine",
    "header-includes",
    "include-before",
    "include-after",
    "include-in-header",
    "include-before-body",
    "include-after-body",
    "colorlinks",
    "links-as-notes",
    "mainfontoptions",
    "sansfontoptions",
    "monofontoptions",
    "mathfontoptions",
    "microtypeoptions",
    "fontfamilyoptions",
    "fontenc",
    "pagestyle",
    "beameroption",
    "toc-location",
    "code-fold",
    "highlight-style",
    "reference-doc",
    "secnumdepth",
    "fontfamily",
];

/// Whether a key says something about the look of another program's output that means nothing here.
pub fn is_idle(name: &str) -> bool {
    IDLE.contains(&name)
}

/// What to say of a key, written as `key`, that changes nothing of the look: it is another program's, or mistyped.
pub fn of_no_meaning(key: &str, name: &str) -> Option<String> {
    if is_idle(name) {
        return Some(format!("`{key}` is for another program and changes nothing here"));
    }
    let meant = mistyped(name)?;
    Some(format!("`{key}` changes nothing here: did you mean `{meant}`?"))
}

/// The key of which a name differs by one letter within it, so that it may be mistyped: notes have keys of their own too.
fn mistyped(name: &str) -> Option<&'static str> {
    const SHORTEST: usize = 5;
    let is_plural = |key: &str| name.strip_suffix('s') == Some(key) || key.strip_suffix('s') == Some(name);
    let is_near = |key: &&str| {
        key.len().abs_diff(name.len()) <= 1
            && key.chars().next() == name.chars().next()
            && !is_plural(key)
            && strsim::damerau_levenshtein(key, name) == 1
    };
    TABLE.iter().map(|row| row.name).filter(|_| name.len() >= SHORTEST).find(is_near)
}

/// Whether margins of this name are told one by one, each beside those before it.
pub fn tells_sides(name: &str) -> bool {
    name == "geometry" || side(name).is_some()
}

fn side(name: &str) -> Option<&str> {
    let side = name.strip_prefix("margin-")?;
    ["left", "right", "top", "bottom"].contains(&side).then_some(side)
}

/// What a key of another program asks for; `None` when it is no such key.
pub fn meant(name: &str, value: &Yaml) -> Option<Vec<Meant>> {
    let one = |key, value| Meant { key, name: name.to_owned(), value, format: None };
    if let Some(side) = side(name) {
        let mapping = Mapping::from_iter([(side.into(), value.clone())]);
        return Some(vec![one(Key::Margin, mapping.into())]);
    }
    match (name, value) {
        ("geometry", _) => Some(words(value).iter().filter_map(|word| geometry(name, word)).collect()),
        ("classoption", _) => Some(words(value).iter().filter_map(|word| class_option(name, word)).collect()),
        ("variables", Yaml::Mapping(mapping)) => Some(block(mapping, None)),
        ("format", Yaml::Mapping(formats)) => Some(formats.iter().flat_map(of_format).collect()),
        ("output", Yaml::Mapping(formats)) => Some(formats.iter().flat_map(of_format).collect()),
        ("pdf" | "typst" | "html" | "epub", Yaml::Mapping(_)) => {
            Some(of_format((&name.into(), value)).collect())
        }
        // The cover of Hugo and of Obsidian is an image.
        ("cover", Yaml::Mapping(mapping)) => {
            let image = mapping.get("image").filter(|image| image.is_string());
            Some(image.map(|image| one(Key::CoverImage, image.clone())).into_iter().collect())
        }
        ("cover", Yaml::String(text)) if text.contains(['.', '/']) => {
            Some(vec![one(Key::CoverImage, value.clone())])
        }
        // Depths and patterns of numbers mean that there are some.
        ("section-numbering" | "heading-numbering", Yaml::String(text)) if !text.trim().is_empty() => {
            let is_on = !["none", "false", "no"].contains(&text.trim());
            Some(vec![one(Key::NumberSections, is_on.into())])
        }
        // YAML reads `1.1` as a number.
        ("section-numbering" | "heading-numbering", Yaml::Number(_)) => {
            Some(vec![one(Key::NumberSections, true.into())])
        }
        // Sites switch their own header on with it.
        ("header" | "footer", Yaml::Bool(true)) => Some(Vec::new()),
        _ => None,
    }
}

/// What the block of one format asks for in Quarto.
fn of_format((name, value): (&Yaml, &Yaml)) -> impl Iterator<Item = Meant> {
    let format = match name.as_str().unwrap_or_default() {
        "pdf" | "typst" | "latex" | "pdf_document" | "bookdown::pdf_document2" | "bookdown::pdf_book" => {
            Some(Format::Pdf)
        }
        "html" | "html_document" | "bookdown::html_document2" => Some(Format::Html),
        "epub" | "bookdown::epub_book" => Some(Format::Epub),
        _ => None,
    };
    let mapping = value.as_mapping().filter(|_| format.is_some());
    mapping.map(|mapping| block(mapping, format)).unwrap_or_default().into_iter()
}

/// What the keys of a mapping ask for, those of Quarto's own themes aside.
fn block(mapping: &Mapping, format: Option<Format>) -> Vec<Meant> {
    let mut all = Vec::new();
    for (name, value) in mapping.iter().filter(|(_, value)| !value.is_null()) {
        let Some(name) = name.as_str() else { continue };
        // What stands in such a block may be a mapping of another program under a name of ours.
        let own = || Key::find(name).filter(|key| key.read(value).is_ok());
        match meant(name, value) {
            Some(more) => {
                all.extend(more.into_iter().map(|one| Meant { format: format.or(one.format), ..one }))
            }
            None => all.extend(own().map(|key| Meant {
                key,
                name: name.to_owned(),
                value: value.clone(),
                format,
            })),
        }
    }
    all
}

/// The elements of a list, or what stands between commas.
fn words(value: &Yaml) -> Vec<String> {
    let split = |text: &str| text.split(',').map(|word| word.trim().to_owned()).collect::<Vec<_>>();
    match value {
        Yaml::String(text) => split(text),
        Yaml::Sequence(items) => items.iter().filter_map(Yaml::as_str).flat_map(split).collect(),
        _ => Vec::new(),
    }
}

/// The options of `geometry` and of classes of LaTeX that ask for nothing that is known here, or for no length.
pub fn left_out(name: &str, value: &Yaml) -> Vec<String> {
    let reads: fn(&str, &str) -> Option<Meant> = match name {
        "geometry" => geometry,
        "classoption" => class_option,
        _ => return Vec::new(),
    };
    words(value).into_iter().filter(|word| !word.is_empty() && reads(name, word).is_none()).collect()
}

/// What an option of LaTeX's package `geometry` asks for.
fn geometry(name: &str, word: &str) -> Option<Meant> {
    let one = |key, value| Some(Meant { key, name: name.to_owned(), value, format: None });
    let Some((option, length)) = word.split_once('=') else { return class_option(name, word) };
    let length = Length::read(length)?.to_string();
    let sides = |sides: &[&str]| {
        let mapping: Mapping = sides.iter().map(|side| ((*side).into(), length.clone().into())).collect();
        one(Key::Margin, mapping.into())
    };
    match option.trim() {
        "margin" => sides(&["x", "y"]),
        "hmargin" => sides(&["x"]),
        "vmargin" => sides(&["y"]),
        "left" | "lmargin" | "inner" => sides(&["left"]),
        "right" | "rmargin" | "outer" => sides(&["right"]),
        "top" | "tmargin" => sides(&["top"]),
        "bottom" | "bmargin" => sides(&["bottom"]),
        _ => None,
    }
}

/// What an option of a class of LaTeX asks for.
fn class_option(name: &str, word: &str) -> Option<Meant> {
    let one = |key, value| Some(Meant { key, name: name.to_owned(), value, format: None });
    match word {
        "landscape" => one(Key::Landscape, true.into()),
        "twocolumn" => one(Key::Columns, 2.into()),
        "titlepage" => one(Key::Cover, true.into()),
        "draft" => one(Key::Draft, true.into()),
        _ if word.ends_with("paper") => one(Key::Paper, papers::find(word)?.into()),
        _ if word.ends_with("pt") => one(Key::FontSize, Length::read(word)?.to_string().into()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Value};
    use super::*;

    fn asked(yaml: &str, key: Key, format: Format) -> Option<String> {
        let mapping: Mapping = crate::yaml::read(yaml).unwrap();
        let mut options = Options::default();
        for (name, value) in &mapping {
            options.read(name.as_str().unwrap(), value).unwrap();
        }
        options.get(key, format).map(|value| match value {
            Value::Margins(sides) => sides
                .iter()
                .map(|(side, length)| format!("{} {length}", side.name()))
                .collect::<Vec<_>>()
                .join(", "),
            other => serde_json::to_string(other).unwrap().trim_matches('"').to_owned(),
        })
    }

    #[test]
    fn what_pandoc_and_quarto_call_otherwise_is_understood() {
        for (yaml, key, value) in [
            ("papersize: letter", Key::Paper, "us-letter"),
            ("geometry: margin=1in", Key::Margin, "x 1in, y 1in"),
            ("geometry: [top=2cm, left=3cm]", Key::Margin, "top 2cm, left 3cm"),
            ("geometry: a5paper", Key::Paper, "a5"),
            ("margin-left: 2cm\nmargin-top: 1cm", Key::Margin, "left 2cm, top 1cm"),
            ("fontsize: 12pt", Key::FontSize, "12pt"),
            ("classoption: [twocolumn, 10pt]", Key::Columns, "2.0"),
            ("variables: {linestretch: 1.5}", Key::LineSpacing, "1.5"),
            ("section-numbering: '1.1.a'", Key::NumberSections, "true"),
            ("section-numbering: 1.1", Key::NumberSections, "true"),
            ("cover: img/front.png", Key::CoverImage, "img/front.png"),
        ] {
            assert_eq!(asked(yaml, key, Format::Pdf).as_deref(), Some(value), "{yaml}");
        }
    }

    #[test]
    fn options_of_latex_that_ask_for_nothing_here_are_told_apart() {
        let left_out = |name, value: &str| left_out(name, &value.into()).join(" ");
        assert_eq!(
            left_out("geometry", "margin=1in, headheight=14pt, a4paper, left=1on,"),
            "headheight=14pt left=1on"
        );
        assert_eq!(left_out("classoption", "twocolumn, oneside, 12pt"), "oneside");
        assert_eq!(left_out("margin", "1in"), "");
    }

    #[test]
    fn the_block_of_a_format_is_for_that_format() {
        let yaml = "toc-title: All\nformat: {html: {toc-title: Here, theme: cosmo}, typst: {papersize: a5}, revealjs: {margin: 0.1}}";
        assert_eq!(asked(yaml, Key::TocTitle, Format::Html).as_deref(), Some("Here"));
        assert_eq!(asked(yaml, Key::TocTitle, Format::Pdf).as_deref(), Some("All"));
        assert_eq!(asked(yaml, Key::Paper, Format::Pdf).as_deref(), Some("a5"));
        assert_eq!(asked(yaml, Key::Margin, Format::Pdf), None);
    }
}
