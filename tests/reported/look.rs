//! What a PDF shows: nothing leaves the paper, nothing vanishes.
