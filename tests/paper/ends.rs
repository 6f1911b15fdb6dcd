//! What pages end and begin with: a heading does not stand at the foot of a page, and no line of a paragraph stands alone on
//! one, whether its first (an orphan) or its last (a widow).

use note_convert::Document;
use note_convert::ir::walk::{Visit, plain_text, walk_block};
use note_convert::ir::{Block, BlockKind};

use super::poppler::Pages;
use super::said::condensed;

/// Words whose tops differ by less stand on one line, in points.
const LINE: f32 = 3.0;

/// A shorter text may stand in several places.
const SHORT: usize = 12;

/// The faults at the ends of the pages of a document; the text of a page reaches from `top` to `bottom`, in points.
pub fn faults(document: &Document, pages: &Pages, top: f32, bottom: f32) -> Vec<String> {
    let lines = lines(pages, top, bottom);
    let mut texts = Texts::default();
    document.blocks.iter().for_each(|block| texts.block(block));
    let mut faults = Vec::new();
    for (at, two) in lines.windows(2).enumerate() {
        let [(page, last), (next, first)] = two else { continue };
        if page == next || last.len() < SHORT {
            continue;
        }
        if texts.headings.contains(last) {
            faults.push(format!("page {page} ends with the heading `{last}`"));
        }
        let both = format!("{last}{first}");
        let before = at.checked_sub(1).and_then(|at| lines.get(at)).filter(|(own, _)| own == page);
        for paragraph in texts.paragraphs.iter().filter(|text| text.contains(&both)) {
            let goes_on = paragraph.len() > both.len() + SHORT;
            if paragraph.starts_with(&both) && goes_on {
                faults.push(format!("page {page} ends with the first line of a paragraph: `{last}`"));
            }
            let has_more = before.is_some_and(|(_, before)| paragraph.contains(&format!("{before}{both}")));
            if paragraph.ends_with(&both) && first.len() >= SHORT && has_more {
                faults.push(format!("page {next} begins with the last line of a paragraph: `{first}`"));
            }
        }
    }
    faults
}

/// The lines of all pages, from above to below, each with its page and without spaces.
fn lines(pages: &Pages, top: f32, bottom: f32) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, f32, String)> = Vec::new();
    for word in pages.words.iter().filter(|word| word.bottom > top && word.top < bottom) {
        match lines.last_mut() {
            Some((page, at, text)) if *page == word.page && (*at - word.top).abs() < LINE => {
                text.push_str(&word.text)
            }
            _ => lines.push((word.page, word.top, word.text.clone())),
        }
    }
    lines.into_iter().map(|(page, _, text)| (page, condensed(&text))).collect()
}

/// The texts of headings and paragraphs, without spaces.
#[derive(Default)]
struct Texts {
    headings: Vec<String>,
    paragraphs: Vec<String>,
}

impl<'a> Visit<'a> for Texts {
    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Heading { content, .. } => self.headings.push(condensed(&plain_text(content))),
            BlockKind::Paragraph { content } => self.paragraphs.push(condensed(&plain_text(content))),
            _ => {}
        }
        walk_block(self, block);
    }
}
