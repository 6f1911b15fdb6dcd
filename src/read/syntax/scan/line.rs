//! What a line begins with: the markers of the containers that it is in, a code fence, an HTML block.

#![expect(
    clippy::string_slice,
    reason = "lengths are of indentation and markers, all of ASCII, at the start of the same line"
)]

/// The markers of containers (quotes, list items) at the start of a line.
#[derive(Debug, Default)]
pub struct Prefix {
    /// Its bytes.
    pub length: usize,
    /// Its width in columns (tabs to multiples of 4, CommonMark 0.31 §2.2).
    pub width: usize,
    /// The columns of white space since the last quote marker and before any list marker.
    pub indent: usize,
    /// How many quote markers it has.
    pub quotes: usize,
    /// How many markers it has, of quotes and of list items.
    pub containers: usize,
    /// Whether it has list markers.
    pub items: bool,
    /// What a further line of the same containers begins with.
    pub next: String,
}

impl Prefix {
    /// Reads the prefix of `line`.
    pub fn read(line: &str) -> Self {
        Self::read_to(line, usize::MAX)
    }

    /// The bytes of the first `containers` markers of a line.
    pub fn length_of(line: &str, containers: usize) -> usize {
        Self::read_to(line, containers).length
    }

    fn read_to(line: &str, containers: usize) -> Self {
        let mut prefix = Prefix::default();
        prefix.go_to(line, containers);
        prefix
    }

    /// Takes the mark of a definition (`:   text`) that the line's own text begins with, and what follows it: a
    /// definition holds what an item of a list can. Whether there was one.
    pub fn define(&mut self, line: &str) -> bool {
        let content = &line[self.length..];
        let text = content.strip_prefix([':', '~']).filter(|rest| rest.starts_with([' ', '\t']));
        if text.is_none_or(|text| text.trim().is_empty()) {
            return false;
        }
        self.items = true;
        self.take(1, 1);
        self.go_on(line);
        true
    }

    fn go_on(&mut self, line: &str) {
        self.go_to(line, usize::MAX);
    }

    fn go_to(&mut self, line: &str, containers: usize) {
        let bytes = line.as_bytes();
        let mut end = None;
        while self.containers < containers
            && let Some(&byte) = bytes.get(self.length)
        {
            match byte {
                b' ' | b'\t' => {
                    let width = columns(byte, self.width);
                    self.take(1, width);
                    if !self.items {
                        self.indent += width;
                    }
                }
                b'>' => {
                    self.quotes += 1;
                    self.containers += 1;
                    self.length += 1;
                    self.next.push('>');
                    (self.width, self.indent, self.items) = (0, 0, false);
                    if bytes.get(self.length) == Some(&b' ') {
                        self.length += 1;
                        self.next.push(' ');
                    }
                }
                _ => match marker(&line[self.length..], || *end.get_or_insert_with(|| End::of(line))) {
                    Some(length) if self.items || self.indent < 16 => {
                        self.items = true;
                        self.containers += 1;
                        self.take(length, length);
                    }
                    _ => break,
                },
            }
        }
    }

    /// The columns of white space that a line begins with.
    pub fn indentation(line: &str) -> usize {
        line.bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .fold(0, |width, byte| width + columns(byte, width))
    }

    fn take(&mut self, bytes: usize, width: usize) {
        self.length += bytes;
        self.width += width;
        self.next.extend(std::iter::repeat_n(' ', width));
    }
}

/// The columns that a space or tab takes at column `width`.
fn columns(byte: u8, width: usize) -> usize {
    if byte == b'\t' { 4 - width % 4 } else { 1 }
}

/// The bytes of at most `width` columns of white space that a line begins with.
pub fn indentation_bytes(line: &str, width: usize) -> usize {
    let mut taken = 0;
    let bytes = line.bytes().take_while(|byte| matches!(byte, b' ' | b'\t'));
    bytes
        .take_while(|&byte| {
            taken += columns(byte, taken);
            taken <= width
        })
        .count()
}

/// The length of the list marker (CommonMark 0.31 §5.2) that `text` begins with, if text follows it; `end` is how the
/// line ends.
fn marker(text: &str, end: impl FnOnce() -> End) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match text.as_bytes().get(digits)? {
        b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
        b'-' | b'+' | b'*' if digits == 0 => 1,
        _ => return None,
    };
    let rest = &text[length..];
    (rest.starts_with([' ', '\t']) && !rest.trim_start().is_empty() && !end().is_thematic_break(text))
        .then_some(length)
}

/// Whether a line is a rule (CommonMark 0.31 §4.1).
pub fn is_thematic_break(text: &str) -> bool {
    let first = text.as_bytes().first().copied().unwrap_or_default();
    let marks = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    matches!(first, b'-' | b'*' | b'_') && marks.clone().all(|byte| byte == first) && marks.count() >= 3
}

/// How a line ends: in marks of one kind, with white space or none between them. It is looked at once, for a line may
/// begin with very many markers.
#[derive(Debug, Clone, Copy)]
struct End {
    mark: u8,
    /// How many bytes are such marks and white space.
    length: usize,
}

impl End {
    fn of(line: &str) -> Self {
        let mark = line.trim_end().bytes().next_back().unwrap_or_default();
        let is = |byte: &u8| *byte == mark || byte.is_ascii_whitespace();
        Self { mark, length: line.bytes().rev().take_while(is).count() }
    }

    /// Whether the rest of the line is a thematic break (CommonMark 0.31 §4.1).
    fn is_thematic_break(self, rest: &str) -> bool {
        let marks = || rest.bytes().filter(|&byte| byte == self.mark).take(3).count();
        matches!(self.mark, b'-' | b'*') && rest.len() <= self.length && marks() == 3
    }
}

/// An open code fence (CommonMark 0.31 §4.5).
#[derive(Debug)]
pub struct Fence {
    byte: u8,
    length: usize,
    quotes: usize,
    /// The column at which the innermost list item's text starts, when the fence is on the marker's own line.
    item: usize,
}

impl Fence {
    /// The fence that a line opens.
    pub fn read(prefix: &Prefix, content: &str) -> Option<Self> {
        let byte = *content.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
        let length = content.bytes().take_while(|&other| other == byte).count();
        let info = &content[length..];
        let item = if prefix.items { prefix.width } else { 0 };
        (length >= 3 && !(byte == b'`' && info.contains('`'))).then_some(Fence {
            byte,
            length,
            quotes: prefix.quotes,
            item,
        })
    }

    /// Whether a line closes it.
    pub fn ends_at(&self, prefix: &Prefix, content: &str) -> bool {
        let length = content.bytes().take_while(|&byte| byte == self.byte).count();
        !prefix.items && length >= self.length && content[length..].trim().is_empty()
    }

    /// Whether a line is outside the container that the fence is in.
    pub fn is_left_by(&self, prefix: &Prefix, content: &str) -> bool {
        let blank = content.trim().is_empty();
        prefix.quotes < self.quotes || (!blank && !prefix.items && prefix.indent < self.item)
    }
}

/// The bytes of white space that follow byte `at` on its line, and whether nothing else does. The rest of a line that has
/// more is not looked at, for it may be very long.
pub fn blank_after(text: &str, at: usize) -> (usize, bool) {
    let rest = text[at..].trim_start_matches(|c: char| c != '\n' && c.is_whitespace());
    (text.len() - at - rest.len(), rest.is_empty() || rest.starts_with('\n'))
}

/// Whether a line starts an HTML block that only an empty line ends (CommonMark 0.31 §4.6, kinds 6 and 7).
pub fn starts_html_block(content: &str) -> bool {
    let name = content.strip_prefix('<').map(|rest| rest.strip_prefix('/').unwrap_or(rest));
    name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Whether a line is a heading or a row of a table.
pub fn is_flat(content: &str) -> bool {
    let heading = content.trim_start_matches('#');
    content.starts_with('|') || (heading.len() < content.len() && heading.starts_with([' ', '\t']))
}

/// Whether a line is one that MyST does not show: a comment `% …`, or the mark `+++` between blocks, with data or none.
pub fn is_remark(line: &str) -> bool {
    let line = line.trim_end();
    let is_data = |rest: &str| rest.is_empty() || rest.starts_with('{') && rest.ends_with('}');
    line.strip_prefix("+++").is_some_and(|rest| is_data(rest.trim_start()))
        || line == "%"
        || line.starts_with("% ")
}
