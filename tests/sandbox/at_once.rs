//! Several clients at once, over sockets: a job still ends once.

use flatfile_jobs::sandbox::Sandbox;

#[tokio::test]
async fn one_of_many_ends_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = sandbox.add_executing_job("exportOrders");
    let mut tasks = Vec::new();
    for _ in 0..8 {
        let job = sandbox.client().unwrap().job(&id);
        tasks.push(tokio::spawn(async move { job.fail("no").await }));
    }
    let mut ended = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => ended += 1,
            Err(error) => assert!(error.is_conflict(), "{error}"),
        }
    }
    assert_eq!(ended, 1);
    assert_eq!(sandbox.history(&id).iter().filter(|change| change.is_end()).count(), 1);
}
