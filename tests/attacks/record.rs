//! The record of what is up to date, as a foreign folder or a faulty disk may have it.

use super::place::Place;

const RECORD: &str = "o/.convert-cache";

/// A folder with two notes that were made: one shows an image that is not there, the other includes a file.
fn made() -> Place {
    let place = Place::new(&[
        ("n/a.md", b"![x](gone.png)"),
        ("n/b.md", b"{% include \"part.txt\" %}"),
        ("n/part.txt", b"Some words."),
    ]);
    place.run("n --to html --no-nav -o o/ --root n").says(0, &["2 made"]);
    place
}

#[test]
fn any_wrong_byte_makes_anew_what_it_is_about_and_nothing_else() {
    let place = made();
    let record = place.read(RECORD);
    let middle = record.iter().rposition(|byte| *byte == b'\n').unwrap();
    for at in (0..record.len()).step_by(41) {
        let mut wrong = record.clone();
        // Digits, letters and marks become others of their kind: most lines stay readable.
        wrong[at] = match wrong[at] {
            b'0'..=b'8' => wrong[at] + 1,
            b'a'..=b'y' => wrong[at] + 1,
            b'.' => b',',
            _ => b'.',
        };
        place.write(RECORD, &wrong);
        let made = if at == middle { 2 } else { 1 };
        let expected = format!("{made} made, {} up to date, 0 failed, 1 warning", 2 - made);
        place.run("n --to html --no-nav -o o/ --root n").says(0, &[&expected]);
        place
            .run("n --to html --no-nav -o o/ --root n")
            .says(0, &["0 made, 2 up to date, 0 failed, 1 warning"]);
    }
}

#[test]
fn a_record_that_is_cut_anywhere_loses_only_its_last_line() {
    let place = made();
    let record = place.read(RECORD);
    for length in (0..record.len()).step_by(97) {
        place.write(RECORD, &record[..length]);
        let run = place.run("n --to html --no-nav -o o/ --root n");
        assert!(run.says(0, &[]).messages.contains(" made, "), "{}", run.messages);
        place.run("n --to html --no-nav -o o/ --root n").says(0, &["0 made, 2 up to date"]);
    }
}

#[test]
fn a_record_that_is_no_record_costs_only_its_use() {
    let deep = "[".repeat(200_000);
    let long = format!("{{\"note\":\"{}\"}}", "a".repeat(3_000_000));
    let many = "{}\n".repeat(300_000);
    for bytes in [deep.as_bytes(), long.as_bytes(), many.as_bytes(), &[0; 100_000], &[0xff; 100_000]] {
        let place = made();
        place.write(RECORD, bytes);
        place.run("n --to html --no-nav -o o/ --root n").says(0, &["2 made"]);
        assert!(place.read(RECORD).len() < 20_000, "it is written anew");
        place.run("n --to html --no-nav -o o/ --root n").says(0, &["0 made, 2 up to date"]);
    }
}

#[test]
fn a_record_of_another_folder_makes_nothing_up_to_date() {
    let (here, there) = (made(), made());
    there.write("n/a.md", b"Other words.");
    there.run("n --to html --no-nav -o o/ --root n").says(0, &["1 made"]);
    here.write(RECORD, &there.read(RECORD));
    here.run("n --to html --no-nav -o o/ --root n").says(0, &["1 made, 1 up to date", "1 warning"]);
    assert!(!here.html("o/a.html").contains("Other words."));
}

#[test]
fn what_a_record_says_of_other_places_is_neither_read_nor_changed() {
    let place = made();
    place.write("other/a.md", b"x");
    place.run("other --to html -o mine/ --cache kept").says(0, &[]);
    place.write("mine/a.html", b"mine");
    std::fs::remove_file(place.path("other/a.md")).unwrap();
    // As the folder's maker could have made it: with notes and outputs of other places.
    place.write(RECORD, &[place.read(RECORD), place.read("kept/.convert-cache")].concat());
    place
        .run("n --to html --no-nav -o o/ --root n")
        .says(0, &["0 made, 2 up to date", "other/a.md, which is gone"]);
    assert_eq!(place.read("mine/a.html"), b"mine");
}

#[test]
fn a_record_does_not_turn_a_link_into_an_output_of_ours() {
    let place = made();
    place.write("mine", b"mine");
    std::fs::remove_file(place.path("o/a.html")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../mine", place.path("o/a.html")).unwrap();
        place.run("n --to html --no-nav -o o/ --root n").says(1, &["o/a.html is a link"]);
        assert_eq!(place.read("mine"), b"mine");
    }
}

#[test]
fn a_record_elsewhere_knows_what_it_knew() {
    let place = Place::new(&[("n/a.md", b"a"), ("n/b.md", b"b")]);
    place.run("n --to html -o o/ --cache kept").says(0, &["2 made"]);
    std::fs::rename(place.path("kept"), place.path("moved")).unwrap();
    place.run("n --to html -o o/ --cache moved").says(0, &["0 made, 2 up to date"]);
    place.write("file", b"mine");
    let run = place.run("n --to html -o o/ --cache file");
    run.says(0, &["this record", "file/.convert-cache"]);
    assert_eq!(place.read("file"), b"mine");
}
