//! Characters with their reading above them, as sites in Japanese and Chinese write them: Hugo's and Hexo's themes.

use crate::ir::{Inline, InlineKind, Style};
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::syntax::names::{Body, Written};

pub static RUBY: Construct = Construct {
    names: &[(Written::SHORTCODE, &["ruby"])],
    body: Body::Markdown,
    doc: "Characters with their reading above them.",
    example: "{{< ruby \"東京\" \"とうきょう\" >}}",
    read: |call, children, _| {
        let base = call.tag.free(0).unwrap_or_default();
        let reading = call.tag.value(&["rt", "reading", "furigana", "pinyin"]).or(call.tag.free(1));
        // Hexo's has both in one argument.
        let parts = reading.map(|reading| (base, reading)).or_else(|| base.split_once('|'));
        let Some((base, reading)) = parts.filter(|(base, _)| !base.is_empty() && children.is_empty()) else {
            return Err(children);
        };
        let styled = |style, content| Inline::new(call.span, InlineKind::Styled { style, content });
        let reading = styled(Style::Reading, vec![Inline::text(call.span, reading)]);
        Ok(Content::Inlines(vec![styled(Style::Ruby, vec![Inline::text(call.span, base), reading])]))
    },
};
