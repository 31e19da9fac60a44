//! Operations whose response says nothing but that they are done.

use crate::support::canned::Canned;

#[tokio::test]
async fn a_body_is_not_needed() {
    for body in ["", "  ", "{}", "null", r#"{"data":{"success":true}}"#, r#"["odd"]"#] {
        for status in [200, 202, 204] {
            let client = Canned::new(status, body).client();
            client.job("us_jb_1").delete().await.unwrap();
            client.job("us_jb_1").execute().await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_web_page_is_not_the_api() {
    for body in ["<html>secretword</html>", "secretword", r#"{"data":"#] {
        let client = Canned::new(200, body).client();
        let deleted = client.job("us_jb_1").delete().await.unwrap_err();
        let executed = client.job("us_jb_1").execute().await.unwrap_err();
        for error in [deleted, executed] {
            assert!(error.is_contract_mismatch(), "{error}");
            assert!(!error.to_string().contains("secretword"), "{error}");
        }
    }
}
