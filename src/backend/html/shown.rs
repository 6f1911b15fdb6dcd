//! Which characters a page shows in which faces, read from the markup that was written for it. The markup is that of
//! [`encode`](super::encode), so every element ends and every value of an attribute is in quotation marks.

use std::collections::{BTreeMap, BTreeSet};

/// A face of the fonts of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Face {
    /// Whether it is the font of code.
    pub code: bool,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
}

/// The characters of a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Those of formulas, with those that a browser shows in their place or draws (MathML Core).
    pub formulas: BTreeSet<char>,
    /// Those of the text, by face.
    pub text: BTreeMap<Face, BTreeSet<char>>,
}

/// Where a part of the markup stands.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    face: Face,
    math: bool,
    /// In an element of MathML whose single letter a browser makes italic.
    slanted: bool,
    hidden: bool,
}

impl Shown {
    /// Adds what markup shows in formulas, and with `text` also what it shows outside of them.
    pub fn read(&mut self, markup: &str, text: bool) {
        const FORMULA: &str = "<math";
        let mut rest = markup;
        let mut open: Vec<(&str, Place)> = Vec::new();
        loop {
            let place = open.last().map(|(_, place)| *place).unwrap_or_default();
            let next = if text || place.math { rest.find('<') } else { rest.find(FORMULA) };
            let (before, tag) = rest.split_at(next.unwrap_or(rest.len()));
            if text || place.math {
                self.text(before, place);
            }
            let Some(length) = end(tag) else { return };
            let (tag, after) = tag.split_at(length);
            rest = after;
            let inner = tag.trim_start_matches('<').trim_end_matches('>');
            if let Some(name) = inner.strip_prefix('/') {
                if let Some(at) = open.iter().rposition(|(open, _)| *open == name.trim_end()) {
                    open.truncate(at);
                }
                continue;
            }
            let name = inner.split([' ', '\n', '/']).next().unwrap_or_default();
            if place.math && matches!(name, "msqrt" | "mroot") {
                self.formulas.insert('√');
            }
            let is_void = matches!(
                name,
                "br" | "col" | "hr" | "img" | "meta" | "link" | "wbr" | "input" | "path" | "use"
            ) || inner.ends_with('/')
                || inner.starts_with(['!', '?']);
            if !is_void {
                open.push((name, inside(place, name, inner)));
            }
        }
    }

    fn text(&mut self, text: &str, place: Place) {
        if place.hidden || text.is_empty() {
            return;
        }
        let text = plain(text);
        if !place.math {
            let visible = text.chars().filter(|c| !c.is_control());
            self.text.entry(place.face).or_default().extend(visible);
            return;
        }
        let mut letters = text.chars();
        if let (true, Some(letter), None) = (place.slanted, letters.next(), letters.next()) {
            self.formulas.extend(italic(letter));
        }
        for c in text.chars().filter(|c| !c.is_control()) {
            // An operator that is a hyphen is shown as a minus.
            self.formulas.extend((c == '-').then_some('−'));
            self.formulas.insert(c);
        }
    }
}

/// How long the tag at the start is; a `>` in a value ends none.
fn end(tag: &str) -> Option<usize> {
    let mut quoted = false;
    let is_end = |(_, byte): &(usize, u8)| {
        quoted ^= *byte == b'"';
        *byte == b'>' && !quoted
    };
    tag.bytes().enumerate().find(is_end).map(|(at, _)| at + 1)
}

/// The place inside of an element.
fn inside(place: Place, name: &str, tag: &str) -> Place {
    let mut inner = place;
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "strong" | "b" | "th" | "dt" | "summary" => {
            inner.face.bold = true
        }
        "em" | "i" | "cite" | "var" | "dfn" => inner.face.italic = true,
        "code" | "pre" | "kbd" | "samp" => inner.face.code = true,
        "math" => inner.math = true,
        // Drawings have their own fonts, and these elements show nothing.
        "svg" | "head" | "style" | "script" => inner.hidden = true,
        _ => {}
    }
    inner.face.bold |= tag.contains("-title");
    inner.slanted = place.math && name == "mi" && !tag.contains("mathvariant");
    inner
}

/// Text without the references of characters that the encoder writes.
fn plain(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (name, c)| text.replace(name, c))
}

/// The italic letter that browsers show for a single one (MathML Core, C.13).
fn italic(letter: char) -> Option<char> {
    let shifted = |first: char, to: u32| char::from_u32(to + (u32::from(letter) - u32::from(first)));
    match letter {
        'h' => Some('ℎ'),
        'A'..='Z' => shifted('A', 0x1D434),
        'a'..='z' => shifted('a', 0x1D44E),
        'ı' => Some('\u{1D6A4}'),
        'ȷ' => Some('\u{1D6A5}'),
        'Α'..='Ρ' => shifted('Α', 0x1D6E2),
        'ϴ' => Some('\u{1D6F3}'),
        'Σ'..='Ω' => shifted('Σ', 0x1D6F4),
        '∇' => Some('\u{1D6FB}'),
        'α'..='ω' => shifted('α', 0x1D6FC),
        '∂' => Some('\u{1D715}'),
        'ϵ' => Some('\u{1D716}'),
        'ϑ' => Some('\u{1D717}'),
        'ϰ' => Some('\u{1D718}'),
        'ϕ' => Some('\u{1D719}'),
        'ϱ' => Some('\u{1D71A}'),
        'ϖ' => Some('\u{1D71B}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markup: &str) -> Shown {
        let mut shown = Shown::default();
        shown.read(markup, true);
        shown
    }

    #[test]
    fn formulas_need_the_letters_that_browsers_show() {
        let page = "<p title=\"a > b\">no <math alttext=\"q\"><mi>h</mi><mi>sin</mi><mi mathvariant=\"normal\">d</mi>\
                    <mo>-</mo><mo>&lt;</mo><msqrt><mi>α</mi></msqrt></math> z</p>";
        let mut formulas = Shown::default();
        formulas.read(page, false);
        assert_eq!(formulas.formulas.iter().collect::<String>(), "-<dhinsαℎ−√𝛼");
        assert!(formulas.text.is_empty());
        assert_eq!(shown(page).formulas, formulas.formulas);
    }

    #[test]
    fn letters_are_told_apart_by_their_faces() {
        let faces = shown(
            "<h2>A<code>b</code></h2><p>c<em>d<strong>e &amp;</strong></em><br>f</p><svg><text>g</text></svg>",
        );
        let of = |code, bold, italic| {
            faces.text.get(&Face { code, bold, italic }).map(|letters| letters.iter().collect::<String>())
        };
        assert_eq!(of(false, true, false).as_deref(), Some("A"));
        assert_eq!(of(true, true, false).as_deref(), Some("b"));
        assert_eq!(of(false, false, false).as_deref(), Some("cf"));
        assert_eq!(of(false, false, true).as_deref(), Some("d"));
        assert_eq!(of(false, true, true).as_deref(), Some(" &e"));
        assert_eq!(faces.text.len(), 5);
    }
}
