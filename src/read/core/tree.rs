//! A note's nodes while it is read: what is finished (blocks and inlines) and elements that an opening tag
//! began, of raw HTML or of a shortcode, whose closing tag may come many Markdown nodes later. The
//! [`Builder`] pairs them like an HTML parser does; what an element means is said by [`crate::read::syntax::html`] and
//! [`crate::read::core::markdown`].

use crate::ir::{Block, Inline, InlineKind};
use crate::limits::{LEVELS_OF_BOX, MAX_DEPTH};
use crate::read::core::content::Content;
use crate::read::core::flatten;
use crate::read::syntax::attributes::AttributeLine;
use crate::read::syntax::html::is_block;
use crate::source::Span;

/// A node.
#[derive(Debug)]
pub enum Node {
    /// A finished block.
    Block(Block),
    /// A finished inline.
    Inline(Inline),
    /// An element with what stands in it.
    Element(Element),
    /// A line of attributes of a block beside it.
    Attributes(Span, AttributeLine),
}

/// An element.
#[derive(Debug)]
pub struct Element {
    /// Where its opening tag stands, or the whole of it when there is no tag.
    pub span: Span,
    /// What began it.
    pub opener: Opener,
    /// What stands in it.
    pub children: Vec<Node>,
}

/// What begins an [`Element`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opener {
    /// A paragraph of Markdown.
    Paragraph,
    /// A tag of raw HTML.
    Html {
        /// The element's name, lower case.
        name: String,
        /// Its attributes, in order.
        attributes: Vec<(String, String)>,
    },
    /// A shortcode's opening (or only) tag: the number of its token.
    Shortcode(usize),
}

/// Why a tag was not like the others.
#[derive(Debug, PartialEq, Eq)]
pub enum Unbalanced {
    /// This opening tag was closed by the end of what it stands in.
    NeverClosed(Span, Opener),
    /// A closing tag closes nothing here.
    ClosesNothing,
    /// Here begins what is nested too deep: its tags are left out.
    TooDeep(Span),
}

/// The elements of which a document does not show what stands in them. One that is never closed holds nothing: what
/// comes after it is the note's.
const HIDING: [&str; 8] = ["audio", "iframe", "object", "script", "style", "svg", "template", "video"];

/// Builds the nodes inside one container of Markdown, which no element may leave.
#[derive(Debug, Default)]
pub struct Builder {
    nodes: Vec<Node>,
    open: Vec<Element>,
    /// How deep in the note all this stands.
    depth: usize,
    /// What is open but nested too deep to become an element.
    too_deep: Vec<Opener>,
    /// Where that began first.
    deepest: Option<Span>,
}

impl Builder {
    /// A builder for what stands in this many containers and elements.
    pub fn new(depth: usize) -> Self {
        Self { depth, ..Self::default() }
    }

    /// In how many containers and elements stands what comes next.
    pub fn depth(&self) -> usize {
        self.depth + self.open.iter().map(|element| element.opener.weight()).sum::<usize>()
    }

    /// Adds a finished node.
    pub fn push(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(element) => element.children.push(node),
            None => self.nodes.push(node),
        }
    }

    /// Whether some element is open.
    pub fn has_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// The node that was added last to what is open innermost.
    pub fn last_mut(&mut self) -> Option<&mut Node> {
        self.open.last_mut().map_or(&mut self.nodes, |element| &mut element.children).last_mut()
    }

    /// Adds words that go on those before them, so that what stands between brackets or braces is one text.
    pub fn push_words(&mut self, span: Span, words: &str) {
        match self.last_mut() {
            Some(Node::Inline(Inline { attributes, kind: InlineKind::Text { text }, span: before }))
                if attributes.is_empty() =>
            {
                text.push_str(words);
                *before = before.to(span);
            }
            _ => self.push(Node::Inline(Inline::text(span, words))),
        }
    }

    /// The element that was closed last, when nothing is open around it any more. A shortcode stays, for what it becomes
    /// may stand on a line of its own.
    pub fn take_closed(&mut self) -> Option<Element> {
        let is_closed = |node: &mut Node| {
            let is_shortcode = |element: &Element| matches!(element.opener, Opener::Shortcode(_));
            self.open.is_empty() && matches!(node, Node::Element(element) if !is_shortcode(element))
        };
        let last = self.nodes.pop_if(is_closed);
        if let Some(Node::Element(element)) = last { Some(element) } else { None }
    }

    /// Adds blocks where only a line can stand: the paragraph that is open innermost, if one is, ends before them and
    /// goes on after them.
    pub fn interrupt(&mut self, content: Content) {
        let paragraph = self.open.last().filter(|last| last.opener == Opener::Paragraph);
        match paragraph.map(|paragraph| paragraph.span) {
            Some(span) if matches!(content, Content::Blocks(_)) => {
                self.pop();
                self.extend(content);
                self.open(span, Opener::Paragraph);
            }
            _ => self.extend(content),
        }
    }

    /// Adds what an element became.
    pub fn extend(&mut self, content: Content) {
        match content {
            Content::Blocks(blocks) => blocks.into_iter().for_each(|block| self.push(Node::Block(block))),
            Content::Inlines(inlines) => inlines.into_iter().for_each(|one| self.push(Node::Inline(one))),
        }
    }

    /// Opens an element. A paragraph ends before a block, an item before the next item
    /// (HTML, "optional tags").
    pub fn open(&mut self, span: Span, opener: Opener) {
        while self.open.last().is_some_and(|last| ends_before(&last.opener, &opener)) {
            self.pop();
        }
        if self.depth() < MAX_DEPTH || opener == Opener::Paragraph {
            return self.open.push(Element { span, opener, children: Vec::new() });
        }
        self.deepest.get_or_insert(span);
        self.separate(span, &opener);
        self.too_deep.push(opener);
    }

    /// Keeps the words before and after a tag apart that does not become an element.
    fn separate(&mut self, span: Span, opener: &Opener) {
        if is_block(opener.html()) || matches!(opener, Opener::Shortcode(_)) {
            self.push(Node::Inline(Inline::new(span, InlineKind::SoftBreak)));
        }
    }

    /// Closes the innermost open element that `is` recognizes, and those inside it; returns those of them
    /// that should have had a closing tag of their own.
    pub fn close(&mut self, is: impl Fn(&Opener) -> bool) -> Vec<Unbalanced> {
        if let Some(at) = self.too_deep.iter().rposition(&is) {
            for opener in self.too_deep.split_off(at) {
                self.separate(self.deepest.unwrap_or_default(), &opener);
            }
            return Vec::new();
        }
        let Some(at) = self.open.iter().rposition(|element| is(&element.opener)) else {
            return vec![Unbalanced::ClosesNothing];
        };
        let mut unbalanced = self.pop_to(at + 1);
        self.pop();
        unbalanced.reverse();
        unbalanced
    }

    /// Ends everything: the nodes, and the elements that were never closed.
    pub fn finish(mut self) -> (Vec<Node>, Vec<Unbalanced>) {
        let mut unbalanced = self.pop_to(0);
        unbalanced.extend(self.deepest.map(Unbalanced::TooDeep));
        (self.nodes, unbalanced)
    }

    /// Whether an element that `is` recognizes is open.
    pub fn inside(&self, is: impl Fn(&Opener) -> bool) -> bool {
        self.open.iter().any(|element| is(&element.opener))
    }

    fn pop_to(&mut self, length: usize) -> Vec<Unbalanced> {
        let mut unbalanced = Vec::new();
        while self.open.len() > length {
            let Some(element) = self.open.last() else { break };
            if may_stay_open(&element.opener) {
                self.pop();
                continue;
            }
            unbalanced.push(Unbalanced::NeverClosed(element.span, element.opener.clone()));
            let hidden =
                if HIDING.contains(&element.opener.html()) { self.take_children() } else { Vec::new() };
            self.pop();
            hidden.into_iter().for_each(|node| self.push(node));
        }
        unbalanced
    }

    /// What stands in the element that is open innermost.
    fn take_children(&mut self) -> Vec<Node> {
        self.open.last_mut().map_or_else(Vec::new, |element| std::mem::take(&mut element.children))
    }

    fn pop(&mut self) {
        if let Some(element) = self.open.pop() {
            self.push(Node::Element(element));
        }
    }
}

impl Opener {
    /// The name of the HTML element, or `""`.
    pub fn html(&self) -> &str {
        match self {
            Opener::Html { name, .. } => name,
            Opener::Paragraph | Opener::Shortcode(_) => "",
        }
    }
}

impl Opener {
    /// What it adds to the depth of what stands in it.
    fn weight(&self) -> usize {
        match self {
            Opener::Paragraph => 0,
            Opener::Shortcode(_) => LEVELS_OF_BOX,
            Opener::Html { name, .. } => match name.as_str() {
                "div" | "section" | "article" | "main" | "body" | "header" | "footer" | "center" => 1,
                name if is_block(name) => LEVELS_OF_BOX,
                _ => 1,
            },
        }
    }
}

fn ends_before(open: &Opener, next: &Opener) -> bool {
    let next = next.html();
    match (open, open.html()) {
        (Opener::Paragraph, _) | (_, "p") => is_block(next),
        (_, "li") => next == "li",
        (_, "dt" | "dd") => matches!(next, "dt" | "dd"),
        (_, "td" | "th") => matches!(next, "td" | "th" | "tr" | "tbody" | "tfoot" | "thead"),
        (_, "tr") => matches!(next, "tr" | "tbody" | "tfoot" | "thead"),
        (_, "thead" | "tbody" | "tfoot") => matches!(next, "tbody" | "tfoot" | "thead"),
        _ => false,
    }
}

fn may_stay_open(opener: &Opener) -> bool {
    const OPTIONAL: [&str; 13] =
        ["p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "html", "body"];
    *opener == Opener::Paragraph || OPTIONAL.contains(&opener.html())
}

/// Whether something in these nodes cannot stand in a line of text.
pub fn contains_block(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Block(_) => true,
        Node::Inline(_) | Node::Attributes(..) => false,
        Node::Element(Element { opener, children, .. }) => {
            *opener == Opener::Paragraph || is_block(opener.html()) || contains_block(children)
        }
    })
}

/// The words of nodes, as they are.
pub fn text_of(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Inline(inline) => text.push_str(&flatten::text(std::slice::from_ref(inline))),
            Node::Block(block) => text.push_str(&flatten::text(&flatten::inlines(vec![block.clone()]))),
            Node::Attributes(..) => {}
            Node::Element(Element { opener, .. }) if opener.html() == "br" => text.push('\n'),
            Node::Element(element) => {
                text.push_str(&text_of(&element.children));
                if element.opener == Opener::Paragraph {
                    text.push_str("\n\n");
                }
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(name: &str) -> Opener {
        Opener::Html { name: name.to_owned(), attributes: Vec::new() }
    }

    fn show(nodes: &[Node]) -> String {
        let one = |node: &Node| match node {
            Node::Element(element) => format!("{}({})", element.opener.html(), show(&element.children)),
            Node::Inline(_) => "i".to_owned(),
            Node::Block(_) => "b".to_owned(),
            Node::Attributes(..) => "a".to_owned(),
        };
        nodes.iter().map(one).collect()
    }

    /// Builds from `name` (opens), `/name` (closes); the tree and how many tags were unbalanced.
    fn build(tags: &str) -> (String, usize) {
        let mut builder = Builder::default();
        let mut unbalanced = 0;
        for tag in tags.split_whitespace() {
            match tag.strip_prefix('/') {
                Some(name) => unbalanced += builder.close(|opener| opener.html() == name).len(),
                None => builder.open(Span::default(), html(tag)),
            }
        }
        let (nodes, never_closed) = builder.finish();
        (show(&nodes), unbalanced + never_closed.len())
    }

    #[test]
    fn what_is_nested_too_deep_loses_its_tags_only() {
        let text = |text: &str| Node::Inline(Inline::text(Span::default(), text));
        let mut builder = Builder::new(MAX_DEPTH - 1);
        for tag in ["div", "b", "div"] {
            builder.open(Span::default(), html(tag));
        }
        builder.push(text("words"));
        for tag in ["div", "b", "div"] {
            assert_eq!(builder.close(|opener| opener.html() == tag), []);
        }
        builder.push(text("after"));
        let (nodes, unbalanced) = builder.finish();
        assert_eq!(
            (show(&nodes).as_str(), unbalanced),
            ("div(iii)i", vec![Unbalanced::TooDeep(Span::default())])
        );
    }

    #[test]
    fn elements_nest() {
        assert_eq!(build("div b /b /div i /i"), ("div(b())i()".into(), 0));
    }

    #[test]
    fn optional_closing_tags_may_be_absent() {
        assert_eq!(build("ul li li /ul p div /div"), ("ul(li()li())p()div()".into(), 0));
        assert_eq!(build("table tr td td tr th /table"), ("table(tr(td()td())tr(th()))".into(), 0));
        assert_eq!(build("ul li ul li /ul /ul"), ("ul(li(ul(li())))".into(), 0));
    }

    #[test]
    fn other_unbalanced_tags_are_told() {
        assert_eq!(build("div b /div"), ("div(b())".into(), 1));
        assert_eq!(build("div"), ("div()".into(), 1));
        assert_eq!(build("/div b /b"), ("b()".into(), 1));
    }
}
