//! Diagrams: code in the language of Mermaid becomes a drawing in the document's font and colours, and goes the way of
//! all drawings from there. What cannot be drawn stays code, with a warning. `mermaid` draws, `words` finds what a
//! drawing says to those who do not see it.

#[cfg(feature = "mermaid")]
mod mermaid;
mod style;
mod words;

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::format::Format;
use crate::ir::walk::{VisitMut, walk_block_mut};
use crate::ir::*;
use crate::limits::{DIAGRAM, DIAGRAM_LEAST, DIAGRAMS};
use crate::look::Look;
use crate::settings::Settings;
pub use style::{Measure, Style};

/// The names that Mermaid has in fences, and its class in HTML.
const MERMAID: [&str; 2] = ["mermaid", "mmd"];

/// Languages of other programs that draw.
const OTHERS: [(&str, &str); 4] =
    [("dot", "Graphviz"), ("graphviz", "Graphviz"), ("plantuml", "PlantUML"), ("puml", "PlantUML")];

/// Whether a block is code of which a drawing is made.
pub fn is_diagram(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Code { language, .. } if of_mermaid(language.as_deref(), &block.attributes))
}

fn of_mermaid(language: Option<&str>, attributes: &Attributes) -> bool {
    match language {
        Some(language) => MERMAID.contains(&language),
        None => attributes.classes.iter().any(|class| class == "mermaid"),
    }
}

/// Draws the diagrams of a document; `measure` says how wide words are in a font.
pub fn run(document: &mut Document, settings: &Settings, measure: Measure, diagnostics: &mut Diagnostics) {
    let mut blocks = std::mem::take(&mut document.blocks);
    let look = Look::of(&settings.look, &document.metadata.options, Format::Pdf);
    let mut diagrams = Diagrams {
        style: Style::of(look, measure),
        language: &document.metadata.language,
        images: Vec::new(),
        drawn: HashMap::new(),
        bytes: 0,
        alternative: None,
        diagnostics,
    };
    diagrams.blocks(&mut blocks);
    document.images.append(&mut diagrams.images);
    document.blocks = blocks;
}

/// A diagram that was drawn.
#[derive(Clone)]
struct Drawn {
    /// Its index in [`Document::images`].
    image: usize,
    /// What it says to those who do not see it.
    alternative: String,
}

struct Diagrams<'a> {
    style: Style<'a>,
    language: &'a str,
    images: Vec<ImageFile>,
    /// What became of each text, or why nothing did: a diagram may stand in a note more than once.
    drawn: HashMap<String, Result<Drawn, String>>,
    /// The bytes of all diagrams so far.
    bytes: usize,
    /// What the figure around says that its picture shows.
    alternative: Option<String>,
    diagnostics: &'a mut Diagnostics,
}

impl VisitMut for Diagrams<'_> {
    fn block(&mut self, block: &mut Block) {
        if let BlockKind::Code { language: Some(language), .. } = &block.kind
            && let Some((_, program)) = OTHERS.iter().find(|(own, _)| own == language)
        {
            let message = format!("this diagram is shown as code: nothing here draws those of {program}");
            let hint = "draw it with that program, and show the image; diagrams of Mermaid are drawn";
            self.diagnostics.push(Diagnostic::info(Code::Diagram, message).at(block.span).hint(hint));
        }
        if is_diagram(block) {
            return self.draw(block);
        }
        let is_around =
            matches!(&block.kind, BlockKind::Figure { blocks, .. } if blocks.iter().any(is_diagram));
        let given = if is_around { given(&mut block.attributes, &["fig-alt"]) } else { None };
        let around = std::mem::replace(&mut self.alternative, given);
        walk_block_mut(self, block);
        self.alternative = around;
    }
}

impl Diagrams<'_> {
    /// Puts the drawing in the place of a diagram's code.
    fn draw(&mut self, block: &mut Block) {
        let BlockKind::Code { text, .. } = &mut block.kind else { return };
        let text = std::mem::take(text);
        let drawn = match self.drawn.get(text.trim()) {
            Some(known) => known.clone(),
            None => {
                let drawn = self.draw_new(text.trim());
                self.drawn.insert(text.trim().to_owned(), drawn.clone());
                drawn
            }
        };
        match drawn {
            Ok(drawn) => self.show(block, drawn),
            Err(why) => {
                let message = format!("this diagram is shown as code: {why}");
                let hint =
                    "mend it where its program shows it (https://mermaid.live), or show an image of it";
                self.diagnostics.push(Diagnostic::warning(Code::Diagram, message).at(block.span).hint(hint));
                block.kind = BlockKind::code(Some("mermaid".to_owned()), text);
            }
        }
    }

    /// What is written to a diagram belongs to its image from now on.
    fn show(&mut self, block: &mut Block, drawn: Drawn) {
        let mut attributes = std::mem::take(&mut block.attributes);
        attributes.classes.retain(|class| class != "mermaid");
        let own = given(&mut attributes, &["fig-alt", "alt"]).or(self.alternative.take());
        let image = Image {
            source: ImageSource::Loaded(drawn.image),
            alternative: Alternative::Given(own.unwrap_or(drawn.alternative)),
            title: None,
            width: None,
            height: None,
        };
        let kind = InlineKind::Image(image.into());
        block.kind = BlockKind::Paragraph { content: vec![Inline { span: block.span, attributes, kind }] };
    }

    fn draw_new(&mut self, text: &str) -> Result<Drawn, String> {
        if text.len() > DIAGRAM {
            return Err(format!("it has more than {DIAGRAM} bytes"));
        }
        self.bytes += text.len().max(DIAGRAM_LEAST);
        if self.bytes > DIAGRAMS {
            return Err(format!(
                "the diagrams of this note have more than {DIAGRAMS} bytes, each counted for {DIAGRAM_LEAST} at least"
            ));
        }
        if is_empty(text) {
            return Err("there is nothing in it".to_owned());
        }
        let svg = svg(text, &self.style)?;
        let number = self.images.len();
        let file = super::images::drawn(format!("diagram-{}.svg", number + 1), svg.as_bytes())?;
        let alternative = words::alternative(&svg, self.language);
        self.images.push(file);
        Ok(Drawn { image: number, alternative })
    }
}

/// Whether a diagram says at most what kind of diagram it is, and for which direction.
fn is_empty(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("%%"));
    let first = lines.next().unwrap_or_default();
    lines.next().is_none() && !first.contains(';') && first.split_whitespace().count() <= 2
}

#[cfg(feature = "mermaid")]
fn svg(text: &str, style: &Style) -> Result<String, String> {
    mermaid::svg(text, style)
}

#[cfg(not(feature = "mermaid"))]
fn svg(_: &str, _: &Style) -> Result<String, String> {
    Err("this program was built without what draws diagrams (the feature `mermaid`)".to_owned())
}

/// What attributes say under one of these names, taken out of them.
fn given(attributes: &mut Attributes, keys: &[&str]) -> Option<String> {
    let at = attributes.pairs.iter().position(|(key, _)| keys.contains(&key.as_str()))?;
    Some(attributes.pairs.remove(at).1)
}

#[cfg(all(test, feature = "mermaid"))]
mod tests;
