#![no_main]

libfuzzer_sys::fuzz_target!(
    init: note_convert_fuzz::tell_of_panics_without_ending(),
    |text: &str| note_convert_fuzz::targets::diagram(text)
);
