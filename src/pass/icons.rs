//! Icons of the sets that sites use: `:material-check:`, `:octicons-x-16:` (Material for MkDocs), `<i class="fas
//! fa-check">` (Font Awesome), `<i class="bi bi-x">` (Bootstrap). Those that say something in a sentence or a table
//! become a character; the others only adorn, and no font here has them. Emoji by their names in Unicode are here, too:
//! the reader knows those that GitHub has.

#![expect(clippy::string_slice, reason = "ranges are of icons and colons that were found in the same text")]

mod emoji;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, times};
use crate::ir::walk::{VisitMut, walk_inlines_mut};
use crate::ir::{Block, BlockKind, Document, Inline, InlineKind};
use crate::read;
use crate::read::dialect::features::Features;
use crate::settings::Settings;
use crate::source::Span;

/// How names begin in text, after a colon.
const SETS: [&str; 7] = [
    "material-",
    "octicons-",
    "fontawesome-brands-",
    "fontawesome-regular-",
    "fontawesome-solid-",
    "simple-",
    "lucide-",
];

/// Sets of the marks of companies, among which `x` is one.
const BRANDS: [&str; 2] = ["fontawesome-brands-", "simple-"];

/// How names begin among the classes of an element.
const CLASSES: [&str; 3] = ["fa-", "bi-", "mdi-"];

/// What a name may end with that says how the icon looks, not what it means.
const LOOKS: [&str; 10] =
    ["-all", "-bold", "-box", "-circle", "-fill", "-lg", "-outline", "-square", "-thick", "-variant"];

const CHARACTERS: [(&str, &str); 24] = [
    ("alert", "⚠"),
    ("arrow-down", "↓"),
    ("arrow-left", "←"),
    ("arrow-right", "→"),
    ("arrow-up", "↑"),
    ("cancel", "✗"),
    ("check", "✓"),
    ("checkbox-blank", "●"),
    ("checkbox-marked", "✓"),
    ("circle-check", "✓"),
    ("circle-xmark", "✗"),
    ("close", "✗"),
    ("exclamation", "⚠"),
    ("exclamation-triangle", "⚠"),
    ("heart", "♥"),
    ("help", "?"),
    ("minus", "−"),
    ("plus", "+"),
    ("question", "?"),
    ("star", "★"),
    ("times", "✗"),
    ("triangle-exclamation", "⚠"),
    ("x", "✗"),
    ("xmark", "✗"),
];

/// Shows the icons of a document. A warning names each that is left out, once, and says how often it stands there.
pub fn run(document: &mut Document, settings: &Settings, diagnostics: &mut Diagnostics) {
    let features = settings.dialect.features();
    if !features.intersects(Features::ICONS.union(Features::EMOJI)) {
        return;
    }
    let mut icons = Icons { features, left_out: IndexMap::new() };
    icons.blocks(&mut document.blocks);
    for (name, (span, count)) in icons.left_out {
        let message = format!("the icon `{name}` is left out{}: no font here has it", times(count));
        diagnostics.push(Diagnostic::warning(Code::MissingGlyph, message).at(span));
    }
}

struct Icons {
    features: Features,
    left_out: IndexMap<String, (Span, usize)>,
}

impl VisitMut for Icons {
    /// A paragraph of nothing but icons that are left out goes with them.
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        let is_empty = |block: &Block| {
            matches!(&block.kind, BlockKind::Paragraph { content } if content.is_empty())
                && block.attributes.id.is_none()
        };
        blocks.retain_mut(|block| {
            let before = is_empty(block);
            self.block(block);
            before || !is_empty(block)
        });
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let mut emptied = false;
        for inline in inlines.iter_mut() {
            let shown = match &inline.kind {
                InlineKind::Text { text } => self.text(text, inline.span),
                InlineKind::Styled { content, .. } | InlineKind::Span { content }
                    if content.is_empty() && self.features.contains(Features::ICONS) =>
                {
                    self.element(inline)
                }
                _ => None,
            };
            if let Some(text) = shown {
                emptied |= text.is_empty();
                *inline = Inline::text(inline.span, text);
            }
        }
        if emptied {
            inlines.retain(|inline| !matches!(&inline.kind, InlineKind::Text { text } if text.is_empty()));
        }
        walk_inlines_mut(self, inlines);
    }
}

impl Icons {
    /// The text with its icons shown, if it has any.
    fn text(&mut self, text: &str, span: Span) -> Option<String> {
        let mut rest = text;
        let mut shown = None;
        while let Some(icon) = first(rest, self.features) {
            let shown = shown.get_or_insert_with(String::new);
            shown.push_str(&rest[..icon.start]);
            rest = &rest[icon.end..];
            match icon.character {
                Some(character) => shown.push_str(character),
                None => {
                    self.leave_out(icon.name, span);
                    // One space is left of the two around it.
                    if shown.is_empty() || shown.ends_with(' ') {
                        rest = rest.strip_prefix(' ').unwrap_or(rest);
                    }
                }
            }
        }
        shown.map(|shown: String| shown + rest)
    }

    /// What is shown for an element without content, if its classes name an icon.
    fn element(&mut self, inline: &Inline) -> Option<String> {
        let classes = inline.attributes.classes.iter();
        let named = classes.filter_map(|class| CLASSES.iter().find_map(|set| class.strip_prefix(set)));
        let names: Vec<&str> = named.collect();
        match names.iter().find_map(|name| character(name)) {
            Some(character) => Some(character.to_owned()),
            None => {
                self.leave_out(names.first()?, inline.span);
                Some(String::new())
            }
        }
    }

    fn leave_out(&mut self, name: &str, span: Span) {
        self.left_out.entry(name.to_owned()).or_insert((span, 0)).1 += 1;
    }
}

/// An icon in a text.
#[derive(Debug, PartialEq, Eq)]
struct Icon<'t> {
    /// The byte at which it starts.
    start: usize,
    /// The byte after it and its attributes.
    end: usize,
    /// Its name, with that of its set.
    name: &'t str,
    /// The character that means the same.
    character: Option<&'static str>,
}

/// The first icon or emoji that stands between colons.
fn first(text: &str, features: Features) -> Option<Icon<'_>> {
    text.match_indices(':').find_map(|(start, _)| {
        let rest = &text[start + 1..];
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c))?];
        let after = rest[name.len()..].strip_prefix(':')?;
        let set = SETS.iter().find(|set| features.contains(Features::ICONS) && name.starts_with(**set));
        let Some(set) = set else {
            let character = emoji::named(name).filter(|_| features.contains(Features::EMOJI))?;
            return Some(Icon { start, end: text.len() - after.len(), name, character: Some(character) });
        };
        let own = name.strip_prefix(set).filter(|own| !own.is_empty())?;
        let attributes = read::attributes(after).map_or(0, |(_, length)| length);
        let end = text.len() - after.len() + attributes;
        let character = if BRANDS.contains(set) { None } else { character(own) };
        Some(Icon { start, end, name, character })
    })
}

/// The character that means what an icon of this name does.
fn character(name: &str) -> Option<&'static str> {
    let mut name = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    loop {
        if let Some((_, character)) = CHARACTERS.iter().find(|(known, _)| *known == name) {
            return Some(character);
        }
        name = LOOKS.iter().find_map(|look| name.strip_suffix(look))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icons_stand_between_colons() {
        let show =
            |text| first(text, Features::AUTO).map(|icon| (&text[icon.start..icon.end], icon.character));
        assert_eq!(show("a :material-check-all: b"), Some((":material-check-all:", Some("✓"))));
        assert_eq!(show(":octicons-x-16:{ .red } b"), Some((":octicons-x-16:{ .red }", Some("✗"))));
        assert_eq!(show(":simple-x:"), Some((":simple-x:", None)));
        assert_eq!(show(":a:fontawesome-brands-git:"), Some((":fontawesome-brands-git:", None)));
        assert_eq!(show("a :man_raising_hand:"), Some((":man_raising_hand:", Some("🙋‍♂️"))));
        for text in ["a:material-b c", ":material-:", ":materials:", "std::material-x", ":material-é:", ":"]
        {
            assert_eq!(show(text), None, "{text}");
        }
    }
}
