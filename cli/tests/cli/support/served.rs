//! `flatfile-jobs sandbox`, running, and what is asked of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::World;

/// A sandbox of the program; it is gone with this.
pub struct Served {
    child: Child,
    /// The line that it prints when it is ready.
    pub ready: Value,
    address: String,
}

/// A response.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Served {
    pub fn start(world: &World, arguments: &[&str]) -> Self {
        let arguments: Vec<&str> =
            ["sandbox", "--json", "--quiet"].iter().chain(arguments).copied().collect();
        let mut command = world.command(&arguments).into_command();
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).expect("the sandbox starts");
        let address = ready["url"].as_str().unwrap().replace("http://", "").replace("/v1", "");
        Self { child, ready, address }
    }

    pub fn url(&self) -> &str {
        self.ready["url"].as_str().unwrap()
    }

    pub fn token(&self) -> &str {
        self.ready["token"].as_str().unwrap()
    }

    /// Sends a request with these further lines in its head.
    pub fn send(&self, method: &str, path: &str, head: &str, body: &str) -> Answer {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: {length}\r\n{head}\r\n{body}"
        );
        socket.write_all(request.as_bytes()).unwrap();
        let mut response = String::new();
        socket.read_to_string(&mut response).unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// Asks the control path.
    pub fn control(&self, method: &str, path: &str, body: &str) -> Answer {
        let host = format!("host: {}\r\n", self.address);
        self.send(method, &format!("/_sandbox{path}"), &host, body)
    }

    /// Calls the API.
    pub fn api(&self, method: &str, path: &str, body: &str) -> Answer {
        let head = format!(
            "host: x\r\nauthorization: Bearer {}\r\nx-disable-hooks: true\r\ncontent-type: application/json\r\n",
            self.token()
        );
        self.send(method, &format!("/v1{path}"), &head, body)
    }

    /// Asks for a stream, and gives its pieces line by line.
    pub fn stream(&self, path: &str) -> impl Iterator<Item = String> + use<> {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n\r\n", self.address);
        socket.write_all(request.as_bytes()).unwrap();
        BufReader::new(socket).lines().map_while(Result::ok)
    }

    /// Ctrl-C, so often.
    pub fn interrupt(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    }

    /// Ctrl-C, and how it ended.
    pub fn stop(mut self) -> Option<i32> {
        self.interrupt();
        self.child.wait().unwrap().code()
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// With the status that is expected.
    #[track_caller]
    pub fn of(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
