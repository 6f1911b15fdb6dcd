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

/// Bytes of a file of which a copy is put beside an output: it is compared and written in memory. Films of a lecture have
/// about as many.
pub const COPIED: u64 = 1 << 30;

/// Links that are followed from a path that is written to or that a project names, as many as Linux follows itself.
pub const LINKS_FOLLOWED: usize = 40;

/// How often a temporary file is made anew because another run removed it: that takes a run each time.
pub const TEMPORARY_TRIES: usize = 16;

/// Names that a message about a run lists; the others are counted.
pub const NAMES_TOLD: usize = 10;

/// The stack of a thread that converts: deeply nested notes need more than is usual. What is not used is never taken
/// from the system. Who calls the library converts on a thread with such a stack too.
pub const STACK: usize = 64 << 20;
/// Bytes of the fonts in a folder that the command line names: all of Noto for text has 600 MB.
pub const FONT_BYTES: u64 = 1 << 30;
/// Folders in folders that fonts are looked for in.
pub const FONT_FOLDERS_DEEP: usize = 8;
/// How many files below a root are known by their names: the largest vaults have a tenth of that.
pub const FILES_FOUND: usize = 200_000;
/// How many folders up the settings of a note's project may be: a project begins near its notes.
pub const FOLDERS_UP: usize = 7;
/// How many warnings of a kind are told of in one note: nobody reads more.
pub const TOLD: usize = 1_000;
/// The longest message or hint; a name in it may be as long as the note.
pub const MESSAGE: usize = 1_000;

// Images and drawings.

/// Bytes of one image's file. Phones write photographs of 30 MB at most; a page holds them as base64 besides.
pub const IMAGE_BYTES: usize = 64 << 20;
/// Bytes of all image files of a document together: outputs are made in memory and hold each once.
pub const IMAGES_BYTES: usize = 512 << 20;
/// Pixels of one image, by its header. The typesetter decodes to 3 to 8 bytes for each; an A2 page at 600 dpi has 140
/// million, a photograph of the largest phones 200 million, but 35 bytes can claim 4,000 million.
pub const IMAGE_PIXELS: u64 = 200_000_000;
/// Pixels of an image that is made smaller, which takes some 20 bytes for each for a moment; beyond, it stays as it is.
pub const IMAGE_RESIZED: u64 = 60_000_000;
/// Bytes of a page of a PDF as a drawing, which every page of HTML holds and the typesetter reads as a tree.
pub const PDF_DRAWING: usize = 16 << 20;
/// Pixels of all images of a document together, as the typesetter holds all of them decoded until the PDF is written.
pub const IMAGES_PIXELS: u64 = 1_000_000_000;
/// Pixels of a page in PNG: three bytes for each, and four while it is drawn. A2 at 300 dpi has 35 million.
pub const PAGE_PIXELS: f64 = 200e6;
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
/// How many namespaces a drawing may forget to declare: no drawing is made with as many programs.
pub const DRAWING_NAMESPACES: usize = 20;
/// Style sheets of a drawing that import style sheets that import style sheets.
pub const DRAWING_SHEETS: usize = 3;
/// Pixels of a filter's side in the resolution of a PDF, as resvg bounds it there.
pub const FILTER_SIDE: f32 = 5_000.0;
/// Bytes of an image that a page repeats; beyond it the page holds the image once and refers to it.
pub const REPEATED_BYTES: usize = 64 << 10;

// Diagrams.

/// Bytes of a diagram: Mermaid itself reads no more (`maxTextSize`), and nobody could look at it.
pub const DIAGRAM: usize = 50_000;
/// Bytes of all diagrams of a note that are drawn: as many as a book of five hundred of them has. The worst take a second
/// for 10 kB.
pub const DIAGRAMS: usize = 1 << 18;
/// Bytes that the shortest diagram counts for among those of a note: what is drawn of one word takes ten milliseconds, too.
pub const DIAGRAM_LEAST: usize = 512;
/// Parts of a diagram (boxes, links, labels): Mermaid itself draws 500 links, and to lay them out takes time with the square
/// of their number.
pub const DIAGRAM_ITEMS: usize = 1_000;
/// Bytes of the words of a diagram that stand for it where it is not seen: nobody listens to more.
pub const DIAGRAM_WORDS: usize = 600;

// Front matter, includes and macros.

/// How many shortcodes a user may define: a large site has a hundred, and each is read once a run.
pub const SHORTCODES: usize = 1_000;
/// Bytes of what a shortcode of the user means: a page of Markdown, which a note may ask for anew on each of its lines.
pub const SHORTCODE_BYTES: usize = 16 << 10;

/// How deep parts may include parts: a part that includes itself by way of others ends here.
pub const INCLUDED_DEEP: usize = 8;
/// How many files a note may include in all: each may include others, more than there is room for.
pub const INCLUDED: usize = 1_000;
/// How many bytes a note may include in all, so that a long note that shows itself many times comes to an end soon.
pub const INCLUDED_BYTES: usize = 32 << 20;
/// How many bytes a kind of repetition may bring to an output, in all that goes beyond [`REPEATED_FREE`]: an abbreviation
/// of 100 kB that is used 10,000 times would bring a gigabyte. A book of 3,000 pages has as much text.
pub const REPEATED: usize = 8 << 20;
/// Bytes that are repeated at no cost: a line. A note asks for it in some bytes of its own each time.
pub const REPEATED_FREE: usize = 200;
/// The longest identifier in an output, where the note's own or a heading's is longer: each link to it repeats it.
pub const IDENTIFIER: usize = 1_000;
/// How often macros may be expanded in one formula: far more than any formula needs, few enough to stop a macro that
/// contains itself.
pub const EXPANSIONS: usize = 2_000;
/// How long what is left to read of a formula may become.
pub const EXPANDED: usize = 200_000;
/// Bytes that may be left to read of a formula, counted again for each macro that is expanded before them: a formula of
/// 20 kB with 800 macros.
pub const EXPANDED_REST: usize = 1 << 24;
/// The same for all formulas of a note.
pub const EXPANDED_REST_IN_NOTE: usize = 1 << 28;
/// How long an argument of LaTeX in square brackets may be: where none closes, all that follows would be searched
/// for each that opens.
pub const FORMULA_OPTION: usize = 1_000;
/// How long all that macros stand for in a note may become, counted as often as it is put in: a hundred times what
/// the formulas of long courses need.
pub const EXPANDED_IN_NOTE: usize = 1 << 24;
/// How deep the tree of a formula may be: more than people write; Typst, whose limit is 256 brackets, opens up to three
/// for each level and needs some for what stands around the formula.
pub const FORMULA_DEPTH: usize = 60;
/// How deep groups may nest before the formula is read: math-core reads them by recursion, on the 2 MB that a thread's
/// stack has.
pub const FORMULA_GROUPS: usize = 300;
/// How many commands may stand directly one after the other, which math-core reads by recursion too.
pub const FORMULA_CHAIN: usize = 300;
/// The longest formula: the limit keeps the search for a delimiter's end linear.
pub const FORMULA: usize = 1 << 15;
/// The most bytes of a formula's words: ten minutes of listening, and no room to speak of where many formulas are long.
pub const SPOKEN: usize = 1 << 13;
/// How far a brace is looked for that a formula opens and may never close.
pub const FORMULA_BRACE: usize = 500;

/// How much longer YAML may become by its aliases: a hundred times what people repeat with them.
pub const ALIASES: usize = 1 << 20;
/// How many brackets may be open at once in YAML: the library reads 128 in each other, and looks at all that are open for
/// each one more.
pub const YAML_BRACKETS: usize = 1_000;

/// How many bytes of other notes are read for the titles that references to them show: each may be as long as it likes.
pub const NOTES_READ: usize = 32 << 20;

// Bibliographies and citation styles.

/// What strings (`@string`) may bring to one work: far more than titles and names are long.
pub const BROUGHT_TO_WORK: usize = 1 << 16;
/// What strings and other works (`crossref`, `xdata`) may bring to all works of a bibliography.
pub const BROUGHT: usize = 1 << 24;
/// How deep strings may stand for one another: people need two or three.
pub const STRINGS_DEEP: usize = 32;
/// From how many other works a work may take data, each counted as often as it is come to: people need two or three.
pub const KIN: usize = 64;
/// How deep braces of a field may be in each other: the library calls itself for each command in them.
pub const BRACES: usize = 64;
/// How deep elements of a citation style may be in each other, with the macros that they call: those that come with the
/// program need 72.
pub const STYLE_DEPTH: usize = 150;
/// How many elements a citation style may set for one citation, each counted as often as a macro calls it, and of
/// alternatives the longest: those that come with the program need fewer than half.
pub const STYLE_STEPS: usize = 3_000_000;

// Text and code.

/// How far the brace is looked for that ends the argument of a command of LaTeX outside of formulas: commands that are
/// never closed, one in the other, would each be looked through to the note's end.
pub const LATEX_ARGUMENT: usize = 4096;

/// How far the end of an environment of LaTeX outside of formulas is looked for, for the same reason.
pub const LATEX_ENVIRONMENT: usize = 1 << 16;

/// How many lines are looked at for the end of a directive's options between lines of hyphens: no directive has as many
/// options.
pub const OPTION_LINES: usize = 40;
/// How many lines after a list's mark are looked at for what belongs to its item, which says how wide the mark is.
pub const ITEM_LINES: usize = 40;
/// How many lines after an item are looked at for the next of its list, which says how that counts.
pub const LIST_LINES: usize = 60;
/// How many bytes on each side tell whether a formula stands between words: a line may have very many formulas.
pub const BESIDE_FORMULA: usize = 500;
/// How many lines are looked at for the end of a block that lists what it includes.
pub const INCLUDING_LINES: usize = 200;
/// The longest label in brackets in which others stand: a line may have very many brackets.
pub const LABEL: usize = 1 << 11;
/// How many characters of an address in parentheses are looked at for its end, for the same reason.
pub const ADDRESS: usize = 1_000;
/// Bytes before a mark that are looked at for the beginning of an address that it may stand in: for each mark of a line
/// that may be very long.
pub const ADDRESS_LOOKED_BACK: usize = 200;
/// The longest component in a line of text: a line may have very many colons.
pub const COMPONENT_IN_LINE: usize = 1 << 11;
/// With how many slashes a block of PyMdown's may begin: each number of them asks once for the last such line of a note.
pub const SLASHES: usize = 16;
/// How many bytes of an HTML tag are looked at for what says that Markdown stands in its element: a tag may never end.
pub const MARKDOWN_TAG: usize = 1_000;

/// How long attributes in braces may be that are kept from Markdown: what is longer is text like other, so that each
/// brace of a long line costs no more than this.
pub const ATTRIBUTES: usize = 1 << 12;

/// How long a stretch of a note is at least that Markdown is parsed in: what the tree of one takes, 3 MB, fits in a
/// processor's cache.
pub const STRETCH: usize = 1 << 16;

/// How deep containers and elements may nest before their content is set side by side; what takes room on a page counts
/// as [`LEVELS_OF_BOX`]. Above what a page can show, and below what Typst can lay out: 72 levels, of which a callout takes two
/// and a table six, and time that doubles with each level once there is no width left.
pub const MAX_DEPTH: usize = 32;
/// What a quotation, an item, a callout or a table adds to the depth; a style or a mere group adds one.
pub const LEVELS_OF_BOX: usize = 2;
/// How deep components may nest for their indentation to be told from code.
pub const COMPONENTS_INDENTED: usize = 64;
/// How many bytes may be looked at in vain for the end of what looks like JSX: so the time stays linear.
pub const MAX_WASTED_LOOKAHEAD_BYTES: usize = 1 << 22;
/// The longest tag of a shortcode: the limit keeps the search for its end linear.
pub const TAG: usize = 1 << 12;
/// How far from its first `@` a citation may begin: it is looked for at each.
pub const CITATION_BEFORE: usize = 300;
/// The longest citation, for the same reason.
pub const CITATION: usize = 2_000;
/// How deep literals of JavaScript may nest before they are only code.
pub const LITERALS_DEEP: usize = 16;

/// How many quotation marks and list markers a line may begin with; those before the last so many are left out. Markdown
/// would look at the whole line for each, and what is so deep shows as text anyway.
pub const CONTAINERS: usize = 100;
/// How deep footnotes in a line (`^[…]`) may stand in each other: Markdown takes five, and would look for the end of
/// each.
pub const FOOTNOTES_INLINE_DEEP: usize = 8;
/// The longest line of code that is coloured: longer ones are data rather than code.
pub const CODE_LINE: usize = 2_000;
/// Lines of code up to this length are coloured however many there are.
pub const CODE_LINE_FREE: usize = 120;
/// What longer lines of code may take in a note, in squares of the bytes beyond: two seconds at the worst, seen in the
/// slowest of 200 languages.
pub const CODE_STEPS: usize = 1_000_000;
/// How many comments of one line of code may say what the line is: each is cut out of the whole line.
pub const CODE_COMMENTS: usize = 8;
/// The longest abbreviation whose long form is shown: it is looked for at each word.
pub const ABBREVIATION: usize = 100;
/// How many letters are compared with letters to guess in a note what a broken link meant; after that none is guessed.
/// It is a fifth of a second's work.
pub const GUESSED: usize = 20_000_000;
/// The longest name that is guessed at: people misspell words, not paragraphs.
pub const GUESSED_NAME: usize = 200;

// Typesetting.

/// Marks on one letter (accents, joiners, selectors), in code points: as many as the stream-safe text format allows (UAX
/// #15, D4). Typst takes time and memory with the square of their number: 12,000 of them take 6 GB.
pub const MARKS: usize = 30;

/// A link's address on paper: Typst refuses longer ones.
pub const ADDRESS_ON_PAPER: usize = 8_000;

/// Columns of a table on paper whose words are broken where that helps most: no word has room in so many, and to look for
/// these places takes Typst ten times as long as to set the cell. With more columns words are broken after each letter.
pub const COLUMNS: usize = 60;

/// A word in a formula: the PDF writer counts the bytes of a run of glyphs in 16 bits, and a formula's words do not break.
pub const WORD_IN_FORMULA: usize = 16_000;

/// How often a note is typeset anew, at the most, to find what the typesetter refuses. Each time takes as long as the note
/// does; halving finds one block among 4,000 in less.
pub const RESCUES: usize = 32;

/// The part of a line's characters, without a place to break among them, of which every line has room for, wherever it
/// stands; longer runs break anywhere. A line of a list in a list in a callout is half as long as one of the text.
pub const RUN: f64 = 0.47;

/// A word in a paragraph on paper: a longer one is cut and goes on in the next paragraph. It may break anywhere, and Typst
/// takes time with the square of the number of such places.
pub const WORD: usize = 4_000;

/// Bytes of a text that is set as one paragraph on paper: the rest of a longer one goes on in the next. Typst takes time with
/// the square of what it has to break into lines at once; nobody reads ten pages without a paragraph.
pub const PARAGRAPH_TEXT: usize = 50_000;

/// Parts of a line (formulas, links, notes, images, words between them) that a paragraph on paper has: Typst takes time with the
/// square of their number, half a minute for 4,000 formulas.
pub const PARAGRAPH: usize = 1_000;

// The preview.

/// Bytes of what was made that are kept for browsers; a page of a PDF as SVG has 0.3 MB.
pub const PREVIEW_KEPT: usize = 256 << 20;
/// Notes that are kept as they are shown until something changes, each with a theme and a paper.
pub const PREVIEW_NOTES: usize = 8;
/// Requests of browsers that are answered at once; each page of the preview that is open has one that waits.
pub const PREVIEW_ANSWERS: usize = 128;

/// Bytes of the head of a request to the preview.
pub const PREVIEW_HEAD: usize = 16 << 10;

// Fonts of pages and books.

/// Subsets of fonts that are kept, so that the formats of a note, and notes alike, do not make the same one again: each
/// has 5 to 50 kB.
pub const SUBSETS: usize = 32;

/// Glyphs among which a subset of a font keeps the kerning: each stands beside each. A text in Latin, Greek and Cyrillic
/// has 300.
pub const KERNED_GLYPHS: usize = 500;

/// Bytes of a font that a page or a book may hold whole, for letters that join: Arabic and Indic fonts have up to 2 MB.
pub const FONT_WHOLE: usize = 4 << 20;

/// Characters of a title, a subtitle or a name that are drawn on a cover: it has no room for more.
pub const COVER_TEXT: usize = 400;

/// Authors that are drawn on a cover.
pub const COVER_AUTHORS: usize = 5;

/// So many pages of a book are listed beside each of them: all of them on all would grow with their square.
pub const SIDE_ENTRIES: usize = 300;
