//! A folder as a site: the page that lists all, the ways from page to page, and when they are made again.

use super::Place;

const NOTES: [(&str, &str); 4] = [
    ("n/intro.md", "---\ntitle: First steps\nauthor: Ada\ndate: 2026-03-04\ntags: [start]\n---\na"),
    ("n/10 end.md", "b"),
    ("n/2 w&y #1.md", "# The *way*\n\nc"),
    ("n/more/x.md", "---\ntitle: Encore\nlang: fr\n---\nd"),
];

fn page(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(name)).unwrap()
}

/// The addresses and titles of the pages before and after one, and of that which lists all.
fn around(page: &str) -> Vec<String> {
    let ways = page.lines().filter(|line| line.contains("rel=\"") || line.contains("class=\"up\""));
    let way = |line: &str| {
        let (_, rest) = line.split_once("href=\"").unwrap();
        let (address, rest) = rest.split_once("\">").unwrap();
        let text = rest.replace("<span>", "").replace("</span>", ":");
        format!("{} -> {address}", text.split("</a>").next().unwrap())
    };
    ways.map(way).collect()
}

#[test]
fn a_folder_gets_a_list_of_its_notes_and_ways_between_them() {
    let place = Place::new(&NOTES);
    let run = place.run("n --to html -o out");
    assert_eq!(run.summary(), "convert: 4 made, 0 up to date, 0 failed, 0 warnings");
    let list = page(&place, "out/index.html");
    for part in [
        "<nav class=\"listing\" aria-label=\"All notes\">",
        "<a href=\"intro.html\">First steps</a>",
        "<time datetime=\"2026-03-04\">4 March 2026</time>",
        "<ul class=\"tags\" aria-label=\"Tags\"><li>start</li>",
        "<h2><span>More</span></h2>",
        "<a href=\"more/x.html\" lang=\"fr\" dir=\"ltr\">Encore</a>",
        "<a href=\"2%20w%26y%20%231.html\">The way</a>",
    ] {
        let part = part.replace("w%26y", if list.contains("w%26y") { "w%26y" } else { "w&amp;y" });
        assert!(list.contains(&part), "{part}: {list}");
    }
    let order: Vec<usize> = ["The way", "10 end", "First steps", "Encore"]
        .iter()
        .map(|title| list.find(title).unwrap())
        .collect();
    assert!(order.is_sorted(), "{order:?}");
    let ways = around(&page(&place, "out/intro.html"));
    assert_eq!(ways.first().map(String::as_str), Some("All notes -> index.html"));
    assert!(ways.iter().any(|way| way == "Next: Encore -> more/x.html"), "{ways:?}");
    let ways = around(&page(&place, "out/more/x.html"));
    assert_eq!(ways, ["Toutes les notes -> ../index.html", "Précédent: First steps -> ../intro.html"]);
}

#[test]
fn only_what_shows_a_title_is_made_again_when_it_changes() {
    let place = Place::new(&NOTES);
    assert_eq!(place.run("n --to html -o out").code(), 0);
    assert_eq!(
        place.run("n --to html -o out").summary(),
        "convert: 0 made, 4 up to date, 0 failed, 0 warnings"
    );
    place.write("n/more/x.md", "---\ntitle: Encore\nlang: fr\n---\nother words");
    assert_eq!(
        place.run("n --to html -o out").summary(),
        "convert: 1 made, 3 up to date, 0 failed, 0 warnings"
    );
    place.write("n/more/x.md", "---\ntitle: Plus\nlang: fr\n---\nother words");
    let said = place.run("n --to html -o out -v").said();
    for made in
        ["made: out/more/x.html", "made: out/intro.html", "made: out/index.html", "2 made, 2 up to date"]
    {
        assert!(said.contains(made), "{said}");
    }
    assert!(
        page(&place, "out/index.html").contains("Plus") && page(&place, "out/intro.html").contains("Plus")
    );
}

#[test]
fn a_site_is_not_made_where_it_is_not_wanted() {
    for arguments in
        ["n --to html -o out --no-nav", "n/intro.md n/more/x.md --to html -o out/", "n --to pdf -o out"]
    {
        let place = Place::new(&NOTES);
        assert_eq!(place.run(arguments).code(), 0);
        assert!(!place.path("out/index.html").exists(), "{arguments}");
        let name = if place.path("out/intro.html").exists() { "out/intro.html" } else { continue };
        assert_eq!(around(&page(&place, name)), [""; 0], "{arguments}");
    }
    let place = Place::new(&[("n/convert.yaml", "nav: false"), ("n/a.md", "a"), ("n/b.md", "b")]);
    assert_eq!(place.run("n --to html").code(), 0);
    assert!(!place.path("n/index.html").exists());
}

#[test]
fn a_folder_of_one_note_needs_no_list() {
    let place = Place::new(&[("n/a.md", "a")]);
    assert_eq!(place.run("n --to html").said(), "");
    assert_eq!(place.files("n"), ["a.html", "a.md"]);
}

#[test]
fn a_note_may_be_the_page_that_lists_all() {
    let place = Place::new(&[("n/index.md", "# Welcome\n\nx"), ("n/a.md", "a")]);
    assert_eq!(place.run("n --to html").summary(), "convert: 2 made, 0 up to date, 0 failed, 0 warnings");
    assert_eq!(
        around(&page(&place, "n/a.html")),
        ["Welcome -> index.html", "Previous: Welcome -> index.html"]
    );
    assert_eq!(around(&page(&place, "n/index.html")), ["Next: A -> a.html"]);
}

#[test]
fn a_page_of_somebody_stays_and_is_the_way_back() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b"), ("n/index.html", "<p>mine")]);
    let run = place.run("n --to html");
    assert!(
        run.said().contains("index.html is there already, and convert did not make it"),
        "{}",
        run.said()
    );
    assert_eq!((run.code(), page(&place, "n/index.html").as_str()), (0, "<p>mine"));
    assert_eq!(place.run("n --to html --force").code(), 0);
    assert!(page(&place, "n/index.html").contains("class=\"listing\""));
}

#[test]
fn the_order_is_that_of_a_table_of_contents_and_what_it_does_not_name_comes_after() {
    let place = Place::new(&[
        ("n/SUMMARY.md", "# Summary\n\n- [Ending](z.md)\n- [Start](a.md)\n"),
        ("n/a.md", "a"),
        ("n/m.md", "m"),
        ("n/z.md", "z"),
    ]);
    assert_eq!(place.run("n --to html").code(), 0);
    assert_eq!(
        around(&page(&place, "n/a.html")),
        ["All notes -> index.html", "Previous: Ending -> z.html", "Next: M -> m.html"]
    );
    assert!(!page(&place, "n/index.html").contains("SUMMARY.html"));
}

#[test]
fn a_note_that_cannot_be_read_is_listed_without_a_link() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "---\ntitle: [x\n---\n"), ("n/c.md", "c")]);
    assert_eq!(place.run("n --to html").code(), 1);
    let list = page(&place, "n/index.html");
    assert!(list.contains("<li><span>B</span></li>") && !list.contains("b.html"), "{list}");
    assert_eq!(around(&page(&place, "n/a.html")), ["All notes -> index.html", "Next: C -> c.html"]);
}

#[test]
fn one_part_of_a_folder_makes_the_list_of_all() {
    let place = Place::new(&NOTES);
    for part in ["2/2", "1/2"] {
        assert_eq!(
            place.run(&format!("n --to html -o out --cache r{} --shard {part}", &part[..1])).code(),
            0
        );
        assert_eq!(place.path("out/index.html").exists(), part == "1/2");
    }
    assert_eq!(place.files("out").iter().filter(|name| name.ends_with(".html")).count(), 5);
    let list = page(&place, "out/index.html");
    assert!(list.contains("Encore") && list.contains("10 end"), "{list}");
}

#[test]
fn rules_name_the_notes_whose_titles_a_page_shows() {
    let place = Place::new(&[("n/a.md", "a"), ("n/b.md", "b"), ("n/c.md", "c")]);
    assert_eq!(place.run("n --to html -o out --deps rules").code(), 0);
    let rules = page(&place, "rules");
    assert!(rules.contains("out/a.html: n/a.md n/b.md\n"), "{rules}");
    assert!(rules.contains("out/index.html: n/a.md n/b.md n/c.md\n"), "{rules}");
    assert_eq!(place.run("n --to html -o out --deps rules").code(), 0);
    assert!(page(&place, "rules").contains("out/index.html: n/a.md n/b.md n/c.md\n"));
}
