//! Foreign notes and folders: what they may read and write, what a link may lead to, and what names may do.

use std::path::Path;

use crate::place::{Place, Run, link, pipe};

const SECRET: &str = "SECRET-WORD";
const DRAWING: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";

/// Runs the program with another home folder, which is below the place.
fn run_at_home(place: &Place, home: &str, folder: &str, arguments: &str) -> Run {
    let mut command = place.command(arguments);
    command.env("HOME", place.path(home)).current_dir(place.path(folder));
    Run::of(command.output().unwrap())
}

/// No file below the folder, and nothing that was printed, has the secret.
#[track_caller]
fn keeps_the_secret(place: &Place, folder: &str, run: &Run) {
    assert!(!String::from_utf8_lossy(&run.out).contains(SECRET), "printed");
    let mut folders = vec![place.path(folder)];
    while let Some(next) = folders.pop() {
        for entry in next.read_dir().unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                    assert!(!text.contains(SECRET), "{}", path.display());
                }
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_note_that_is_a_link_to_the_outside_is_not_read() {
    let place =
        Place::new(&[("secret.txt", SECRET.as_bytes()), ("vault/a.md", b"![[n]]"), ("vault/b.md", b"b")]);
    link("../secret.txt", &place, "vault/n.md");
    for root in ["", "--root vault"] {
        let run = place.run(&format!("vault --to html -o out/ {root} --force"));
        run.says(
            1,
            &["vault/n.md", "outside the folder that the note may read", "2 made, 0 up to date, 1 failed"],
        );
        keeps_the_secret(&place, "out", &run);
    }
    let run = place.run("vault/n.md --to html -o -");
    run.says(1, &["cannot read this note: it is outside", "name the file itself"]);
    keeps_the_secret(&place, "out", &run);
}

#[cfg(unix)]
#[test]
fn a_note_that_is_a_link_to_a_hidden_file_is_not_read() {
    let place = Place::new(&[("vault/.keys/k", SECRET.as_bytes()), ("vault/a.md", b"[x](n.md#y) [[alias]]")]);
    link(".keys/k", &place, "vault/n.md");
    let run = place.run("vault --to html -o out/");
    run.says(1, &["`.keys` is hidden"]);
    keeps_the_secret(&place, "out", &run);
}

#[cfg(unix)]
#[test]
fn a_note_that_is_a_link_inside_the_root_is_read() {
    let place = Place::new(&[("vault/sub/n.md", b"The words.")]);
    link("sub/n.md", &place, "vault/m.md");
    place.run("vault --to html -o out/").says(0, &[]);
    assert!(place.html("out/m.html").contains("The words."));
}

#[test]
fn the_home_folder_is_no_root() {
    let include = |path: &str| format!("{{% include \"{path}\" %}}\n");
    let note = [include("/.ssh/id_rsa"), include("/Documents/d.txt"), include("../Documents/d.txt")].concat();
    for marker in [".git/HEAD", "package.json", ".obsidian/app.json", "convert.yaml", "nothing"] {
        let place = Place::new(&[
            ("home/.ssh/id_rsa", SECRET.as_bytes()),
            ("home/Documents/d.txt", SECRET.as_bytes()),
            ("home/Downloads/n.md", note.as_bytes()),
            (&format!("home/{marker}"), b""),
        ]);
        for (folder, input) in [("home", "Downloads/n.md"), ("home", "Downloads"), ("home/Downloads", "n.md")]
        {
            let run = run_at_home(
                &place,
                "home",
                folder,
                &format!("{input} --to html -o {}", place.path("out/").display()),
            );
            run.says(0, &["not included"]);
            keeps_the_secret(&place, "out", &run);
        }
        let mut command = place.command("- --to html");
        command.env("HOME", place.path("home")).current_dir(place.path("home"));
        command.stdin(std::fs::File::open(place.path("home/Downloads/n.md")).unwrap());
        let run = Run::of(command.output().unwrap());
        run.says(0, &["name a folder of files that it may read with `--root`"]);
        keeps_the_secret(&place, "out", &run);
    }
}

#[test]
fn a_folder_above_the_home_folder_is_no_root_either() {
    let place = Place::new(&[
        ("homes/other/d.txt", SECRET.as_bytes()),
        ("homes/.git/HEAD", b""),
        ("homes/me/n/a.md", b"{% include \"/other/d.txt\" %} {% include \"../../other/d.txt\" %}"),
    ]);
    let run = run_at_home(&place, "homes/me", "homes", "me/n/a.md --to html -o -");
    run.says(0, &["not included"]);
    keeps_the_secret(&place, "homes/me/n", &run);
}

#[test]
fn a_project_below_the_home_folder_is_one() {
    let place = Place::new(&[
        ("home/notes/mkdocs.yml", b""),
        ("home/notes/docs/deep/a.md", b"{% include \"/parts/p.md\" %}"),
        ("home/notes/parts/p.md", b"Words of the part."),
    ]);
    let run = run_at_home(&place, "home", "home", "notes/docs/deep/a.md --to html -o -");
    assert!(String::from_utf8_lossy(&run.says(0, &[]).out).contains("Words of the part."));
}

#[test]
fn hidden_files_are_not_read_by_any_way() {
    let place = Place::new(&[
        (".git/config", SECRET.as_bytes()),
        (".env", SECRET.as_bytes()),
        ("sub/.ssh/id.md", SECRET.as_bytes()),
        (".x/p.svg", DRAWING),
        (".x/works.bib", SECRET.as_bytes()),
        (".hidden.bib", SECRET.as_bytes()),
    ]);
    for note in [
        "{% include \"/.env\" %}",
        "{{#include .git/config}}",
        "--8<-- \".env\"",
        "```\n--8<-- \"sub/../.env\"\n```",
        "```{literalinclude} .git/config\n```",
        "<<< @/.env",
        "![[id]]",
        "![[sub/.ssh/id]]",
        "![](.x/p.svg)",
        "![](.%78/p.svg)",
        "![[p.svg]]",
        "---\nbibliography: .x/works.bib\n---\n@a",
        "---\ncsl: .x/works.bib\nbibliography: works.bib\n---\n@a",
        "{{< var a >}} {cite}`a`",
    ] {
        place.write("n.md", note.as_bytes());
        let run = place.run("n.md --to html -o out/n.html --root .");
        assert_eq!(run.status, 0, "{note}: {}", run.messages);
        assert!(!run.messages.is_empty(), "{note}: nothing is told");
        assert!(!place.html("out/n.html").contains("<svg"), "{note}");
        assert!(!place.html("out/n.html").contains("data:image"), "{note}");
        keeps_the_secret(&place, "out", &run);
    }
}

#[test]
fn folders_of_sites_that_are_hidden_hold_pictures() {
    let place = Place::new(&[(".gitbook/assets/a.svg", DRAWING), ("n.md", b"![a](.gitbook/assets/a.svg)")]);
    place.run("n.md --to html").says(0, &[]);
    assert!(place.html("n.html").contains("data:image"));
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_read_nowhere() {
    let place = Place::new(&[("n.md", b"")]);
    for name in ["p.md", "p.png", "p.bib", "p.csl", "p.css", "convert.yaml", "p"] {
        pipe(&place, name);
    }
    link("/dev/zero", &place, "z.md");
    for note in [
        "{% include \"p.md\" %}",
        "![[p]]",
        "![x](p.png)",
        "![[p.png]]",
        "--8<-- \"p\"",
        "---\nbibliography: p.bib\n---\n@a",
        "---\nbibliography: n.bib\ncsl: p.csl\n---\n@a",
        "{% include \"z.md\" %}",
        "[x](p.md#y)",
    ] {
        place.write("n.md", note.as_bytes());
        let run = place.run("n.md --to html");
        assert_eq!(run.status, 0, "{note}: {}", run.messages);
        assert!(!run.messages.is_empty(), "{note}: nothing is told");
    }
    for note in ["p.md", "z.md", "/dev/zero"] {
        place.run(&format!("{note} --to html -o out/x.html")).says(1, &["cannot read this note"]);
    }
    for option in ["--css", "--callouts", "--template-html", "--template-typst", "--config"] {
        place.run(&format!("n.md --to html {option} p.css")).says(2, &["only files are read"]);
    }
    for name in [".gitignore", ".ignore"] {
        place.write("sub/a.md", b"a");
        pipe(&place, &format!("sub/{name}"));
        place.run("sub --to html -o out/ --force").says(0, &[]);
    }
    std::fs::remove_file(place.path("convert.yaml")).unwrap();
    place.write("convert.yaml", b"css: p.css\n");
    place.run("n.md --to html").says(2, &["only files are read"]);
}

#[test]
fn a_project_file_of_a_foreign_folder_reads_and_writes_below_it_only() {
    let place = Place::new(&[
        ("home/style", format!("{SECRET}{{}}").as_bytes()),
        ("repo/n.md", b"{% include \"/home/style\" %}"),
    ]);
    let outside = place.path("home").display().to_string();
    for keys in [
        "css: ../home/style",
        "template_html: ../home/style",
        "template_typst: ../home/style",
        "callouts: ../home/style",
        "root: ..",
        "root: /",
        "output: ../home",
        "output: x/../../home",
        &format!("output: {outside}"),
        &format!("css: {outside}/style"),
    ] {
        place.write("repo/convert.yaml", format!("to: html\n{keys}\n").as_bytes());
        for arguments in ["repo/n.md", "repo", "repo/n.md --to html,typ"] {
            let run = place.run(arguments);
            run.says(2, &["convert.yaml leads outside its folder", "--config repo/convert.yaml"]);
            keeps_the_secret(&place, "repo", &run);
            assert_eq!(place.path("home").read_dir().unwrap().count(), 1);
        }
    }
    place.write("repo/convert.yaml", b"to: html\noutput: ../made\n");
    place.run("repo/n.md --config repo/convert.yaml").says(0, &[]);
    assert!(place.path("made/n.html").exists(), "who names the file means it");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_take_a_project_file_outside_either() {
    let place =
        Place::new(&[("home/style", SECRET.as_bytes()), ("repo/n.md", b"n"), ("repo/sub/n.md", b"n")]);
    link("../home", &place, "repo/out");
    link("../home/style", &place, "repo/style.css");
    link("../../home", &place, "repo/safe/sub");
    link("../../home/style", &place, "repo/safer/n.html");
    for keys in ["output: out", "css: style.css", "output: safe", "output: safer"] {
        place.write("repo/convert.yaml", format!("to: html\n{keys}\n").as_bytes());
        place.run("repo").says(2, &["leads outside its folder"]);
        assert_eq!(place.read("home/style"), SECRET.as_bytes());
        assert_eq!(place.path("home").read_dir().unwrap().count(), 1);
    }
}

#[test]
fn settings_and_notes_lead_to_no_scheme_that_is_not_on_the_list() {
    let place =
        Place::new(&[("n.md", b"[x](/other/)"), ("convert.yaml", b"base_url: 'javascript:alert(1)//'\n")]);
    place.run("n.md --to html").says(2, &["must begin with `https:`"]);
    place.write("convert.yaml", b"");
    for base in
        ["javascript:alert(1)//", "file:///etc", "data:text/html,", "JAVASCRIPT:x", "\u{1}javascript:x"]
    {
        let mut command = place.command("n.md --to html --base-url");
        Run::of(command.arg(base).output().unwrap()).says(2, &["must begin with `https:`"]);
    }
    for base in ["https://e.org/a b", "https://e.org/\u{1b}[0m", "https://e.org/\n"] {
        let mut command = place.command("n.md --to html --base-url");
        Run::of(command.arg(base).output().unwrap()).says(2, &["a space or a control character"]);
    }
}

#[test]
fn all_targets_have_the_same_links() {
    let kept = [
        "https://e.org/",
        "http://e.org/",
        "mailto:a@e.org",
        "tel:+43123",
        "ftp://e.org/",
        "ftps://e.org/",
        "doi:10.1000/182",
        "geo:48.2,16.4",
        "xmpp:a@e.org",
        "matrix:u/a:e.org",
        "magnet:?xt=urn:btih:a",
        "sms:+43123",
        "urn:isbn:0",
        "irc://e.org/a",
    ];
    let left_out = [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ssh://e.org",
        "about:blank",
        "blob:x",
        "view-source:http://e.org",
        "vscode://x",
        "c:/x",
    ];
    let note = |addresses: &[&str]| -> String {
        addresses.iter().enumerate().map(|(at, address)| format!("[word{at}](<{address}>)\n\n")).collect()
    };
    let place = Place::new(&[("kept.md", note(&kept).as_bytes()), ("out.md", note(&left_out).as_bytes())]);
    let run = place.run("kept.md out.md --to html,epub,typ --message-format short");
    assert_eq!(run.status, 0, "{}", run.messages);
    let typst = |name: &str| String::from_utf8(place.read(name)).unwrap();
    for (at, address) in kept.iter().enumerate() {
        let href = format!("href=\"{address}\"");
        assert!(place.html("kept.html").contains(&href), "{address}");
        assert!(place.epub("kept.epub").contains(&href), "{address}");
        assert!(
            typst("kept.typ").contains(&format!("link((\"{address}\"))"))
                || typst("kept.typ").contains(&format!("\"{address}\"")),
            "{address}"
        );
        assert!(place.html("kept.html").contains(&format!("word{at}")));
    }
    assert!(!run.messages.contains("kept.md"), "{}", run.messages);
    for at in 0..left_out.len() {
        let told = format!("out.md:{}:1: warning[broken-link]", 2 * at + 1);
        assert!(run.messages.contains(&told), "{told}: {}", run.messages);
    }
    assert!(!place.html("out.html").contains("href=\"j") && !place.html("out.html").contains("href=\"file"));
    assert!(!typst("out.typ").lines().any(|line| line.contains("link((") && line.contains("word")));
}

#[cfg(unix)]
#[test]
fn the_name_of_a_note_or_file_is_no_scheme() {
    let place = Place::new(&[
        ("n/a.md", b"[[javascript:alert(1)]] [[javascript:b.txt]]"),
        ("n/javascript:alert(1).md", b"x"),
        ("n/javascript:b.txt", b"x"),
    ]);
    place.run("n --to html,epub,typ -o out/").says(0, &[]);
    let typst = String::from_utf8(place.read("out/a.typ")).unwrap();
    assert!(place.html("out/a.html").contains("href=\"javascript%3Aalert(1).html\""));
    for text in [place.html("out/a.html"), place.epub("out/a.epub"), typst] {
        assert!(!text.contains("href=\"javascript:") && !text.contains("link((\"javascript:"), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn the_names_of_files_neither_steer_the_terminal_nor_forge_messages() {
    let place = Place::new(&[]);
    let forged = "b.md:1:1: error[input]: all is lost";
    let names = [
        "a\u{1b}[31mred.md",
        "c\u{9b}2J.md",
        "d\u{202e}dm.md",
        "e\u{200f}\u{2066}.md",
        &format!("z\n{forged}.md"),
        "t\tb.md",
    ];
    for name in names {
        place.write(&format!("n/{name}"), b"![](x.png) {% include \"y\" %}");
    }
    let steers = |text: &str| text.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{200f}', '\u{2066}']);
    for form in ["human", "short", "json"] {
        for options in ["-v --force", "--list", "-v", "--deps d", "--css /none", "-o x.html", "--to nothing"]
        {
            let run = place.run(&format!("n --to html --message-format {form} {options}"));
            let said = run.messages.clone() + &String::from_utf8(run.out.clone()).unwrap();
            assert!(!steers(&said), "{form} {options}: {said:?}");
            assert!(
                !said.lines().any(|line| line.trim_start().starts_with("b.md")),
                "{form} {options}: {said}"
            );
        }
    }
    for name in names {
        for form in ["human", "short", "json"] {
            for arguments in
                ["--to html -v", "--to", "--lang", "--root . --to pdf -o x", "--shard", "--config", "--css"]
            {
                let mut command = place.command(&format!("--message-format {form} n {arguments}"));
                let run = Run::of(command.arg(Path::new("n").join(name)).output().unwrap());
                let said = run.messages.clone() + &String::from_utf8(run.out.clone()).unwrap();
                assert!(!steers(&said), "{form} {arguments}: {said:?}");
            }
        }
    }
}
