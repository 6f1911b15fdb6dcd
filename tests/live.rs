//! What goes on while somebody writes (`--watch`, `--preview`), on the built program. Nothing is timed: each test waits for
//! what must come.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use tempfile::TempDir;

/// How long a test waits for what must come: that is for broken programs, not for slow machines.
const PATIENCE: Duration = Duration::from_secs(120);

/// The lines that a program says, as they come.
fn lines(said: ChildStderr) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        BufReader::new(said).lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
    });
    lines
}

/// The program while it runs in a folder.
struct Live {
    folder: TempDir,
    program: Child,
    said: Receiver<String>,
}

impl Live {
    /// The program in a folder with these files.
    fn start(files: &[(&str, &str)], arguments: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_convert"));
        command.current_dir(folder.path()).args(arguments.split_whitespace()).env_remove("MAKEFLAGS");
        let mut program = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let said = lines(program.stderr.take().unwrap());
        Self { folder, program, said }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), text).unwrap();
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// Waits until the program says this; the line in which it does.
    fn says(&self, words: &str) -> String {
        let mut all = String::new();
        loop {
            let line = self.said.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("it never says `{words}`, but this:\n{all}"));
            if line.contains(words) {
                return line;
            }
            all += &line;
            all.push('\n');
        }
    }

    /// Waits until a file has this text in it.
    fn has(&self, name: &str, words: &str) {
        for _ in 0..2_400 {
            if self.text(name).contains(words) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{name} never has `{words}`");
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

#[test]
fn a_note_is_made_again_when_it_or_what_it_includes_changes() {
    let files = [("a.md", "First.\n\n{% include part.md %}\n"), ("part.md", "A part.\n")];
    let live = Live::start(&files, "a.md --to html --watch");
    live.says("a.html:");
    live.write("a.md", "Second.\n\n{% include part.md %}\n");
    live.says("a.html:");
    live.has("a.html", "Second.");
    live.write("part.md", "Another part.\n");
    live.has("a.html", "Another part.");
}

#[test]
fn a_folder_is_followed_also_where_notes_and_folders_come() {
    let live = Live::start(&[("notes/a.md", "A.\n")], "notes --to html --watch");
    live.says("a.html:");
    live.write("notes/b.md", "B.\n");
    live.has("notes/b.html", "B.");
    live.write("notes/deep/er/c.md", "C.\n");
    live.has("notes/deep/er/c.html", "C.");
}

#[test]
fn an_error_is_told_and_survived_and_the_earlier_output_stays() {
    let live = Live::start(&[("a.md", "---\ntitle: One\n---\nText.\n")], "a.md --to html --watch");
    live.says("a.html:");
    live.write("a.md", "---\ntitle: [One\n---\nText.\n");
    live.says("front-matter");
    assert!(live.text("a.html").contains("One"));
    live.write("a.md", "---\ntitle: Two\n---\nText.\n");
    live.has("a.html", "Two");
}

#[test]
fn a_project_file_that_is_wrong_for_a_moment_ends_nothing() {
    let live = Live::start(&[("convert.yaml", "lang: fr\n"), ("a.md", "Texte.\n")], "a.md --to html --watch");
    live.says("a.html:");
    live.write("convert.yaml", "lnag: fr\n");
    live.says("error:");
    live.write("convert.yaml", "lang: de\n");
    live.has("a.html", "lang=\"de\"");
}

#[test]
fn a_note_that_is_removed_and_comes_back_is_made() {
    let live = Live::start(&[("a.md", "One.\n")], "a.md --to html --watch");
    live.says("a.html:");
    std::fs::remove_file(live.path("a.md")).unwrap();
    live.says("cannot read this note");
    live.write("a.md", "Two.\n");
    live.has("a.html", "Two.");
}

#[test]
fn files_are_looked_at_again_and_again_where_that_is_asked_for() {
    let live = Live::start(&[("a.md", "One.\n")], "a.md --to html --watch --poll");
    live.says("a.html:");
    // Looking tells a change by the time of a file.
    std::thread::sleep(Duration::from_secs(1));
    live.write("a.md", "Two.\n");
    live.has("a.html", "Two.");
}

/// A preview that runs, and its port.
fn preview(files: &[(&str, &str)], arguments: &str) -> (Live, u16) {
    let live = Live::start(files, arguments);
    let line = live.says("preview at http://127.0.0.1:");
    let port = line.split("127.0.0.1:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
    (live, port)
}

/// What is answered: the header and the body.
fn ask(port: u16, path: &str, fields: &[(&str, &str)]) -> (String, String) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let own = format!("127.0.0.1:{port}");
    let host = fields.iter().find(|(name, _)| *name == "Host").map_or(own.as_str(), |(_, value)| value);
    let fields = fields.iter().filter(|(name, _)| *name != "Host");
    let fields: String = fields.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{fields}\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

fn note(port: u16, query: &str) -> serde_json::Value {
    serde_json::from_str(&ask(port, &format!("/note?{query}"), &[]).1).unwrap()
}

fn status(head: &str) -> &str {
    head.split(' ').nth(1).unwrap()
}

#[test]
fn a_preview_shows_a_note_as_a_page_as_paper_and_as_a_publication() {
    let (live, port) = preview(&[("a.md", "# One\n\nWords.\n")], "--preview a.md");
    let shown = note(port, "note=0&theme=&paper=&views=html,pdf,epub");
    let of = |address: &serde_json::Value| ask(port, address.as_str().unwrap(), &[]);
    assert!(of(&shown["html"]).1.contains("Words."));
    let (head, page) = of(&shown["pages"][0]["address"]);
    assert!(head.contains("image/svg+xml") && page.contains("<svg"));
    let chapters = shown["chapters"].as_array().unwrap();
    assert!(chapters.iter().any(|chapter| of(&chapter["address"]).1.contains("Words.")));
    assert!(of(&shown["text"]).1.contains("# One"));
    let names = std::fs::read_dir(live.path("")).unwrap().count();
    assert_eq!(names, 2, "nothing is written");
}

#[test]
fn a_preview_tells_of_changes_and_of_what_is_wrong_and_where() {
    let (live, port) = preview(&[("a.md", "Words.\n")], "--preview a.md");
    let version = note(port, "note=0&views=html")["version"].as_u64().unwrap();
    live.write("a.md", "Words.\n\n![x](gone.png)\n");
    let (_, told) = ask(port, &format!("/changes?after={version}"), &[]);
    assert_ne!(told, format!("{{\"version\":{version}}}"));
    let message = &note(port, "note=0&views=html")["messages"][0];
    assert_eq!((message["line"].as_u64(), message["code"].as_str()), (Some(3), Some("unreadable-image")));
}

#[test]
fn a_preview_in_another_theme_and_on_other_paper_is_for_who_asks() {
    let (_live, port) = preview(&[("a.md", "Words.\n")], "--preview a.md");
    let width = |query: &str| note(port, query)["pages"][0]["width"].as_f64().unwrap().round();
    assert_eq!(width("note=0&paper=a5&theme=large&views=pdf"), 420.0);
    assert_eq!(width("note=0&views=pdf"), 595.0);
}

#[test]
fn a_preview_answers_nobody_else() {
    let (_live, port) = preview(&[("a.md", "Words.\n"), ("secret.txt", "s")], "--preview a.md");
    let refused = |path: &str, name: &str, value: &str| status(&ask(port, path, &[(name, value)]).0) == "403";
    assert!(refused("/note?note=0", "Host", "evil.example"));
    assert!(refused("/note?note=0", "Origin", "https://evil.example"));
    assert!(refused("/note?note=0", "Sec-Fetch-Site", "cross-site"));
    for path in ["/secret.txt", "/../secret.txt", "/made/..%2f..%2fsecret.txt", "/a.md", "/made/"] {
        assert_eq!(status(&ask(port, path, &[]).0), "404", "{path}");
    }
    let (head, _) = ask(port, "/", &[]);
    assert!(head.contains("default-src 'none'") && head.contains("nosniff"), "{head}");
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut live = Live::start(&[("a.md", "Words.\n")], &format!("--preview a.md --port {port}"));
    assert!(live.says("in use").contains(&port.to_string()));
    assert_eq!(live.program.wait().unwrap().code(), Some(1));
}

#[test]
fn a_browser_that_is_not_there_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.md"), "Words.\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_convert"));
    command.current_dir(folder.path()).args(["--preview", "a.md", "--open"]).env("PATH", folder.path());
    let mut program = command.stderr(Stdio::piped()).spawn().unwrap();
    let said = lines(program.stderr.take().unwrap());
    let port = said.recv_timeout(PATIENCE).unwrap();
    assert!(port.contains("preview at"), "{port}");
    let warning = said.recv_timeout(PATIENCE).unwrap();
    assert!(warning.contains("no browser"), "{warning}");
    assert!(program.try_wait().unwrap().is_none(), "it goes on");
    program.kill().unwrap();
    program.wait().unwrap();
}
