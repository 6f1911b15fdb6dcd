//! The callouts of a body: set apart, with an icon and a title that is not a heading, so that the outline
//! stays the note's own.

use super::Body;
use crate::backend::html::encode::Syntax;
use crate::callouts::CalloutKind;
use crate::ir::walk::{Visit, plain_text, walk_inline};
use crate::ir::{Attributes, Callout, Folding, Inline, InlineKind};

impl<'a> Body<'a> {
    /// Writes a callout; one that folds as `details`, which needs no script.
    pub(super) fn callout(&mut self, attributes: &Attributes, callout: &'a Callout) {
        let kind = self.context.callouts.get(&callout.kind);
        let classes = match kind {
            Some(kind) => format!("callout callout-{}", kind.kind),
            None => "callout".to_owned(),
        };
        self.used.callouts.extend(kind.map(|kind| kind.kind.to_string()));
        let is_bare = callout.folding == Folding::Fixed && callout.title.as_ref().is_some_and(Vec::is_empty);
        match callout.folding {
            Folding::Fixed if is_bare => {
                // It is named for those who do not see its colour.
                let language = self.language;
                let label = kind.map_or(callout.kind.as_str(), |kind| kind.label(language));
                self.open("aside", &classes, attributes).attribute("role", "note");
                self.encoder.attribute("aria-label", label);
            }
            Folding::Fixed => {
                self.titles += 1;
                let id = format!("callout.{}", self.titles);
                self.open("aside", &classes, attributes).attribute("role", "note");
                self.encoder.attribute("aria-labelledby", &id).line();
                self.encoder.open("p").attribute("class", "callout-title").attribute("id", &id);
            }
            Folding::Open | Folding::Closed => {
                self.open("details", &classes, attributes);
                if callout.folding == Folding::Open {
                    self.encoder.flag("open");
                }
                self.encoder.line().open("summary").attribute("class", "callout-title");
            }
        }
        self.in_summary = callout.folding != Folding::Fixed;
        if !is_bare {
            self.callout_title(kind, callout);
            self.encoder.close();
        }
        let in_summary = std::mem::take(&mut self.in_summary);
        self.encoder.line();
        self.encoder.open("div").attribute("class", "callout-body").line();
        if in_summary {
            self.links(callout.title.as_deref().unwrap_or_default());
        }
        self.blocks(&callout.blocks);
        self.encoder.close().line().close();
    }

    /// Writes the links and the references to footnotes of a title that could not have them.
    fn links(&mut self, title: &'a [Inline]) {
        struct Links<'a>(Vec<&'a Inline>);
        impl<'a> Visit<'a> for Links<'a> {
            fn inline(&mut self, inline: &'a Inline) {
                match &inline.kind {
                    InlineKind::Link { .. }
                    | InlineKind::Footnote { .. }
                    | InlineKind::FootnoteReference { .. } => self.0.push(inline),
                    _ => walk_inline(self, inline),
                }
            }
        }
        let mut links = Links(Vec::new());
        title.iter().for_each(|inline| links.inline(inline));
        if links.0.is_empty() {
            return;
        }
        let is_note = |inline: &&Inline| !matches!(inline.kind, InlineKind::Link { .. });
        let class = if links.0.iter().all(is_note) { "callout-links callout-notes" } else { "callout-links" };
        self.encoder.open("p").attribute("class", class);
        for (index, link) in links.0.into_iter().enumerate() {
            self.encoder.text(if index > 0 { " " } else { "" });
            self.inlines(std::slice::from_ref(link));
        }
        self.encoder.close().line();
    }

    fn callout_title(&mut self, kind: Option<&CalloutKind>, callout: &'a Callout) {
        if let Some(kind) = kind {
            self.icon(&kind.icon);
        }
        self.encoder.open("span");
        match (&callout.title, kind) {
            (Some(title), _) if !plain_text(title).trim().is_empty() => self.inlines(title),
            (title, kind) => {
                // A title of footnotes and the like names nothing.
                let language = self.language;
                self.encoder.text(kind.map_or(&callout.kind, |kind| kind.label(language)));
                self.inlines(title.as_deref().unwrap_or_default());
            }
        }
        self.encoder.close();
    }

    /// A picture from the data of an SVG path in a box of 16 by 16, which says nothing that the title does not.
    fn icon(&mut self, path: &str) {
        self.used.svg = true;
        self.encoder.open("svg").attribute("class", "icon");
        if self.context.syntax == Syntax::Xhtml {
            self.encoder.attribute("xmlns", "http://www.w3.org/2000/svg");
        }
        self.encoder.attribute("viewBox", "0 0 16 16").attribute("width", "16").attribute("height", "16");
        self.encoder.attribute("aria-hidden", "true");
        self.encoder.open("path").attribute("fill", "currentColor").attribute("d", path).close().close();
    }
}
