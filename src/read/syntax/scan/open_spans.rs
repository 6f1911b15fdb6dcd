//! What is open in a line of text: notations with a mark at either end that hold whatever a line can.

/// What is open in a line of text.
#[derive(Default)]
pub struct OpenSpans {
    /// The links whose names stand apart: where their words end, and where their names begin; the innermost last.
    pub links: Vec<(usize, usize)>,
    /// The changes of CriticMarkup, one of each kind at most.
    pub changes: [Option<OpenChange>; 5],
}

impl OpenSpans {
    /// Forgets the changes that the paragraph did not close, which stay as they are written.
    pub fn end_paragraph(&mut self) {
        self.changes = Default::default();
    }
}

/// A change of CriticMarkup that is open.
#[derive(Debug, Clone, Copy)]
pub struct OpenChange {
    /// The number of the piece that its mark is.
    pub piece: usize,
    /// The number of the piece between the old words of a substitution and the new ones.
    pub between: Option<usize>,
}
