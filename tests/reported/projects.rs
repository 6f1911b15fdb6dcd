//! Notes that belong together: roots, names and links among them.

use crate::inputs;
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
