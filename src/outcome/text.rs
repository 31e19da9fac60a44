//! What is made from a text alone, from whatever form of text.

use std::borrow::Cow;

use super::Outcome;
use crate::api::types::{JobAckDetails, JobCancelDetails, JobOutcomeNextFileObject};

/// One list of the forms, so that none of the types lacks one.
macro_rules! from_text {
    ($($kind:ty: $make:expr),* $(,)?) => {$(
        from_text!(@each $kind, $make, &str, String, &String, Box<str>, Cow<'_, str>);
    )*};
    (@each $kind:ty, $make:expr, $($text:ty),*) => {$(
        impl From<$text> for $kind {
            fn from(text: $text) -> Self {
                let make: fn(String) -> Self = $make;
                make(text.into())
            }
        }
    )*};
}

from_text! {
    Outcome: |message| Outcome::new().message(message),
    JobAckDetails: |info| JobAckDetails::default().with_info(info),
    JobCancelDetails: |info| JobCancelDetails::default().with_info(info),
    JobOutcomeNextFileObject: |id| JobOutcomeNextFileObject::new(id),
}
