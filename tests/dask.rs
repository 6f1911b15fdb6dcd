//! Engines with workers of their own, with the files of `samples/dask` and `samples/slurm`.
//!
//! Dask is a module of Python (`samples/dask/requirements.txt`); the environment variable `CONVERT_DASK` names the Python
//! that has it, by default `python3`. Where that has not, the test says on standard error that nothing was checked, and
//! passes; with `CONVERT_DASK_REQUIRED=1` it fails. Slurm's script is run as a node runs it, without Slurm.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_convert");
const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn a_folder_by_dask_is_that_of_one_process_although_a_worker_is_killed() {
    let Some(python) = python() else { return };
    let checked =
        Command::new(python).arg(format!("{PROJECT}/samples/dask/check")).arg(PROGRAM).output().unwrap();
    assert!(checked.status.success(), "{}", said(&checked));
}

/// The Python that has Dask.
fn python() -> Option<std::ffi::OsString> {
    let python = std::env::var_os("CONVERT_DASK").unwrap_or_else(|| "python3".into());
    let asked = Command::new(&python).args(["-c", "import distributed"]).output();
    if asked.is_ok_and(|output| output.status.success()) {
        return Some(python);
    }
    let required = std::env::var_os("CONVERT_DASK_REQUIRED").is_some_and(|value| value == "1");
    assert!(!required, "Dask is required: {} has no module `distributed`", python.display());
    // `eprintln!` would show only the output of tests that fail.
    std::io::stderr().write_all(b"NOT CHECKED by Dask: there is no module `distributed`\n").unwrap();
    None
}

#[test]
fn the_tasks_of_a_slurm_array_make_the_whole_folder() {
    let folder = tempfile::tempdir().unwrap();
    let one = Command::new(PROGRAM)
        .args([&notes(), "--to", "html", "-o", "one/"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(one.status.success(), "{}", said(&one));
    for task in [2, 3, 1] {
        let ran = slurm(folder.path(), task, 1);
        assert!(ran.status.success(), "{}", said(&ran));
    }
    let expected = pages(&folder.path().join("one"));
    assert!(expected.len() > 10 && pages(&folder.path().join("out")) == expected);
}

#[test]
fn a_task_of_a_slurm_array_that_is_sent_again_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let told = |made: bool| {
        let ran = slurm(folder.path(), 2, 1);
        assert!(ran.status.success(), "{}", said(&ran));
        let messages = folder.path().join("out/.convert-parts/2-of-3/messages.json");
        let messages = std::fs::read_to_string(messages).unwrap();
        let summary = messages.lines().last().unwrap_or_default();
        assert!(summary.contains("\"summary\""), "{messages}");
        assert_eq!(summary.contains("\"made\":0,"), !made, "{summary}");
    };
    told(true);
    told(false);
    // What a task told that ended early stays.
    let record = folder.path().join("out/.convert-parts/2-of-3");
    std::fs::write(record.join("messages.json"), "{\"message\":\"told before\"}\n").unwrap();
    std::fs::write(record.join("begun"), "").unwrap();
    told(false);
    let messages = std::fs::read_to_string(record.join("messages.json")).unwrap();
    assert!(messages.contains("told before") && !record.join("begun").exists(), "{messages}");
}

#[test]
fn a_slurm_array_that_is_not_counted_from_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let ran = slurm(folder.path(), 2, 0);
    assert_eq!(ran.status.code(), Some(2), "{}", said(&ran));
    assert!(said(&ran).contains("has to be 1-3") && !folder.path().join("out").exists(), "{}", said(&ran));
}

/// Runs a task of an array of three, which is counted from `first`.
fn slurm(folder: &Path, task: u32, first: u32) -> Output {
    Command::new("bash")
        .arg(format!("{PROJECT}/samples/slurm/notes.sbatch"))
        .current_dir(folder)
        .env_remove("PARTS")
        .envs([("NOTES", notes().as_str()), ("OUT", "out"), ("TO", "html"), ("CONVERT", PROGRAM)])
        .env("SLURM_ARRAY_TASK_ID", task.to_string())
        .env("SLURM_ARRAY_TASK_COUNT", "3")
        .env("SLURM_ARRAY_TASK_MIN", first.to_string())
        .env("SLURM_ARRAY_TASK_MAX", (first + 2).to_string())
        .output()
        .unwrap()
}

fn notes() -> String {
    format!("{PROJECT}/docs/guide")
}

/// The pages below a folder.
fn pages(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let pages = entries.filter(|path| path.extension().is_some_and(|extension| extension == "html"));
    pages.map(|path| (path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap())).collect()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
