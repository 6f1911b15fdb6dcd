//! The folder of the inputs, and a run over one of them in all three targets.

use std::path::PathBuf;

use crate::place::{Place, Run};

/// An input, converted.
pub struct Converted {
    /// Where it was converted.
    pub place: Place,
    /// The run.
    pub run: Run,
    stem: String,
}

/// The folder of the inputs, where it is there.
pub fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/cases");
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

/// Converts a copy of the input of this name, with the images that lie beside it, into `out/`; `None` where the inputs
/// are not there.
pub fn convert(name: &str) -> Option<Converted> {
    convert_with(name, "--to html,epub,pdf")
}

/// As [`convert`], with other options.
pub fn convert_with(name: &str, options: &str) -> Option<Converted> {
    let folder = folder()?;
    let place = Place::with_copy_of(&folder.join(name));
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let note = path.extension().is_some_and(|extension| extension == "md" || extension == "qmd");
        if path.is_file() && !note {
            std::fs::copy(&path, place.path(&path.file_name().unwrap().to_string_lossy())).unwrap();
        }
    }
    let run = place.run(&format!("{name} {options} --ignore-system-fonts -o out/"));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    Some(Converted { place, run, stem })
}

impl Converted {
    /// The page's body, markup included.
    pub fn html(&self) -> String {
        self.place.html(&format!("out/{}.html", self.stem))
    }

    /// The publication's chapters, markup included.
    pub fn epub(&self) -> String {
        self.place.epub(&format!("out/{}.epub", self.stem))
    }

    /// The text of the PDF; empty where nothing is there to read it.
    pub fn pdf(&self) -> Option<String> {
        self.place.pdf(&format!("out/{}.pdf", self.stem))
    }
}
