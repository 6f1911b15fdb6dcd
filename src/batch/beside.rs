//! What lies beside a page (`--assets copy`), or where the note has it (`--assets link`): what is to be where, and which
//! files an earlier run put there.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::address;
use crate::backend::html::beside::{Parts, Rendered, STYLE};
use crate::backend::html::split;
use crate::files::Files;
use crate::files::kind::format_of;
use crate::format::Format;
use crate::ir::Document;
use crate::output::made;
use crate::settings::{Assets, Settings};

/// Where the parts of an output at `path` are to be; only pages have parts, and beside standard output nothing lies.
pub fn parts(
    document: &Document,
    format: Format,
    path: Option<&Path>,
    settings: &Settings,
    files: &dyn Files,
) -> Parts {
    let is_split = settings.split && document.chapter_level().is_some();
    match (format, settings.assets, path) {
        (Format::Html, _, Some(path)) if is_split => Parts::Beside(name(path).to_string_lossy().into_owned()),
        (Format::Html, Assets::Copy, Some(path)) => Parts::Beside(name(path).to_string_lossy().into_owned()),
        (Format::Html, Assets::Link, _) => {
            // What was made here of a file is nowhere else.
            let is_shown = |path: &str, data: &[u8]| files.read(path).is_ok_and(|own| own == data);
            let images = document.images.iter().map(|image| {
                let way = is_shown(&image.path, &image.data).then(|| files.linked(&image.path));
                way.flatten().map(|way| address::of_file(&way))
            });
            Parts::Elsewhere(images.collect())
        }
        _ => Parts::Inside,
    }
}

/// The files beside a page, and what they are to hold.
pub fn places(made: &Rendered, page: &Path) -> Vec<(PathBuf, Arc<[u8]>)> {
    let below = page.with_file_name(name(page));
    let beside = made.beside.iter().map(|(name, data)| (below.join(name), data.clone()));
    let picture = |number: usize| {
        let mut name = page.file_stem().unwrap_or_default().to_owned();
        name.push(format!("-{number}"));
        page.with_file_name(name).with_extension(page.extension().unwrap_or_default())
    };
    let pictures = made.numbered.iter().map(|(&number, data)| (picture(number), data.clone()));
    beside
        .chain(pictures)
        .chain(made.pages.iter().map(|(name, data)| (page.with_file_name(name), data.clone())))
        .collect()
}

/// Whether an earlier run put a file beside a page: the page that is there is ours and has its style beside it, so that all
/// images that it shows from there are, and all fonts of that style.
pub fn is_of_earlier(page: &Path, file: &Path) -> bool {
    let is_page = file.parent() == page.parent();
    if is_page {
        let is_script = || text(file).is_some_and(|text| text.starts_with(split::MARK));
        return format_of(file).is_some_and(|format| made::by_us(file, format)) || is_script();
    }
    let folder = name(page);
    let shown = |name: &str| address::of_file(&format!("{}/{name}", folder.to_string_lossy()));
    let (Some(name), Some(text)) = (file.file_name().and_then(|name| name.to_str()), text(page)) else {
        return false;
    };
    let has_style = made::by_us(page, Format::Html) && text.contains(&format!("href=\"{}\"", shown(STYLE)));
    let has = |name: &str| {
        let style = || self::text(&file.with_file_name(STYLE));
        name == STYLE
            || text.contains(&format!("src=\"{}\"", shown(name)))
            || style().is_some_and(|style| style.contains(&format!("url(\"{name}\")")))
    };
    has_style && has(name)
}

fn text(path: &Path) -> Option<String> {
    std::fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The name of the folder of what lies beside a page.
fn name(page: &Path) -> OsString {
    let mut name = page.file_stem().unwrap_or_default().to_owned();
    name.push("_files");
    name
}
