//! Formulas, and where blocks end them.
