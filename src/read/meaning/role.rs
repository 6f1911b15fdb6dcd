//! Roles of MyST and Sphinx: `` {name}`text` ``, often `` {name}`text <target>` ``. What they mean in a document:
//! a link, formatting, code, a formula or a reference. Of one that is not known, the text stays.

use crate::ir::reference::{Form, Item, Reference};
use crate::ir::{AttributeList, Attributes, Inline, InlineKind, LinkTarget, Style};
use crate::read::core::construct::{Call, Written};
use crate::read::core::content::Content;
use crate::read::core::reader::Reader;
use crate::read::core::{flatten, math};
use crate::read::meaning::table::registry;
use crate::read::syntax::role::parts;
use crate::read::syntax::tag::Tag;
use crate::source::Span;

impl Reader<'_> {
    /// What a role becomes.
    pub fn role(&mut self, span: Span, name: &str, text: &str) -> Vec<Inline> {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(construct) = registry().find(name, Written::ROLE) {
            let tag = Tag::of_role(name, &line, span);
            let call = Call { name, written: Written::ROLE, span, tag: &tag };
            return match (construct.read)(&call, Vec::new(), self) {
                Ok(Content::Inlines(inlines)) => inlines,
                Ok(Content::Blocks(blocks)) => flatten::inlines(blocks),
                Err(_) => vec![Inline::text(span, line)],
            };
        }
        let (words, target) = parts(&line);
        let shown = words.unwrap_or(target);
        let one = |kind| vec![Inline::new(span, kind)];
        let words_of = |text: &str| vec![Inline::text(span, text)];
        let styled = |style| one(InlineKind::Styled { style, content: words_of(&line) });
        let code = |text: &str| one(InlineKind::Code { language: None, text: text.to_owned() });
        let classed = |class: &str, content| {
            vec![Inline {
                attributes: Attributes::of_class(class),
                ..Inline::new(span, InlineKind::Span { content })
            }]
        };
        let link = |target, content| one(InlineKind::Link { target: Box::new(target), title: None, content });
        let address = |address: String, shown: &str| link(LinkTarget::Unresolved(address), words_of(shown));
        let reference = |form| {
            let target = LinkTarget::Reference(Reference::to(target, form));
            link(target, words_of(shown))
        };
        let (domain, local) = name.split_once(':').unwrap_or(("", name));
        match (domain, local) {
            ("", "ref" | "any" | "hoverxref" | "std:ref") | ("std", "ref") | ("prf", "ref") => {
                reference(Form::Title)
            }
            ("external", _) => words_of(shown),
            ("", "term") | ("std", "term") => address(format!("#{target}"), shown),
            ("", "numref") | ("std", "numref") => reference(Form::Named),
            ("", "eq") | ("math", "numref") => reference(Form::Parenthesized),
            ("", "doc") | ("std", "doc") => {
                let path = note_path(target);
                match words {
                    Some(words) => address(path, words),
                    None => {
                        link(LinkTarget::Reference(Reference::to(path, Form::Document)), words_of(target))
                    }
                }
            }
            ("", "download") => address(target.to_owned(), shown.rsplit('/').next().unwrap_or(shown)),
            ("", "button-link") => address(target.to_owned(), shown),
            ("", "button-ref") => address(format!("#{target}"), shown),
            ("", "sub" | "subscript") => styled(Style::Subscript),
            ("", "sup" | "superscript") => styled(Style::Superscript),
            ("", "strong" | "guilabel") => styled(Style::Strong),
            ("", "emphasis" | "dfn") => styled(Style::Emphasis),
            ("", "u" | "underline") => styled(Style::Underline),
            ("", "del" | "strike") => styled(Style::Strikethrough),
            ("", "title-reference" | "title" | "t") => styled(Style::Citation),
            ("", "smallcaps" | "sc") => classed("smallcaps", words_of(&line)),
            ("", "abbr" | "abbreviation") => abbreviation(span, &line),
            ("", "math") => math::inlines(span, text, false, None),
            ("", "menuselection") => {
                let steps = line.replace("-->", "‣").replace('&', "");
                one(InlineKind::Styled { style: Style::Strong, content: words_of(&steps) })
            }
            ("", "index" | "text" | "span" | "nowrap") => words_of(shown),
            ("", "pep") => {
                address(format!("https://peps.python.org/pep-{target:0>4}/"), &number("PEP", words, target))
            }
            ("", "rfc") => address(
                format!("https://datatracker.ietf.org/doc/html/rfc{target}"),
                &number("RFC", words, target),
            ),
            ("", "doi") => address(format!("https://doi.org/{target}"), shown),
            ("", "cve") => address(
                format!("https://www.cve.org/CVERecord?id=CVE-{target}"),
                &number("CVE", words, target),
            ),
            ("", "cite" | "footcite" | "citep" | "citet") | ("cite" | "footcite", _) => {
                let prose = matches!(local, "t" | "ct" | "ts" | "citet");
                let item = |name: &str| Item { name: name.trim().to_owned(), ..Item::default() };
                let items =
                    line.split(',').map(item).filter(|item| !item.name.is_empty()).collect::<Vec<_>>();
                if items.is_empty() {
                    return words_of(&line);
                }
                let form = if prose { Form::Prose } else { Form::Aside };
                link(LinkTarget::Reference(Reference { items, form }), words_of(&format!("[{line}]")))
            }
            ("", name) if name.starts_with("bdg") => classed("badge", words_of(shown)),
            (
                "",
                "code" | "literal" | "command" | "file" | "program" | "envvar" | "option" | "samp"
                | "keyword",
            )
            | (
                "",
                "regexp" | "mimetype" | "newsgroup" | "makevar" | "manpage" | "mailheader" | "token" | "eval",
            ) => code(if matches!(local, "code" | "literal") { text } else { shown }),
            (
                "",
                "func" | "meth" | "class" | "mod" | "attr" | "obj" | "data" | "exc" | "const" | "type"
                | "method",
            )
            | ("py" | "c" | "cpp" | "js" | "rst" | "std" | "rust", _) => code(&object(local, words, target)),
            _ => {
                self.findings.unknown_role(name, span);
                words_of(shown)
            }
        }
    }
}

/// The note that a document's name stands for: Sphinx has them without extension.
pub fn note_path(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.is_empty() || file.contains('.') {
        true => name.to_owned(),
        false => format!("{name}.md"),
    }
}

fn number(name: &str, words: Option<&str>, target: &str) -> String {
    words.map_or_else(|| format!("{name} {target}"), str::to_owned)
}

/// The name of an object of a program: `~a.b` shows its last part, `!a.b` only says that it is no link.
fn object(role: &str, words: Option<&str>, target: &str) -> String {
    if let Some(words) = words {
        return words.to_owned();
    }
    let target = target.strip_prefix('!').unwrap_or(target);
    let name = match target.strip_prefix('~') {
        Some(path) => path.rsplit('.').next().unwrap_or(path),
        None => target.strip_prefix('.').unwrap_or(target),
    };
    let calls = matches!(role, "func" | "meth" | "function" | "method") && !name.ends_with(')');
    format!("{name}{}", if calls { "()" } else { "" })
}

/// Reads `HTML (Hypertext Markup Language)`.
fn abbreviation(span: Span, text: &str) -> Vec<Inline> {
    let long = text.strip_suffix(')').and_then(|text| text.split_once(" ("));
    let (short, attributes) = match long {
        Some((short, long)) => {
            let pairs = vec![("title".to_owned(), long.to_owned())];
            (short, AttributeList { pairs, ..AttributeList::default() }.into())
        }
        None => (text, Attributes::default()),
    };
    let content = vec![Inline::text(span, short)];
    vec![Inline { span, attributes, kind: InlineKind::Styled { style: Style::Abbreviation, content } }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_words_and_a_target() {
        assert_eq!(parts("a b <c>"), (Some("a b"), "c"));
        assert_eq!(parts("<c>"), (None, "c"));
        assert_eq!(parts("c"), (None, "c"));
    }

    #[test]
    fn objects_show_what_their_role_asks_for() {
        assert_eq!(object("func", None, "~a.b"), "b()");
        assert_eq!(object("class", None, "a.B"), "a.B");
        assert_eq!(object("meth", Some("x"), "a"), "x");
        assert_eq!(object("mod", None, "!a"), "a");
    }
}
