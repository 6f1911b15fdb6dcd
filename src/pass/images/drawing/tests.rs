//! What becomes of drawings, as their SVG.

use std::collections::BTreeMap;

use super::linked::embedded;
use super::parsed::{SVG, XLINK};
use super::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\0\0\0\0";

/// A drawing with this content, among these files.
fn drawn_among(content: &str, files: &[(&str, &[u8])]) -> Result<Drawing, String> {
    let svg = format!(
        r#"<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" xmlns:o="urn:o" width="9" height="9">{content}</svg>"#
    );
    let files: BTreeMap<_, _> = files.iter().copied().collect();
    inspect(svg.as_bytes(), &mut |name| {
        files.get(name).map(|data| data.to_vec()).ok_or("there is no such file".into())
    })
}

fn drawn(content: &str) -> Result<Drawing, String> {
    drawn_among(content, &[("a.png", PNG), ("a.css", b"#b { fill: red }")])
}

/// What is left of the content.
fn cleaned(content: &str) -> String {
    let svg = drawn(content).unwrap().data;
    let start = svg.find('>').unwrap() + 1;
    svg[start..].trim_end_matches("</svg>").to_owned()
}

fn left_out(content: &str) -> String {
    drawn(content).unwrap().left_out.join("; ")
}

#[test]
fn a_drawing_stays_what_it_was() {
    let drawing = r##"<defs><path id="a" d="M0 0"></path></defs><use xlink:href="#a" fill="red"></use><text xml:space="preserve">a &lt; b</text>"##;
    assert_eq!(cleaned(drawing), drawing);
    assert_eq!(left_out(drawing), "");
}

#[test]
fn no_identifier_stands_twice() {
    assert_eq!(
        cleaned("<g id='a'/><path id='a'/><use href='#a'/>"),
        r##"<g id="a"></g><path></path><use href="#a"></use>"##
    );
}

#[test]
fn identifiers_are_names_of_xml() {
    assert_eq!(
        cleaned("<g id='1a b:c' fill='#1af'/><use href='#1a b:c' fill='url(#1a\\ b:c) red'/>"),
        r##"<g id="_1a_b_c" fill="#1af"></g><use href="#_1a_b_c" fill="url(#_1a_b_c) red"></use>"##
    );
}

#[test]
fn nothing_runs_or_moves() {
    let running = "<script>x</script><a href='#b'><set attributeName='href' to='javascript:x'/></a>\
                   <g onclick='x' o:a='b'/><o:meta/><a href='javascript:x'><rect/></a><animate/>";
    assert_eq!(cleaned(running), r##"<a href="#b"></a><g></g><a><rect></rect></a>"##);
    assert_eq!(left_out(running), "is shown without what runs or moves in it");
}

#[test]
fn what_a_drawing_links_to_is_embedded_or_left_out() {
    let png = embedded("image/png", PNG);
    assert_eq!(
        cleaned("<image href='a.png' width='3'/>"),
        format!(r#"<image width="3" href="{png}"></image>"#)
    );
    for address in
        ["b.png", "", "http://a.b/c.png", "//a.b/c.png", "file:///dev/zero", "javascript:x", "data:,x"]
    {
        assert_eq!(cleaned(&format!("<image xlink:href='{address}'/><rect/>")), "<rect></rect>", "{address}");
        assert!(left_out(&format!("<image href='{address}'/>")).starts_with("is shown without"), "{address}");
    }
    assert_eq!(
        cleaned("<use href='b.svg#a'/><linearGradient href='b.svg#c'/>"),
        "<use></use><linearGradient></linearGradient>"
    );
}

#[test]
fn an_image_that_a_filter_misses_is_transparent() {
    assert_eq!(
        cleaned("<filter id='f'><feImage result='i' xlink:href=''/></filter>"),
        r#"<filter id="f"><feFlood result="i" flood-opacity="0"></feFlood></filter>"#
    );
}

#[test]
fn drawings_in_a_drawing_are_written_anew_too() {
    let inner =
        format!("<svg xmlns='{SVG}' width='1' height='1'><script/><image href='http://a.b/c'/><rect/></svg>");
    let address = embedded("image/svg+xml", inner.as_bytes());
    let expected =
        format!(r#"<svg xmlns="{SVG}" xmlns:xlink="{XLINK}" width="1" height="1"><rect></rect></svg>"#);
    assert!(
        cleaned(&format!("<image href='{address}'/>"))
            .contains(&embedded("image/svg+xml", expected.as_bytes()))
    );
}

#[test]
fn styles_refer_to_nothing_outside() {
    assert_eq!(cleaned("<style>@import 'a.css'; c{}</style>"), "<style>#b { fill: red } c{}</style>");
    assert_eq!(cleaned("<g style='fill: \\75rl(http://a.b/c)'/>"), r#"<g style="fill:none"></g>"#);
    assert_eq!(cleaned("<g fill='url(http://a.b/c)'/>"), r#"<g fill="none"></g>"#);
    assert!(left_out("<style>@import 'b.css';</style>").contains("`b.css`"));
}

#[test]
fn namespaces_that_are_not_declared_are_added() {
    for svg in
        ["<svg width='3' height='2'><use xlink:href='#a' o:b='c'/></svg>", "<svg:svg width='3' height='2'/>"]
    {
        let drawing = inspect(svg.as_bytes(), &mut |_| unreachable!()).unwrap();
        assert!(drawing.data.starts_with(&format!("<svg xmlns=\"{SVG}\"")));
        assert_eq!((drawing.width, drawing.height), (3, 2));
    }
}

#[test]
fn the_words_of_html_are_kept() {
    let html = "<foreignObject x='10' width='100' height='20'><div xmlns='http://www.w3.org/1999/xhtml'>One <b>two</b><br/>three</div></foreignObject>";
    let text = cleaned(html);
    assert!(
        text.contains("<tspan x=\"60\"")
            && text.contains(">One two</tspan>")
            && text.contains(">three</tspan>")
    );
    assert!(left_out(html).contains("foreignObject"));
    // What stands beside it for such readers is shown instead.
    let both = cleaned(&format!("<switch>{html}<text>1 2</text></switch>"));
    assert_eq!(both, "<switch><text>1 2</text></switch>");
}

#[test]
fn what_multiplies_is_refused() {
    let doubled = |element: &dyn Fn(usize) -> String| (1..40).map(element).collect::<String>();
    let uses = doubled(&|n| format!("<g id='a{n}'><use href='#a{}'/><use href='#a{}'/></g>", n - 1, n - 1));
    let masks = doubled(&|n| {
        format!("<mask id='a{n}'><rect mask='url(#a{0})'/><rect style='mask:url(#a{0})'/></mask>", n - 1)
    });
    let patterns = doubled(&|n| {
        format!("<pattern id='a{n}'><rect fill='url(#a{0})'/><rect fill='url(#a{0})'/></pattern>", n - 1)
    });
    for bomb in [uses, masks, patterns] {
        let bomb =
            format!("<rect id='a0' width='1' height='1'/>{bomb}<rect mask='url(#a39)' fill='url(#a39)'/>");
        assert!(drawn(&bomb).unwrap_err().starts_with("what it refers to makes it larger"));
    }
    let deep = format!("{}{}", "<g>".repeat(300), "</g>".repeat(300));
    assert_eq!(drawn(&deep).unwrap_err(), "its elements are nested too deeply");
    let chain: String = (1..1000).map(|n| format!("<g id='a{n}'><use href='#a{}'/></g>", n + 1)).collect();
    assert!(drawn(&chain).unwrap_err().contains("too deeply"));
    let entities = format!(
        "<!DOCTYPE svg [<!ENTITY a '{}'>]><svg xmlns='{SVG}'>{}</svg>",
        "x".repeat(99_999),
        "&a;".repeat(9_999)
    );
    assert!(inspect(entities.as_bytes(), &mut |_| unreachable!()).unwrap_err().contains("entities"));
}

#[test]
fn a_circle_of_references_ends() {
    assert!(drawn("<pattern id='p' fill='url(#p)'/><rect width='3' height='3' fill='url(#p)'/>").is_ok());
    let _ = drawn("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>");
}

#[test]
fn filters_that_take_too_long_are_left_out() {
    let filter = |radius: u32| {
        format!(
            "<style>.c{{filter:url(#f)}}</style><filter id='f'><feMorphology operator='dilate' radius='{radius}'/></filter>\
             <rect class='c' width='500' height='500'/>"
        )
    };
    assert!(drawn(&filter(1)).unwrap().data.contains("filter:url(#f)"));
    let without = drawn(&filter(400)).unwrap();
    assert!(without.data.contains(".c{filter:none}"), "{}", without.data);
    assert_eq!(without.left_out, ["is shown without its filters, which would take too long"]);
    let words = "<filter id='f'><feOffset/></filter><text id='t' font-size='5000' filter='url(#f)'>WW</text>";
    let often = drawn(&format!("{words}{}", "<use href='#t'/>".repeat(99))).unwrap();
    assert_eq!(often.left_out, without.left_out);
}

#[test]
fn what_is_not_svg_is_refused() {
    for data in ["", "<html/>", "<svg>", "<svg xmlns='urn:x'/>"] {
        assert!(inspect(data.as_bytes(), &mut |_| unreachable!()).is_err(), "{data}");
    }
}
