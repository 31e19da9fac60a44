//! What a body is read into.

use std::marker::PhantomData;

use bytes::Bytes;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::api::{self, Mismatch, glance};
use crate::call::Reader;

/// A type of a response; the build says of each what is here.
pub(crate) trait Body: DeserializeOwned + Send {
    /// The job that it is about.
    fn job(&self) -> Option<&str> {
        None
    }

    /// What stands for it where an operation was found done, and there is no
    /// body.
    fn absent() -> Option<Self> {
        None
    }
}

/// How a body is read.
pub(crate) trait Decode {
    type Value: Send;

    fn decode(body: &Bytes) -> Result<Self::Value, Mismatch>;

    fn job(_: &Self::Value) -> Option<&str> {
        None
    }

    fn absent() -> Option<Self::Value> {
        None
    }
}

/// As the type that the contract promises.
pub(crate) struct Json<T>(PhantomData<T>);

impl<T: Body> Decode for Json<T> {
    type Value = T;

    fn decode(body: &Bytes) -> Result<T, Mismatch> {
        api::read(body)
    }

    fn job(value: &T) -> Option<&str> {
        value.job()
    }

    fn absent() -> Option<T> {
        T::absent()
    }
}

/// Of an operation whose response says nothing but that it is done: nothing,
/// and any JSON, will do. A web page will not: it is not the API that sends it.
pub(crate) struct Done;

impl Decode for Done {
    type Value = ();

    fn decode(body: &Bytes) -> Result<(), Mismatch> {
        match body.trim_ascii().is_empty() {
            true => Ok(()),
            false => api::read::<IgnoredAny>(body).map(drop),
        }
    }

    fn absent() -> Option<()> {
        Some(())
    }
}

/// As it is: what the contract promises is no JSON.
#[allow(dead_code, reason = "only a contract that has such a response calls it")]
pub(crate) struct AsBytes;

impl Decode for AsBytes {
    type Value = Bytes;

    fn decode(body: &Bytes) -> Result<Bytes, Mismatch> {
        Ok(body.clone())
    }
}

/// Reads bodies, and keeps what the last one was.
pub(super) struct Reading<D: Decode> {
    pub(super) read: Option<Result<D::Value, Mismatch>>,
    /// The last one itself, for a glance at it. Most are never glanced at, and a
    /// glance at a page costs half as much as reading it.
    body: Bytes,
}

impl<D: Decode> Reading<D> {
    pub(super) fn new() -> Self {
        Self { read: None, body: Bytes::new() }
    }
}

impl<D: Decode> Reader for Reading<D> {
    fn read(&mut self, body: &Bytes) {
        self.read = Some(D::decode(body));
        self.body = body.clone();
    }

    fn is_about(&self, job: &str) -> bool {
        let read = self.read.as_ref().and_then(|read| read.as_ref().ok()).and_then(D::job);
        match read {
            Some(read) => read == job,
            // It could not be read as a whole, or its type names no job.
            None => glance(&self.body).is_some_and(|glance| glance.id == job),
        }
    }
}
