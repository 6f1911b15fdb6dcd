//! Looks for bytes in texts. Blocks are looked at as one, which compilers make a few instructions of: what is looked for is
//! rare, and images are long.

/// Where the first byte is that `is_wanted`.
pub fn position(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    const BLOCK: usize = 32;
    let is_without = |block: &&[u8]| !block.iter().fold(false, |any, &byte| any | is_wanted(byte));
    let start = bytes.chunks_exact(BLOCK).take_while(is_without).count() * BLOCK;
    let rest = bytes.get(start..).unwrap_or_default();
    rest.iter().position(|&byte| is_wanted(byte)).map(|at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_is_found_wherever_it_is(bytes: Vec<u8>, wanted: u8) {
            prop_assert_eq!(position(&bytes, |byte| byte == wanted), bytes.iter().position(|&byte| byte == wanted));
        }
    }
}
