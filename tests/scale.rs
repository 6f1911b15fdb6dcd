//! The commands of `docs/scale.md`, as they stand there, over one machine and several. Where a tool is not installed
//! its test is skipped, except in continuous integration (`CI` is set).

mod tools;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;
use tools::is_there;

const PROGRAM: &str = env!("CARGO_BIN_EXE_convert");
const PAGE: &str = include_str!("../docs/scale.md");

/// The block of commands on the page that begins with, or has in it, these words.
fn commands(words: &str) -> &'static str {
    let blocks = PAGE.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let mut found = blocks.filter(|block| block.contains(words));
    let block = found.next().unwrap_or_else(|| panic!("docs/scale.md has no commands with `{words}`"));
    assert_eq!(found.next(), None, "more than one block has `{words}`");
    block
}

/// A folder with 30 notes in `notes/`, some of which link to each other or show an image.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let notes = folder.path().join("notes");
    for number in 0..30 {
        let below = ["", "sub", "sub/deep dir"][number % 3];
        std::fs::create_dir_all(notes.join(below)).unwrap();
        let text = format!("# Note {number}\n\n![a dot](/notes/dot.png) [next](/notes/0.md)\n");
        std::fs::write(notes.join(below).join(format!("{number}.md")), text).unwrap();
    }
    std::fs::write(notes.join("dot.png"), include_bytes!("data/dot.png")).unwrap();
    // A repository: paths from `/` on start here, whichever of its notes is converted.
    std::fs::create_dir(folder.path().join(".git")).unwrap();
    folder
}

/// Runs commands in the folder, with the program in the path.
fn run(folder: &Path, commands: &str) {
    let program = Path::new(PROGRAM).parent().unwrap().display().to_string();
    let path = format!("{program}:{}", std::env::var("PATH").unwrap());
    let output = Command::new("bash")
        .args(["-euo", "pipefail", "-c", commands])
        .current_dir(folder)
        .env("PATH", path)
        .env_remove("MAKEFLAGS")
        .output()
        .unwrap();
    assert!(output.status.success(), "{commands}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// The outputs below `out/`, by name, with their bytes.
fn outputs(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.join("out")]);
    while let Some(next) = folders.pop() {
        for path in next.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
            match path.extension().and_then(|extension| extension.to_str()) {
                _ if path.is_dir() => folders.push(path),
                Some("html" | "epub" | "pdf") => {
                    let bytes = std::fs::read(&path).unwrap();
                    found.push((path.strip_prefix(folder).unwrap().to_owned(), bytes));
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// What one process makes of the folder in these formats.
fn expected(formats: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = folder();
    run(folder.path(), &format!("convert notes/ --root . --to {formats} -o out/ -q"));
    outputs(folder.path())
}

#[test]
fn a_folder_is_converted() {
    let folder = folder();
    run(folder.path(), commands("--to pdf,epub,html -o out/"));
    assert_eq!(outputs(folder.path()).len(), 91, "with a list of all notes");
}

#[test]
fn xargs_shares_notes_out_among_processes() {
    let folder = folder();
    run(folder.path(), commands("xargs"));
    let names: Vec<_> = outputs(folder.path()).into_iter().map(|(path, _)| path).collect();
    assert_eq!(names.len(), 30);
    assert!(names.contains(&PathBuf::from("out/29.html")), "{names:?}");
}

#[test]
fn the_parts_of_all_shards_are_the_whole() {
    let folder = folder();
    run(folder.path(), commands("--shard 1/3"));
    assert!(outputs(folder.path()) == expected("html,epub"));
}

#[test]
fn ninja_builds_a_folder() {
    if !is_there("ninja") {
        return;
    }
    let folder = folder();
    run(folder.path(), commands("ninja"));
    let (made, whole) = (outputs(folder.path()), expected("html,epub --no-nav"));
    let names = |all: &[(PathBuf, Vec<u8>)]| all.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    assert_eq!(names(&made), names(&whole));
    let other = [include_bytes!("data/dot.png").as_slice(), b"more"].concat();
    std::fs::write(folder.path().join("notes/dot.png"), other).unwrap();
    let before = made;
    run(folder.path(), "ninja");
    let after = outputs(folder.path());
    assert!(before.iter().zip(&after).all(|(before, after)| before != after), "all show the image");
}

/// A host: a network namespace with an address, in which an SSH server runs.
struct Host {
    name: String,
    server: Child,
}

impl Host {
    /// Sets host `number` up; its keys and settings are in `folder`.
    fn new(number: u8, folder: &Path) -> Self {
        let name = format!("convert-{}-{number}", std::process::id());
        let (here, there) = (format!("cv{number}-{}", std::process::id() % 100_000), "eth0");
        let subnet = 200 + number;
        run(
            folder,
            &format!(
                "ip netns add {name}
                ip link add {here} type veth peer name {there} netns {name}
                ip addr add 10.213.{subnet}.1/30 dev {here}
                ip link set {here} up
                ip -n {name} addr add 10.213.{subnet}.2/30 dev {there}
                ip -n {name} link set {there} up
                ip -n {name} link set lo up
                ssh-keygen -q -t ed25519 -N '' -f host{number}"
            ),
        );
        let path = |file: &str| folder.join(file).display().to_string();
        let settings = format!(
            "ListenAddress 10.213.{subnet}.2\nPort 2222\nHostKey {}\nAuthorizedKeysFile {}\nStrictModes no\n\
             PidFile none\nPasswordAuthentication no\n",
            path(&format!("host{number}")),
            path("user.pub")
        );
        std::fs::write(folder.join(format!("sshd{number}")), settings).unwrap();
        std::fs::create_dir_all("/run/sshd").unwrap();
        let server = Command::new("ip")
            .args([
                "netns",
                "exec",
                &name,
                "/usr/sbin/sshd",
                "-D",
                "-e",
                "-f",
                &path(&format!("sshd{number}")),
            ])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { name, server }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = Command::new("ip").args(["netns", "delete", &self.name]).status();
    }
}

#[test]
fn gnu_parallel_shares_shards_out_among_hosts() {
    if !["ip", "parallel", "ssh", "ssh-keygen", "/usr/sbin/sshd"].into_iter().all(is_there) {
        return;
    }
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if !root {
        assert!(std::env::var_os("CI").is_none(), "network namespaces are for root");
        eprintln!("skipped: network namespaces are for root");
        return;
    }
    let (folder, keys) = (folder(), tempfile::tempdir().unwrap());
    run(keys.path(), "ssh-keygen -q -t ed25519 -N '' -f user");
    let hosts: Vec<Host> = (1..=2).map(|number| Host::new(number, keys.path())).collect();
    // What a user has in ~/.ssh/config, and the program in each host's path.
    let ssh = format!(
        "exec ssh -i {0}/user -p 2222 -o StrictHostKeyChecking=no -o UserKnownHostsFile={0}/known \
         -o LogLevel=ERROR -o ConnectionAttempts=20 \"$@\"",
        keys.path().display()
    );
    let shell = keys.path().join("ssh.sh");
    std::fs::write(&shell, format!("#!/bin/sh\n{ssh}\n")).unwrap();
    run(keys.path(), "chmod +x ssh.sh");
    let line = |number: u8| format!("1/{} root@10.213.{}.2\n", shell.display(), 200 + number);
    std::fs::write(folder.path().join("hosts"), line(1) + &line(2)).unwrap();
    let program = Path::new(PROGRAM).parent().unwrap().display();
    let log = keys.path().join("log");
    let commands =
        commands("parallel").replace("parallel ", &format!("parallel --joblog {} ", log.display()));
    let commands = commands.replace(" convert notes/", &format!(" {program}/convert notes/"));
    run(folder.path(), &commands);
    drop(hosts);
    assert!(outputs(folder.path()) == expected("html,epub"));
    let log = std::fs::read_to_string(log).unwrap();
    let used = |number: u8| log.contains(&format!("10.213.{}.2", 200 + number));
    assert!(used(1) && used(2), "both hosts worked: {log}");
}
