//! What an output depends on beside the files that are read for it: settings, the program and, where fonts may be looked for, those
//! of the system.

use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use siphasher::sip::SipHasher13;

use crate::files::stamp::changed;
use crate::format::Format;
use crate::settings::Settings;

/// Where systems keep fonts; `~` is the home folder.
const FONTS: [&str; 9] = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
    "C:\\Windows\\Fonts",
    "~/AppData/Local/Microsoft/Windows/Fonts",
];

/// A digest of what an output in `format` depends on.
pub fn of(settings: &Settings, format: Format) -> u64 {
    // Each field is named, so that a new one is not forgotten here.
    let Settings {
        callouts,
        shortcodes,
        look,
        language,
        pdf_standards,
        system_fonts,
        font_folders,
        templates,
        source_date_epoch,
        base_url,
        split,
        raw_typst,
        breaks,
        dialect,
        assets,
        metadata,
        pictures,
    } = settings;
    let mut hasher = SipHasher13::new();
    program(&mut hasher);
    format.hash(&mut hasher);
    callouts.kinds().hash(&mut hasher);
    shortcodes.hash(&mut hasher);
    // What a look says shows in what is printed of it.
    format!("{look:?}").hash(&mut hasher);
    (language, pdf_standards, templates, source_date_epoch).hash(&mut hasher);
    (base_url, breaks, dialect, system_fonts, assets, raw_typst, split, metadata, pictures).hash(&mut hasher);
    let has_fonts = format.is_typeset() || matches!(format, Format::Epub | Format::Html);
    if has_fonts && *system_fonts {
        let home = std::env::home_dir().unwrap_or_default();
        let path = |path: &str| path.strip_prefix("~/").map_or(path.into(), |path| home.join(path));
        fonts(FONTS.map(path).into(), &mut hasher);
    }
    if has_fonts || format == Format::Typst {
        fonts(font_folders.clone(), &mut hasher);
    }
    hasher.finish()
}

/// A digest of a value that is the same on every machine.
pub fn digest(value: &impl Hash) -> u64 {
    let mut hasher = SipHasher13::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The program: its version and, for those who are working on it, its file.
fn program(hasher: &mut impl Hasher) {
    env!("CARGO_PKG_VERSION").hash(hasher);
    let file = std::env::current_exe().and_then(|path| path.metadata()).ok();
    file.map(|file| (file.len(), changed(&file))).hash(hasher);
}

/// Folders of fonts: a font that comes or goes changes the time of its folder.
fn fonts(mut folders: Vec<PathBuf>, hasher: &mut impl Hasher) {
    while let Some(folder) = folders.pop() {
        let (Ok(metadata), Ok(entries)) = (folder.metadata(), folder.read_dir()) else { continue };
        (&folder, changed(&metadata)).hash(hasher);
        let below = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let mut below: Vec<PathBuf> = below.map(|entry| entry.path()).collect();
        below.sort();
        folders.extend(below);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_counts() {
        let of = |change: fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            super::of(&settings, Format::Html)
        };
        let plain = of(|_| ());
        assert_eq!(plain, of(|_| ()));
        let changed = [
            of(|settings| settings.look.command_line.read_argument("toc=true").unwrap()),
            of(|settings| settings.look.theme = crate::look::Theme::built_in("modern").unwrap().clone()),
            of(|settings| settings.language = Some("fr".into())),
            of(|settings| settings.pdf_standards.clear()),
            of(|settings| settings.templates.style = "a{}".into()),
            of(|settings| settings.source_date_epoch = Some(0)),
            of(|settings| {
                let callouts = settings.callouts.extended("- kind: tip\n  folds: true");
                settings.callouts = std::sync::Arc::new(callouts.unwrap());
            }),
            of(|settings| {
                let text = "tag: { markdown: words }";
                let definitions: crate::value::Value = crate::yaml::read(text).unwrap();
                let own = crate::shortcodes::Shortcodes::read(&definitions, "own.yaml", text);
                settings.shortcodes = std::sync::Arc::new(own.unwrap());
            }),
            super::of(&Settings::default(), Format::Epub),
        ];
        assert!(changed.iter().all(|other| *other != plain));
    }
}
