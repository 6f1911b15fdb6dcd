//! Callouts that the classes of an element ask for.

use crate::callouts::Callouts;
use crate::ir::*;
use crate::read::core::content::trimmed;
use crate::read::core::flatten;

/// The kind of callout that classes ask for, with the class that does and whether its first line is its title
/// (`.warning-title` of Just the Docs).
pub fn callout_from_classes(callouts: &Callouts, classes: &[String]) -> Option<(String, String, bool)> {
    let titled = || {
        classes.iter().find_map(|class| Some((class.as_str(), callouts.get(class.strip_suffix("-title")?)?)))
    };
    let found = callouts.of_classes(classes).map(|(class, kind)| (class, kind, false));
    let found = found.or_else(|| titled().map(|(class, kind)| (class, kind, true)));
    found.map(|(class, kind, titled)| (class.to_owned(), kind.kind.to_string(), titled))
}

/// A callout of these blocks. The first is its title if `titled`, or if its class says so, as in the markup that
/// sites make.
pub fn make_callout(kind: String, titled: bool, mut blocks: Vec<Block>) -> BlockKind {
    const TITLES: [&str; 6] = [
        "admonition-title",
        "alert-heading",
        "markdown-alert-title",
        "callout-title",
        "title",
        "custom-block-title",
    ];
    let is_title = |block: &Block| match &block.kind {
        BlockKind::Paragraph { .. } | BlockKind::Heading { .. } => {
            titled || block.attributes.classes.iter().any(|class| TITLES.contains(&class.as_str()))
        }
        _ => false,
    };
    let title = blocks.first().is_some_and(is_title).then(|| flatten::inlines(vec![blocks.remove(0)]));
    BlockKind::from(Callout { kind, title, folding: Folding::Fixed, blocks })
}

/// The kind of callout that a quotation begins with the bold name of (`> **Note:** …`), and that name, taken out.
pub fn take_bold_name(callouts: &Callouts, blocks: &mut Vec<Block>) -> Option<(String, String)> {
    let Some(Block { kind: BlockKind::Paragraph { content }, .. }) = blocks.first_mut() else { return None };
    let [Inline { kind: InlineKind::Styled { style: Style::Strong, content: name }, .. }, rest @ ..] =
        content.as_mut_slice()
    else {
        return None;
    };
    let [Inline { kind: InlineKind::Text { text: name }, .. }] = name.as_slice() else { return None };
    let plain = name.trim_end_matches([':', '!', '.', ' ', '\u{A0}', '\u{202F}']);
    let kind = callouts.get(plain).filter(|_| plain.starts_with(char::is_uppercase))?.kind.to_string();
    let title = plain.to_owned();
    // Either the name has its line for itself, or a colon says that it is one.
    match rest.first_mut().map(|next| &mut next.kind) {
        None | Some(InlineKind::SoftBreak | InlineKind::HardBreak) => {}
        Some(InlineKind::Text { text }) => match text.trim_start().strip_prefix(':') {
            Some(after) => *text = after.trim_start().to_owned(),
            None if name.len() > plain.len() => *text = text.trim_start().to_owned(),
            None => return None,
        },
        Some(_) => return None,
    }
    content.remove(0);
    *content = trimmed(std::mem::take(content));
    if content.is_empty() {
        blocks.remove(0);
    }
    Some((kind, title))
}
