//! Components of documentation sites: those that Docusaurus, Nextra, Next, Starlight, Mintlify, Nuxt, VitePress and VuePress
//! bring along, and those that sites name alike. What they mean their rows of the table say; others keep their words and their
//! content.

use crate::diagnostic::{Code, Diagnostic};
use crate::files::NOTES;
use crate::ir::*;
use crate::naming::normalized;
use crate::read::core::construct::Call;
use crate::read::core::content::{Content, paragraph};
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Node, contains_block};
use crate::read::meaning::arguments::{WORDS, address_in, data_of, element_pairs, without_alias, words_of};
use crate::read::meaning::callout::component_callout;
use crate::read::meaning::constructs::registry;
use crate::read::meaning::data::{link, shown_data};
use crate::read::meaning::words_left::with_words_left;
use crate::read::syntax::html;
use crate::read::syntax::names::{Written, plain};
use crate::read::syntax::tag::Tag;
use crate::source::Span;

/// What a component of a well-known name becomes; the children come back when it has no known meaning.
fn component_called(reader: &mut Reader, call: &Call, children: Vec<Node>) -> Result<Content, Vec<Node>> {
    let children = match registry().find(call.name, Written::COMPONENT) {
        Some(construct) => match (construct.read)(call, children, reader) {
            Ok(content) => return Ok(content),
            Err(children) => children,
        },
        None => children,
    };
    component_callout(call, children, reader)
}

impl Reader<'_> {
    /// The attributes of an element of JSX, as HTML writes them.
    pub fn element_pairs(&self, tag: &Tag) -> Vec<(String, String)> {
        element_pairs(self, tag)
    }

    /// What a component becomes; `children` is what stands between its tags, `alone` says that there is no closing
    /// tag.
    pub fn component(&mut self, span: Span, tag: &Tag, alone: bool, children: Vec<Node>) -> Content {
        if let Some(path) = self.masked.imports.get(&tag.name).filter(|path| is_note(path)) {
            let values = tag.arguments.iter().filter_map(|one| Some((one.key.clone()?, one.value.clone())));
            let (path, values) = (without_alias(path), values.collect());
            return self.include_file(span, &path, values);
        }
        let name = plain(&tag.name);
        if alone && !tag.empty {
            let message = format!("`<{}>` is never closed: it is kept as it is written", tag.name);
            let hint = "close it, or put it in backticks if it is no component";
            self.findings.push(Diagnostic::warning(Code::UnbalancedShortcode, message).at(span).hint(hint));
            let text = self.note.source.slice(span).to_owned();
            let kind = match tag.arguments.is_empty() {
                true => InlineKind::Text { text },
                false => InlineKind::Code { language: None, text },
            };
            return Content::Inlines(vec![Inline::new(span, kind)]);
        }
        let call = |name| Call { name, written: Written::COMPONENT, span, tag, alone, verbatim: None };
        let last = plain(tag.name.rsplit('.').next().unwrap_or_default());
        let children = match component_called(self, &call(&name), children) {
            Ok(content) => return with_words_left(self, tag, content),
            Err(children) => children,
        };
        match if last == name { Err(children) } else { component_called(self, &call(&last), children) } {
            Ok(content) => with_words_left(self, tag, content),
            Err(children) if html::is_known(&name) => {
                let pairs = element_pairs(self, tag);
                self.html_element(span, &name, pairs, children)
            }
            Err(children) => self.unknown_component(span, tag, children),
        }
    }

    /// A component that is not known: its words, its data and its content stay.
    fn unknown_component(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let mut words = Vec::new();
        let mut data = Vec::new();
        for argument in &tag.arguments {
            let key = argument.key.as_deref().unwrap_or_default();
            if let Some(value) = data_of(self, argument).filter(|_| !matches!(key, "style" | "sx")) {
                data.extend(shown_data(self, argument.span, &value));
            } else if WORDS.contains(&key)
                || argument.has_words() && !is_address(&argument.value) && !is_icon(&tag.name)
            {
                for word in words_of(self, tag, &[key]).into_iter().flatten() {
                    if !words.is_empty() {
                        words.push(Inline::text(span, " "));
                    }
                    words.push(word);
                }
            }
        }
        if words.is_empty()
            && children.is_empty()
            && let Some(address) = address_in(self, tag, &["href", "url", "link", "to", "src"])
            && is_address(&address)
        {
            words.push(link(span, address.clone(), vec![Inline::text(span, address)]));
        }
        // Nothing is lost of what only shows data.
        if data.is_empty() || !children.is_empty() {
            self.findings.unknown_component(&tag.name, span);
        }
        if !data.is_empty() || contains_block(&children) {
            let mut blocks: Vec<Block> = paragraph(words).into_iter().collect();
            blocks.extend(data);
            blocks.extend(self.flow(children));
            let attributes = Attributes::of_class(normalized(&tag.name).replace('.', "-"));
            return Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }]);
        }
        let content = self.phrasing(children);
        if !words.is_empty() && !content.is_empty() {
            words.push(Inline::text(span, " "));
        }
        words.extend(content);
        Content::Inlines(words)
    }
}

/// Whether a value leads somewhere else.
fn is_address(value: &str) -> bool {
    value.contains("://") || value.starts_with("mailto:")
}

/// Whether a component only draws a sign.
fn is_icon(name: &str) -> bool {
    plain(name).contains("icon")
}

/// Whether a file that is imported is a note.
fn is_note(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| NOTES.contains(&extension))
}
