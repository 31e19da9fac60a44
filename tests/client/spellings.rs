//! A filter means a status, in whatever spelling.

use flatfile_jobs::api::types::JobStatus;
use serde_json::json;

use crate::support::canned::Canned;

#[tokio::test]
async fn canceled_takes_every_spelling_and_nothing_else() {
    let statuses = ["canceled", "cancelled", "failed", "Canceled", "nearly-cancelled"];
    let jobs = statuses.map(|status| {
        json!({
            "id": status, "type": "file", "operation": "map", "source": "s", "status": status,
            "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z",
        })
    });
    let client = Canned::new(200, json!({ "data": jobs }).to_string()).client();
    for wanted in [JobStatus::Canceled, "canceled".into(), "cancelled".into()] {
        let jobs = client.jobs().status(wanted.clone());
        assert_eq!(jobs.ids().await.unwrap().ids, ["canceled", "cancelled"], "{wanted:?}");
        let page = jobs.page().await.unwrap();
        assert_eq!(page.jobs[1].status, Some("cancelled".into()), "as it was read");
    }
    let unknown = client.jobs().status("nearly-cancelled").status(JobStatus::Failed);
    assert_eq!(unknown.ids().await.unwrap().ids, ["failed", "nearly-cancelled"]);
}
