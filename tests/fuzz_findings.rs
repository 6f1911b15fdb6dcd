//! What fuzzing found and was mended stays so: each file of `fuzz/findings/TARGET` is given to its target again.
//! `fuzz/run` looks for more.

// Each test uses a part of it.
#[allow(dead_code)]
#[path = "behaviour/suite.rs"]
mod suite;
#[path = "../fuzz/src/targets.rs"]
mod targets;

use std::path::Path;

#[test]
fn what_was_found_before_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/findings");
    for (name, run) in targets::ALL {
        let Ok(entries) = folder.join(name).read_dir() else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            println!("{}", path.display());
            run(&String::from_utf8_lossy(&std::fs::read(path).unwrap()));
        }
    }
}

#[test]
fn every_target_holds_for_the_shortest_texts() {
    for (name, run) in targets::ALL {
        println!("{name}");
        for text in ["", "\n", "a", "\u{feff}", "\0", "{", "<svg>", "\\", "---"] {
            run(text);
        }
    }
}

#[test]
fn every_target_holds_for_the_notes_that_fuzzing_begins_with() {
    // That for bibliographies begins with bibliographies.
    for (name, run) in targets::ALL.into_iter().filter(|(name, _)| *name != "bibliography") {
        for text in &notes() {
            println!("{name}: {}", text.lines().take(3).collect::<Vec<_>>().join(" / "));
            run(text);
        }
    }
}

/// The texts of all cases.
fn notes() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut notes: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    notes.retain(|path| path.extension().is_some_and(|own| own == "md" || own == "mdx" || own == "qmd"));
    notes.sort();
    let whole = notes.iter().map(|note| std::fs::read_to_string(note).unwrap());
    let small = suite::all().into_iter().flat_map(|suite| suite.cases).map(|case| case.note.text);
    whole.chain(small).collect()
}

#[test]
fn a_note_that_ends_early_is_read() {
    const STEP: usize = 61;
    for (number, text) in notes().iter().enumerate() {
        for end in (number % STEP..text.len()).step_by(STEP) {
            targets::note_to_ir(&text[..text.floor_char_boundary(end)]);
        }
    }
}

#[test]
fn targets_hold_for_what_they_begin_with() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, run) in targets::ALL {
        let Ok(entries) = folder.join(name).read_dir() else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            println!("{}", path.display());
            run(&std::fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_target_has_a_program() {
    for (name, _) in targets::ALL {
        let program = format!("fuzz/fuzz_targets/{name}.rs");
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(&program).is_file(), "{program}");
    }
}
