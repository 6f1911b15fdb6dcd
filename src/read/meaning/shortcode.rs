//! Shortcodes: template tags such as `{% note "Title" %} … {% endnote %}`, divisions and directives with text in them. This file
//! says what a pair or a lone tag means: what its row of the table says, a callout, or nothing that is known. Where tags stand
//! in a text is found by [`crate::read::syntax::scan`]; their bodies are read by [`crate::read::core::markdown`].

use crate::conditional;
use crate::ir::*;
use crate::read::core::construct::{Call, Read};
use crate::read::core::content::{Content, is_captioned, paragraph, take_caption};
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Node, contains_block};
use crate::read::meaning::arguments::words_of_arguments;
use crate::read::meaning::arguments::{folding, given_title};
use crate::read::meaning::callout::callout;
use crate::read::meaning::constructs::registry;
use crate::read::syntax::names::Written;
use crate::read::syntax::pair::Pairing;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::statements;
use crate::read::syntax::tag::{Argument, Syntax, Tag};
use crate::source::Span;

/// Shortcodes that a theme of Jekyll has as files to include.
const INCLUDED: [&str; 14] = [
    "audio",
    "button",
    "figure",
    "gist",
    "image",
    "img",
    "instagram",
    "picture",
    "toc",
    "tweet",
    "twitter",
    "video",
    "vimeo",
    "youtube",
];

/// What a row of the table says that a tag becomes; the children come back when there is none.
fn known(call: &Call, children: Vec<Node>, reader: &mut Reader) -> Result<Content, Vec<Node>> {
    match registry().find(call.name, call.written) {
        Some(construct) => (construct.read)(call, children, reader),
        None => Err(children),
    }
}

impl Reader<'_> {
    /// What a shortcode becomes; `children` is what stands between its tags.
    #[expect(clippy::indexing_slicing, reason = "the index is that of the token that opens it")]
    pub fn shortcode(&mut self, span: Span, token: usize, children: Vec<Node>) -> Content {
        let masked = self.masked;
        let PieceKind::Tag { tag, pairing } = &masked.tokens[token].kind else {
            return Content::Inlines(Vec::new());
        };
        let alone = *pairing == Pairing::Alone;
        let children = match self.own_shortcode(span, tag, alone, children) {
            Ok(content) => return content,
            Err(children) => children,
        };
        match tag.syntax {
            Syntax::Component => self.component(span, tag, alone, children),
            _ => self.tag(span, tag, alone, children),
        }
    }

    /// What a tag that is no component becomes.
    pub fn tag(&mut self, span: Span, tag: &Tag, alone: bool, children: Vec<Node>) -> Content {
        let (name, written) = (tag.name.to_lowercase(), Written::of(tag.syntax));
        let call = Call { name: &name, written, span, tag, alone, verbatim: None };
        // What leads somewhere is no box: `{{< card link="…" >}}`.
        let leads = tag.value(&["link", "href", "header", "footer", "subtitle"]).is_some();
        // `!!! pied-piper "Title"` is a callout, whatever it is called.
        let is_callout = self.note.callouts().get(&tag.name).is_some()
            || tag.syntax == Syntax::Admonition && tag.name != "tab";
        let read: [Read; 2] =
            if is_callout && !alone && !leads { [callout, known] } else { [known, callout] };
        let mut children = children;
        for read in read {
            children = match read(&call, children, self) {
                Ok(content) => return content,
                Err(children) => children,
            };
        }
        match tag.syntax {
            Syntax::Directive => self.division_of(span, tag, children),
            _ => self.unknown(span, tag, children),
        }
    }

    /// What a file of a Jekyll theme (`{% include figure.html src="…" %}`) shows that has an obvious meaning.
    pub fn known_include(&mut self, span: Span, path: &str, tag: &Tag) -> Option<Content> {
        let name = path.rsplit('/').next()?.split('.').next()?.to_lowercase();
        if !INCLUDED.contains(&name.as_str()) {
            return None;
        }
        let mut arguments = tag.arguments.clone();
        let file = arguments.iter().position(|argument| argument.key.is_none())?;
        arguments.remove(file);
        let tag = Tag { name: name.clone(), arguments, ..tag.clone() };
        let call = Call {
            name: &name,
            written: Written::of(tag.syntax),
            span,
            tag: &tag,
            alone: true,
            verbatim: None,
        };
        known(&call, Vec::new(), self).ok()
    }

    /// A fenced division that is no callout: its title, classes and content.
    fn division_of(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let mut attributes = tag.attributes.clone();
        if tag.name != "div" {
            attributes.classes.insert(0, tag.name.clone());
        }
        let title = given_title(self, &tag.arguments);
        if conditional::is_for_none(&attributes) {
            self.dropped_raw(span, tag.attributes.get("when-format").unwrap_or("hidden"));
            return Content::Blocks(Vec::new());
        }
        let mut blocks = self.flow(children);
        if tag.attributes.id.as_deref().is_some_and(is_captioned)
            && let Some(caption) = take_caption(&mut blocks)
        {
            return Content::Blocks(vec![Block {
                span,
                attributes: tag.attributes.clone(),
                kind: BlockKind::Figure { blocks, caption },
            }]);
        }
        blocks.splice(0..0, title.and_then(paragraph));
        Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
    }

    /// A shortcode that is not known: its quoted arguments and its content stay.
    fn unknown(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        self.findings.unknown_shortcode(&tag.name, span);
        self.kept(span, tag, children)
    }

    /// The quoted arguments and the content of a tag.
    pub fn kept(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        if ["else", "elif", "elsif", "when"].contains(&&*tag.name) {
            // The words of one branch are not those of the next.
            return Content::Inlines(vec![Inline::text(span, " ")]);
        }
        if statements::left(&tag.name).is_some() {
            return match contains_block(&children) {
                true => Content::Blocks(self.flow(children)),
                false => Content::Inlines(self.phrasing(children)),
            };
        }
        let said: Vec<Argument> =
            tag.arguments.iter().filter(|argument| folding(argument).is_none()).cloned().collect();
        let mut words = words_of_arguments(self, &said);
        let class: String =
            tag.name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
        let attributes = Attributes::of_class(class);
        if contains_block(&children) {
            let mut blocks = self.flow(children);
            blocks.splice(0..0, paragraph(words));
            return Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }]);
        }
        let content = self.phrasing(children);
        let by_itself = content.is_empty();
        if !words.is_empty() && !by_itself {
            words.push(Inline::text(span, " "));
        }
        words.extend(content);
        if words.is_empty() {
            return Content::Inlines(words);
        }
        let mut line = vec![Inline { span, attributes, kind: InlineKind::Span { content: words } }];
        // What its site sets apart by its look must not become one word with the word beside it.
        let text = self.note.source.text();
        let (before, after) = (text.get(..span.start as usize), text.get(span.end as usize..));
        if by_itself && after.is_some_and(|after| after.starts_with(char::is_alphanumeric)) {
            line.push(Inline::text(span, " "));
        }
        if by_itself && before.is_some_and(|before| before.ends_with(char::is_alphanumeric)) {
            line.insert(0, Inline::text(span, " "));
        }
        Content::Inlines(line)
    }
}
