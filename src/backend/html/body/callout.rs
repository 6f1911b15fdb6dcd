//! The callouts of a body: set apart, with an icon and a title that is not a heading, so that the outline
//! stays the note's own.

use super::Body;
use crate::backend::html::encode::Syntax;
use crate::callouts::CalloutKind;
use crate::ir::walk::plain_text;
use crate::ir::{Attributes, Callout, Folding};

impl<'a> Body<'a> {
    /// Writes a callout; one that folds as `details`, which needs no script.
    pub(super) fn callout(&mut self, attributes: &Attributes, callout: &'a Callout) {
        let kind = self.context.callouts.get(&callout.kind);
        let classes = match kind {
            Some(kind) => format!("callout callout-{}", kind.kind),
            None => "callout".to_owned(),
        };
        self.used.callouts.extend(kind.map(|kind| kind.kind.to_string()));
        match callout.folding {
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
        self.callout_title(kind, callout);
        self.encoder.close().line();
        self.encoder.open("div").attribute("class", "callout-body").line();
        self.blocks(&callout.blocks);
        self.encoder.close().line().close();
    }

    fn callout_title(&mut self, kind: Option<&CalloutKind>, callout: &'a Callout) {
        if let Some(kind) = kind {
            self.icon(&kind.icon);
        }
        self.encoder.open("span");
        match (&callout.title, kind) {
            (Some(title), _) if !plain_text(title).trim().is_empty() => self.inlines(title),
            (_, Some(kind)) => {
                self.encoder.text(kind.label(&self.context.document.metadata.language));
            }
            (_, None) => {
                self.encoder.text(&callout.kind);
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
