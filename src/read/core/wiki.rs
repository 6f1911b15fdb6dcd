//! Links of wikis and vaults: `[[Note#Heading|text]]`, and what is shown in place, `![[…]]`: images, other notes or
//! parts of them, and files of other kinds, which are links on paper.

use crate::ir::*;
use crate::read::core::content::Content;
use crate::read::core::reader::{Reader, WIKI};
use crate::read::syntax::length::length;
use crate::source::Span;

/// The extensions of files that a vault shows as an image.
const IMAGES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "avif", "apng"];
/// The extensions of files that a vault shows by a player or a viewer of its own.
const MEDIA: [&str; 21] = [
    "pdf",
    "mp3",
    "wav",
    "m4a",
    "ogg",
    "oga",
    "opus",
    "3gp",
    "flac",
    "mp4",
    "webm",
    "ogv",
    "mov",
    "mkv",
    "avi",
    "canvas",
    "base",
    "csv",
    "zip",
    "docx",
    "excalidraw",
];

/// A link to what a wiki calls `target`. Without words of its own it shows the names on the way: `Note > Heading`.
pub fn link(span: Span, target: &str, mut content: Vec<Inline>) -> InlineKind {
    if content.is_empty() {
        content.push(Inline::text(span, target));
    }
    if let [Inline { kind: InlineKind::Text { text }, .. }] = content.as_mut_slice()
        && *text == target
        && target.contains('#')
    {
        let names: Vec<&str> = target.split('#').map(str::trim).filter(|name| !name.is_empty()).collect();
        *text = if names.is_empty() { target.to_owned() } else { names.join(" > ") };
    }
    InlineKind::Link {
        target: LinkTarget::Unresolved(format!("{WIKI}{target}")).into(),
        title: None,
        content,
    }
}

impl Reader<'_> {
    /// What `![[target]]` shows; `content` is what stands after the bar, or else the target.
    pub fn embedded(&mut self, span: Span, target: &str, content: Vec<Inline>) -> Content {
        let words = walk::plain_text(&content);
        let (name, section) =
            target.split_once('#').map_or((target, None), |(name, section)| (name, Some(section)));
        let extension =
            name.rsplit_once('.').map_or(String::new(), |(_, extension)| extension.to_lowercase());
        let inline = |kind| Content::Inlines(vec![Inline::new(span, kind)]);
        if IMAGES.contains(&extension.as_str()) {
            return inline(image(target, &words));
        }
        if MEDIA.contains(&extension.as_str()) {
            let titled = words != target && sizes(&words).is_none();
            let shown = name.rsplit('/').next().unwrap_or(name);
            return inline(link(
                span,
                target,
                if titled { content } else { vec![Inline::text(span, shown)] },
            ));
        }
        match self.transcluded(span, name.trim(), section) {
            Ok(blocks) => {
                let attributes = Attributes::of_class("embed");
                Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
            }
            Err(why) => {
                self.not_included(span, target, why);
                inline(link(span, target, content))
            }
        }
    }
}

/// The image of an embed. What stands after its bars is a size, or else the alternative text.
fn image(target: &str, words: &str) -> InlineKind {
    let (said, last) = words.rsplit_once('|').unwrap_or(("", words));
    let size = sizes(last);
    let said = if size.is_some() { said } else { words }.trim();
    let (width, height) = size.unwrap_or_default();
    let alternative = match said {
        "" => Alternative::Missing(String::new()),
        said if said == target => Alternative::Missing(String::new()),
        said => Alternative::Given(said.to_owned()),
    };
    let source = ImageSource::Unresolved(format!("{WIKI}{target}"));
    InlineKind::Image(Box::new(Image { source, alternative, title: None, width, height }))
}

/// A width, perhaps with a height: `300`, `300x200`.
pub fn sizes(words: &str) -> Option<(Option<Length>, Option<Length>)> {
    let words = words.trim();
    let (width, height) = words.split_once('x').unwrap_or((words, ""));
    let (width, height) = (length(width), length(height));
    width.is_some().then_some((width, height))
}

/// What Logseq's `{{embed [[target]]}}` shows in place.
pub fn embed(expression: &str) -> Option<&str> {
    expression
        .strip_prefix("embed")?
        .trim()
        .strip_prefix("[[")?
        .strip_suffix("]]")
        .filter(|name| !name.is_empty())
}

/// The first `![[target|words|more words]]` in a text, which Markdown leaves as it is: its bytes, the target and what
/// stands after its first bar.
#[expect(clippy::string_slice, reason = "offsets are of brackets that were found in the same text")]
pub fn with_bars(text: &str) -> Option<(std::ops::Range<usize>, &str, &str)> {
    let start = text.find("![[")?;
    let inside = &text[start + 3..];
    let inside = &inside[..inside.find("]]")?];
    let (target, words) = inside.split_once('|')?;
    let valid = !target.trim().is_empty() && !inside.contains(['[', '\n']);
    valid.then_some((start..start + inside.len() + 5, target.trim(), words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_has_its_words_and_its_size_after_bars() {
        let show = |words: &str| {
            let InlineKind::Image(image) = image("a.png", words) else { unreachable!() };
            format!("{:?} {:?} {:?}", image.alternative, image.width.is_some(), image.height.is_some())
        };
        assert_eq!(show("a.png"), r#"Missing("") false false"#);
        assert_eq!(show("300"), r#"Missing("") true false"#);
        assert_eq!(show("A fox|300x200"), r#"Given("A fox") true true"#);
        assert_eq!(show("A fox"), r#"Given("A fox") false false"#);
    }
}
