//! The user's own settings, for all folders.

use super::{Place, Run};

fn run(place: &Place, arguments: &str) -> Run {
    Run(place.command(arguments).env("XDG_CONFIG_HOME", place.path("settings")).output().unwrap())
}

#[test]
fn own_settings_hold_where_the_project_says_nothing_with_paths_from_their_folder() {
    let place = Place::new(&[
        ("settings/convert/config.yaml", "lang: fr\ncss: mine.css\ntoc: true\n"),
        ("settings/convert/mine.css", "b { color: red }"),
        ("n/a.md", "# A\n\n## B\n\ntext"),
        ("p/convert.yaml", "lang: de\ntoc: false\n"),
        ("p/a.md", "# A\n\n## B\n\ntext"),
    ]);
    for (folder, language, has_contents) in [("n", "fr", true), ("p", "de", false)] {
        assert_eq!(run(&place, &format!("{folder}/a.md --to html")).said(), "");
        let page = std::fs::read_to_string(place.path(&format!("{folder}/a.html"))).unwrap();
        assert!(
            page.contains(&format!("<html lang=\"{language}\"")) && page.contains("b { color: red }"),
            "{folder}"
        );
        assert_eq!(page.contains("<nav class=\"page-contents\""), has_contents, "{folder}");
    }
    let shown = run(&place, "p/a.md --show-config").printed();
    for line in ["own settings         ", "lang                 de  (project file)"] {
        assert!(shown.contains(line), "{shown}");
    }
    assert!(
        run(&place, "n/a.md --show-config").printed().contains("lang                 fr  (own settings)")
    );
}

#[test]
fn a_project_switches_off_what_own_settings_switch_on() {
    let place = Place::new(&[
        ("settings/convert/config.yaml", "strict: true\n"),
        ("n/a.md", "{% nothing %}"),
        ("p/convert.yaml", "strict: false\n"),
        ("p/a.md", "{% nothing %}"),
    ]);
    assert_eq!(run(&place, "n/a.md --to html").code(), 1);
    assert_eq!(run(&place, "p/a.md --to html").code(), 0);
    assert!(
        run(&place, "p/a.md --show-config").printed().contains("strict               false  (project file)")
    );
}

#[test]
fn own_settings_do_not_say_what_a_project_is() {
    let place = Place::new(&[("settings/convert/config.yaml", "output: out\n"), ("n/a.md", "a")]);
    let run = run(&place, "n/a.md --to html");
    assert!(run.said().contains("config.yaml: `output` is for one project"), "{}", run.said());
    assert_eq!(run.code(), 2);
}
