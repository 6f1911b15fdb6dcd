//! What each kind of node becomes.

use super::*;
use crate::backend::sample::*;
use crate::ir::{Alignment, Alternative, Folding, ImageSource, InlineKind, LinkTarget, Row, Style, Table};

/// A file whose identifiers are all in it, and whose images are beside it.
struct Beside;

impl Target for Beside {
    fn name(&self) -> &str {
        ""
    }
    fn image(&self, index: usize) -> Option<String> {
        Some(format!("{index}.png"))
    }
    fn element(&self, id: &str) -> Option<String> {
        Some(format!("#{id}"))
    }
    fn file(&self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }

    fn note(&self, path: &str, _fragment: Option<&str>) -> Option<String> {
        Some(format!("{path}.html"))
    }
}

fn write(syntax: Syntax, document: &Document) -> String {
    let context = Context { document, callouts: Callouts::built_in(), syntax, target: &Beside, shift: 1 };
    let mut body = Body::new(context, Footnotes::of(document));
    body.blocks(&document.blocks);
    body.footnotes();
    body.finish().0
}

/// The markup of blocks, without the line breaks between elements.
fn html(blocks: Vec<Block>) -> String {
    write(Syntax::Html, &document(blocks)).replace(">\n", ">")
}

fn line(inlines: Vec<Inline>) -> String {
    let html = html(vec![paragraph(inlines)]);
    html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).unwrap_or(&html).to_owned()
}

#[test]
fn every_kind_of_node_gives_well_formed_xhtml_with_all_its_text() {
    let markup = write(Syntax::Xhtml, &everything());
    let root = format!(r#"<body xmlns:epub="http://www.idpf.org/2007/ops">{markup}</body>"#);
    let document = roxmltree::Document::parse(&root).unwrap();
    let read: String =
        document.descendants().filter_map(|n| n.is_text().then(|| n.text()).flatten()).collect();
    for words in [
        "Text & <inlines>",
        "let x = &y;",
        "a < b_1",
        "a script",
        "Nested.",
        "Over two rows",
        "(img/lost.png)",
    ] {
        assert!(read.contains(words), "{words}");
    }
    assert!(!markup.contains("onclick=\"alert") || markup.contains("data-onclick"), "{markup}");
}

#[test]
fn headings_come_after_the_title_and_below_the_sixth_rank_say_theirs() {
    assert_eq!(html(vec![heading(1, "a", "A")]), r#"<h2 id="a">A</h2>"#);
    assert_eq!(html(vec![heading(6, "b", "B")]), r#"<h6 id="b" aria-level="7">B</h6>"#);
}

#[test]
fn a_formula_that_names_something_has_words() {
    let math = || {
        let formula = crate::latex::read("x^2", false, &crate::latex::Macros::default()).unwrap();
        inline(InlineKind::Math { tex: "x^2".to_owned(), display: false, formula: Some(Box::new(formula)) })
    };
    let name = r#"aria-label="x squared""#;
    assert!(html(vec![block(BlockKind::Heading { level: 1, content: vec![math()] })]).contains(name));
    assert!(!html(vec![paragraph(vec![math()])]).contains(name));
}

#[test]
fn tight_items_have_no_paragraphs_unless_they_would_run_together() {
    let items = vec![(None, vec![words("a")]), (None, vec![words("b"), words("c")])];
    assert_eq!(
        html(vec![list(ListKind::Bullet, true, items)]),
        r#"<ul class="tight"><li>a</li><li><p>b</p><p>c</p></li></ul>"#
    );
    let items = vec![(None, vec![words("a")])];
    assert_eq!(
        html(vec![list(ListKind::Ordered { start: 3, numbering: Numbering::Decimal }, false, items)]),
        r#"<ol start="3"><li><p>a</p></li></ol>"#
    );
}

#[test]
fn a_task_is_named_for_those_who_do_not_see_its_box() {
    assert_eq!(
        html(vec![list(ListKind::Bullet, true, vec![(Some(Task::Done), vec![words("a")])])]),
        r#"<ul class="tight tasks"><li><span class="task done" role="img" aria-label="Done">☑</span> a</li></ul>"#
    );
}

#[test]
fn a_callout_without_a_title_shows_its_kind() {
    let html = html(vec![callout("nota", None, Folding::Fixed, vec![words("x")])]);
    assert!(
        html.starts_with(r#"<aside class="callout callout-note" role="note" aria-labelledby="callout.1">"#),
        "{html}"
    );
    assert!(html.contains(r#"<p class="callout-title" id="callout.1"><svg class="icon""#), "{html}");
    assert!(html.contains("<span>Note</span></p>"), "{html}");
}

#[test]
fn an_unknown_callout_shows_its_name() {
    let html = html(vec![callout("lemma <1>", None, Folding::Fixed, Vec::new())]);
    assert!(html.starts_with(r#"<aside class="callout" role="note""#), "{html}");
    assert!(html.contains("<span>lemma &lt;1&gt;</span>"), "{html}");
}

#[test]
fn what_folds_a_callout_has_no_link_in_it() {
    let mut block = callout("tip", None, Folding::Closed, Vec::new());
    let BlockKind::Callout(own) = &mut block.kind else { unreachable!() };
    own.title = Some(vec![text("See "), link(LinkTarget::External("https://a.b/".into()), "this")]);
    let html = html(vec![block]);
    let (summary, rest) = html.split_once("</summary>").unwrap();
    assert!(summary.ends_with("<span>See this</span>"), "{summary}");
    assert!(rest.contains(r#"<p class="callout-links"><a href="https://a.b/">this</a></p>"#), "{rest}");
}

#[test]
fn a_folding_callout_is_details() {
    let open = html(vec![callout("tip", Some("T"), Folding::Open, Vec::new())]);
    assert!(
        open.starts_with(r#"<details class="callout callout-tip" open=""><summary class="callout-title">"#),
        "{open}"
    );
    let closed = html(vec![callout("tip", Some("T"), Folding::Closed, Vec::new())]);
    assert!(closed.starts_with(r#"<details class="callout callout-tip"><summary"#), "{closed}");
}

#[test]
fn table_cells_carry_scope_alignment_and_spans_that_fit() {
    let mut high = cell(true, "h");
    (high.rows, high.alignment) = (5, Some(Alignment::Right));
    let row = |cells| Row { cells, ..row(Vec::new()) };
    let table = Table {
        caption: vec![text("C")],
        columns: vec![Alignment::Default, Alignment::Center],
        head: vec![row(vec![cell(true, ""), cell(true, "b")])],
        foot: Vec::new(),
        body: vec![row(vec![high, cell(false, "c")]), row(vec![cell(false, "d")])],
    };
    let expected = concat!(
        r#"<div class="table" role="group" tabindex="0" aria-label="C"><table><caption class="unbroken">C</caption>"#,
        r#"<thead><tr><td></td><th class="align-center" scope="col">b</th></tr></thead>"#,
        r#"<tbody><tr><th class="align-right" scope="row" rowspan="2">h</th><td class="align-center">c</td></tr>"#,
        r#"<tr><td class="align-center">d</td></tr></tbody></table></div>"#
    );
    assert_eq!(html(vec![block(table.into())]), expected);
}

#[test]
fn footnotes_are_numbered_by_first_reference_and_linked_both_ways() {
    let nested = vec![paragraph(vec![text("A"), footnote("c", vec![words("C")])])];
    let text = vec![footnote("a", nested), footnote("b", vec![words("B")]), reference("a")];
    let html = html(vec![paragraph(text)]);
    let sup = |id: &str, n: u8| {
        format!(
            r##"<sup class="footnote-reference"><a id="{id}" href="#fn.{n}" role="doc-noteref">{n}</a></sup>"##
        )
    };
    assert!(
        html.starts_with(&format!(
            "<p>{}{}{}</p>",
            sup("fnref.1", 1),
            sup("fnref.3", 3),
            sup("fnref.1.2", 1)
        )),
        "{html}"
    );
    assert!(
        html.contains(
            r##"href="#fnref.1" class="footnote-back" role="doc-backlink" aria-label="Back to the text 1">"##
        ),
        "{html}"
    );
    assert!(html.contains(r##"href="#fnref.1.2""##), "{html}");
    let places = ["A", "C", "B"].map(|words| html.find(&format!("<p>{words}")));
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{html}");
    assert!(html.contains(&format!("<p>A{}", sup("fnref.2", 2))), "{html}");
}

#[test]
fn in_xhtml_footnotes_say_what_they_are() {
    let html = write(Syntax::Xhtml, &document(vec![paragraph(vec![footnote("a", vec![words("A")])])]));
    for kind in ["noteref", "footnotes", "footnote"] {
        assert!(html.contains(&format!(r#"epub:type="{kind}""#)), "{kind}");
    }
}

#[test]
fn links_that_must_not_be_followed_are_text() {
    assert_eq!(
        line(vec![link(LinkTarget::External("https://a.b/?x&y".into()), "a")]),
        r#"<a href="https://a.b/?x&amp;y">a</a>"#
    );
    assert_eq!(line(vec![link(LinkTarget::Internal("é".into()), "a")]), r##"<a href="#é">a</a>"##);
    assert_eq!(line(vec![link(LinkTarget::File("b.html".into()), "a")]), r#"<a href="b.html">a</a>"#);
    for target in [LinkTarget::External, LinkTarget::File, LinkTarget::Unresolved] {
        assert_eq!(line(vec![link(target("javascript:x".into()), "a")]), "a");
    }
}

#[test]
fn images_have_their_size_and_their_alternative() {
    let mut document = document(vec![paragraph(vec![
        pictured(image(ImageSource::Loaded(0), Alternative::Given("A \"b\"".into()))),
        pictured(image(ImageSource::Loaded(0), Alternative::Decorative)),
    ])]);
    document.images = everything().images;
    let expected = concat!(
        r#"<p class="pictures"><img src="0.png" alt="A &quot;b&quot;" width="8" height="5">"#,
        r#"<img src="0.png" alt="" width="8" height="5"></p>"#
    );
    assert_eq!(write(Syntax::Html, &document).trim_end(), expected);
}

#[test]
fn a_missing_image_leaves_its_words() {
    let lost = image(ImageSource::Missing("a.png".into()), Alternative::Given("A cat".into()));
    assert!(line(vec![pictured(lost)]).ends_with(">Missing image: A cat (a.png)</span>"));
}

#[test]
fn styles_are_elements() {
    let written =
        line(vec![styled(Style::Strong, "a"), styled(Style::Keyboard, "b"), styled(Style::Quotation, "c")]);
    assert_eq!(written, "<strong>a</strong><kbd>b</kbd><q>c</q>");
}

#[test]
fn a_formula_that_could_not_be_read_shows_as_code() {
    let math = InlineKind::Math { tex: "a<b".into(), display: false, formula: None };
    assert_eq!(line(vec![inline(math)]), r#"<code class="math">a&lt;b</code>"#);
}

#[test]
fn contents_nest_as_the_headings_do() {
    let contents = block(BlockKind::Contents);
    let html = html(vec![contents, heading(1, "a", "A"), heading(3, "b", "B"), heading(1, "c", "C")]);
    let expected = concat!(
        r##"<nav class="contents" aria-label="Contents"><ol><li><a href="#a">A</a>"##,
        r##"<ol><li><a href="#b">B</a></li></ol></li><li><a href="#c">C</a></li></ol></nav>"##
    );
    assert!(html.starts_with(expected), "{html}");
}
