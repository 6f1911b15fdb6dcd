use super::*;
use crate::files::Memory;
use crate::source::Source;

/// A note after this pass, and its messages.
fn drawn(note: &str) -> (Document, Vec<String>) {
    let source = Source::new("note.md", note.to_owned());
    let (settings, files) = (Settings::default(), Memory::default());
    let mut diagnostics = Diagnostics::default();
    let mut document = crate::read(&source, Some("note"), &settings, &files, &mut diagnostics).unwrap();
    run(&mut document, &settings, |text, _, _| text.chars().count() as f64 / 2.0, &mut diagnostics);
    (document, diagnostics.sorted().into_iter().map(|one| one.message).collect())
}

fn fence(diagram: &str) -> String {
    format!("```mermaid\n{diagram}\n```\n")
}

/// The alternative texts of the images.
fn alternatives(document: &Document) -> Vec<String> {
    fn of(blocks: &[Block], found: &mut Vec<String>) {
        for block in blocks {
            match &block.kind {
                BlockKind::Figure { blocks, .. } | BlockKind::Quote { blocks } => of(blocks, found),
                BlockKind::Paragraph { content } => {
                    for inline in content {
                        if let InlineKind::Image(image) = &inline.kind
                            && let Alternative::Given(text) = &image.alternative
                        {
                            found.push(text.clone());
                        }
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    of(&document.blocks, &mut found);
    found
}

#[test]
fn every_kind_of_diagram_is_drawn_with_text_as_text() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/diagram");
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let (document, messages) = drawn(&fence(&std::fs::read_to_string(&path).unwrap()));
        assert!(messages.is_empty(), "{}: {messages:?}", path.display());
        let svg = String::from_utf8(document.images[0].data.to_vec()).unwrap();
        assert!(svg.contains("<text") && !svg.contains("foreignObject"), "{}", path.display());
    }
}

#[test]
fn the_same_diagram_is_drawn_once_and_always_the_same() {
    let note = fence("flowchart LR\n  A --> B").repeat(2) + &fence("mindmap\n  a\n    b\n    c");
    let [(first, _), (second, _)] = [drawn(&note), drawn(&note)];
    assert_eq!(first.images.len(), 2);
    assert_eq!(first.images, second.images);
}

#[test]
fn a_diagram_says_what_its_author_wrote_or_else_its_own_words() {
    let french = "---\nlang: fr\n---\n";
    for (note, expected) in [
        (fence("flowchart LR\n  A[Été] --> B[Hiver]"), "Diagramme\u{A0}: Été; Hiver"),
        (fence("flowchart LR\n  accTitle: An\n  accDescr: Deux saisons\n  A --> B"), "An. Deux saisons"),
        ("``` {.mermaid alt=\"Deux saisons\"}\nflowchart LR\n  A --> B\n```\n".to_owned(), "Deux saisons"),
        (
            "```{mermaid}\n%%| fig-cap: Une\n%%| fig-alt: Deux\nflowchart LR\n  A --> B\n```\n".to_owned(),
            "Deux",
        ),
        ("```{mermaid}\n:alt: Deux\nflowchart LR\n  A --> B\n```\n".to_owned(), "Deux"),
    ] {
        assert_eq!(alternatives(&drawn(&format!("{french}{note}")).0), [expected], "{note}");
    }
}

#[test]
fn what_cannot_be_drawn_stays_code_and_is_told() {
    for diagram in ["flowchart LR\n  A --> [", "nothing known", "", "graph LR", "%% a note\npie"] {
        let (document, messages) = drawn(&fence(diagram));
        assert!(document.images.is_empty());
        assert!(
            matches!(&document.blocks[0].kind, BlockKind::Code { language: Some(own), text, .. } if own == "mermaid" && text == diagram)
        );
        assert!(messages[0].starts_with("this diagram is shown as code: "), "{messages:?}");
    }
    let (_, messages) = drawn("```dot\ndigraph { a -> b }\n```\n");
    assert!(messages[0].contains("Graphviz"), "{messages:?}");
}
