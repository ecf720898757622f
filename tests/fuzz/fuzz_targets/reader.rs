//! A PDF file, as the proofs read it.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| drop(gazette::proof::reader::read(bytes)));
