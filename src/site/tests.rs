use super::recording::Notes;
use super::*;

fn site() -> Site {
    let mut site = Site::default();
    let notes = [
        "a.md",
        "sub/index.md",
        "sub/b c.md",
        "sub/deep/é.markdown",
        "other/b c.md",
        "v1.2.md",
        "01-chapters/2. start.mdx",
        "docs/guide/index.md",
    ];
    for note in notes {
        let note = Path::new("/n").join(note);
        let output = Path::new("/out").join(note.strip_prefix("/n").unwrap()).with_extension("");
        site.add(&note, Path::new("/n"), &output);
    }
    site
}

fn way(from: &str, ask: impl Fn(View) -> Option<String>) -> String {
    let (site, note) = (site(), Path::new("/n").join(from));
    let output = Path::new("/out").join(from);
    ask(site.of(&note, Path::new("/n"), &output)).unwrap_or_default()
}

#[test]
fn notes_are_found_by_file_page_and_folder() {
    for (from, path, expected) in [
        ("a.md", "sub/b c.md", "sub/b c"),
        ("a.md", "sub/b c.html", "sub/b c"),
        ("a.md", "sub/b c", "sub/b c"),
        ("a.md", "sub/b c/", "sub/b c"),
        ("a.md", "sub/", "sub/index"),
        ("a.md", "v1.2", "v1.2"),
        ("a.md", "/sub/deep/e\u{301}", "sub/deep/é"),
        ("sub/b c.md", "../a.md", "../a"),
        ("sub/b c.md", "../../a/", "../a"),
        ("sub/b c.md", "../deep/é/", "deep/é"),
        ("sub/b c.md", ".", "index"),
        ("a.md", "/chapters/start", "01-chapters/2. start"),
        ("a.md", "chapters/start.md", "01-chapters/2. start"),
        ("a.md", "/n/sub/b c", "sub/b c"),
        ("a.md", "/guide/", "docs/guide/index"),
        ("a.md", "missing.md", ""),
    ] {
        assert_eq!(way(from, |view| view.note(path)), expected, "{path} from {from}");
    }
}

#[test]
fn a_note_may_be_called_as_the_folder_beside_it() {
    let mut site = Site::default();
    for note in ["flow.md", "flow/m.md"].map(|note| Path::new("/n").join(note)) {
        site.add(&note, Path::new("/n"), &note.with_extension(""));
    }
    let view = site.of(Path::new("/n/flow/m.md"), Path::new("/n"), Path::new("/n/flow/m"));
    assert_eq!(view.note("../flow.md").as_deref(), Some("../flow"));
}

#[test]
fn notes_are_found_by_their_labels() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("b.md"), "(The-Label)=\n# Title\n\n:::{figure} x.png\n:name: fig\n:::\n").unwrap();
    let mut site = Site::default();
    site.add(&path("b.md"), folder.path(), &path("out/b"));
    let (note, output) = (path("sub/a.md"), path("out/sub/a"));
    let view = site.of(&note, folder.path(), &output);
    assert_eq!(view.note_labelled("the-label").as_deref(), Some("../b.md"));
    assert_eq!(view.note_labelled("fig").as_deref(), Some("../b.md"));
    assert_eq!(view.note_labelled("title"), None);
}

#[test]
fn notes_are_found_by_name() {
    for (name, expected) in [
        ("B C", "sub/b c"),
        ("other/b c", "other/b c"),
        ("é.md", ""),
        ("e\u{301}", "sub/deep/é"),
        ("sub", "sub/index"),
        ("x", ""),
    ] {
        let expected = if name == "é.md" { "sub/deep/é" } else { expected };
        assert_eq!(way("a.md", |view| view.note_named(name)), expected, "{name}");
    }
}
