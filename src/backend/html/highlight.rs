//! Code in colours: each run of code that means something gets a class after its rule in
//! `templates/code.tmTheme`; the theme gives its colour. Nothing is loaded before a note
//! shows code in a language.

use std::sync::LazyLock;

use syntect::dumps::from_uncompressed_data;
use syntect::easy::HighlightLines;
use syntect::highlighting::{Color, Theme, ThemeSet};
use syntect::parsing::{SyntaxReference, SyntaxSet};

use super::encode::Encoder;
use crate::backend::code_language;
use crate::backend::code_theme::BUILT_IN as THEME;
use crate::limits::CODE_LINE;

#[expect(clippy::expect_used, reason = "the syntaxes are part of the program, and a test reads them")]
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(|| {
    let syntaxes = from_uncompressed_data(include_bytes!(concat!(env!("OUT_DIR"), "/syntaxes.bin")));
    syntaxes.expect("build/syntaxes.rs writes what can be read")
});
#[expect(clippy::expect_used, reason = "the theme is part of the program, and a test reads it")]
static COLOURS: LazyLock<Colours> =
    LazyLock::new(|| Colours::read().expect("templates/code.tmTheme is valid"));

/// The theme, and the class that each of its colours stands for.
struct Colours {
    theme: Theme,
    classes: Vec<(Color, String)>,
}

impl Colours {
    fn read() -> anyhow::Result<Self> {
        let theme = ThemeSet::load_from_reader(&mut std::io::Cursor::new(THEME))?;
        // The library does not keep the rules' names.
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let document = roxmltree::Document::parse_with_options(THEME, options)?;
        let value = |dictionary: roxmltree::Node<'_, '_>, name: &str| {
            let mut children = dictionary.children().filter(|node| node.is_element());
            let key = children.find(|node| node.has_tag_name("key") && node.text() == Some(name))?;
            key.next_sibling_element().and_then(|node| node.text().map(str::to_owned))
        };
        let mut names =
            document.descendants().filter(|node| node.has_tag_name("dict")).filter_map(|d| value(d, "name"));
        names.next(); // the theme's own
        let colours = theme.scopes.iter().filter_map(|item| item.style.foreground);
        Ok(Self { classes: colours.zip(names).collect(), theme })
    }

    fn class(&self, colour: Color) -> Option<&str> {
        self.classes.iter().find(|(known, _)| *known == colour).map(|(_, class)| class.as_str())
    }
}

/// Whether code of a language (a name as notes give it) gets colours.
pub fn knows(language: &str) -> bool {
    find(language).is_some()
}

/// Writes `text`, as code of `language` (a name as notes give it) when that is known, else as it is.
pub fn write(encoder: &mut Encoder, language: Option<&str>, text: &str) {
    let Some(syntax) = language.and_then(find) else {
        encoder.text(text);
        return;
    };
    // The run that is not written yet: neighbours of one class become one element.
    let (mut class, mut run) = (None, String::new());
    pieces(syntax, text, |next, piece| {
        if next != class {
            flush(encoder, class, &mut run);
            class = next;
        }
        run.push_str(piece);
    });
    flush(encoder, class, &mut run);
}

/// Writes `text` as [`write()`] does, line by line: `open` is called before what stands in a line, from 0, and `close` after
/// it, with what ends the line.
pub fn write_lines(
    encoder: &mut Encoder,
    language: Option<&str>,
    text: &str,
    open: &dyn Fn(&mut Encoder, usize),
    close: &dyn Fn(&mut Encoder, usize, &str),
) {
    let (mut class, mut run, mut line) = (None, String::new(), 0);
    open(encoder, line);
    let mut piece_of = |next: Option<&'static str>, piece: &str| {
        if next != class {
            flush(encoder, class, &mut run);
            class = next;
        }
        let Some(words) = piece.strip_suffix('\n') else { return run.push_str(piece) };
        run.push_str(words);
        flush(encoder, class, &mut run);
        close(encoder, line, "\n");
        line += 1;
        open(encoder, line);
    };
    match language.and_then(find) {
        Some(syntax) => pieces(syntax, text, piece_of),
        None => text.split_inclusive('\n').for_each(|line| piece_of(None, line)),
    }
    flush(encoder, class, &mut run);
    close(encoder, line, "");
}

/// Gives each piece of code, none of which is in two lines, with its class.
#[expect(
    clippy::string_slice,
    reason = "the theme is part of the program, and a test reads it; a piece is cut at its own length or where a line was divided"
)]
fn pieces(syntax: &SyntaxReference, text: &str, mut each: impl FnMut(Option<&'static str>, &str)) {
    let colours = &*COLOURS;
    let mut lines = HighlightLines::new(syntax, &colours.theme);
    for line in text.split_inclusive('\n') {
        let ended = if line.ends_with('\n') { line.to_owned() } else { format!("{line}\n") };
        let styles = if line.len() > CODE_LINE { None } else { lines.highlight_line(&ended, &SYNTAXES).ok() };
        let Some(styles) = styles else {
            each(None, line);
            continue;
        };
        let mut rest = line.len();
        for (style, piece) in styles {
            let piece = &piece[..piece.len().min(rest)];
            rest -= piece.len();
            if !piece.is_empty() {
                each(colours.class(style.foreground), piece);
            }
        }
    }
}

fn flush(encoder: &mut Encoder, class: Option<&str>, run: &mut String) {
    match class {
        _ if run.is_empty() => {}
        None => {
            encoder.text(run);
        }
        Some(class) => {
            encoder.open("span").attribute("class", &format!("hl-{class}")).text(run).close();
        }
    }
    run.clear();
}

fn find(language: &str) -> Option<&'static SyntaxReference> {
    let syntax = SYNTAXES.find_syntax_by_token(code_language::known(language))?;
    (syntax.name != "Plain Text").then_some(syntax)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::html::encode::Syntax;

    fn written(language: &str, text: &str) -> String {
        let mut encoder = Encoder::new(Syntax::Html);
        write(&mut encoder, Some(language), text);
        encoder.finish()
    }

    #[test]
    fn code_gets_classes() {
        let expected = concat!(
            r#"<span class="hl-keyword">let</span> x <span class="hl-operator">=</span> "#,
            r#"<span class="hl-number">1</span>; <span class="hl-comment">// é</span>"#
        );
        assert_eq!(written("rust", "let x = 1; // é"), expected);
    }

    #[test]
    fn what_a_terminal_prints_is_no_code() {
        let expected = concat!(
            r#"<span class="hl-operator">$</span> <span class="hl-function">make</span> "#,
            r#"<span class="hl-parameter">--all</span>"#,
            "\nif it's 'open\n",
            r#"<span class="hl-operator">me@host:~$</span> <span class="hl-function">ls</span>"#
        );
        assert_eq!(written("console", "$ make --all\nif it's 'open\nme@host:~$ ls"), expected);
        assert_eq!(written("shell-session", "total 3 $ 4"), "total 3 $ 4");
    }

    #[test]
    fn unknown_languages_and_plain_text_stay_plain() {
        for language in ["pseudocode", "text", "txt", ""] {
            assert_eq!(written(language, "if a < b"), "if a &lt; b");
        }
    }

    #[test]
    fn every_alias_leads_to_a_syntax() {
        assert!(code_language::ALIASES.is_sorted());
        let unknown = code_language::ALIASES.iter().filter(|(name, _)| find(name).is_none());
        assert_eq!(unknown.map(|(name, _)| *name).collect::<Vec<_>>(), [""; 0]);
        let own = |name: &str| SYNTAXES.find_syntax_by_token(name).map(|syntax| syntax.name.as_str());
        let needless = code_language::ALIASES
            .iter()
            .filter(|(name, _)| own(name) == find(name).map(|syntax| syntax.name.as_str()));
        assert_eq!(needless.map(|(name, _)| *name).collect::<Vec<_>>(), [""; 0]);
    }

    #[test]
    fn no_character_is_lost() {
        let long = "x = ".repeat(1_000);
        for text in ["a\n\nb\n", "\"open\nstill", "\t  \n", long.as_str()] {
            let markup = format!("<p>{}</p>", written("python", text));
            let document = roxmltree::Document::parse(&markup).unwrap();
            let read: String =
                document.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect();
            assert_eq!(read, text);
        }
    }

    #[test]
    fn every_rule_of_the_theme_has_a_colour_of_its_own() {
        let mut colours: Vec<_> =
            COLOURS.classes.iter().map(|(colour, _)| (colour.r, colour.g, colour.b)).collect();
        assert_eq!(colours.len(), THEME.matches("<key>scope</key>").count());
        colours.sort_unstable();
        colours.dedup();
        assert_eq!(colours.len(), COLOURS.classes.len());
    }
}
