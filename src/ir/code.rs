//! What is shown beside the lines of code: numbers, marks and the numbers of notes.

use serde::Serialize;

use super::BlockKind;

/// What is shown beside the lines of a [`BlockKind::Code`]. Lines are counted from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CodeLines {
    /// The number of the first line, where lines have numbers.
    pub first: Option<u32>,
    /// The lines that are marked, in order, each once.
    pub marks: Vec<(usize, Mark)>,
    /// The numbers of notes that stand after lines, in order.
    pub notes: Vec<(usize, u32)>,
    /// Whether the code itself shows by signs what is added and removed, as a patch does.
    pub signed: bool,
}

/// Why a line of code is marked; where there are several reasons, the last of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// It is what matters.
    Highlighted,
    /// It warns.
    Warning,
    /// It is wrong.
    Error,
    /// It is new.
    Added,
    /// It is no longer there.
    Removed,
}

impl Mark {
    /// All of them.
    pub const ALL: [Mark; 5] = [Mark::Highlighted, Mark::Warning, Mark::Error, Mark::Added, Mark::Removed];

    /// The name that outputs have for it, one word.
    pub fn name(self) -> &'static str {
        match self {
            Mark::Highlighted => "highlighted",
            Mark::Warning => "warning",
            Mark::Error => "error",
            Mark::Added => "added",
            Mark::Removed => "removed",
        }
    }

    /// The sign that tells it without colour, one character.
    pub fn sign(self) -> &'static str {
        match self {
            Mark::Highlighted => "▸",
            Mark::Warning => "!",
            Mark::Error => "×",
            Mark::Added => "+",
            Mark::Removed => "−",
        }
    }
}

impl CodeLines {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.first.is_none() && self.marks.is_empty() && self.notes.is_empty()
    }

    /// Why the line is marked, if it is.
    pub fn mark(&self, line: usize) -> Option<Mark> {
        let found = self.marks.binary_search_by_key(&line, |(marked, _)| *marked).ok()?;
        self.marks.get(found).map(|(_, mark)| *mark)
    }

    /// The numbers of the notes after a line.
    pub fn notes(&self, line: usize) -> impl Iterator<Item = u32> {
        let start = self.notes.partition_point(|(noted, _)| *noted < line);
        let of_line = self.notes.iter().skip(start).take_while(move |(noted, _)| *noted == line);
        of_line.map(|(_, number)| *number)
    }

    /// Whether a sign is shown beside lines that are added or removed.
    pub fn has_signs(&self) -> bool {
        let shown = |mark: Mark| !(self.signed && matches!(mark, Mark::Added | Mark::Removed));
        self.marks.iter().any(|(_, mark)| shown(*mark))
    }
}

impl BlockKind {
    /// Code with nothing beside its lines.
    pub fn code(language: Option<String>, text: impl Into<String>) -> Self {
        BlockKind::Code { language, text: text.into(), lines: None }
    }
}
