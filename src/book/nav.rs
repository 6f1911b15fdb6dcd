//! Outlines that notes already have: the table of contents of mdBook, Quarto, bookdown, MkDocs, MyST, Jupyter Book,
//! Docusaurus and VitePress, and ours. Each format has a file of its own; all of them are read as data.

mod bookdown;
mod mkdocs;
mod myst;
mod own;
mod quarto;
mod sidebar;
mod summary;
mod wrong;
mod yaml;

pub use own::outline as own;
pub use wrong::Wrong;

use super::Outline;

/// A kind of file that has an outline.
pub struct Nav {
    /// Its names, with the way to it from the folder of the project; the first that is there counts.
    pub files: &'static [&'static str],
    /// Reads its text: `None` when it says nothing of the order of notes.
    pub read: fn(&str) -> Result<Option<Outline>, Wrong>,
    /// The folder that its paths start from, by its text, from the folder of the project.
    pub base: fn(&str) -> String,
}

/// All kinds, in the order in which they are looked for.
pub const NAVS: &[Nav] = &[
    Nav { files: &["SUMMARY.md"], read: summary::read, base: |_| String::new() },
    Nav { files: &["src/SUMMARY.md"], read: summary::read, base: |_| "src".to_owned() },
    Nav { files: &["_quarto.yml", "_quarto.yaml"], read: quarto::read, base: |_| String::new() },
    Nav { files: &["_bookdown.yml"], read: bookdown::read, base: |_| String::new() },
    Nav { files: &["mkdocs.yml", "mkdocs.yaml"], read: mkdocs::read, base: mkdocs::base },
    Nav { files: &["myst.yml"], read: myst::project, base: |_| String::new() },
    Nav { files: &["_toc.yml"], read: myst::contents, base: |_| String::new() },
    Nav {
        files: &["sidebars.json", "sidebars.js", "sidebars.cjs", "sidebars.mjs", "sidebars.ts"],
        read: sidebar::docusaurus,
        base: |_| "docs".to_owned(),
    },
    Nav {
        files: &[
            ".vitepress/config.js",
            ".vitepress/config.mjs",
            ".vitepress/config.ts",
            ".vitepress/config.mts",
            "docs/.vitepress/config.js",
            "docs/.vitepress/config.mjs",
            "docs/.vitepress/config.ts",
            "docs/.vitepress/config.mts",
        ],
        read: sidebar::vitepress,
        base: |_| String::new(),
    },
];
