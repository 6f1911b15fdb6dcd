//! Tables once they are read: their captions, cells that span others, and rows without gaps.

mod caption;
mod fit;
mod span;

pub use caption::take_captions;
pub use fit::fit;
pub use span::span;
