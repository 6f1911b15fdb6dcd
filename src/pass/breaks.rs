//! Line ends of the note: a space, as in CommonMark, or a line end, as on the sites that set `breaks: true`.

use crate::ir::walk::{VisitMut, walk_inline_mut};
use crate::ir::{Document, Inline, InlineKind};
use crate::read::dialect::features::Features;
use crate::settings::Settings;

/// Shows the note's line ends when the command line or the note's front matter asks for it.
pub fn run(document: &mut Document, settings: &Settings) {
    let own = document.metadata.extra.get("breaks").and_then(crate::value::Value::as_bool);
    if settings.breaks.or(own).unwrap_or(settings.dialect.features().contains(Features::BREAKS)) {
        Breaks.blocks(&mut document.blocks);
    }
}

struct Breaks;

impl VisitMut for Breaks {
    fn inline(&mut self, inline: &mut Inline) {
        if inline.kind == InlineKind::SoftBreak {
            inline.kind = InlineKind::HardBreak;
        }
        walk_inline_mut(self, inline);
    }
}
