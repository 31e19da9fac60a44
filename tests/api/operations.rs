//! The operations table.

use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::api::{BodyRule, OPERATIONS, OperationId, RetryClass};

#[test]
fn each_id_finds_its_own_row() {
    for operation in OPERATIONS {
        assert_eq!(operation.id.operation(), operation);
    }
}

#[test]
fn fail_says_what_the_contract_says() {
    let fail = OperationId::FailJob.operation();
    assert_eq!((fail.method, fail.path), ("POST", "/jobs/{jobId}/fail"));
    assert_eq!(fail.retry, RetryClass::Settle);
    assert_eq!(fail.settles_to, Some(JobStatus::Failed));
    assert_eq!(fail.body, BodyRule::Optional);
    assert_eq!(fail.constant_headers, [("x-disable-hooks", "true")]);
}
