//! Diagrams that carry what runs or reaches out, and diagrams without end.

use base64::Engine;

use crate::place::{Place, Run};

const ALL: &str = "--to html,epub,pdf --ignore-system-fonts -o out/";

fn drawn(diagram: &str) -> (Place, Run) {
    let note = format!("# A diagram\n\n```mermaid\n{diagram}\n```\n\nThe end.\n");
    let place = Place::new(&[("note.md", note.as_bytes())]);
    let run = place.run(&format!("note.md {ALL}"));
    (place, run)
}

/// The page with the drawings in it as text.
fn page(place: &Place) -> String {
    let page = place.html("out/note.html");
    let mut all = page.clone();
    for part in page.split("data:image/svg+xml;base64,").skip(1) {
        let data = part.split('"').next().unwrap();
        let svg = base64::engine::general_purpose::STANDARD.decode(data).unwrap();
        all.push_str(&String::from_utf8(svg).unwrap());
    }
    all
}

#[test]
fn nothing_of_a_diagram_runs_or_reaches_out() {
    for (diagram, forbidden) in [
        ("flowchart LR\n  A --> B\n  click A \"javascript:alert(1)\"", "javascript:"),
        ("flowchart LR\n  A --> B\n  click A href \"https://tracker.example/x\" _blank", "tracker.example"),
        ("flowchart LR\n  A --> B\n  click A call steal()", "steal"),
        ("flowchart LR\n  A[\"<img src=x onerror=alert(1)>\"] --> B", "onerror="),
        ("flowchart LR\n  A[\"<script>alert(1)</script>\"] --> B", "<script"),
        (
            "flowchart LR\n  A@{ img: \"https://tracker.example/a.png\", label: \"A\" } --> B",
            "tracker.example",
        ),
        (
            "%%{init: {\"themeCSS\": \"@import url(https://tracker.example/a.css);\"}}%%\nflowchart LR\n  A --> B",
            "tracker.example",
        ),
        (
            "%%{init: {\"fontFamily\": \"x;} </style><script>alert(1)</script>\"}}%%\nflowchart LR\n  A --> B",
            "<script",
        ),
        (
            "%%{init: {\"securityLevel\": \"loose\", \"themeVariables\": {\"lineColor\": \"url(https://tracker.example/)\"}}}%%\nflowchart LR\n  A --> B",
            "tracker.example",
        ),
        ("flowchart LR\n  A --> B\n  style A fill:url(https://tracker.example/a)", "tracker.example"),
        (
            "flowchart LR\n  A --> B\n  classDef x background:url(javascript:alert(1))\n  class A x",
            "javascript:",
        ),
    ] {
        let (place, run) = drawn(diagram);
        run.says(0, &[]);
        let page = page(&place);
        // What cannot be drawn shows as code, which is text.
        let drawings = page.split("<svg").skip(1).collect::<String>();
        assert!(!drawings.contains(forbidden), "{diagram}\n{drawings}");
        assert!(!page.contains("<script"), "{diagram}");
    }
}

#[test]
fn diagrams_without_end_are_code() {
    let chain = |count: usize| (0..count).map(|at| format!("  n{at} --> n{}\n", at + 1)).collect::<String>();
    for diagram in [
        format!("flowchart LR\n{}", chain(10_000)),
        format!("flowchart LR\n{}", "subgraph a\n".repeat(3_000)),
        format!("mindmap\n{}", (1..300).map(|at| format!("{}x\n", " ".repeat(at))).collect::<String>()),
        format!("flowchart LR\n  A[{}]", "[".repeat(40_000)),
        format!("sequenceDiagram\n{}", "  loop x\n".repeat(5_000)),
        format!("block-beta\n{}", "block\n".repeat(5_000)),
        format!("pie\n{}", "  \"a\" : 1\n".repeat(5_000)),
    ] {
        let (place, run) = drawn(&diagram);
        run.says(0, &[]);
        // Nothing here reads a PDF if there is no `pdftotext`.
        let text = place.pdf("out/note.pdf");
        assert!(text.is_none_or(|text| text.contains("The end.")), "{diagram:.40}");
    }
}

#[test]
fn of_thousands_of_short_diagrams_the_first_are_drawn() {
    let diagrams: String =
        (0..2_000).map(|at| format!("```mermaid\npie\n  \"a{at}\" : 1\n```\n\n")).collect();
    let place = Place::new(&[("note.md", diagrams.as_bytes())]);
    let run = place.run("note.md -o note.html");
    run.says(0, &["the diagrams of this note have more than 262144 bytes"]);
    let page = place.html("note.html");
    assert_eq!(page.matches("data:image/svg+xml").count(), 512);
    assert!(page.contains("a1999"), "what is not drawn shows as code");
}
