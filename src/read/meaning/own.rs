//! Shortcodes that a user defines ([`crate::shortcodes`]): another name of a callout or of a construct, or a piece of Markdown
//! with placeholders. The piece is read with a mark for each placeholder, and the marks are replaced in what it became: what a
//! note gives is text there, whatever it looks like. Only its body is Markdown, which was read where it stands.

use std::cell::OnceCell;

use crate::diagnostic::{Code, Diagnostic};
use crate::ir::walk::VisitMut;
use crate::ir::*;
use crate::limits::INCLUDED_DEEP;
use crate::read::core::construct::Call;
use crate::read::core::content::Content;
use crate::read::core::findings::Findings;
use crate::read::core::markdown;
use crate::read::core::note::{Included, Note};
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Node, contains_block};
use crate::read::dialect::Dialect;
use crate::read::meaning::arguments::given_title;
use crate::read::meaning::callout::{TEXTS, callout, component_callout};
use crate::read::meaning::constructs::registry;
use crate::read::meaning::include::place::At;
use crate::read::meaning::own::fill::{Fill, Filling};
use crate::read::meaning::own::template::Template;
use crate::read::syntax::names::{Written, called, rename};
use crate::read::syntax::tag::{Syntax, Tag};
use crate::shortcodes::{Meaning, Shortcode};
use crate::source::{Source, Span};

pub mod check;
pub mod fill;
pub mod template;
#[cfg(test)]
mod tests;

/// What is said of a shortcode that is in what it means itself.
const LOOP: &str = "stands in itself";

impl<'a> Reader<'a> {
    /// What a tag becomes that the user defines; the children come back when none of the user's has its name.
    pub fn own_shortcode(
        &mut self,
        span: Span,
        tag: &Tag,
        alone: bool,
        children: Vec<Node>,
    ) -> Result<Content, Vec<Node>> {
        let shortcodes = self.note.vocabulary.own;
        let Some(own) = shortcodes.get(&tag.name) else { return Err(children) };
        let mut given = tag.clone();
        rename(own, &mut given.arguments);
        Ok(match &own.meaning {
            Meaning::Callout { kind } => {
                self.own_callout(span, own, Tag { name: kind.clone(), ..given }, alone, children)
            }
            Meaning::Construct { name } => {
                match self.own_construct(span, Tag { name: name.clone(), ..given }, alone, children) {
                    Ok(content) => content,
                    Err(children) => {
                        let message =
                            format!("`{}` does not give what `{name}` needs: its content is kept", own.name);
                        self.tell(
                            own,
                            message,
                            span,
                            "`convert --list-constructs` shows an example".to_owned(),
                        );
                        self.kept(span, tag, children)
                    }
                }
            }
            Meaning::Markdown { text } => self.own_markdown(span, own, text, (&given, alone), children),
        })
    }

    fn own_callout(
        &mut self,
        span: Span,
        own: &Shortcode,
        tag: Tag,
        alone: bool,
        children: Vec<Node>,
    ) -> Content {
        if alone && !tag.empty && tag.value(&TEXTS).is_none() {
            self.never_closed(own, span, &tag);
            return Content::Inlines(given_title(self, &tag.arguments).unwrap_or_default());
        }
        let written = Written::of(tag.syntax);
        let call = Call { name: &tag.name, written, span, tag: &tag, alone, verbatim: None };
        let read = if tag.syntax == Syntax::Component { component_callout } else { callout };
        match read(&call, children, self) {
            Ok(content) => content,
            Err(children) => Content::Blocks(self.flow(children)),
        }
    }

    /// What a tag becomes that has the name of a construct, in the notation that the construct has if not in its own.
    fn own_construct(
        &mut self,
        span: Span,
        mut tag: Tag,
        alone: bool,
        children: Vec<Node>,
    ) -> Result<Content, Vec<Node>> {
        let name = tag.name.to_lowercase();
        let mut written = Written::of(tag.syntax);
        let found = registry().find(&name, written);
        let Some(construct) = found.or_else(|| registry().find(&name, Written::ANY)) else {
            return Err(children);
        };
        if found.is_none() {
            (written, tag.syntax) = [
                (Written::HUGO, Syntax::Hugo),
                (Written::TEMPLATE, Syntax::Template),
                (Written::DIRECTIVE, Syntax::Directive),
                (Written::COMPONENT, Syntax::Component),
            ]
            .into_iter()
            .find(|(written, _)| construct.means(&name, *written))
            .unwrap_or((Written::ROLE, tag.syntax));
        }
        let call = Call { name: &name, written, span, tag: &tag, alone, verbatim: None };
        (construct.read)(&call, children, self)
    }

    /// The piece of Markdown that a tag stands for, with what the tag gives in it.
    fn own_markdown(
        &mut self,
        span: Span,
        own: &Shortcode,
        text: &str,
        (tag, alone): (&Tag, bool),
        children: Vec<Node>,
    ) -> Content {
        let Ok(template) = Template::of(text) else { return self.kept(span, tag, children) };
        let trail = self.note.included.map_or(&[][..], |included| included.trail.as_slice());
        let entry = format!("shortcode {}", own.name);
        if trail.contains(&entry) || trail.len() >= INCLUDED_DEEP {
            let message = format!("`{}` {LOOP}, or too deep in others: it is left out", own.name);
            self.tell(own, message, span, "take it out of what it means".to_owned());
            return Content::Blocks(Vec::new());
        }
        if !self.findings.repeats(text.len(), span) {
            return match children.is_empty() {
                true => Content::Inlines(vec![Inline::text(span, self.note.source.slice(span))]),
                false => self.kept(span, tag, children),
            };
        }
        let filling = self.filling(span, own, &template, tag);
        let body = self.own_body(span, own, &template, (tag, alone), children);
        let included = Included {
            folder: self.note.included.map_or(String::new(), |included| included.folder.clone()),
            trail: trail.iter().cloned().chain([entry]).collect(),
            values: Vec::new(),
        };
        let mut findings = self.findings.of_part();
        findings.values_deep += 1;
        let mut blocks = template.read(self.note, &included, &mut findings);
        self.findings.count_part(&mut findings);
        let grown = findings
            .diagnostics
            .sorted()
            .into_iter()
            .find(|one| one.code == Code::Repeated || one.message.contains(LOOP));
        grown.into_iter().for_each(|warning| self.findings.push(warning.at(span)));
        At(span).blocks(&mut blocks);
        Fill { filling, label: format!("{}:", span.start), body: Some(body), found: Vec::new() }
            .fill(&mut blocks);
        match blocks.as_mut_slice() {
            [Block { kind: BlockKind::Paragraph { content }, attributes, .. }] if attributes.is_empty() => {
                Content::Inlines(std::mem::take(content))
            }
            _ => Content::Blocks(blocks),
        }
    }

    /// The texts for the placeholders of a piece of Markdown.
    fn filling(&mut self, span: Span, own: &Shortcode, template: &Template, tag: &Tag) -> Filling {
        let value = |name: &str| match name.parse::<usize>() {
            // A directive and an admonition have one argument without a name, which stands as their title.
            Ok(1) if tag.free(0).is_none() => tag.value(&["title"]),
            Ok(number) => tag.free(number.checked_sub(1)?),
            Err(_) => tag.value(&[name]),
        };
        let mut values = Vec::with_capacity(template.names().len());
        for name in template.names() {
            let value = value(name).or_else(|| own.default_of(name));
            if value.is_none() {
                let message =
                    format!("`{}` does not give `{name}`, which it needs: nothing stands there", own.name);
                let hint = match name.parse::<usize>() {
                    Ok(_) => format!("give it as argument {name}"),
                    Err(_) => format!("write `{name}=\"…\"` in the tag"),
                };
                self.tell(own, message, span, format!("{hint}, or add it to `defaults` of the definition"));
            }
            values.push(value.unwrap_or_default().replace(['\n', '\r'], " "));
        }
        for (name, argument) in called(&tag.arguments).into_iter().zip(&tag.arguments) {
            let is_title = name == "title" && tag.free(0).is_none() && template.has("1");
            if !template.has(&name) && !is_title && argument.has_words() {
                let message =
                    format!("the words of `{name}` are left out: `{}` shows nothing of it", own.name);
                let hint = format!("write `{{{{ {name} }}}}` where they belong in the definition");
                self.tell(own, message, argument.span, hint);
            }
        }
        Filling { values }
    }

    /// What stands in the tag, where its Markdown has a place for it.
    fn own_body(
        &mut self,
        span: Span,
        own: &Shortcode,
        template: &Template,
        (tag, alone): (&Tag, bool),
        children: Vec<Node>,
    ) -> Content {
        if template.has_body() && alone && !tag.empty {
            self.never_closed(own, span, tag);
        }
        if !template.has_body() && !children.is_empty() && !template.is_empty() {
            let message =
                format!("what stands in `{}` is left out: its definition has no place for it", own.name);
            self.tell(own, message, span, "write `{{ body }}` where it belongs in the definition".to_owned());
        }
        match contains_block(&children) {
            true => Content::Blocks(self.flow(children)),
            false => Content::Inlines(self.phrasing(children)),
        }
    }

    /// A role that the user defines; `None` when there is none of this name.
    pub fn own_role(&mut self, span: Span, tag: &Tag) -> Option<Content> {
        let own = self.note.vocabulary.own.get(&tag.name)?;
        let Meaning::Markdown { text } = &own.meaning else { return None };
        let words = tag.free(0).unwrap_or_default();
        let children = vec![Node::Inline(Inline::text(span, words))];
        let template = Template::of(text).ok()?;
        let children = if template.has_body() { children } else { Vec::new() };
        Some(self.own_markdown(span, own, text, (tag, false), children))
    }

    fn never_closed(&mut self, own: &Shortcode, span: Span, tag: &Tag) {
        let message = format!("`{}` is never closed: its content is set as ordinary text", own.name);
        let hint = match tag.syntax {
            Syntax::Hugo => format!("add `{{{{< /{} >}}}}` where it ends", own.name),
            Syntax::Component => format!("add `</{}>` where it ends", own.name),
            _ => format!("add `{{% end{} %}}` where it ends", own.name),
        };
        self.findings.push(Diagnostic::warning(Code::UnbalancedShortcode, message).at(span).hint(hint));
    }

    /// Tells of a use that does not fit its definition.
    fn tell(&mut self, own: &Shortcode, message: String, span: Span, hint: String) {
        let (file, line) = &own.place;
        let warning = Diagnostic::warning(Code::ShortcodeUse, message).at(span);
        self.findings.push(warning.hint(hint).hint(format!("it is defined at {file}:{line}")));
    }
}

impl Template {
    /// The blocks that it is in a note, with marks for its placeholders. What there is to say of it is said once, when it is
    /// defined.
    fn read(&self, host: &Note, included: &Included, findings: &mut Findings) -> Vec<Block> {
        let source = Source::new(host.source.name(), self.text());
        let (metadata, dialect) = (&Metadata::default(), Dialect::default());
        let note = Note {
            source: &source,
            metadata,
            dialect,
            included: Some(included),
            headings: OnceCell::new(),
            ..*host
        };
        markdown::parse_blocks_in(&note, 0..source.text().len(), findings)
    }
}
