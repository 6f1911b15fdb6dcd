//! The examples of the CommonMark Spec 0.31.2, read as `--dialect commonmark`.

use note_convert::read::dialect::Base;

use crate::suite::Suite;

/// The examples that are read otherwise, by their numbers.
const KNOWN: &[(&[usize], &str)] = &[
    (&[40], "white space at the start of a paragraph shows nothing"),
    (&[201], "comrak reads an address in angle brackets that something else follows"),
    (
        &[572, 573, 576, 577, 584, 585, 586, 588, 589, 591],
        "an image alone with a title is a figure with a caption",
    ),
    (
        &[491, 494, 524, 536],
        "raw HTML is read into nodes: a tag that is never closed ends with its paragraph",
    ),
    (&[21, 31, 308, 309, 344, 475, 476, 477, 642, 643], "raw HTML is read into nodes, comments show nothing"),
    (
        &[613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630, 631],
        "raw HTML is read into nodes, none of them unknown",
    ),
    (
        &[
            148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166,
            167, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186,
            187, 188, 189, 190, 191,
        ],
        "blocks of raw HTML are read into nodes; scripts, styles and declarations show nothing",
    ),
];

/// The examples, and how they are read.
pub const SUITE: Suite = Suite {
    spec: include_str!("../data/commonmark/spec-0.31.2.txt"),
    examples: 652,
    dialect: Base::Commonmark,
    known: KNOWN,
};
