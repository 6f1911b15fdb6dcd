//! Files of `docs/` that are made of what the program knows: a test of each table says that its file holds it.

use std::path::Path;

/// Between these lines of a page of Markdown stands what is made; where there is no second, up to the end.
const MARKS: [&str; 2] = ["<!-- table -->\n", "<!-- end -->"];

/// Fails if a file of `docs/` does not hold what it must; with `UPDATE_GOLDEN`, it is written. A page of Markdown has words
/// of its own around it, another file holds nothing else.
#[track_caller]
pub fn holds(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let wanted = match name.ends_with(".md") {
        true => {
            let (before, rest) = text.split_once(MARKS[0]).unwrap();
            let after = rest.find(MARKS[1]).map_or("", |at| &rest[at..]);
            format!("{before}{}{expected}{after}", MARKS[0])
        }
        false => expected.to_owned(),
    };
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    }
    assert!(
        std::fs::read_to_string(&path).unwrap() == wanted,
        "docs/{name} is not what the program says: UPDATE_GOLDEN=1 writes it"
    );
}
