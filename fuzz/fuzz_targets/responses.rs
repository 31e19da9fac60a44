//! The body of a response: whatever it is, it is read or refused, and what was
//! read is written as it was read.

#![no_main]

use flatfile_jobs::api;
use flatfile_jobs::api::types::{Job, JobPlanResponse, JobResponse, ListJobsResponse};
use libfuzzer_sys::fuzz_target;

fn again<T>(body: &[u8])
where
    T: serde::de::DeserializeOwned + serde::Serialize + PartialEq + std::fmt::Debug,
{
    match api::read::<T>(body) {
        Err(mismatch) => assert!(!mismatch.to_string().is_empty()),
        Ok(read) => {
            let written = serde_json::to_vec(&read).expect("what was read can be written");
            let second = api::read::<T>(&written).expect("what was written can be read");
            assert_eq!(read, second);
        }
    }
}

fuzz_target!(|body: &[u8]| {
    again::<Job>(body);
    again::<JobResponse>(body);
    again::<ListJobsResponse>(body);
    again::<JobPlanResponse>(body);
    if let Ok(job) = api::read::<Job>(body) {
        for unknown in job.unknown() {
            assert!(unknown.pointer.starts_with('/'), "{unknown}");
        }
    }
});
