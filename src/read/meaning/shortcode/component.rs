//! What components of documentation sites mean: those that Docusaurus, Nextra, Next, Starlight, Mintlify, Nuxt,
//! VitePress and VuePress bring along, and those that sites name alike. Others keep their words and their content.

mod data;
mod parts;

use crate::diagnostic::{Code, Diagnostic};
use crate::files::NOTES;
use crate::ir::*;
use crate::naming::normalized;
use crate::read::core::construct::{Call, Written};
use crate::read::core::content::{Content, paragraph};
use crate::read::core::reader::Reader;
use crate::read::core::tree::{Node, contains_block, text_of};
use crate::read::meaning::shortcode::component::data::{bullets, link, style};
use crate::read::meaning::table::registry;
use crate::read::syntax::js::Value;
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
