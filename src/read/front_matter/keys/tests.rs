//! What front matter says, by its keys.

use super::*;
use crate::diagnostic::Severity;
use crate::ir::metadata::Day;

/// What the YAML says, without its messages, which must be those expected (`line:column code`).
#[track_caller]
fn read(yaml: &str, messages: &[&str]) -> Metadata {
    let source = Source::new("note.md", format!("---\n{yaml}\n---\n"));
    let mut diagnostics = Diagnostics::default();
    let found = crate::read::front_matter::read(&source, &mut diagnostics).unwrap();
    let shown = diagnostics.sorted().into_iter().map(|diagnostic| {
        let at = source.location(diagnostic.span.unwrap().range().start);
        assert_eq!(diagnostic.severity, Severity::Warning);
        format!("{}:{} {}", at.line, at.column, diagnostic.message)
    });
    assert_eq!(shown.collect::<Vec<_>>(), messages, "{yaml}");
    found.metadata
}

fn author(name: &str) -> Author {
    Author { name: name.to_owned(), ..Author::default() }
}

fn day(year: i32, month: u32, day: u32) -> Option<Date> {
    Day::new(year, month, day).map(Date::Day)
}

#[test]
fn template_expressions_have_the_values_of_other_keys_or_none() {
    let found = read(
        "title: T\nsummary: \"About {{ page.title }} and {{ layout | reverse }}\"\nlayout: x",
        &["3:38 the template expression `{{ layout | reverse }}` is left out: its value is not known here"],
    );
    assert_eq!(found.summary.as_deref(), Some("About T and"));
    let found = read(
        "title: \"{{< meta named >}} {{< fa star >}}\"\nnamed: N",
        &["2:28 the template expression `{{< fa star >}}` is left out: its value is not known here"],
    );
    assert_eq!(found.title, "N");
    let found = read(
        "title: \"Hi {% t 'x' %}you {{a\"",
        &["2:12 the template expression `{% t 'x' %}` is left out: its value is not known here"],
    );
    assert_eq!(found.title, "Hi you {{a");
}

#[test]
fn themes_have_keys_of_their_own() {
    let found = read(
        "title: T\nextra:\n  title: U\n  author: Zoë\n  x: 1\nparams:\n  Subtitle: S\ntaxonomies:\n  tags: [a]",
        &[],
    );
    assert_eq!((found.title.as_str(), found.subtitle.as_deref()), ("T", Some("S")));
    assert_eq!((found.authors, found.tags), (vec![author("Zoë")], vec!["a".to_owned()]));
    assert_eq!(found.extra.keys().filter_map(Value::as_str).collect::<Vec<_>>(), ["extra"]);
}

#[test]
fn the_sample_note_says_who_wrote_it_and_when() {
    let source = Source::new("product-manager.md", include_str!("../../../../samples/product-manager.md"));
    let mut diagnostics = Diagnostics::default();
    let found = crate::read::front_matter::read(&source, &mut diagnostics).unwrap();
    assert_eq!(diagnostics.as_slice(), []);
    assert!(source.text()[found.body..].starts_with("Pour ce MON"));
    let expected = Metadata {
        title: "Découvrez le métier de Product Manager".to_owned(),
        authors: vec![author("Khaoula BELAAZIZ")],
        date: day(2024, 3, 16),
        tags: vec!["temps 3".to_owned(), "Product Manager".to_owned()],
        extra: Mapping::from_iter([("layout".into(), "layout/mon.njk".into())]),
        ..Metadata::default()
    };
    assert_eq!(found.metadata, expected);
}

#[test]
fn keys_are_known_in_several_languages_and_spellings() {
    for yaml in ["title: T", "Titre: T", "TITEL: T", "título: T", "titolo: T", "\"title\": T", "title: !x T"]
    {
        assert_eq!(read(yaml, &[]), Metadata { title: "T".to_owned(), ..Metadata::default() }, "{yaml}");
    }
    for yaml in ["sous-titre: S", "Sous titre: S", "sub_title: S", "Untertitel: S"] {
        assert_eq!(read(yaml, &[]).subtitle.as_deref(), Some("S"), "{yaml}");
    }
}

#[test]
fn unknown_keys_are_kept_in_order() {
    let metadata = read("z: 1\nlayout: x\ntitle: T\na:\n  title: \"{{ title | safe }}\"\n2024: y", &[]);
    assert_eq!(
        metadata.extra.keys().filter_map(Value::as_str).collect::<Vec<_>>(),
        ["z", "layout", "a", "2024"]
    );
    assert_eq!(metadata.title, "T");
}

#[test]
fn a_description_beside_an_abstract_is_for_catalogues() {
    let metadata = read("description: D\nabstract: A", &[]);
    assert_eq!(metadata.summary.as_deref(), Some("A"));
    assert_eq!(metadata.publication.description.as_deref(), Some("D"));
    assert_eq!(read("description: D", &[]).publication.description, None);
}

#[test]
fn authors_of_all_keys_are_kept_each_once() {
    let metadata = read("author: X\nauthors: [Y, {name: X, email: x@y.z}]\ncreator: {text: Z}", &[]);
    let names = metadata.authors.iter().map(|author| author.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["Y", "X", "Z"]);
    assert_eq!(metadata.authors[1].email.as_deref(), Some("x@y.z"));
    assert_eq!(read("author: X\nextra: {author: Y}", &[]).authors, [author("X")]);
}

#[test]
fn a_title_may_be_a_list_by_type() {
    let metadata =
        read("title:\n- {type: subtitle, text: S}\n- {type: main, text: T}\n- {type: short, text: X}", &[]);
    assert_eq!((metadata.title.as_str(), metadata.subtitle.as_deref()), ("T", Some("S")));
    assert_eq!(metadata.publication.titles, [("short".to_owned(), "X".to_owned())]);
    assert_eq!(read("title: {text: T}", &[]).title, "T");
}

#[test]
fn a_publication_has_metadata_of_its_own() {
    let metadata = read(
        "title: T\nidentifier:\n- {scheme: ISBN-13, text: '1'}\nisbn: 978-0\npublisher: P\nrights: R\n\
         series: S\nseries-index: 2\nsubject: [a, {text: b}]\neditor: E\ncover-image: c.png",
        &[],
    );
    let own = &metadata.publication;
    let identifiers = own.identifiers.iter().map(|one| one.text.as_str());
    assert_eq!(identifiers.collect::<Vec<_>>(), ["1", "urn:isbn:9780"]);
    assert_eq!((own.publisher.as_deref(), own.rights.as_deref()), (Some("P"), Some("R")));
    assert_eq!((own.collection.as_deref(), own.position.as_deref()), (Some("S"), Some("2")));
    assert_eq!(own.subjects, ["a", "b"]);
    assert_eq!(own.contributors, [Author { role: Some("editor".to_owned()), ..author("E") }]);
    assert_eq!(own.cover.as_ref().map(|(address, _)| address.as_str()), Some("c.png"));
    assert_eq!(read("editor: visual", &[]).publication.contributors, []);
}

fn depth_of(metadata: &Metadata) -> Option<f64> {
    metadata.options.get(Key::TocDepth, crate::format::Format::Pdf).and_then(Asked::number)
}

#[test]
fn the_table_of_contents_is_as_deep_as_the_note_wants() {
    for (yaml, depth) in [
        ("toc-depth: 1", Some(1.0)),
        ("toc: {depth: 2}", Some(2.0)),
        ("toc_depth: 2-4", Some(4.0)),
        ("toc_max_heading_level: 5", Some(5.0)),
        ("toc: true", None),
    ] {
        assert_eq!(depth_of(&read(yaml, &[])), depth, "{yaml}");
    }
    let message = "2:1 `deep` is not a level from 1 to 6; it is left out";
    assert_eq!(depth_of(&read("toc-depth: deep", &[message])), None);
}

#[test]
fn titles_are_as_written() {
    for (yaml, title) in [
        ("title: 42", "42"),
        ("title: 1.10 # comment", "1.10"),
        ("title: 0x10", "0x10"),
        ("title: True", "True"),
        ("title: 2024-03-16", "2024-03-16"),
        ("title: >\n  Two\n  lines", "Two lines"),
        ("title: ~", ""),
        ("title:", ""),
        ("title: ''\ntitre: T", "T"),
    ] {
        assert_eq!(read(yaml, &[]).title, title, "{yaml}");
    }
}

#[test]
fn a_template_expression_says_nothing() {
    let message = "is the template expression `{{ title | safe }}`, which is left out";
    assert_eq!(read("a: 1\ntitle: \"{{ title | safe }}\"", &[&format!("3:1 `title` {message}")]).title, "");
    assert_eq!(
        read("date: {{ now }}", &["2:1 `date` is the template expression `{{ now }}`, which is left out"])
            .date,
        None
    );
}

#[test]
fn a_value_of_another_type_is_a_warning_and_keeps_its_words() {
    let list = "3:1 `title` is a list where text is expected; its words are kept";
    assert_eq!(read("x: {title: no}\ntitle: [a, b]", &[list]).title, "a, b");
    let mapping = "2:1 `subtitle` is a mapping where text is expected; its words are kept";
    assert_eq!(read("subtitle: {en: E, fr: F}", &[mapping]).subtitle.as_deref(), Some("E, F"));
    let truth = "2:1 `date` is a truth value where a date is expected; its words are kept";
    assert_eq!(read("date: true", &[truth]).date, Some(Date::Text("true".to_owned())));
    let tags = "2:1 `tags` is a mapping where a list is expected; its words are kept";
    assert_eq!(read("tags: {a: b}", &[tags]).tags, ["b"]);
}

#[test]
fn an_author_without_a_name_is_a_warning() {
    let message = "2:1 `author` is a mapping where a name, or a list of names or of mappings with the key \
                   `name`, is expected; its words are kept";
    assert_eq!(read("author: {github: a, role: editor}", &[message]).authors, [author("a, editor")]);
    assert_eq!(read("auteurs:\n  - A\n  - name: B", &[]).authors, [author("A"), author("B")]);
}

#[test]
fn dates_come_from_the_key_that_has_one() {
    for (yaml, expected) in [
        ("date: 2024-03-16", day(2024, 3, 16)),
        ("Date: 16 mars 2024", day(2024, 3, 16)),
        ("datum: 16.03.2024", day(2024, 3, 16)),
        ("date: 20240316", day(2024, 3, 16)),
        ("date: 2024", Some(Date::Year(2024))),
        ("date: Last Modified\nupdated: 2024-03-16", day(2024, 3, 16)),
        ("published: true\nlast_modified_at: x\ncreated: 2024-03-16T10:00:00Z", day(2024, 3, 16)),
        ("date: git Last Modified", None),
        ("data: file.csv", None),
        ("date:", None),
    ] {
        assert_eq!(read(yaml, &[]).date, expected, "{yaml}");
    }
}

#[test]
fn a_wrong_date_is_a_warning_and_is_kept_as_written() {
    let message = "5:2 `2023-18-10` is not a date; it is printed as it is written";
    let date = read("x:\n  date: 1\n\n\"date\": 2023-18-10", &[message]).date;
    assert_eq!(date, Some(Date::Text("2023-18-10".to_owned())));
}

#[test]
fn tags_may_be_a_list_or_text() {
    for (yaml, tags) in [
        ("tags: [\"temps 3\", 2024]", vec!["temps 3", "2024"]),
        ("tags: a, b c; d", vec!["a", "b c", "d"]),
        ("tags: a b", vec!["a b"]),
        ("keywords: a b\ntags: c", vec!["c", "a b"]),
        ("tags: '#a #b'", vec!["a", "b"]),
        ("mots-clés: [é]\ncategories: [b, é]", vec!["é", "b"]),
        ("tags: 7", vec!["7"]),
        ("tags:\ncategories: []", vec![]),
        ("taxonomies: {tags: [a], categories: [b]}", vec!["a", "b"]),
    ] {
        assert_eq!(read(yaml, &[]).tags, tags, "{yaml}");
    }
}

#[test]
fn a_summary_without_a_word_is_none() {
    for yaml in ["résumé: .", "résumé: …", "resume: ''", "abstract: '...'", "summary:", "description: ~"]
    {
        assert_eq!(read(yaml, &[]), Metadata::default(), "{yaml}");
    }
    assert_eq!(read("résumé: .\ndescription: D", &[]).summary.as_deref(), Some("D"));
    assert_eq!(read("abstract: |\n  A\n\n  B\n", &[]).summary.as_deref(), Some("A\n\nB"));
}

#[test]
fn languages_are_tags() {
    for (yaml, tag) in
        [("lang: fr_FR", "fr-FR"), ("langue: français", "fr"), ("Language: EN", "en"), ("lang: no", "no")]
    {
        assert_eq!(read(yaml, &[]).language, tag, "{yaml}");
    }
    let message = "2:1 `python` is not a language; the note's language is guessed";
    assert_eq!(read("language: python", &[message]).language, "");
}

#[test]
fn a_table_of_contents_is_asked_for_or_refused() {
    for (yaml, expected) in [
        ("toc: true", Some(true)),
        ("sommaire: oui", Some(true)),
        ("toc: left", Some(true)),
        ("toc: {depth: 2}", Some(true)),
        ("toc: {enable: false}", Some(false)),
        ("toc: no", Some(false)),
        ("table des matières: Non", Some(false)),
        ("toc: 0", Some(false)),
        ("toc:", None),
        ("format:\n  html:\n    toc: true", None),
    ] {
        let options = read(yaml, &[]).options;
        let wanted = options.get(Key::Toc, crate::format::Format::Pdf).and_then(Asked::switch);
        assert_eq!(wanted, expected, "{yaml}");
    }
}

#[test]
fn keys_of_the_command_line_come_in_the_place_of_those_that_mean_the_same() {
    let source = Source::new("n.md", "---\ntitre: Un\nauthors: [A]\nlayout: x\n---\nText.\n");
    let mut over = Mapping::new();
    over.insert("title".into(), "Deux".into());
    over.insert("author".into(), "B".into());
    let found = crate::read::front_matter::read_with(&source, &over, &mut Diagnostics::default()).unwrap();
    assert_eq!((found.metadata.title.as_str(), found.metadata.authors[0].name.as_str()), ("Deux", "B"));
    assert!(found.metadata.extra.get("layout").is_some());
    let bare = Source::new("n.md", "Text.\n");
    let found = crate::read::front_matter::read_with(&bare, &over, &mut Diagnostics::default()).unwrap();
    assert_eq!((found.metadata.title.as_str(), found.body), ("Deux", 0));
}
