//! Runs that are ended at moments drawn from a generator with a fixed seed: whatever the moment, each output is the old
//! one or the new one, the next run leaves nothing behind, and the record says what is true.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::process::{Child, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use super::place::Place;

/// Moments within the time that a run takes. How long that is follows from how many runs ended before their moment.
struct Moments {
    state: u64,
    longest: u64,
}

impl Moments {
    fn new(seed: u64) -> Self {
        Self { state: seed, longest: 20_000 }
    }

    /// Waits until the next moment; whether the run still goes on then.
    fn wait(&mut self, run: &mut Child) -> bool {
        // Xorshift (Marsaglia 2003).
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        std::thread::sleep(Duration::from_micros(self.state % self.longest));
        let goes_on = run.try_wait().unwrap().is_none();
        self.longest = if goes_on { self.longest * 11 / 10 } else { self.longest * 3 / 4 }.max(2_000);
        goes_on
    }
}

/// A folder of notes in two versions, and what is made of each.
struct Notes {
    place: Place,
    notes: usize,
    formats: &'static str,
    expected: [BTreeMap<String, Vec<u8>>; 2],
}

impl Notes {
    fn new(notes: usize, formats: &'static str) -> Self {
        let place = Place::new(&[]);
        let mut all = Self { place, notes, formats, expected: Default::default() };
        for version in 0..2 {
            all.write(version);
            all.place.run(&format!("n --to {formats} -o whole{version}/ -q")).is_quiet();
            all.expected[version] = all.outputs(&format!("whole{version}"));
            assert!(all.expected[version].len() >= notes);
        }
        all
    }

    /// Writes all notes in a version.
    fn write(&self, version: usize) {
        for note in 0..self.notes {
            let paragraph =
                format!("Paragraph of *version* {version} with $x^{version}$ in note {note}.\n\n");
            self.place.write(&format!("n/{note}.md"), paragraph.repeat(8 + 40 * version).as_bytes());
        }
    }

    /// All files of a folder but for the record, with what is in them.
    fn outputs(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let mut names = self.place.files(folder);
        names.retain(|name| name != ".convert-cache");
        names.into_iter().map(|name| (name.clone(), self.place.read(&format!("{folder}/{name}")))).collect()
    }

    fn begin(&self) -> Child {
        let mut command = self.place.command(&format!("n --to {} -o out/", self.formats));
        // Both processes of a run hold this: it ends when both have ended.
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Each output is one of those of the two versions; other files are temporary ones.
    #[track_caller]
    fn are_whole(&self) {
        if !self.place.path("out").exists() {
            return;
        }
        for (name, bytes) in self.outputs("out") {
            let whole = self.expected.iter().any(|version| version.get(&name) == Some(&bytes));
            assert!(whole || name.ends_with(".tmp"), "{name} is neither the old nor the new one");
        }
    }

    /// The next run brings all to a version and leaves nothing else; the record says so.
    #[track_caller]
    fn are_completed(&self, version: usize) {
        let run = self.place.run(&format!("n --to {} -o out/", self.formats));
        run.says(0, &["0 failed"]);
        assert!(self.outputs("out") == self.expected[version], "not what an undisturbed run makes");
        let list = self.place.run(&format!("n --to {} -o out/ --list", self.formats));
        assert!(!String::from_utf8(list.out).unwrap().contains("make\t"), "the record is not right");
    }
}

/// Kills runs until so many were hit while they went on.
fn kill(kills: usize, notes: &Notes, seed: u64) {
    let (mut moments, mut hit, mut round) = (Moments::new(seed), 0, 0);
    while hit < kills {
        round += 1;
        assert!(round < 6 * kills, "most runs end before they are killed");
        notes.write(round % 2);
        let mut run = notes.begin();
        let goes_on = moments.wait(&mut run);
        let _ = run.kill();
        run.wait_with_output().unwrap();
        notes.are_whole();
        notes.are_completed(round % 2);
        hit += usize::from(goes_on);
    }
}

#[test]
fn pages_are_old_or_new_after_150_kills() {
    kill(150, &Notes::new(6, "html"), 0x9e37_79b9_7f4a_7c15);
}

#[test]
fn publications_and_papers_are_old_or_new_after_50_kills() {
    kill(50, &Notes::new(2, "html,epub,pdf"), 0x2545_f491_4f6c_dd1d);
}

#[test]
fn a_run_that_is_asked_to_stop_at_any_moment_leaves_nothing_behind() {
    let notes = Notes::new(6, "html");
    let mut moments = Moments::new(0x1234_5678_9abc_def1);
    for round in 0..40 {
        let signal = [Signal::INT, Signal::TERM, Signal::HUP][round % 3];
        notes.write(round % 2);
        let mut run = notes.begin();
        moments.wait(&mut run);
        let _ = kill_process(Pid::from_child(&run), signal);
        let output = run.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let ended = std::os::unix::process::ExitStatusExt::signal(&output.status);
        match ended {
            None => assert!(output.status.success() && said.contains("made"), "{said}"),
            Some(number) => {
                assert_eq!(number, signal.as_raw());
                // It may come before the program listens, when nothing was begun, or after its summary.
                let told = said.contains(" made, ") || said.contains("stopped by SIG") || said.is_empty();
                assert!(told, "{said}");
            }
        }
        notes.are_whole();
        if notes.place.path("out").exists() {
            let left: Vec<_> =
                notes.outputs("out").into_keys().filter(|name| name.ends_with(".tmp")).collect();
            assert!(left.is_empty(), "{left:?}");
        }
    }
    notes.are_completed(1);
}

#[test]
fn a_run_that_is_killed_takes_nothing_from_two_others() {
    let notes = Notes::new(6, "html");
    let mut moments = Moments::new(0x0dd0_b0d1_e5ca_fe01);
    for round in 0..15 {
        notes.write(round % 2);
        let [mut killed, second, third] = [(); 3].map(|()| notes.begin());
        moments.wait(&mut killed);
        let _ = killed.kill();
        killed.wait_with_output().unwrap();
        for run in [second, third] {
            let output = run.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        notes.are_whole();
        notes.are_completed(round % 2);
    }
}
