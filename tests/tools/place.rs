//! A folder to run the built program in, and what a run did and made. Texts of outputs are read by other programs and
//! libraries than those that wrote them.

// Each test uses a part of this.
#![allow(dead_code)]

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A folder to run the program in.
pub struct Place(TempDir);

/// What a run did.
#[derive(Debug)]
pub struct Run {
    /// The exit status; -1 when a signal ended it.
    pub status: i32,
    /// What is on standard output.
    pub out: Vec<u8>,
    /// What is on standard error.
    pub messages: String,
}

impl Place {
    /// A folder with these files; folders in their names are made.
    pub fn new(files: &[(&str, &[u8])]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        for (name, bytes) in files {
            place.write(name, bytes);
        }
        place
    }

    /// A folder with a copy of a file or folder in it, under its own name.
    pub fn with_copy_of(path: &Path) -> Self {
        let place = Self::new(&[]);
        copy(path, &place.path(&path.file_name().unwrap().to_string_lossy()));
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The program with these arguments, which are divided at spaces.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_convert"));
        command.current_dir(self.0.path()).args(arguments.split_whitespace());
        command.env_remove("SOURCE_DATE_EPOCH").env_remove("MAKEFLAGS").stdin(Stdio::null());
        command
    }

    /// The files below a folder, hidden ones too, by name and in order.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let (mut names, mut folders) = (Vec::new(), vec![self.path(folder)]);
        while let Some(next) = folders.pop() {
            for path in next.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
                let name = || path.strip_prefix(self.path(folder)).unwrap().display().to_string();
                if path.is_dir() { folders.push(path) } else { names.push(name()) }
            }
        }
        names.sort();
        names
    }

    pub fn run(&self, arguments: &str) -> Run {
        Run::of(self.command(arguments).output().unwrap())
    }

    pub fn run_with_input(&self, arguments: &str, input: &[u8]) -> Run {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Run::of(child.wait_with_output().unwrap())
    }

    /// The body of an HTML output, markup included.
    pub fn html(&self, name: &str) -> String {
        let page = String::from_utf8(self.read(name)).unwrap();
        let start = page.find("<body").expect("a page has a body");
        page[start..].to_owned()
    }

    /// The chapters of an EPUB output, markup included, in the order of their names.
    pub fn epub(&self, name: &str) -> String {
        let file = std::fs::File::open(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut archive = zip::ZipArchive::new(file).unwrap();
        let mut names: Vec<String> = archive.file_names().map(str::to_owned).collect();
        names.retain(|name| name.ends_with(".xhtml") && !name.ends_with("nav.xhtml"));
        names.sort();
        let mut text = String::new();
        for name in names {
            archive.by_name(&name).unwrap().read_to_string(&mut text).unwrap();
        }
        text
    }

    /// The text of a PDF output as Poppler's `pdftotext` reads it, white space made one space; `None` where that is
    /// not installed.
    pub fn pdf(&self, name: &str) -> Option<String> {
        let mut command = Command::new("pdftotext");
        let output = command.args(["-enc", "UTF-8"]).arg(self.path(name)).arg("-").output().ok()?;
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

impl Run {
    pub fn of(output: Output) -> Self {
        let messages = String::from_utf8(output.stderr).unwrap();
        Self { status: output.status.code().unwrap_or(-1), out: output.stdout, messages }
    }

    /// The run succeeded and said nothing.
    #[track_caller]
    pub fn is_quiet(&self) {
        assert_eq!((self.status, self.messages.as_str()), (0, ""));
    }

    /// The run ended so, and said this; standard output stayed empty.
    #[track_caller]
    pub fn says_only(&self, status: i32, parts: &[&str]) {
        self.says(status, parts);
        assert!(self.out.is_empty(), "messages are on standard error only");
    }

    /// The run ended so, and said this.
    #[track_caller]
    pub fn says(&self, status: i32, parts: &[&str]) -> &Self {
        assert_eq!(self.status, status, "{}", self.messages);
        for part in parts {
            assert!(self.messages.contains(part), "`{part}` is not in:\n{}", self.messages);
        }
        self
    }
}

/// Makes a symbolic link to `target`, and the folders that it stands in.
#[cfg(unix)]
pub fn link(target: &str, place: &Place, name: &str) {
    let path = place.path(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(target, path).unwrap();
}

/// Makes a named pipe that nobody writes to.
#[cfg(unix)]
pub fn pipe(place: &Place, name: &str) {
    assert!(Command::new("mkfifo").arg(place.path(name)).status().unwrap().success());
}

/// Makes a socket that nobody listens at.
#[cfg(unix)]
pub fn socket(place: &Place, name: &str) {
    drop(std::os::unix::net::UnixListener::bind(place.path(name)).unwrap());
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).unwrap();
        for entry in from.read_dir().unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        std::fs::copy(from, to).unwrap();
    }
}
