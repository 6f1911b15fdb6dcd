//! The pictures that stand before the text: the logo and that of the cover. A note gives their addresses from its own
//! folder; those of the command line and of the project are read before (`config::pictures`).

use crate::format::Format;
use crate::ir::front::{COVER, LOGO};
use crate::ir::*;
use crate::look::keys::NO_PICTURE;
use crate::look::{Key, Look, Value};
use crate::settings::Settings;
use crate::source::{Source, Span};

/// The blocks that hold them, for what stands before the body (`ir::front`).
pub fn of(metadata: &Metadata, source: &Source, settings: &Settings) -> Vec<Block> {
    let asked = |key, format| Look::of(&settings.look, &metadata.options, format).text(key);
    let place = |address: &str| {
        let at = source.text().find(address);
        at.map_or(Span::default(), |at| Span::new(at..at + address.len()))
    };
    let mut blocks = Vec::new();
    if let Some(address) = asked(Key::Logo, Format::Pdf).or_else(|| asked(Key::Logo, Format::Html))
        && address != NO_PICTURE
    {
        // The title says what it would.
        blocks.push(picture(address, LOGO, Alternative::Decorative, place(address)));
    }
    let cover = asked(Key::CoverImage, Format::Epub).or_else(|| asked(Key::CoverImage, Format::Pdf));
    let of_note = metadata.options.get(Key::CoverImage, Format::Epub).and_then(Value::text);
    let cover = match &metadata.publication.cover {
        Some((address, span)) if cover.is_none() || cover == of_note => Some((address.as_str(), *span)),
        // Vaults have covers of the network, which only the vault shows.
        _ => cover
            .filter(|address| Some(*address) != of_note || !address.contains("://"))
            .map(|address| (address, place(address))),
    };
    if let Some((address, span)) = cover.filter(|(address, _)| *address != NO_PICTURE) {
        blocks.push(picture(address, COVER, Alternative::Given(metadata.title.clone()), span));
    }
    blocks
}

fn picture(address: &str, class: &str, alternative: Alternative, span: Span) -> Block {
    let source = ImageSource::Unresolved(address.to_owned());
    let image = Image { source, alternative, title: None, width: None, height: None };
    let content = vec![Inline::new(span, InlineKind::Image(Box::new(image)))];
    Block { span, attributes: Attributes::of_class(class), kind: BlockKind::Paragraph { content } }
}
