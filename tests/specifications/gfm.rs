//! The examples of the GitHub Flavored Markdown Spec 0.29, read as `--dialect github`: those of CommonMark 0.29, which must
//! not be read otherwise because of what GitHub adds, and those of its tables, tasks, deletions, addresses and tags.

use note_convert::read::dialect::Base;

use crate::suite::Suite;

/// The examples that are read otherwise, by their numbers.
const KNOWN: &[(&[usize], &str)] = &[
    (&[336], "white space at the start of a paragraph shows nothing"),
    (&[500], "comrak reads an address in angle brackets that a line ends in"),
    (
        &[580, 581, 584, 585, 592, 593, 594, 596, 597, 599],
        "an image alone with a title is a figure with a caption",
    ),
    (&[308], "`\\[…\\]` is a formula wherever formulas are read; GitHub has only dollars"),
    (&[204], "no word is lost: cells beyond the columns of a table go into its last one"),
    (
        &[610, 616, 619, 620],
        "addresses without brackets are links, as the specification says further down; this example is CommonMark's",
    ),
    (
        &[170, 288, 289, 317, 327, 354, 484, 485, 486, 503, 532, 544, 653, 663, 664],
        "raw HTML is read into nodes, comments show nothing",
    ),
    (
        &[632, 633, 634, 635, 636, 642, 644, 645, 646, 647, 648, 649, 650, 651],
        "raw HTML is read into nodes, none of them unknown; comments are those of HTML's own standard",
    ),
    (
        &[
            118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136,
            137, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156,
            157, 158, 159, 160,
        ],
        "blocks of raw HTML are read into nodes; scripts, styles and declarations show nothing",
    ),
];

/// The examples, and how they are read.
pub const SUITE: Suite = Suite {
    spec: include_str!("../data/gfm/spec-0.29.txt"),
    examples: 673,
    dialect: Base::Github,
    known: KNOWN,
};
