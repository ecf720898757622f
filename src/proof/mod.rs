//! Proofs: what is claimed of an edition, found again in its finished bytes.
//!
//! A proof is given nothing but the bytes and what is expected of them. [`reader`] shares no code with the writer (but for
//! the boxes of outlines, which ttf-parser tells both), so that one mistake cannot be made twice, once in setting and once in
//! proving.

pub mod reader;
pub mod ruler;
