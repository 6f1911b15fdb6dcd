//! A disk that is full: a small file system in memory, in a name space of its own. Where the system gives none to its
//! users, the tests say so and are skipped.

#![cfg(target_os = "linux")]

use std::process::Command;

use super::place::{Place, Run};

/// Mounts a file system with these options on the folder `disk`, copies what is in `before` into it, runs the program
/// from the place's folder, and copies what is then on the disk to `after`; `None` where nothing can be mounted. The
/// options that come after a space are set when all is copied.
fn run_on(options: &str, place: &Place, arguments: &str) -> Option<Run> {
    let _ = std::fs::remove_dir_all(place.path("after"));
    for folder in ["disk", "before", "after"] {
        std::fs::create_dir_all(place.path(folder)).unwrap();
    }
    let (options, later) = options.split_once(' ').unwrap_or((options, "rw"));
    let script = format!(
        "mount -t tmpfs -o {options} none disk || exit 77; cp -a before/. disk/ || exit 78; mount -o remount,{later} disk || exit 77; \
         \"$0\" {arguments}; status=$?; cp -a disk/. after/ || exit 79; exit $status"
    );
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", &script, env!("CARGO_BIN_EXE_convert")]).current_dir(place.path(""));
    let Ok(output) = command.env_remove("MAKEFLAGS").output() else {
        eprintln!("skipped: unshare is not installed");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.code() == Some(77) || said.starts_with("unshare:") {
        eprintln!("skipped: no file system can be mounted here: {said}");
        return None;
    }
    assert!(!matches!(output.status.code(), Some(78 | 79)), "{said}");
    Some(Run::of(output))
}

/// A note whose outputs of all formats are much longer than those of a short one.
fn long() -> String {
    let words =
        |n: u32| format!("Paragraph {n} of {} has {} words.\n\n", n.wrapping_mul(2_654_435_761), n * n);
    (0..20_000).map(words).collect()
}

/// A place with a long note, whose earlier outputs, of a short one, are to lie on the disk.
fn with_old_outputs() -> Place {
    let place = Place::new(&[("n.md", b"# Old\n\nShort.\n")]);
    place.run("n.md --to html,epub,pdf,typ -o before/").is_quiet();
    place.write("n.md", long().as_bytes());
    place
}

#[test]
fn a_full_disk_keeps_the_old_output_of_every_format() {
    let place = with_old_outputs();
    for format in ["html", "epub", "pdf", "typ"] {
        let Some(run) = run_on("size=256k", &place, &format!("n.md --to {format} -o disk/")) else { return };
        run.says(1, &[&format!("cannot write disk/n.{format}"), "pace"]);
        assert_eq!(place.files("after"), place.files("before"), "nothing is left behind");
        for name in place.files("before") {
            assert!(place.read(&format!("after/{name}")) == place.read(&format!("before/{name}")), "{name}");
        }
    }
}

fn is_whole(page: &[u8]) -> bool {
    page.trim_ascii_end().ends_with(b"</html>")
}

#[test]
fn what_fits_on_the_disk_is_made() {
    let place = with_old_outputs();
    place.write("n/long.md", long().as_bytes());
    place.write("n/short.md", b"Short.\n");
    let Some(run) = run_on("size=320k", &place, "n --to html -o disk/") else { return };
    run.says(1, &["cannot write disk/long.html", "1 made", "1 failed"]);
    assert!(is_whole(&place.read("after/short.html")));
    assert!(!place.files("after").iter().any(|name| name.ends_with(".tmp") || name == "long.html"));
}

#[test]
fn a_disk_without_room_for_names_keeps_the_old_output() {
    let place = with_old_outputs();
    // One for the folder itself and one for each old output.
    let Some(run) = run_on("nr_inodes=5", &place, "n.md --to html -o disk/") else { return };
    run.says(1, &["cannot write disk/n.html"]);
    assert_eq!(place.files("after"), place.files("before"));
    assert!(place.read("after/n.html") == place.read("before/n.html"));
}

#[test]
fn a_full_disk_for_the_record_or_the_dependency_file_takes_no_output() {
    let place = Place::new(&[("n/a.md", b"a"), ("n/b.md", b"b")]);
    place.write("before/filler", &[b'x'; 64 * 1024]);
    let run = run_on("size=64k", &place, "n --to html -o out/ --cache disk");
    let Some(run) = run else { return };
    run.says(0, &["2 made", "cannot record what is up to date"]);
    assert!(place.path("out/a.html").exists());
    let run = run_on("size=64k", &place, "n --to html -o out/ --deps disk/d").unwrap();
    run.says(1, &["cannot write disk/d"]);
    assert!(is_whole(&place.read("out/a.html")));
    assert_eq!(place.files("after"), ["filler"]);
}

#[test]
fn a_disk_that_may_only_be_read_is_told() {
    let place = with_old_outputs();
    let Some(run) = run_on("size=256k ro", &place, "n.md --to html -o disk/") else { return };
    run.says(1, &["cannot write disk/n.html"]);
    assert!(place.read("after/n.html") == place.read("before/n.html"));
}
