//! The floor that no converter with these libraries can go below: over the notes of a folder, Markdown parsed by
//! comrak alone, and layout and export by Typst alone, of the same sources that `convert` emits, in one process
//! with as many threads as `-j`. Prints seconds; `bench/compare.py folder` is measured against them.
//!
//! ```sh
//! cargo bench --bench floor -- NOTES THREADS
//! ```

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use note_convert::backend::typst::markup::{self, ImageNames};
use note_convert::backend::typst::{fonts, world::NoteWorld};
use note_convert::files::Disk;
use note_convert::font::sources::Sources;
use note_convert::{Diagnostics, Finished, Settings, Source};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [folder, threads] = arguments.as_slice() else {
        eprintln!("usage: cargo bench --bench floor -- NOTES THREADS");
        return;
    };
    let threads = threads.parse().expect("a number of threads");
    let mut paths = Vec::new();
    find(Path::new(folder), &mut paths);
    paths.sort();
    let settings = Settings::default();
    let texts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let parsed = timed(threads, &texts, |text| {
        let arena = comrak::Arena::new();
        let root = comrak::parse_document(&arena, text, &comrak::Options::default());
        assert!(root.descendants().count() > 0);
    });
    println!("comrak, parse alone            {:8.3} s", parsed.as_secs_f64());
    let documents: Vec<(Finished, String)> = paths
        .iter()
        .zip(&texts)
        .filter_map(|(path, text)| document(path, text, Path::new(folder), &settings))
        .collect();
    let typeset = timed(threads, &documents, |(document, code)| {
        let sources = Sources::of(&settings);
        let fonts = fonts::for_text(code, &[document.metadata.language.as_str()], &[], sources);
        let world = NoteWorld::new(code.clone(), document, fonts, &settings);
        if let Ok(pages) = typst::compile::<typst_layout::PagedDocument>(&world).output {
            let written = typst_pdf::pdf(&pages, &typst_pdf::PdfOptions::default());
            assert!(written.is_ok());
        }
        typst::comemo::evict(5);
    });
    println!("Typst, layout and export alone {:8.3} s", typeset.as_secs_f64());
}

/// The notes below a folder.
fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().expect("a folder of notes").flatten() {
        let path = entry.path();
        match path.extension() {
            _ if path.is_dir() => find(&path, found),
            Some(extension) if extension == "md" => found.push(path),
            _ => {}
        }
    }
}

fn document(path: &Path, text: &str, root: &Path, settings: &Settings) -> Option<(Finished, String)> {
    let source = Source::new(path.display().to_string(), text);
    let mut diagnostics = Diagnostics::default();
    let files = Disk::new(path.parent()?, root);
    let document = note_convert::read(&source, Some("note"), settings, &files, &mut diagnostics).ok()?;
    let document = note_convert::finish(document, settings, &files, &mut diagnostics);
    let code = markup::write(&document, settings, ImageNames::Numbers, &Default::default(), false).source;
    Some((document, code))
}

/// How long all of it takes, by this number of threads that each take one after the other.
#[expect(clippy::disallowed_methods, reason = "this is what a benchmark is for")]
fn timed<T: Sync>(threads: usize, all: &[T], work: impl Fn(&T) + Sync) -> Duration {
    let (start, next) = (Instant::now(), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let taken = || {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
                let _pool = pool.stack_size(64 << 20).build();
                while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(one);
                }
            };
            std::thread::Builder::new().stack_size(64 << 20).spawn_scoped(scope, taken).unwrap();
        }
    });
    start.elapsed()
}
