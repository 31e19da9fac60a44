//! A terminal with a shell in it.

use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::Duration;

use crate::support::World;

pub struct Terminal {
    socket: String,
}

/// How often a screen is read before it is given up: for ten seconds.
const LOOKS: u32 = 500;
const BETWEEN: Duration = Duration::from_millis(20);

static TERMINALS: AtomicU32 = AtomicU32::new(0);

impl Terminal {
    /// A terminal so wide and high. The program is on the shell's path, and the
    /// world's settings are in its environment.
    pub fn new(world: &World, columns: u16, rows: u16) -> Self {
        let number = TERMINALS.fetch_add(1, Ordering::Relaxed);
        let terminal = Self { socket: format!("flatfile-jobs-{}-{number}", std::process::id()) };
        let folder = std::path::Path::new(env!("CARGO_BIN_EXE_flatfile-jobs")).parent().unwrap();
        let home = world.file("");
        let shell = format!(
            "env -i TERM=tmux-256color LANG=C.UTF-8 PATH={}:/usr/bin:/bin HOME={} PS1='> ' \
             FLATFILE_API_KEY={} FLATFILE_API_URL={} sh",
            folder.display(),
            home.display(),
            world.sandbox.token(),
            world.sandbox.url(),
        );
        let (columns, rows) = (columns.to_string(), rows.to_string());
        terminal.tmux(&[
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-c",
            home.to_str().unwrap(),
            "-x",
            &columns,
            "-y",
            &rows,
            &shell,
        ]);
        terminal.wait(|screen| screen.contains('>'));
        terminal
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("tmux");
        command.env("LANG", "C.UTF-8").env_remove("TMUX").args(["-u", "-L", &self.socket]);
        let output = command.args(arguments).output().expect("tmux is installed");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Types a line.
    pub fn line(&self, text: &str) {
        self.tmux(&["send-keys", "-l", text]);
        self.tmux(&["send-keys", "Enter"]);
    }

    /// Presses a key by its name in tmux.
    pub fn key(&self, name: &str) {
        self.tmux(&["send-keys", name]);
    }

    pub fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p"])
    }

    /// The screen, with the escapes for its colours.
    pub fn colours(&self) -> String {
        self.tmux(&["capture-pane", "-p", "-e"])
    }

    /// Waits for a screen like this, and gives it.
    #[track_caller]
    pub fn wait(&self, is: impl Fn(&str) -> bool) -> String {
        let mut screen = String::new();
        for _ in 0..LOOKS {
            screen = self.screen();
            if is(&screen) {
                return screen;
            }
            sleep(BETWEEN);
        }
        panic!("it did not come to this; the screen at last:\n{screen}");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = Command::new("tmux").args(["-L", &self.socket, "kill-server"]).output();
    }
}
