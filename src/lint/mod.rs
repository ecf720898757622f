//! What can be printed as it stands and was hardly meant so: warnings that an editor reads before anybody else does.
//!
//! One rule a file, with what it looks at.

mod example;
mod number;

pub(crate) use self::example::example;
pub(crate) use self::number::numbers;
