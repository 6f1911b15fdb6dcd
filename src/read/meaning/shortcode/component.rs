//! What components of documentation sites mean: those that Docusaurus, Nextra, Next, Starlight, Mintlify, Nuxt,
//! VitePress and VuePress bring along, and those that sites name alike. Others keep their words and their content.

use crate::diagnostic::{Code, Diagnostic};
use crate::files::NOTES;
use crate::ir::*;
use crate::naming::normalized;
use crate::read::core::construct::{Call, Written};
use crate::read::core::content::{Content, paragraph};
use crate::read::core::flatten;
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Element, Node, Opener, contains_block, text_of};
use crate::read::meaning::table::registry;
use crate::read::syntax::js::{self, Value};
use crate::read::syntax::mask::TokenKind;
use crate::read::syntax::tag::{Argument, Tag};
use crate::read::syntax::{fence, html, line_keys};
use crate::source::Span;

/// The attributes that give a title, the best first.
const TITLES: [&str; 8] = ["title", "label", "heading", "header", "summary", "question", "caption", "name"];
/// The attributes of an unknown component that hold words for readers.
const WORDS: [&str; 14] = [
    "title",
    "label",
    "heading",
    "header",
    "subtitle",
    "caption",
    "summary",
    "question",
    "text",
    "content",
    "message",
    "description",
    "alt",
    "tip",
];
/// The attributes that say what kind of callout is meant.
const KINDS: [&str; 9] =
    ["type", "variant", "kind", "severity", "intent", "status", "level", "color", "theme"];
/// The components whose kind of callout an attribute gives.
const BOXES: [&str; 12] = [
    "callout",
    "admonition",
    "alert",
    "notice",
    "hint",
    "aside",
    "banner",
    "infobox",
    "message",
    "box",
    "highlightbox",
    "container",
];
/// The components that are one of several ways to see the same thing.
const TABS: [&str; 14] = [
    "tab",
    "tabitem",
    "tabpanel",
    "tabstab",
    "tabsitem",
    "tabspanel",
    "tabscontent",
    "tabcontent",
    "codetab",
    "codegroupitem",
    "codeblock",
    "vcodeblock",
    "chooseroption",
    "tabpane",
];

impl Reader<'_> {
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
        let last = plain(tag.name.rsplit('.').next().unwrap_or_default());
        let children = match self.component_called(span, &name, tag, children) {
            Ok(content) => return self.with_words_left(tag, content),
            Err(children) => children,
        };
        match if last == name { Err(children) } else { self.component_called(span, &last, tag, children) } {
            Ok(content) => self.with_words_left(tag, content),
            Err(children) if html::is_known(&name) => {
                let pairs = self.element_pairs(tag);
                self.html_element(span, &name, pairs, children)
            }
            Err(children) => self.unknown_component(span, tag, children),
        }
    }

    /// What a component of a well-known name becomes; the children come back when it has no known meaning.
    fn component_called(
        &mut self,
        span: Span,
        name: &str,
        tag: &Tag,
        children: Vec<Node>,
    ) -> Result<Content, Vec<Node>> {
        let mut children = children;
        if let Some(construct) = registry().find(name, Written::COMPONENT) {
            let call = Call { name, written: Written::COMPONENT, span, tag };
            children = match (construct.read)(&call, children, self) {
                Ok(content) => return Ok(content),
                Err(children) => children,
            };
        }
        let text = |key: &str| tag.text(key).map(str::to_owned);
        let first = |keys: &[&str]| keys.iter().find_map(|key| tag.text(key)).map(str::to_owned);
        Ok(match name {
            // A slot of Vue has words; another template has none to show.
            "template"
                if tag
                    .arguments
                    .iter()
                    .any(|one| one.key.as_deref().is_some_and(|key| key.starts_with(['#', 'v']))) =>
            {
                self.content(children)
            }
            "tabs" | "tabgroup" | "codegroup" | "codetabs" | "tabsgroup" | "chooser" => {
                self.component_tabs(tag, children)
            }
            "codeblock" | "code" | "snippet" | "terminal" | "command" | "shell" | "codeeditor"
                if children.is_empty()
                    || first(&["language", "lang"]).is_some() && !contains_block(&children) =>
            {
                let given = first(&["code", "text", "command", "content"]);
                if given.is_none() && children.is_empty() {
                    return Err(children);
                }
                let code = given.unwrap_or_else(|| text_of(&children)).trim_matches('\n').to_owned();
                let language = first(&["language", "lang"]).map(|language| language.to_lowercase());
                let mut block = Block::new(span, BlockKind::code(language, code));
                if let Some(said) = tag.text("metastring").or(tag.text("meta")) {
                    block.attributes = fence::read(&format!("x {said}")).attributes;
                }
                for one in &tag.arguments {
                    let key = one.key.as_deref().filter(|key| line_keys::is_known(key));
                    let pair = key.map(|key| (key.to_owned(), one.value.clone()));
                    block.attributes.pairs.extend(pair);
                }
                let title = first(&["title", "filename", "caption"]);
                Content::Blocks(vec![match title {
                    Some(title) => {
                        let caption = vec![Inline::text(span, title)];
                        Block::new(span, BlockKind::Figure { blocks: vec![block], caption })
                    }
                    None => block,
                }])
            }
            "apponly" => {
                self.under_title(span, "tab", Some(vec![Inline::text(span, "App Router")]), children)
            }
            "pagesonly" => {
                self.under_title(span, "tab", Some(vec![Inline::text(span, "Pages Router")]), children)
            }
            _ if TABS.contains(&name) => {
                let title = self.words_of(tag, &["label", "title", "header", "name", "value"]);
                self.under_title(span, "tab", title, children)
            }
            "listing" | "figure"
                if !children.is_empty()
                    && (tag.text("caption").is_some()
                        || name == "listing"
                            && tag.argument(&["number", "file-name", "filename"]).is_some()) =>
            {
                let colon = if tag.text("caption").is_some() { ": " } else { "" };
                let number = tag.text("number").map(|number| format!("{} {number}{colon}", tag.name));
                let mut caption: Vec<Inline> =
                    number.map(|number| Inline::text(span, number)).into_iter().collect();
                if let Some(said) = tag.argument(&["caption"]) {
                    let (at, said) = (said.span, said.value.clone());
                    caption.extend(self.said(at, &said));
                }
                let mut blocks: Vec<Block> =
                    self.words_of(tag, &["file-name", "filename"]).and_then(paragraph).into_iter().collect();
                blocks.extend(self.flow(children));
                Content::Blocks(match caption.is_empty() {
                    true => blocks,
                    false => vec![Block::new(span, BlockKind::Figure { blocks, caption })],
                })
            }
            "steps" => self.steps(span, children),
            "step" => {
                let title = self.words_of(tag, &TITLES);
                self.under_title(span, "step", title, children)
            }
            "update" | "field" | "section" | "panel" | "tile" | "feature" => {
                let title = self.words_of(tag, &TITLES);
                self.under_title(span, name, title, children)
            }
            "card" | "linkcard" | "cardlink" | "cardscard" | "linkbutton" | "buttonlink" | "featurecard"
            | "ucard" => self.card(span, tag, children),
            "cards" | "cardgroup" | "cardgrid" | "linkgrid" | "grid" | "columns" | "column" | "col"
            | "row" | "accordiongroup" | "accordions" | "filetree" | "files" | "browseronly"
            | "clientonly" | "frame" | "fragment" | "suspense" | "translate" | "trans"
            | "expandablegroup" | "packagemanagers"
                if !children.is_empty() =>
            {
                let caption = self.words_of(tag, &["title", "caption"]);
                let mut content = self.content(children);
                if let (Some(caption), Content::Blocks(blocks)) = (caption, &mut content) {
                    blocks.extend(paragraph(caption));
                }
                content
            }
            "accordion"
            | "accordionitem"
            | "accordionsaccordion"
            | "details"
            | "expandable"
            | "collapsible"
            | "toggle"
            | "disclosure"
            | "collapse"
            | "dropdown"
            | "faq"
                if !children.is_empty() && self.words_of(tag, &TITLES).is_some() =>
            {
                let title = self.words_of(tag, &TITLES);
                let open = ["open", "defaultOpen"]
                    .iter()
                    .any(|key| tag.argument(&[key]).is_some_and(|one| one.value != "false"));
                let folding = if open { Folding::Open } else { Folding::Closed };
                let blocks = self.flow(children);
                let callout = Callout { kind: "details".to_owned(), title, folding, blocks };
                Content::Blocks(vec![Block::new(span, BlockKind::Callout(callout))])
            }
            "image" | "img" | "zoomimage" | "themedimage" | "themeimage" | "idealimage" | "screenshot"
            | "picture" | "nuxtimg" | "mdximage" | "figure"
                if self.source_of(tag).is_some() =>
            {
                let mut pairs = self.element_pairs(tag);
                pairs.retain(|(key, _)| !matches!(key.as_str(), "src" | "title"));
                pairs.push(("src".to_owned(), self.source_of(tag).unwrap_or_default()));
                let image = self.html_element(span, "img", pairs, Vec::new());
                let mut caption = self.words_of(tag, &["caption", "title"]).unwrap_or_default();
                caption.extend(self.phrasing(children));
                match (image, caption.is_empty()) {
                    (Content::Inlines(image), false) => {
                        let blocks = paragraph(image).into_iter().collect();
                        Content::Blocks(vec![Block::new(span, BlockKind::Figure { blocks, caption })])
                    }
                    (image, _) => image,
                }
            }
            "link" | "a" | "navlink" | "button" | "linkto" | "routerlink" | "nuxtlink" | "anchor"
            | "prolink" | "ubutton"
                if self.address_in(tag, &["href", "to", "url", "link"]).is_some() =>
            {
                let address = self.address_in(tag, &["href", "to", "url", "link"]).unwrap_or_default();
                let mut content = self.phrasing(children);
                if content.is_empty() {
                    content = self
                        .words_of(tag, &WORDS)
                        .unwrap_or_else(|| vec![Inline::text(span, address.as_str())]);
                }
                Content::Inlines(vec![link(span, address, content)])
            }
            "youtube" | "youtubeembed" | "liteyoutubeembed" | "youtubevideo" | "yt" => {
                let Some(id) = first(&["id", "videoId", "videoid", "url", "src"]) else {
                    return Err(children);
                };
                let address =
                    if id.contains('/') { id } else { format!("https://www.youtube.com/watch?v={id}") };
                self.played(span, tag, address, "YouTube", children)
            }
            "vimeo" | "vimeovideo" | "vimeoembed" => {
                let Some(id) = first(&["id", "videoId", "videoid", "url", "src"]) else {
                    return Err(children);
                };
                let address = if id.contains('/') { id } else { format!("https://vimeo.com/{id}") };
                self.played(span, tag, address, "Vimeo", children)
            }
            "video" | "audio" | "loom" | "iframe" | "reactplayer" | "player" | "tweet" | "codepen"
            | "codesandbox" | "stackblitz" | "embed" | "videoplayer" | "asciinema" => {
                let Some(address) = self.address_in(tag, &["src", "url", "href", "file"]) else {
                    return Err(children);
                };
                let shown = address.rsplit('/').find(|part| !part.is_empty()).unwrap_or(&address).to_owned();
                self.played(span, tag, address, &shown, children)
            }
            "badge" | "tag" | "pill" | "chip" | "label" | "ubadge" | "vpbadge" => {
                let mut content =
                    self.words_of(tag, &["text", "label", "title", "content"]).unwrap_or_default();
                content.extend(self.phrasing(children));
                let attributes = Attributes::of_class("badge".to_owned());
                let kind = InlineKind::Styled { style: Style::Small, content };
                Content::Inlines(vec![Inline { span, attributes, kind }])
            }
            "kbd" | "key" | "shortcut" => {
                let mut content = self.words_of(tag, &["text", "value", "label"]).unwrap_or_default();
                content.extend(self.phrasing(children));
                let kind = InlineKind::Styled { style: Style::Keyboard, content };
                Content::Inlines(vec![Inline::new(span, kind)])
            }
            "tooltip" | "term" | "glossary" => {
                let mut content = self.phrasing(children);
                if let Some(said) =
                    self.words_of(tag, &["tip", "text", "content", "title", "definition", "description"])
                {
                    content.push(Inline::text(span, " ("));
                    content.extend(said);
                    content.push(Inline::text(span, ")"));
                }
                Content::Inlines(content)
            }
            "tocinline" | "tableofcontents" | "toc" => {
                Content::Blocks(vec![Block::new(span, BlockKind::Contents)])
            }
            "check" | "checkmark" | "yes" | "cross" | "xmark" | "no" if children.is_empty() => {
                let mark = if matches!(name, "check" | "checkmark" | "yes") { "✓" } else { "✗" };
                Content::Inlines(vec![Inline::text(span, mark)])
            }
            "filetreefolder" | "filetreefile" | "folder" | "file" if text("name").is_some() => {
                let mut blocks: Vec<Block> =
                    self.words_of(tag, &["name"]).and_then(paragraph).into_iter().collect();
                blocks.extend(self.flow(children));
                Content::Blocks(vec![bullets(span, vec![blocks])])
            }
            "paramfield" | "responsefield" | "apifield" | "property" => self.field(span, tag, children),
            _ => match self.callout_kind(name, tag) {
                Some(kind) if !children.is_empty() || self.words_of(tag, &WORDS).is_some() => {
                    let title = self.words_of(tag, &["title", "label", "heading", "header", "summary"]);
                    let mut blocks: Vec<Block> = self
                        .words_of(tag, &["text", "content", "message", "description", "children"])
                        .and_then(paragraph)
                        .into_iter()
                        .collect();
                    blocks.extend(self.flow(children));
                    let callout = Callout { kind, title, folding: Folding::Fixed, blocks };
                    Content::Blocks(vec![Block::new(span, BlockKind::Callout(callout))])
                }
                _ => return Err(children),
            },
        })
    }

    /// The kind of callout that a component asks for by its type or its name.
    fn callout_kind(&self, name: &str, tag: &Tag) -> Option<String> {
        let callouts = self.note.callouts;
        let own = callouts.get(name).or_else(|| {
            let stem = ["box", "block", "callout", "alert", "admonition"]
                .iter()
                .find_map(|end| name.strip_suffix(end));
            callouts.get(stem.filter(|stem| !stem.is_empty())?)
        });
        if own.is_none() && !BOXES.contains(&name) {
            return None;
        }
        let asked = KINDS.iter().find_map(|key| callouts.of_class(tag.text(key)?));
        asked.or(own).or_else(|| callouts.get("note")).map(|kind| kind.kind.to_string())
    }

    /// The words that the first of these attributes gives which is there.
    pub fn words_of(&mut self, tag: &Tag, keys: &[&str]) -> Option<Vec<Inline>> {
        let mut given = keys.iter().filter_map(|key| tag.argument(&[key]));
        let argument =
            given.find(|one| one.quoted && !one.value.trim().is_empty() || is_markup(&one.value))?;
        Some(match argument.quoted {
            // A label of a directive (`:badge[*new*]`) is Markdown, an attribute is text.
            true if self.is_label(argument) => self.line_of(argument.span.range()),
            true if self.refers(&argument.value) => self.said(argument.span, argument.value.trim()),
            true => vec![Inline::text(argument.span, argument.value.trim())],
            false => {
                // The brackets of a fragment say nothing.
                let range = argument.span.range();
                let fragment = argument.value.starts_with("<>") && argument.value.ends_with("</>");
                let inside = if fragment { range.start + 2..range.end - 3 } else { range };
                self.line_of(inside)
            }
        })
    }

    /// Whether an argument is the label in brackets of a directive.
    #[expect(clippy::string_slice, reason = "spans are of the same note and its tokens")]
    fn is_label(&self, argument: &Argument) -> bool {
        self.note.source.text()[..argument.span.start as usize].ends_with('[')
    }

    /// The content of something that says nothing itself.
    fn content(&mut self, children: Vec<Node>) -> Content {
        match contains_block(&children) {
            true => Content::Blocks(self.flow(children)),
            false => Content::Inlines(self.phrasing(children)),
        }
    }

    /// Tabs, whose titles may stand in the opening tag: `<Tabs items={['a', 'b']}>`.
    #[expect(clippy::indexing_slicing, reason = "spans are of the same note and its tokens")]
    fn component_tabs(&mut self, tag: &Tag, children: Vec<Node>) -> Content {
        let titles =
            ["items", "values", "labels", "tabs"].iter().find_map(|key| self.data_of(tag.argument(&[key])?));
        let Some(Value::List(titles)) = titles else { return Content::Blocks(self.flow(children)) };
        let masked = self.masked;
        let mut number = 0;
        let mut nodes = Vec::with_capacity(children.len());
        for node in children {
            let Node::Element(Element { span, opener: Opener::Shortcode(token), children }) = node else {
                nodes.push(node);
                continue;
            };
            let own = match &masked.tokens[token].kind {
                TokenKind::Tag { tag, .. } if TABS.contains(&plain(&tag.name).as_str()) => tag,
                _ => {
                    nodes.push(Node::Element(Element { span, opener: Opener::Shortcode(token), children }));
                    continue;
                }
            };
            let by_value = titles.iter().find_map(|title| titled_by(title, own.text("value")?));
            let title = by_value.or_else(|| titles.get(number).and_then(title_of));
            number += 1;
            let title =
                self.words_of(own, &["label", "title"]).or_else(|| Some(vec![Inline::text(span, title?)]));
            let title = title.or_else(|| self.words_of(own, &["value", "name"]));
            if let Content::Blocks(blocks) = self.under_title(span, "tab", title, children) {
                nodes.extend(blocks.into_iter().map(Node::Block));
            }
        }
        Content::Blocks(self.flow(nodes))
    }

    /// Steps: a list with numbers when each is a component with a title, else what stands in them.
    fn steps(&mut self, span: Span, children: Vec<Node>) -> Content {
        let blocks = self.flow(children);
        let is_step = |block: &Block| {
            matches!(block.kind, BlockKind::Division { .. })
                && block.attributes.classes.iter().any(|class| class == "step")
        };
        if blocks.is_empty() || !blocks.iter().all(is_step) {
            return Content::Blocks(blocks);
        }
        let item = |block: Block| ListItem {
            span: block.span,
            attributes: Attributes::default(),
            task: None,
            number: None,
            blocks: match block.kind {
                BlockKind::Division { blocks } => blocks,
                kind => vec![Block::new(block.span, kind)],
            },
        };
        let items = blocks.into_iter().map(item).collect();
        let kind = BlockKind::List {
            kind: ListKind::Ordered { start: 1, numbering: Numbering::Decimal },
            tight: false,
            items,
        };
        Content::Blocks(vec![Block::new(span, kind)])
    }

    /// A card: its title, which leads somewhere, what it says, and its content.
    fn card(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let address = self.address_in(tag, &["href", "to", "url", "link"]);
        let title = self.words_of(tag, &TITLES);
        let mut blocks: Vec<Block> =
            self.words_of(tag, &["description", "text", "content"]).and_then(paragraph).into_iter().collect();
        if title.is_none() && address.is_some() && !contains_block(&children) {
            let content = self.phrasing(children);
            blocks.insert(
                0,
                Block::new(
                    span,
                    BlockKind::Paragraph { content: vec![link(span, address.unwrap_or_default(), content)] },
                ),
            );
            return Content::Blocks(blocks);
        }
        blocks.extend(self.flow(children));
        let title = title.or_else(|| Some(vec![Inline::text(span, address.as_deref()?)]));
        if let Some(title) = title {
            let content =
                vec![Inline::new(span, InlineKind::Styled { style: Style::Strong, content: title })];
            let content = match address {
                Some(address) => vec![link(span, address, content)],
                None => content,
            };
            blocks.insert(0, Block::new(span, BlockKind::Paragraph { content }));
        }
        let attributes = Attributes::of_class("card".to_owned());
        Content::Blocks(vec![Block { span, attributes, kind: BlockKind::Division { blocks } }])
    }

    /// A parameter of an interface, by its name and type.
    fn field(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let named = ["name", "path", "query", "body", "header"].iter().find_map(|key| tag.text(key));
        let code = |text: &str| Inline::new(span, InlineKind::Code { language: None, text: text.to_owned() });
        let mut term: Vec<Inline> = named.map(code).into_iter().collect();
        if let Some(kind) = tag.text("type") {
            term.extend([Inline::text(span, " "), code(kind)]);
        }
        if let Some(default) = tag.text("default") {
            term.extend([Inline::text(span, " = "), code(default)]);
        }
        let mut definition: Vec<Block> =
            self.words_of(tag, &["description"]).and_then(paragraph).into_iter().collect();
        definition.extend(self.flow(children));
        let item = DescriptionItem {
            span,
            attributes: Attributes::default(),
            terms: vec![term],
            definitions: vec![definition],
        };
        Content::Blocks(vec![Block::new(span, BlockKind::DescriptionList { items: vec![item] })])
    }

    /// A link, with a title, to what a document cannot play.
    fn played(
        &mut self,
        span: Span,
        tag: &Tag,
        address: String,
        shown: &str,
        children: Vec<Node>,
    ) -> Content {
        let mut content = self.words_of(tag, &["title", "label", "caption", "alt"]).unwrap_or_default();
        if content.is_empty() {
            content = self.phrasing(children);
        }
        if content.is_empty() {
            content.push(Inline::text(span, shown));
        }
        Content::Inlines(vec![link(span, address, content)])
    }

    /// A component that is not known: its words, its data and its content stay.
    fn unknown_component(&mut self, span: Span, tag: &Tag, children: Vec<Node>) -> Content {
        let mut words = Vec::new();
        let mut data = Vec::new();
        for argument in &tag.arguments {
            let key = argument.key.as_deref().unwrap_or_default();
            if let Some(value) = self.data_of(argument).filter(|_| !matches!(key, "style" | "sx")) {
                data.extend(self.data(argument.span, &value));
            } else if WORDS.contains(&key)
                || argument.has_words() && !is_address(&argument.value) && !is_icon(&tag.name)
            {
                for word in self.words_of(tag, &[key]).into_iter().flatten() {
                    if !words.is_empty() {
                        words.push(Inline::text(span, " "));
                    }
                    words.push(word);
                }
            }
        }
        if words.is_empty()
            && children.is_empty()
            && let Some(address) = self.address_in(tag, &["href", "url", "link", "to", "src"])
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

    /// The data that an attribute's expression gives.
    fn data_of(&self, argument: &Argument) -> Option<Value> {
        let range = argument.span.range();
        match js::value(self.note.source.text(), range) {
            value @ (Value::List(_) | Value::Object(_)) if !argument.quoted => Some(value),
            _ => None,
        }
    }

    /// Data as people read it: records as a list of terms with what is said of them, texts as a list.
    fn data(&mut self, span: Span, value: &Value) -> Vec<Block> {
        match value {
            Value::Object(properties)
                if properties.iter().all(|(_, value)| matches!(value, Value::Object(_))) =>
            {
                let items: Vec<DescriptionItem> = properties
                    .iter()
                    .filter_map(|(key, value)| match value {
                        Value::Object(inside) => {
                            let name =
                                Inline::new(span, InlineKind::Code { language: None, text: key.clone() });
                            Some(self.record(span, Some(name), inside))
                        }
                        _ => None,
                    })
                    .collect();
                described(span, items)
            }
            Value::Object(properties) => {
                let item = self.record(span, None, properties);
                described(span, vec![item])
            }
            Value::List(items) if items.iter().any(|item| matches!(item, Value::Object(_))) => {
                let items = items
                    .iter()
                    .filter_map(|item| match item {
                        Value::Object(properties) => Some(self.record(span, None, properties)),
                        _ => None,
                    })
                    .collect();
                described(span, items)
            }
            Value::List(items) => {
                let items: Vec<Vec<Block>> = items
                    .iter()
                    .filter_map(|item| match item {
                        Value::Text(text, at) => {
                            paragraph(self.read_text(text, *at)).map(|block| vec![block])
                        }
                        Value::List(_) => Some(self.data(span, item)),
                        Value::Word(_) | Value::Object(_) | Value::Code => None,
                    })
                    .filter(|blocks| !blocks.is_empty())
                    .collect();
                if items.is_empty() { Vec::new() } else { vec![bullets(span, items)] }
            }
            Value::Text(text, at) => paragraph(self.read_text(text, *at)).into_iter().collect(),
            Value::Word(_) | Value::Code => Vec::new(),
        }
    }

    /// A record: what names it, and what else it says.
    fn record(
        &mut self,
        span: Span,
        name: Option<Inline>,
        properties: &[(String, Value)],
    ) -> DescriptionItem {
        const NAMES: [&str; 8] = ["title", "label", "question", "term", "name", "property", "prop", "param"];
        const ADDRESSES: [&str; 4] = ["href", "url", "link", "to"];
        const SILENT: [&str; 9] =
            ["icon", "image", "className", "id", "key", "color", "variant", "target", "src"];
        let text = |key: &str| {
            properties.iter().find_map(|(own, value)| match value {
                Value::Text(text, at) if own == key => Some((text.as_str(), *at)),
                _ => None,
            })
        };
        let naming = NAMES.iter().find(|key| name.is_none() && text(key).is_some());
        let mut term: Vec<Inline> = name.into_iter().collect();
        if let Some((title, at)) = naming.and_then(|key| text(key)) {
            term = match naming {
                Some(&"name" | &"property" | &"prop" | &"param") => {
                    vec![Inline::new(at, InlineKind::Code { language: None, text: title.to_owned() })]
                }
                _ => self.read_text(title, at),
            };
        }
        if let Some((address, _)) = ADDRESSES.iter().find_map(|key| text(key)) {
            let shown = if term.is_empty() { vec![Inline::text(span, address)] } else { term };
            term = vec![link(span, address.to_owned(), shown)];
        }
        if let Some((kind, at)) = text("type") {
            term.push(Inline::text(at, " "));
            term.push(Inline::new(at, InlineKind::Code { language: None, text: kind.to_owned() }));
        }
        let says = |name: &str| {
            let is = |key: &str| key.strip_prefix("is").unwrap_or(key).eq_ignore_ascii_case(name);
            properties.iter().any(|(key, value)| is(key) && *value == Value::Word("true".to_owned()))
        };
        for name in ["optional", "required", "deprecated"].into_iter().filter(|name| says(name)) {
            term.push(Inline::text(span, format!(" ({name})")));
        }
        let mut definition = Vec::new();
        for (key, value) in properties {
            let key = key.as_str();
            let told =
                naming == Some(&key) || key == "type" || ADDRESSES.contains(&key) || SILENT.contains(&key);
            if !told {
                definition.extend(self.data(span, value));
            }
        }
        DescriptionItem {
            span,
            attributes: Attributes::default(),
            terms: vec![term],
            definitions: vec![definition],
        }
    }

    /// The text of a literal, with the Markdown in it when it stands in the note as it is.
    fn read_text(&mut self, text: &str, at: Span) -> Vec<Inline> {
        match self.note.source.slice(at) == text && !text.contains(['\n', '<', '{']) {
            true => self.line_of(at.range()),
            false => vec![Inline::text(at, text)],
        }
    }

    /// The address that the first of these attributes gives which is there, even as an expression: a file that the
    /// note imports, or `require('./a.png').default`, `useBaseUrl('/a.png')`.
    fn address_in(&self, tag: &Tag, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| self.address_given(tag.argument(&[key])?))
    }

    fn address_given(&self, argument: &Argument) -> Option<String> {
        let value = argument.value.trim();
        if argument.quoted {
            return Some(without_alias(value)).filter(|value| !value.is_empty());
        }
        let name = value.split(['.', '?', '!']).next().unwrap_or_default();
        if let Some(path) = self.masked.imports.get(name) {
            return Some(without_alias(path));
        }
        let (_, rest) = value.split_once(['\'', '"', '`'])?;
        let (literal, after) = rest.split_once(['\'', '"', '`'])?;
        let only = !after.contains(['\'', '"', '`']) && !literal.contains("${");
        only.then(|| without_alias(literal)).filter(|literal| !literal.is_empty())
    }

    /// Where the image of a component is: on a light page, if it says so.
    fn source_of(&self, tag: &Tag) -> Option<String> {
        let own = self.address_in(tag, &["src", "srcLight", "light", "img", "image", "source"]);
        own.or_else(|| match self.data_of(tag.argument(&["sources"])?)? {
            Value::Object(sources) => {
                let light = sources.iter().find(|(key, _)| key == "light").or(sources.first())?;
                match &light.1 {
                    Value::Text(path, _) => Some(without_alias(path)),
                    Value::Word(name) => self.masked.imports.get(name).map(|path| without_alias(path)),
                    Value::List(_) | Value::Object(_) | Value::Code => {
                        let Argument { span, .. } = tag.argument(&["sources"])?;
                        let (_, rest) = self.note.source.slice(*span).split_once(['\'', '"'])?;
                        rest.split(['\'', '"']).next().map(without_alias)
                    }
                }
            }
            _ => None,
        })
    }

    /// The attributes of an element of JSX, as HTML writes them.
    pub fn element_pairs(&self, tag: &Tag) -> Vec<(String, String)> {
        let one = |argument: &Argument| {
            let key = argument.key.as_deref()?;
            let name = match key {
                "className" => "class".to_owned(),
                "to" if tag.argument(&["href"]).is_none() => "href".to_owned(),
                key => key.to_lowercase(),
            };
            let value = match name.as_str() {
                "src" | "href" | "poster" => self.address_given(argument)?,
                "style" if !argument.quoted => style(&self.data_of(argument)?),
                _ if argument.quoted => argument.value.clone(),
                name if name.starts_with("on") => argument.value.clone(),
                _ if argument.value == "true" => String::new(),
                _ => argument.value.parse::<f64>().ok().map(|_| argument.value.clone())?,
            };
            Some((name, value))
        };
        tag.arguments.iter().filter_map(one).collect()
    }
}

impl Tag {
    /// The text that the argument of this name is.
    fn text(&self, key: &str) -> Option<&str> {
        self.argument(&[key])
            .filter(|one| one.quoted)
            .map(|one| one.value.as_str())
            .filter(|text| !text.is_empty())
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

/// The name of a component as all ways to write it have it: `code-group`, `CodeGroup`.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Whether an expression is an element itself: `title={<b>x</b>}`.
fn is_markup(expression: &str) -> bool {
    expression.starts_with('<') && expression.ends_with('>')
}

/// Whether a file that is imported is a note.
fn is_note(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| NOTES.contains(&extension))
}

/// A path from the root without the name by which sites call it: `@site/static/a.png`, `@/a.png`, `~/a.md`.
pub fn without_alias(path: &str) -> String {
    let path = path.rsplit('!').next().unwrap_or(path);
    let aliases = ["@site/static/", "@site/", "@/", "~/", "pathname:///"];
    match aliases.iter().find_map(|alias| path.strip_prefix(alias)) {
        Some(rest) => format!("/{rest}"),
        None => path.to_owned(),
    }
}

/// The title that an entry of `items` or `values` gives.
fn title_of(entry: &Value) -> Option<String> {
    match entry {
        Value::Text(text, _) => Some(text.clone()),
        Value::Object(properties) => ["label", "title", "name", "value"].iter().find_map(|key| {
            properties.iter().find_map(|(own, value)| match value {
                Value::Text(text, _) if own == key => Some(text.clone()),
                _ => None,
            })
        }),
        Value::Word(_) | Value::List(_) | Value::Code => None,
    }
}

/// The title of the entry with this value.
fn titled_by(entry: &Value, value: &str) -> Option<String> {
    let Value::Object(properties) = entry else { return None };
    let is = properties
        .iter()
        .any(|(key, own)| key == "value" && matches!(own, Value::Text(text, _) if text == value));
    is.then(|| title_of(entry)).flatten()
}

/// The declarations of CSS that an object of React's is.
fn style(value: &Value) -> String {
    let Value::Object(properties) = value else { return String::new() };
    let one = |(key, value): &(String, Value)| {
        let value = match value {
            Value::Text(text, _) => text.clone(),
            Value::Word(word) => word.clone(),
            Value::List(_) | Value::Object(_) | Value::Code => return None,
        };
        let hyphened = key.chars().flat_map(|c| {
            let hyphen = c.is_ascii_uppercase().then_some('-');
            hyphen.into_iter().chain([c.to_ascii_lowercase()])
        });
        Some(format!("{}: {value}", hyphened.collect::<String>()))
    };
    properties.iter().filter_map(one).collect::<Vec<_>>().join("; ")
}

fn link(span: Span, address: String, content: Vec<Inline>) -> Inline {
    let target = LinkTarget::Unresolved(address).into();
    Inline::new(span, InlineKind::Link { target, title: None, content })
}

fn bullets(span: Span, items: Vec<Vec<Block>>) -> Block {
    let item =
        |blocks| ListItem { span, attributes: Attributes::default(), task: None, number: None, blocks };
    let items = items.into_iter().map(item).collect();
    Block::new(span, BlockKind::List { kind: ListKind::Bullet, tight: true, items })
}

/// The items as a list, when there are any that say something.
fn described(span: Span, mut items: Vec<DescriptionItem>) -> Vec<Block> {
    let says = |item: &DescriptionItem| {
        item.terms.iter().any(|term| !flatten::text(term).trim().is_empty())
            || item.definitions.iter().any(|blocks| !blocks.is_empty())
    };
    items.retain(says);
    match items.is_empty() {
        true => Vec::new(),
        false => vec![Block::new(span, BlockKind::DescriptionList { items })],
    }
}
