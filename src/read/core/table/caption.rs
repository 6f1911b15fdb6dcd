//! Captions of tables: `Table: …` or `: …` before or after the table (Pandoc, Quarto), `[…]` on the line before or
//! after it (MultiMarkdown).

use crate::ir::*;
use crate::read::core::content::trimmed;
use crate::read::syntax::attributes;
use crate::read::syntax::table::reading::{STARTS, begins};

/// The blocks, with paragraphs next to tables that are captions made those of the tables.
pub fn take_captions(blocks: Vec<Block>, text: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        // A caption in brackets may have an empty line after it, not before it.
        let taken = take(out.last_mut(), &block, text, 1) || take(blocks.peek_mut(), &block, text, 2);
        if !taken {
            out.push(block);
        }
    }
    out
}

/// Makes `block` the caption of its neighbour, if that is a table without one and it is a caption; in brackets, at most
/// this many lines apart.
fn take(neighbour: Option<&mut Block>, block: &Block, text: &str, lines: usize) -> bool {
    let Some(Block { kind: BlockKind::Table(table), attributes, span }) = neighbour else { return false };
    if !table.caption.is_empty() {
        return false;
    }
    let gap = span.end.min(block.span.end)..span.start.max(block.span.start);
    let gap = text.get(gap.start as usize..gap.end as usize).unwrap_or_default();
    match caption(block, gap.bytes().filter(|&byte| byte == b'\n').count() <= lines) {
        Some((caption, own)) => {
            table.caption = caption;
            attributes.merge(own);
            true
        }
        None => false,
    }
}

/// Takes bookdown's label, `(\\#tab:name)`, from the start of a caption.
fn label(caption: &mut Vec<Inline>) -> Option<String> {
    let whole = crate::ir::walk::plain_text(caption);
    let (name, _) = whole.strip_prefix("(#")?.split_once(')')?;
    let is_name = name.contains(':') && name.chars().all(|c| c.is_alphanumeric() || "-_:./".contains(c));
    // The escaped sign stands apart.
    let mut left = "(#)".len() + name.len();
    while is_name && left > 0 {
        let first = caption.first_mut()?;
        let length = crate::ir::walk::plain_text(std::slice::from_ref(first)).len();
        match &mut first.kind {
            _ if length <= left => {
                caption.remove(0);
            }
            InlineKind::Text { text } => *text = text.get(left..)?.trim_start().to_owned(),
            _ => return None,
        }
        left = left.saturating_sub(length);
    }
    is_name.then(|| name.to_owned())
}

/// The caption that a block is, and the attributes at its end; `adjacent`: it stands as near to the table as
/// one in brackets must.
fn caption(block: &Block, adjacent: bool) -> Option<(Vec<Inline>, Attributes)> {
    let BlockKind::Paragraph { content } = &block.kind else { return None };
    let InlineKind::Text { text } = &content.first()?.kind else { return None };
    let is_bracketed = adjacent && text.starts_with('[') && !text.starts_with("[^");
    if !is_bracketed && !begins(text) {
        return None;
    }
    let mut caption = content.clone();
    let mut own = block.attributes.clone();
    own.merge(attributes::trailing(&mut caption, true).unwrap_or_default());
    if is_bracketed {
        // A second pair of brackets names the table.
        let InlineKind::Text { text } = &mut caption.last_mut()?.kind else { return None };
        let inside = text.trim_end().strip_suffix(']')?.to_owned();
        let (words, name) = inside.split_once("][").unwrap_or((&inside, ""));
        if !name.is_empty() {
            own.id.get_or_insert_with(|| name.to_owned());
        }
        *text = words.to_owned();
    }
    let InlineKind::Text { text } = &mut caption.first_mut()?.kind else { return None };
    let rest = STARTS.iter().find_map(|start| text.strip_prefix(start));
    *text = rest.or_else(|| text.strip_prefix('['))?.trim_start().to_owned();
    if let Some(name) = label(&mut caption) {
        own.id.get_or_insert(name);
    }
    let is_plain = |inline: &Inline| match &inline.kind {
        InlineKind::Text { text } => !text.contains(['[', ']']),
        _ => true,
    };
    let caption = trimmed(caption);
    (!caption.is_empty() && (!is_bracketed || caption.iter().all(is_plain))).then_some((caption, own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// The caption, the identifier and the classes that a paragraph of this text gives to the table before it.
    fn show(text: &str, gap: &str) -> Option<String> {
        let note = format!("|{gap}{text}");
        let table = Block::new(Span::new(0..1), Table::default().into());
        let span = Span::new(1 + gap.len()..note.len());
        let paragraph = Block::new(span, BlockKind::Paragraph { content: vec![Inline::text(span, text)] });
        let blocks = take_captions(vec![table, paragraph], &note);
        let BlockKind::Table(table) = &blocks[0].kind else { return None };
        (blocks.len() == 1).then(|| {
            let words = walk::plain_text(&table.caption);
            format!("{words} {:?} {:?}", blocks[0].attributes.id, blocks[0].attributes.classes)
        })
    }

    #[test]
    fn captions_of_every_dialect_are_taken() {
        assert_eq!(show("Table: words", "\n\n").unwrap(), "words None []");
        assert_eq!(show(": words {#tbl-x .striped}", "\n\n").unwrap(), r#"words Some("tbl-x") ["striped"]"#);
        assert_eq!(show("[words]", "\n").unwrap(), "words None []");
        assert_eq!(show("[words][name]", "\n").unwrap(), r#"words Some("name") []"#);
    }

    #[test]
    fn what_is_no_caption_stays() {
        for text in ["words", "[words] more", "[a] and [b]", "[^1]", ":words", "Tables: words"] {
            assert_eq!(show(text, "\n"), None, "{text}");
        }
        assert_eq!(show("[words]", "\n\n"), None);
    }
}
