//! What fuzzing found and was mended stays so: each file of `fuzz/findings/TARGET` is given to its target again.
//! `fuzz/run` looks for more.

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
fn every_target_has_a_program() {
    for (name, _) in targets::ALL {
        let program = format!("fuzz/fuzz_targets/{name}.rs");
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(&program).is_file(), "{program}");
    }
}
