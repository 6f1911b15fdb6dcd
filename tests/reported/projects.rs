//! Notes that belong together: roots, names and links among them.

use crate::inputs::{self, Converted};
use crate::place::Place;

/// A copy of the folder of an input, and what the program says of a part of it.
fn folder(name: &str) -> Option<Place> {
    Some(Place::with_copy_of(&inputs::folder()?.join(name)))
}

#[test]
fn a_name_means_what_is_nearest_below_the_folder_that_is_converted() {
    let Some(place) = folder("32-embed-outside-folder") else { return };
    let targets = "--to html,epub,pdf --ignore-system-fonts";
    for (arguments, out) in [
        (format!("32-embed-outside-folder/vault {targets} -o out/"), "out/index"),
        (
            format!("32-embed-outside-folder/vault {targets} --root 32-embed-outside-folder -o wide/"),
            "wide/index",
        ),
    ] {
        place.run(&arguments).says(0, &["0 warnings"]);
        for text in [
            Some(place.html(&format!("{out}.html"))),
            Some(place.epub(&format!("{out}.epub"))),
            place.pdf(&format!("{out}.pdf")),
        ] {
            let text = text.unwrap_or_else(|| "The note in the vault.".into());
            assert!(text.contains("The note in the vault.") && !text.contains("Private note"), "{text}");
        }
        assert!(place.html(&format!("{out}.html")).contains("href=\"sub/n.html\""));
    }
}

#[test]
fn a_path_from_a_root_is_tried_from_each_folder_above_the_note() {
    let Some(place) = folder("76-root") else { return };
    for arguments in [
        "76-root --to html,epub,pdf -o out/",
        "76-root/content/en/a/n.md --root 76-root --to html,epub,pdf -o out/content/en/a/",
    ] {
        place.run(&format!("{arguments} --ignore-system-fonts")).says(0, &[]);
        let name = "out/content/en/a/n";
        assert!(place.html(&format!("{name}.html")).contains("Included words."));
        assert!(place.epub(&format!("{name}.epub")).contains("Included words."));
        assert!(place.pdf(&format!("{name}.pdf")).is_none_or(|text| text.contains("Included words.")));
    }
}

#[test]
fn a_link_to_a_file_leads_from_the_output_and_one_that_is_not_there_is_told() {
    let Some(Converted { place, run, .. }) = inputs::convert("16-file-link.md") else { return };
    run.says(
        0,
        &["the link to `nothing-here.pdf`", "there is no such file", "the link to `logo.png` is set as text"],
    );
    assert!(!run.messages.contains("that note"), "{}", run.messages);
    assert!(place.html("out/16-file-link.html").contains("<a href=\"../logo.png\">slides</a>"));
    assert!(place.epub("out/16-file-link.epub").contains("slides (logo.png)"));
    let standard = place.run("16-file-link.md --to html -o -");
    assert!(String::from_utf8_lossy(&standard.out).contains("<a href=\"logo.png\">slides</a>"));
}

#[test]
fn addresses_that_front_matter_gives_lead_to_the_note() {
    let Some(place) = folder("63-permalinks") else { return };
    place.run("63-permalinks --to html,epub,pdf -o out/ --ignore-system-fonts").says(0, &["0 warnings"]);
    let page = place.html("out/use.html");
    assert!(page.contains("<a href=\"setup.html\">a</a> and <a href=\"use.html\">b</a>"), "{page}");
}

#[test]
fn references_hold_across_the_notes_of_a_book() {
    let Some(place) = folder("59-book") else { return };
    let run = place.run("59-book --to html,epub,pdf -o out/ --ignore-system-fonts");
    assert!(!run.messages.contains("nothing in this note is called"), "{}", run.messages);
    assert!(place.html("out/a.html").contains("See <a href=\"b.html\">Second</a>"));
    let page = place.html("out/b.html");
    assert!(
        page.contains("<a href=\"a.html#fig-logo\">Figure\u{a0}1</a> in <a href=\"a.html\">First</a>"),
        "{page}"
    );
    assert!(place.pdf("out/b.pdf").is_none_or(|text| text.contains("As Figure 1 in First shows.")));
}

#[test]
fn a_folder_and_the_note_beside_it_may_share_a_name() {
    let Some(place) = folder("62-folder") else { return };
    place.run("62-folder --to html -o out/").says(0, &["0 warnings"]);
    let page = place.html("out/flow/m.html");
    assert!(page.contains("href=\"../flow.html#sec\"") && page.contains("href=\"../flow.html\""), "{page}");
}
