//! Shortcodes: template tags such as `{% note "Title" %} … {% endnote %}`. [`tag`] reads one tag, [`pair`]
//! finds which tag closes which, and this file says what a pair or a lone tag means. Where tags stand in a
//! text is found by [`crate::read::syntax::scan`]; their bodies are read by [`crate::read::core::markdown`].

pub mod component;
pub mod directive;
pub mod group;
pub mod known;
mod left;
pub mod media;
mod scholar;
pub mod value;
pub mod version;

use crate::conditional;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::*;
use crate::read::core::content::{Content, is_captioned, take_caption, take_heading};
use crate::read::core::findings::logic;
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Node, contains_block};
use crate::read::syntax::pair::Pairing;
use crate::read::syntax::piece::PieceKind;
use crate::read::syntax::tag::{Argument, Syntax, Tag};
use crate::source::Span;

/// Tags that ask for the table of contents.
const CONTENTS: [&str; 5] = ["sommaire", "toc", "contents", "tableofcontents", "table_of_contents"];
/// Tags whose first argument is the kind of callout.
const GENERIC: [&str; 8] = ["callout", "admonition", "alert", "notice", "hint", "aside", "card", "pageinfo"];
/// Tags that fold, under the names of themes.
const FOLDED: [&str; 5] = ["expand", "expandable", "accordion-item", "collapsible", "toggle"];
/// The names of the argument that is the text of a callout without a body.
const TEXTS: [&str; 4] = ["text", "content", "body", "message"];

impl Reader<'_> {
    /// What a shortcode becomes; `children` is what stands between its tags.
    #[expect(
        clippy::indexing_slicing,
        reason = "indices are of the tokens and arguments that were just gone through"
    )]
    pub fn shortcode(&mut self, span: Span, token: usize, children: Vec<Node>) -> Content {
        let masked = self.masked;
        let PieceKind::Tag { tag, pairing } = &masked.tokens[token].kind else {
            return Content::Inlines(Vec::new());
        };
        let alone = *pairing == Pairing::Alone;
        if tag.syntax == Syntax::Component {
            return self.component(span, tag, alone, children);
        }
        if alone && CONTENTS.contains(&tag.name.to_lowercase().as_str()) {
            return Content::Blocks(vec![Block::new(span, BlockKind::Contents)]);
        }
        if alone && let Some(content) = self.scholar(span, tag) {
            return content;
        }
        let children = match tag.syntax {
            Syntax::Directive if !alone => match self.text_directive(span, tag, children) {
                Ok(content) => return content,
                Err(children) => children,
            },
            Syntax::Directive
            | Syntax::Admonition
            | Syntax::Template
            | Syntax::Hugo
            | Syntax::Component
            | Syntax::Element => children,
        };
        let (kind, arguments) = self.kind(tag);
        let mut children = children;
        // What leads somewhere is no box: `{{< card link="…" >}}`.
        if kind.is_none() || alone || tag.value(&["link", "href", "header", "footer", "subtitle"]).is_some() {
            children = match self.known(span, tag, children) {
                Ok(content) => return content,
                Err(children) => children,
            };
        }
        match kind {
            Some((kind, _)) if alone && tag.argument(&TEXTS).is_some() => {
                let text = tag.argument(&TEXTS).map_or(span, |text| text.span);
                let text = self.line_of(text.range());
                let title = tag.argument(&["title"]).map(|title| title.span.range());
                let title = title.map(|title| self.line_of(title));
                let title = title.filter(|title| !title.is_empty());
                let blocks = crate::read::core::content::paragraph(text).into_iter().collect();
                let callout = Callout { kind, title, folding: Folding::Fixed, blocks };
                Content::Blocks(vec![Block::new(span, BlockKind::Callout(callout))])
            }
            Some((kind, _)) if alone && kind == "abstract" => self.summary(span, tag),
            Some(_) if alone => {
                let message = format!("`{}` is never closed: its content is set as ordinary text", tag.name);
                let hint = format!("add `{{% end{} %}}` where it ends", tag.name);
                self.findings
                    .push(Diagnostic::warning(Code::UnbalancedShortcode, message).at(span).hint(hint));
                let title = self.title(&arguments);
                Content::Inlines(title.unwrap_or_default())
            }
            Some((kind, folds)) => {
                let dropdown = tag.attributes.classes.iter().any(|class| class == "dropdown");
                let folding = match arguments.iter().rev().find_map(folding) {
                    Some(folding) => folding,
                    None if folds || dropdown => Folding::Closed,
                    None => Folding::Fixed,
                };
                // Sphinx's solution has the label of its exercise there.
                let solves = tag.syntax == Syntax::Directive && tag.name == "solution";
                let mut title = if solves { None } else { self.title(&arguments) };
                let mut blocks = self.flow(children);
                blocks.extend(self.attribution(span, tag));
                if tag.syntax == Syntax::Directive && title.is_none() {
                    title = take_heading(&mut blocks);
                }
                let attributes = tag.attributes.clone();
                let kind = BlockKind::Callout(Callout { kind, title, folding, blocks });
                Content::Blocks(vec![Block { span, attributes, kind }])
            }
            None if tag.syntax == Syntax::Directive => self.division_of(span, tag, children),
            None => self.unknown(span, tag, children),
        }
    }

    /// The kind of callout that a tag asks for, whether it folds by itself, and the arguments that are left.
    #[expect(
        clippy::indexing_slicing,
        reason = "indices are of the tokens and arguments that were just gone through"
    )]
    fn kind(&self, tag: &Tag) -> (Option<(String, bool)>, Vec<Argument>) {
        let callouts = self.note.callouts;
        let mut arguments = tag.arguments.clone();
        let known = |name: &str| callouts.get(name).map(|kind| (kind.kind.to_string(), kind.folds));
        if GENERIC.contains(&tag.name.as_str()) {
            let is_kind = |one: &Argument| match one.key.as_deref() {
                None
                | Some("type" | "kind" | "style" | "color" | "level" | "status" | "variant" | "context") => {
                    callouts.of_class(&one.value).is_some()
                }
                Some(_) => false,
            };
            if let Some(at) = arguments.iter().position(is_kind) {
                let kind = arguments.remove(at);
                return (
                    callouts.of_class(&kind.value).map(|kind| (kind.kind.to_string(), kind.folds)),
                    arguments,
                );
            }
            // `{{< alert "lightbulb" >}}` names a sign to show.
            let sign = |one: &Argument| {
                let word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
                one.key.is_none() && one.value.bytes().all(word)
            };
            if tag.syntax == Syntax::Hugo && tag.name == "alert" && arguments.first().is_some_and(sign) {
                arguments.remove(0);
            }
            let class = tag.attributes.classes.iter().find_map(|class| known(class));
            let kind = class.or_else(|| known(&tag.name)).or_else(|| known("note"));
            return (kind, arguments);
        }
        if FOLDED.contains(&tag.name.to_lowercase().as_str()) {
            // A second text says how it folds: `"Title" "..."`.
            let free: Vec<usize> = (0..arguments.len())
                .filter(|&at| arguments[at].key.is_none() && arguments[at].value == "...")
                .collect();
            free.into_iter().rev().for_each(|at| drop(arguments.remove(at)));
            return (known("details"), arguments);
        }
        let kind = known(&tag.name).or_else(|| tag.attributes.classes.iter().find_map(|class| known(class)));
        match tag.syntax {
            // `!!! pied-piper "Title"` is a callout, whatever it is called.
            Syntax::Admonition if tag.name != "tab" => {
                (kind.or_else(|| Some((tag.name.to_lowercase(), false))), arguments)
            }
            Syntax::Directive if kind.is_none() && matches!(tag.name.as_str(), "dropdown" | "toggle") => {
                (known("details"), arguments)
            }
            Syntax::Admonition
            | Syntax::Directive
            | Syntax::Template
            | Syntax::Hugo
            | Syntax::Component
            | Syntax::Element => (kind, arguments),
        }
    }

    /// A fenced division that is no callout: its title, classes and content.
    fn division_of(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let mut attributes = tag.attributes.clone();
        if tag.name != "div" {
            attributes.classes.insert(0, tag.name.clone());
        }
        let title = self.title(&tag.arguments);
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
        blocks.splice(0..0, title.and_then(crate::read::core::content::paragraph));
        Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
    }

    /// The title that the arguments give: the one called so, else the first text that is no flag.
    fn title(&mut self, arguments: &[Argument]) -> Option<Vec<Inline>> {
        let named = ["title", "titre", "summary", "header", "heading"].iter().find_map(|key| {
            arguments
                .iter()
                .find(|argument| argument.key.as_deref() == Some(*key) && !argument.value.trim().is_empty())
        });
        // `"Open", "open"`: the last one says how it folds, the first is a title.
        let flag = arguments.iter().rposition(|argument| folding(argument).is_some());
        let free =
            arguments.iter().enumerate().filter(|&(at, argument)| argument.key.is_none() && Some(at) != flag);
        let mut free = free.map(|(_, argument)| argument);
        let first = named.or_else(|| free.next())?;
        let last = if first.quoted || named.is_some() {
            first
        } else {
            free.take_while(|one| !one.quoted).last().unwrap_or(first)
        };
        let mut range = first.span.to(last.span).range();
        // PyMdown lets the title of details be a heading.
        let written = self.note.source.text().get(range.clone()).unwrap_or_default();
        let words = written.trim_start_matches('#');
        if (1..=6).contains(&(written.len() - words.len())) && words.starts_with(' ') {
            range.start += written.len() - words.trim_start().len();
        }
        let title = self.line_of(range);
        Some(title).filter(|title| !title.is_empty())
    }

    /// The place where the note wants its own summary.
    fn summary(&mut self, span: Span, tag: &Tag) -> Content {
        let Some(summary) = self.note.metadata.summary.clone() else {
            let message = format!("`{}` asks for a summary, but the front matter has none", tag.name);
            self.findings.push(Diagnostic::warning(Code::MetadataValue, message).at(span));
            return Content::Inlines(Vec::new());
        };
        let paragraph = BlockKind::Paragraph { content: vec![Inline::text(span, summary)] };
        let blocks = vec![Block::new(span, paragraph)];
        let callout = Callout { kind: "abstract".to_owned(), title: None, folding: Folding::Fixed, blocks };
        Content::Blocks(vec![Block::new(span, BlockKind::Callout(callout))])
    }

    /// A shortcode that is not known: its quoted arguments and its content stay.
    fn unknown(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        self.findings.unknown_shortcode(&tag.name, span);
        if ["else", "elif", "elsif", "when"].contains(&&*tag.name) {
            // The words of one branch are not those of the next.
            return Content::Inlines(vec![Inline::text(span, " ")]);
        }
        if logic(&tag.name).is_some() {
            return match contains_block(&children) {
                true => Content::Blocks(self.flow(children)),
                false => Content::Inlines(self.phrasing(children)),
            };
        }
        let said: Vec<Argument> =
            tag.arguments.iter().filter(|argument| folding(argument).is_none()).cloned().collect();
        let mut words = self.words_of_arguments(&said);
        let class: String =
            tag.name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
        let attributes = Attributes::of_class(class);
        if contains_block(&children) {
            let mut blocks = self.flow(children);
            blocks.splice(0..0, crate::read::core::content::paragraph(words));
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

/// The folding that an argument asks for.
fn folding(argument: &Argument) -> Option<Folding> {
    match (argument.key.as_deref(), argument.value.to_lowercase().as_str()) {
        (None, "open" | "ouvert") | (Some("open"), "true") | (Some("closed"), "false") => Some(Folding::Open),
        (None, "closed" | "fermé" | "ferme") | (Some("open"), "false") | (Some("closed"), "true") => {
            Some(Folding::Closed)
        }
        // `{{< admonition tip "Title" true >}}`
        (None, "true") if !argument.quoted => Some(Folding::Open),
        (None, "false") if !argument.quoted => Some(Folding::Closed),
        _ => None,
    }
}
