//! What a file is known by: its SHA-256 (FIPS 180-4) and its SM3 (GB/T 32905-2016), in 64 small hexadecimal digits.

use sha2::{Digest, Sha256};
use sm3::Sm3;

/// The SHA-256 of some bytes.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// The SM3 of some bytes.
pub(crate) fn sm3(bytes: &[u8]) -> String {
    hexadecimal(&Sm3::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_digests_are_those_of_the_standards() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256(b"abc"), abc);
        // GB/T 32905-2016, annex A.
        let abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
        assert_eq!(super::sm3(b"abc"), abc);
        let block = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";
        assert_eq!(super::sm3(&b"abcd".repeat(16)), block);
    }
}
