//! The markup of a drawing written anew: only what draws, nothing that runs, and references only to the drawing itself or
//! to data that is embedded in it.

use std::borrow::Cow;
use std::collections::HashSet;

use roxmltree::{Document, Node, NodeType};

use super::escape::escape;
use super::left::Left;
use super::linked::Linked;
use super::parsed::{SVG, XLINK, XML};
use super::style::{self, References};
use super::words;

/// The elements that draw, define or describe (SVG 1.1 and 2), without those that run, move or play.
const ELEMENTS: [&str; 66] = [
    "a",
    "altGlyph",
    "altGlyphDef",
    "altGlyphItem",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "filter",
    "font",
    "font-face",
    "font-face-name",
    "g",
    "glyph",
    "hatch",
    "hatchpath",
    "hkern",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "missing-glyph",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tref",
    "tspan",
    "use",
];

/// Elements that make things happen.
const RUNNING: [&str; 9] = [
    "script",
    "handler",
    "listener",
    "set",
    "animate",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "discard",
];

/// Attributes whose value may refer to something as a style does.
const REFERRING: [&str; 10] = [
    "fill",
    "stroke",
    "filter",
    "clip-path",
    "mask",
    "marker",
    "marker-start",
    "marker-mid",
    "marker-end",
    "cursor",
];

/// Functions of CSS that filter.
const FILTERS: [&str; 10] = [
    "blur",
    "brightness",
    "contrast",
    "drop-shadow",
    "grayscale",
    "hue-rotate",
    "invert",
    "opacity",
    "saturate",
    "sepia",
];

/// Writes drawings.
pub struct Writer<'d, 'f> {
    /// What was written.
    pub out: String,
    /// What was left out.
    pub left: Left,
    linked: &'d mut Linked<'f>,
    /// Whether filters are kept.
    filters: bool,
    /// Elements without a namespace are SVG's, for the root is.
    bare: bool,
    identifiers: HashSet<&'d str>,
    /// The identifiers of filters, when these are left out.
    filter_names: HashSet<&'d str>,
}

impl<'d, 'f> Writer<'d, 'f> {
    /// A writer that asks `linked` for what the drawing links to.
    pub fn new(linked: &'d mut Linked<'f>, filters: bool) -> Self {
        Self {
            out: String::new(),
            left: Left::default(),
            linked,
            filters,
            bare: false,
            identifiers: HashSet::new(),
            filter_names: HashSet::new(),
        }
    }

    /// Writes the drawing.
    ///
    /// # Errors
    /// When the document is no drawing.
    pub fn drawing(&mut self, document: &'d Document) -> Result<(), String> {
        let root = document.root_element();
        let name = root.tag_name();
        if name.name() != "svg" || name.namespace().is_some_and(|namespace| namespace != SVG) {
            return Err("it is not SVG".to_owned());
        }
        self.bare = name.namespace().is_none();
        if !self.filters {
            let filters = root.descendants().filter(|node| node.tag_name().name() == "filter");
            self.filter_names = filters.filter_map(|filter| filter.attribute("id")).collect();
        }
        let sheets: Vec<String> = document.root().children().filter_map(sheet_named).collect();
        self.element(root, &sheets);
        Ok(())
    }

    /// Writes an element; `sheets` are those that the document names before it.
    fn element(&mut self, node: Node<'d, 'd>, sheets: &[String]) {
        let name = node.tag_name().name();
        let written = match name {
            // A transparent colour is what an image that is not there gives (Filter Effects 1, 9.14).
            "feImage" | "image" => match (self.embedded(node), name) {
                (Some(address), _) => {
                    self.start(node, name);
                    self.attribute("", "href", &address);
                    name
                }
                (None, "feImage") => {
                    self.start(node, "feFlood");
                    self.attribute("", "flood-opacity", "0");
                    "feFlood"
                }
                (None, _) => return,
            },
            _ => {
                self.start(node, name);
                name
            }
        };
        self.out.push('>');
        for sheet in sheets {
            let text = self.sheet(sheet);
            self.out.push_str("<style>");
            escape(&mut self.out, &text);
            self.out.push_str("</style>");
        }
        if name == "style" {
            let text: String =
                node.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect();
            let is_css = node.attribute("type").is_none_or(|kind| matches!(kind.trim(), "" | "text/css"));
            let text = if is_css { style::sheet(&text, self) } else { String::new() };
            escape(&mut self.out, &text);
        } else {
            self.children(node, name);
        }
        self.out.extend(["</", written, ">"]);
    }

    fn children(&mut self, node: Node<'d, 'd>, name: &str) {
        for child in node.children() {
            match child.node_type() {
                NodeType::Element => self.child(child, name),
                NodeType::Text => escape(&mut self.out, child.text().unwrap_or_default()),
                NodeType::Comment | NodeType::PI | NodeType::Root => {}
            }
        }
    }

    fn child(&mut self, child: Node<'d, 'd>, parent: &str) {
        let name = child.tag_name();
        let is_svg = name.namespace().map_or(self.bare, |namespace| namespace == SVG);
        match name.name() {
            _ if !is_svg => {}
            own if ELEMENTS.contains(&own) => self.element(child, &[]),
            "foreignObject" => {
                // What follows in a `switch` is shown instead.
                let instead = parent == "switch" && child.next_sibling_element().is_some();
                if !instead && words::write(&mut self.out, child) {
                    self.left.words = true;
                }
            }
            own if RUNNING.contains(&own) => self.left.running = true,
            _ => {}
        }
    }

    /// Writes a start tag without its end: the attributes that may stand, but for an image's address. An identifier that
    /// stood before is left out: references lead to the first all the same.
    fn start(&mut self, node: Node<'d, 'd>, name: &str) {
        self.out.extend(["<", name]);
        if node.parent_element().is_none() {
            self.attribute("", "xmlns", SVG);
            self.attribute("xmlns:", "xlink", XLINK);
        }
        let is_image = matches!(node.tag_name().name(), "image" | "feImage");
        let mut linked = false;
        // `href` counts before `xlink:href` (SVG 2, 16.1.6).
        let own_link =
            node.attributes().any(|attribute| attribute.name() == "href" && attribute.namespace().is_none());
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            match (attribute.namespace(), name) {
                (None | Some(XLINK), "href") if !is_image => {
                    if attribute.namespace().is_none() != own_link || std::mem::replace(&mut linked, true) {
                        continue;
                    }
                    if let Some(address) = self.link(node.tag_name().name(), value.trim()) {
                        let prefix = if own_link { "" } else { "xlink:" };
                        self.attribute(prefix, "href", &address);
                    }
                }
                (None, "id") if self.identifiers.insert(value) => self.attribute("", "id", &name_of(value)),
                (None, "style") if style::refers(value) => {
                    let value = style::value(value, self);
                    self.attribute("", name, &value);
                }
                (None, "filter") if !self.filters => {}
                (None, _) if REFERRING.contains(&name) && style::refers(value) => {
                    let value = style::value(value, self);
                    self.attribute("", name, &value);
                }
                (None, _) if may_stand(name) => self.attribute("", name, value),
                (None, _) if is_handler(name) => self.left.running = true,
                (Some(XML), "lang" | "space") => self.attribute("xml:", name, value),
                _ => {}
            }
        }
    }

    fn attribute(&mut self, prefix: &str, name: &str, value: &str) {
        self.out.extend([" ", prefix, name, "=\""]);
        escape(&mut self.out, value);
        self.out.push('"');
    }

    /// What the link of an element other than an image becomes.
    fn link(&mut self, element: &str, address: &str) -> Option<String> {
        match address.strip_prefix('#') {
            Some(name) if !name.is_empty() => Some(format!("#{}", name_of(name))),
            // Nobody can follow the links of an image.
            _ if element == "a" => None,
            _ => {
                self.left.address(address, "only what is in the drawing itself can be used so");
                None
            }
        }
    }

    /// The address of an image's or a filter's image; `None` when it is not to be had.
    fn embedded(&mut self, node: Node) -> Option<String> {
        let address = node.attribute("href").or_else(|| node.attribute((XLINK, "href")))?.trim();
        if let Some(name) = address.strip_prefix('#')
            && node.tag_name().name() == "feImage"
        {
            return Some(format!("#{}", name_of(name)));
        }
        match self.linked.image(address, self.out.len()) {
            Ok((address, left)) => {
                self.left.add(left);
                Some(address)
            }
            Err(why) => {
                self.left.address(address, &why);
                None
            }
        }
    }
}

impl References for Writer<'_, '_> {
    fn element(&mut self, name: &str) -> Option<String> {
        (!self.filter_names.contains(name)).then(|| name_of(name).into_owned())
    }

    fn font(&mut self, address: &str) -> Option<String> {
        let found = self.linked.font(address, self.out.len());
        found.map_err(|why| self.left.address(address, &why)).ok()
    }

    fn sheet(&mut self, address: &str) -> String {
        match self.linked.sheet(address, self.out.len()) {
            Ok(text) => {
                let safe = style::sheet(&text, self);
                self.linked.sheet_ends();
                safe
            }
            Err(why) => {
                self.left.address(address, &why);
                String::new()
            }
        }
    }

    fn refuse(&mut self, address: &str) {
        self.left.address(address, "only what is in the drawing itself can be used so");
    }

    fn may_call(&self, function: &str) -> bool {
        self.filters || !FILTERS.contains(&function)
    }
}

/// The style sheet that an instruction before the drawing names (Associating Style Sheets with XML documents 1.0).
#[expect(clippy::string_slice, reason = "the text begins with a quotation mark")]
fn sheet_named(node: Node) -> Option<String> {
    let instruction = node.pi().filter(|instruction| instruction.target == "xml-stylesheet")?;
    let (_, rest) = instruction.value?.split_once("href")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split_once(quote).map(|(address, _)| address.to_owned())
}

/// Whether an attribute is of the drawing rather than of what makes it move, or of another program.
fn may_stand(name: &str) -> bool {
    const OUTSIDE: [&str; 8] = ["src", "srcset", "ping", "id", "href", "target", "download", "xmlns"];
    !is_handler(name)
        && !name.starts_with("data-")
        && !name.contains(':')
        && !OUTSIDE.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// Whether an attribute is code that runs on an event.
fn is_handler(name: &str) -> bool {
    name.len() > 2 && name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"))
}

/// An identifier as a name of XML without colons (Namespaces in XML 1.0, NCName): what may not stand in one is an
/// underscore.
fn name_of(identifier: &str) -> Cow<'_, str> {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if identifier.starts_with(starts) && identifier.chars().all(is_part) {
        return identifier.into();
    }
    let name: String = identifier.chars().map(|c| if is_part(c) { c } else { '_' }).collect();
    if name.starts_with(starts) { name.into() } else { format!("_{name}").into() }
}
