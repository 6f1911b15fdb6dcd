//! Inputs that were reported to fail, each with what is right. They lie beside the checkout, in `../shared/cases`; where
//! they are not there, these tests say so and check nothing (what they stand for is in `cases/` too).

#[path = "reported/formulas.rs"]
mod formulas;
#[path = "reported/inputs.rs"]
mod inputs;
#[path = "reported/look.rs"]
mod look;
#[path = "reported/metadata.rs"]
mod metadata;
#[path = "reported/pictures.rs"]
mod pictures;
#[path = "tools/place.rs"]
mod place;
#[path = "reported/projects.rs"]
mod projects;
#[path = "reported/tags.rs"]
mod tags;
#[path = "reported/text.rs"]
mod text;
