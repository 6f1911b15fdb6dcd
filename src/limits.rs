//! Every bound that keeps a note from ending a run by its size, each with its reason. A bound is a fact of this file
//! alone: the code that keeps it says what happens beyond it, `docs/security.md` tells people.
//!
//! Sizes are in bytes of UTF-8 unless a name says otherwise.

// Files and folders.

/// Bytes of a file that are looked at for the mark of an output: what is longer and has its mark further on is taken
/// for somebody's own, which is the safe side.
pub const OUTPUT_LOOKED_AT: u64 = 256 << 20;

/// Bytes at the start of a page that are looked at for the element that names this program: it stands before all that
/// can be long but the title.
pub const HEAD_LOOKED_AT: usize = 64 << 10;

/// Bytes at the start of a file that tell whether it is a text; Git looks at about as many.
pub const KIND_LOOKED_AT: usize = 8 << 10;

/// Bytes of the record of what is up to date: about 200,000 notes. A longer one is not read.
pub const RECORD: u64 = 256 << 20;

/// Links that are followed from the path of an output, as many as Linux follows itself.
pub const LINKS_FOLLOWED: usize = 40;

/// How often a temporary file is made anew because another run removed it: that takes a run each time.
pub const TEMPORARY_TRIES: usize = 16;

/// Names that a message about a run lists; the others are counted.
pub const NAMES_TOLD: usize = 10;

// Images and drawings.

/// Bytes of one image's file. Phones write photographs of 30 MB at most; a page holds them as base64 besides.
pub const IMAGE_BYTES: usize = 64 << 20;
/// Bytes of all image files of a document together: outputs are made in memory and hold each once.
pub const IMAGES_BYTES: usize = 512 << 20;
/// Pixels of one image, by its header. The typesetter decodes to 3 to 8 bytes for each; an A2 page at 600 dpi has 140
/// million, a photograph of the largest phones 200 million, but 35 bytes can claim 4,000 million.
pub const IMAGE_PIXELS: u64 = 200_000_000;
/// Pixels of all images of a document together, as the typesetter holds all of them decoded until the PDF is written.
pub const IMAGES_PIXELS: u64 = 1_000_000_000;
/// Pixels of all frames of an animation: whoever shows it decodes one after the other.
pub const ANIMATION_PIXELS: u64 = 4_000_000_000;
/// Bytes of a drawing's SVG with what it embeds. Maps of whole cities have 10 to 20 MB.
pub const DRAWING_BYTES: usize = 32 << 20;
/// Elements in elements of a drawing, also over what it refers to: readers of SVG call themselves for each.
pub const DRAWING_DEPTH: usize = 200;
/// Drawings in drawings in drawings: what is deeper is not shown by browsers either.
pub const DRAWING_NESTING: usize = 3;
/// How far curves and wide lines of a drawing reach, in its own units. Up to here a thousand of them take less than a
/// second, a few times further each takes seconds.
pub const DRAWING_EXTENT: f32 = 2e6;
/// Bytes that a drawing has when each thing that it refers to (`use`, markers, patterns, masks, clip paths) is written
/// out where it is referred to: a PDF has it so.
pub const DRAWING_EXPANDED: u64 = 64 << 20;
/// Pixels of the images in a drawing, each counted as often as it is shown.
pub const DRAWING_PIXELS: u64 = 400_000_000;
/// Steps of the filters of a drawing: pixels, in the resolution of a PDF, times what each primitive does for one.
/// A blur over a whole page takes 20 million, and a second is enough for about 100 million.
pub const FILTER_STEPS: u64 = 400_000_000;
/// Bytes of drawings in a PDF, each counted as often as it is shown: a PDF has the lines of a drawing wherever it stands.
pub const SHOWN_DRAWINGS: usize = 64 << 20;
/// Bytes of an image that a page repeats; beyond it the page holds the image once and refers to it.
pub const REPEATED_BYTES: usize = 64 << 10;

// Front matter, includes and macros.

// Bibliographies and citation styles.

// Text and code.

// Typesetting.

/// Marks on one letter (accents, joiners, selectors), in code points: as many as the stream-safe text format allows (UAX
/// #15, D4). Typst takes time and memory with the square of their number: 12,000 of them take 6 GB.
pub const MARKS: usize = 30;

/// A link's address on paper: Typst refuses longer ones.
pub const ADDRESS_ON_PAPER: usize = 8_000;

/// A word in a formula: the PDF writer counts the bytes of a run of glyphs in 16 bits, and a formula's words do not break.
pub const WORD_IN_FORMULA: usize = 16_000;

/// How often a note is typeset anew, at the most, to find what the typesetter refuses. Each time takes as long as the note
/// does; halving finds one block among 4,000 in less.
pub const RESCUES: usize = 32;

/// Characters without a place to break of which a line of text has room for, wherever it stands; longer runs break
/// anywhere. A line of a list in a list in a callout has room for these.
pub const RUN: usize = 50;

/// Parts of a line (formulas, links, notes, words between them) that a paragraph on paper has: Typst takes time with the
/// square of their number, half a minute for 4,000 formulas.
pub const PARAGRAPH: usize = 1_000;
