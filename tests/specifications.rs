//! The examples of specifications. What the program has of a note is no HTML: the examples' own is compared with a plain
//! writing of what was read. Where they differ, it is known and has a reason.

#[path = "specifications/commonmark.rs"]
mod commonmark;
#[path = "specifications/gfm.rs"]
mod gfm;
#[path = "specifications/html.rs"]
mod html;
#[path = "specifications/suite.rs"]
mod suite;

#[test]
fn every_example_of_commonmark_is_read_as_it_says_but_for_those_that_are_known() {
    commonmark::SUITE.check();
}

#[test]
fn every_example_of_github_is_read_as_it_says_but_for_those_that_are_known() {
    gfm::SUITE.check();
}
