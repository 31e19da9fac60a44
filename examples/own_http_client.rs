//! How are calls made with an HTTP client of my own? (feature `reqwest`)
//!
//! ```text
//! cargo run --example own_http_client
//! ```
//!
//! The own connections know the proxies of the environment, HTTP/2 (feature
//! `http2`) and certificates of yours (`ClientBuilder::tls_config`). A client of
//! reqwest's is for the rest: here, a name that is resolved by hand.

#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;
use std::net::SocketAddr;

use flatfile_jobs::Client;
use flatfile_jobs::sandbox::Sandbox;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let port = sandbox.url().replace("http://127.0.0.1:", "").replace("/v1", "").parse()?;
    let address = SocketAddr::from(([127, 0, 0, 1], port));

    // Here reqwest is built without a provider of TLS; with its feature `rustls`
    // it has one, and needs no such line.
    drop(rustls::crypto::ring::default_provider().install_default());
    let http_client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none()) // one would carry the token elsewhere
        .resolve("flatfile.internal", address)
        .no_proxy()
        .build()?;
    let client = Client::builder()
        .token(sandbox.token())
        .base_url(format!("http://flatfile.internal:{port}"))
        .allow_insecure_http(true) // it is this machine, which the name does not say
        .http_client(http_client)
        .build()?;

    let id = sandbox.add_executing_job("exportOrders");
    let settled = client.job(&id).fail("the warehouse did not answer").await?;
    println!("{} is {:?}, by way of {}", id, settled.job.status, client.base_url());
    Ok(())
}
