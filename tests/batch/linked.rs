//! What notes of a folder link to and refer to: files, notes by their addresses, and things in other notes.

use super::Place;

/// The page's text of a note that is converted into `out/`.
fn page(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path(&format!("out/{name}.html"))).unwrap()
}

#[test]
fn links_to_files_lead_from_the_output_to_the_file() {
    let note = "[a](../data/b%20c.csv?x#r) [b](/data/b%20c.csv) [c](Makefile) [d](page.html)";
    let place = Place::new(&[
        ("n/sub/a.md", note),
        ("n/data/b c.csv", "1"),
        ("n/sub/Makefile", "all:"),
        ("n/sub/page.html", "<p>"),
    ]);
    assert_eq!(place.run("n --to html -o out --root n").said(), "");
    let page = page(&place, "sub/a");
    for way in ["data/b%20c.csv?x#r", "data/b%20c.csv\"", "sub/Makefile\"", "sub/page.html\""] {
        assert!(page.contains(&format!("href=\"../../n/{way}")), "{way}: {page}");
    }
}

#[test]
fn a_file_that_is_not_there_is_told_as_a_file() {
    let place = Place::new(&[("n.md", "[a](b.pdf) and [c](Data.csv)\n"), ("data.csv", "1")]);
    let said = place.run("n.md --to html").said();
    assert!(said.contains("the link to `b.pdf` is set as plain text: there is no such file"), "{said}");
    assert!(said.contains("there is a file `data.csv`: letter case matters"), "{said}");
}

#[test]
fn a_page_is_made_again_when_a_file_that_it_links_to_comes_or_goes() {
    let place = Place::new(&[("n/a.md", "[b](b.pdf)\n"), ("n/b.pdf", "x")]);
    place.run("n --to html -o out");
    assert!(page(&place, "a").contains("href"));
    std::fs::remove_file(place.path("n/b.pdf")).unwrap();
    assert!(place.run("n --to html -o out").said().contains("there is no such file"));
}

#[test]
fn copies_lie_beside_the_outputs_and_follow_the_files() {
    let place =
        Place::new(&[("n/a/n.md", "[b](../b.pdf) [c](c d.csv)\n"), ("n/b.pdf", "one"), ("n/a/c d.csv", "1")]);
    let run = "n --to html -o out --assets copy";
    assert_eq!(place.run(run).code(), 0);
    assert_eq!(place.files("out"), ["a/c d.csv", "a/n.html", "a/n_files/style.css", "b.pdf"]);
    assert!(page(&place, "a/n").contains("href=\"../b.pdf\""));
    assert!(!place.run(&format!("{run} -v")).said().contains("made: "));
    place.write("n/b.pdf", "two");
    assert_eq!(place.run(run).code(), 0);
    assert_eq!(std::fs::read(place.path("out/b.pdf")).unwrap(), b"two");
    std::fs::remove_file(place.path("out/b.pdf")).unwrap();
    assert!(place.run(&format!("{run} -v")).said().contains("made: "));
    assert!(place.path("out/b.pdf").exists());
}

#[test]
fn a_copy_replaces_nothing_that_is_not_one() {
    let place =
        Place::new(&[("n/a.md", "[b](b.pdf) [p](other.html)\n"), ("n/b.pdf", "x"), ("n/other.html", "<p>")]);
    place.write("n/other.md", "Words.\n");
    place.write("out/b.pdf", "mine");
    let run = place.run("n --to html -o out --assets copy");
    assert_eq!(run.code(), 1);
    assert!(run.said().contains("convert did not put it there"), "{}", run.said());
    assert_eq!(std::fs::read(place.path("out/b.pdf")).unwrap(), b"mine");
    assert!(page(&place, "other").contains("Words."));
    assert_eq!(place.run("n --to html -o out --assets copy --force").code(), 0);
    assert_eq!(std::fs::read(place.path("out/b.pdf")).unwrap(), b"x");
}

#[cfg(unix)]
#[test]
fn a_copy_goes_through_no_link_and_takes_nothing_that_is_refused() {
    let place = Place::new(&[("n/a.md", "[b](img/b.pdf) [e](.env) [s](../secret)\n"), ("n/img/b.pdf", "x")]);
    place.write("n/.env", "key");
    place.write("secret", "key");
    std::fs::create_dir_all(place.path("out")).unwrap();
    std::fs::create_dir(place.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink("../elsewhere", place.path("out/img")).unwrap();
    let run = place.run("n --to html -o out --assets copy --root n");
    assert_eq!(run.code(), 1);
    assert!(run.said().contains("outside of the folder of the outputs"), "{}", run.said());
    assert!(place.files("elsewhere").is_empty());
    assert!(!place.path("out/.env").exists() && !place.path("out/secret").exists());
}

#[test]
fn addresses_of_a_site_lead_to_its_notes() {
    let place = Place::new(&[
        ("s/_config.yml", "permalink: /blog/:year/:title/\n"),
        ("s/_posts/2024-03-09-words.md", "---\ntitle: Words\n---\n## Part\n"),
        ("s/start.md", "---\ntitle: Start\nredirect_from: /old/start/\n---\nText.\n"),
        ("s/a.md", "[1](/blog/2024/words/#part) [2](/old/start/) [3](../old/start/)\n"),
    ]);
    assert_eq!(
        place.run("s --to html -o out --no-nav").summary(),
        "convert: 3 made, 0 up to date, 0 failed, 0 warnings"
    );
    let page = page(&place, "a");
    assert!(page.contains("href=\"_posts/2024-03-09-words.html#part\""), "{page}");
    assert_eq!(page.matches("href=\"start.html\"").count(), 2, "{page}");
}

#[test]
fn references_show_what_another_note_has_and_follow_its_changes() {
    let place = Place::new(&[
        ("b/_quarto.yml", "project:\n  type: book\n"),
        ("b/a.qmd", "See @fig-x, @sec-y and @tbl-none.\n"),
        ("b/b.qmd", "# B\n\n## Method {#sec-y}\n\n![A dot](dot.png){#fig-x}\n"),
        ("b/dot.png", ""),
    ]);
    let run = place.run("b --to html -o out --deps rules");
    assert!(run.said().contains("nothing in this note is called `tbl-none`"), "{}", run.said());
    let text = page(&place, "a");
    assert!(text.contains("<a href=\"b.html#fig-x\">Figure\u{a0}1</a>"), "{text}");
    assert!(text.contains("<a href=\"b.html#sec-y\">Method</a>"), "{text}");
    assert!(std::fs::read_to_string(place.path("rules")).unwrap().contains("out/a.html: b/a.qmd b/b.qmd"));
    place.write("b/b.qmd", "# B\n\n## Way {#sec-y}\n\n![A dot](dot.png){#fig-x}\n");
    place.run("b --to html -o out");
    assert!(page(&place, "a").contains(">Way</a>"));
}

#[test]
fn terms_and_labels_hold_for_all_notes_of_a_project() {
    let place = Place::new(&[
        ("p/a.md", "A {term}`sparse matrix`, {ref}`the-label` and {ref}`words <the-label>`.\n"),
        ("p/b.md", "# B\n\n```{glossary}\nSparse matrix\n  Few entries.\n```\n\n(the-label)=\n## Sect\n"),
    ]);
    assert_eq!(
        place.run("p --to html -o out").summary(),
        "convert: 2 made, 0 up to date, 0 failed, 0 warnings"
    );
    let page = page(&place, "a");
    for link in
        ["b.html#sparse-matrix\">sparse matrix<", "b.html#the-label\">Sect<", "b.html#the-label\">words<"]
    {
        assert!(page.contains(link), "{link}: {page}");
    }
}

#[test]
fn what_a_site_appends_stands_at_the_end_of_each_note() {
    let settings = "markdown_extensions:\n  - pymdownx.snippets:\n      auto_append: [docs/end.inc]\n";
    let place = Place::new(&[
        ("m/mkdocs.yml", settings),
        ("m/docs/end.inc", "*[CPU]: Central\n\nMore on $x^2$ of a CPU.\n"),
        ("m/docs/a.md", "A CPU.\n"),
    ]);
    assert_eq!(place.run("m/docs --to html -o out").code(), 0);
    let page = page(&place, "a");
    assert!(page.contains("<p>More on <math") && page.matches("<abbr").count() == 2, "{page}");
}

#[test]
fn what_a_site_appends_defines_footnotes() {
    let settings = "markdown_extensions:\n  - pymdownx.snippets:\n      auto_append: [docs/end.inc]\n";
    let end =
        "*[CPU]: Central Unit\n[^site]: Of the *site*, with $x$.\n\n    And the CPU.\n[^other]: Never.\n";
    let place = Place::new(&[
        ("mkdocs.yml", settings),
        ("docs/end.inc", end),
        ("docs/n.md", "A CPU[^site].\n\n!!! note \"Title[^site]\"\n\n    Words[^own].\n\n[^own]: Own.\n"),
    ]);
    assert_eq!(place.run("docs/n.md --to html -o out/").said(), "");
    let page = page(&place, "n");
    assert!(page.contains("Of the <em>site</em>"), "{page}");
    assert_eq!(page.matches("<abbr title=\"Central Unit\">").count(), 2, "{page}");
    assert!(!page.contains("Never") && !page.contains("[^"), "{page}");
}

#[test]
fn footnotes_that_a_site_appends_refer_to_each_other() {
    let settings = "markdown_extensions:\n  - pymdownx.snippets:\n      auto_append: [end.inc]\n";
    let place = Place::new(&[
        ("mkdocs.yml", settings),
        ("end.inc", "[^a]: First, see[^b].\n[^b]: Second, see[^a].\n"),
        ("n.md", "Words[^a].\n"),
    ]);
    assert_eq!(place.run("n.md --to html -o out/").said(), "");
    let page = page(&place, "n");
    assert!(page.contains("Second, see<sup") && !page.contains("[^"), "{page}");
}

#[test]
fn references_of_a_book_hold_in_all_chapters() {
    let place = Place::new(&[
        ("b/_bookdown.yml", "book_filename: b\n"),
        (
            "b/one.Rmd",
            "# One\n\n\\@ref(eq:rest), \\@ref(fig:plot), \\@ref(tools), [Tools] and [tools of *trade*][Tools].\n",
        ),
        (
            "b/two.Rmd",
            "# Two\n\n````\n```\n````\n\n## Tools\n\n\\begin{equation}\na (\\#eq:rest)\n\\end{equation}\n\n```{r plot, fig.cap=\"A plot\"}\nplot(1)\n```\n",
        ),
    ]);
    let said = place.run("b --to html -o out").said().to_owned();
    assert!(said.contains("0 warnings"), "{said}");
    let page = page(&place, "one");
    for link in [
        r#"<a href="two.html#eq-rest">1</a>"#,
        r#"<a href="two.html#plot">1</a>"#,
        r#"<a href="two.html#tools">Tools</a>"#,
        r#"<a href="two.html#tools">tools of <em>trade</em></a>"#,
    ] {
        assert!(page.contains(link), "{link} in {page}");
    }
}

#[test]
fn sphinx_numbers_what_only_other_notes_refer_to() {
    let figure = "```{figure} a.png\n:name: second\n\nA caption.\n```\n";
    let place = Place::new(&[
        ("s/conf.py", "project = 'x'\nnumfig = True\n"),
        ("s/a.md", &format!("# A\n\n```{{figure}} a.png\nWithout a name.\n```\n\n{figure}")),
        ("s/b.md", "# B\n\n{numref}`second`\n"),
    ]);
    place.run("s --to html -o out");
    let page = page(&place, "b");
    assert!(page.contains(r#"<a href="a.html#second">Figure"#) && page.contains("2</a>"), "{page}");
}

#[test]
fn a_publication_tells_once_of_its_links_to_other_notes() {
    let place = Place::new(&[
        ("n/a.md", "[b](b.md), [b](b.md#x), [own](a.md#h), [here](#h)\n\n# H\n"),
        ("n/b.md", "# B\n\n## X\n"),
    ]);
    let said = place.run("n --to epub -o out").said().to_owned();
    assert!(said.contains("the link to `b` and one more link are set as text"), "{said}");
    assert_eq!(said.matches("holds no other notes").count(), 1, "{said}");
}

#[test]
fn settings_of_hugo_and_jekyll_say_where_notes_are() {
    let place = Place::new(&[
        ("h/hugo.toml", "[permalinks]\nposts = '/:year/:slug/'\n"),
        ("h/content/posts/a.md", "---\ntitle: First Words\ndate: 2024-03-09\n---\nWords.\n"),
        ("h/content/b.md", "[a](/2024/first-words/)\n"),
        ("j/_config.yml", "defaults:\n- scope: {path: guides}\n  values: {permalink: '/help/:basename/'}\n"),
        ("j/guides/a.md", "# A\n"),
        ("j/b.md", "[a](/help/a/)\n"),
    ]);
    assert!(place.run("h --to html -o out").said().contains("0 warnings"));
    assert!(page(&place, "content/b").contains("<a href=\"posts/a.html\">a</a>"));
    assert!(place.run("j --to html -o out").said().contains("0 warnings"));
    assert!(page(&place, "b").contains("<a href=\"guides/a.html\">a</a>"));
}

#[test]
fn headings_of_other_chapters_of_bookdown_are_known_by_their_words() {
    let place = Place::new(&[
        ("n/_bookdown.yml", "rmd_files: [index.Rmd, b.Rmd]\n"),
        ("n/index.Rmd", "# Introduction\n\nSee \\@ref(methods-used) and \\@ref(own).\n"),
        ("n/b.Rmd", "# Methods used\n\n## Longer {#own}\n"),
    ]);
    assert!(place.run("n --to html -o out").said().contains("0 warnings"));
    let page = page(&place, "index");
    assert!(
        page.contains("<a href=\"b.html#own\">Longer</a>") && page.contains(">Methods used</a>"),
        "{page}"
    );
}

#[test]
fn components_in_dialects_without_them_keep_what_only_their_attributes_say() {
    let place = Place::new(&[(
        "n.md",
        "New <Badge text=\"soon\"/>, <Badge label=\"beta\" type=\"x\"></Badge>, <Since v=\"1.0\"/>.\n",
    )]);
    for dialect in ["hugo", "jekyll", "mkdocs", "github"] {
        place.run(&format!("n.md --to html -o out/ --dialect {dialect}"));
        assert!(page(&place, "n").contains("New soon, beta, Since 1.0."), "{dialect}");
    }
}

#[test]
fn a_link_to_a_note_above_that_is_not_converted_leads_not_to_the_note_itself() {
    let place = Place::new(&[("b.md", "# Above"), ("x/b.md", "[up](../b.md)")]);
    let run = place.run("x/b.md --root . --to html");
    assert!(run.said().contains("the link to `../b.md`"), "{}", run.said());
    let page = std::fs::read_to_string(place.path("x/b.html")).unwrap();
    assert!(page.contains("<p>up</p>"), "{page}");
}
