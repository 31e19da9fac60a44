//! Where a job stands.

/// Where a job stands; it keeps its place when it is deleted.
pub(in crate::sandbox::core) type Place = usize;
