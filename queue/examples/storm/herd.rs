//! Worker processes. Only what was started here is ever killed, by its id.

use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

use crate::Result;
use crate::stage::Stage;

/// One worker process; it is killed when this is dropped.
pub struct Process(Child);

impl Process {
    pub fn start(stage: &Stage) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("worker").envs(stage.environment()).stdin(Stdio::piped());
        Ok(Self(command.spawn()?))
    }

    pub fn three(stage: &Stage) -> Result<Vec<Self>> {
        (0..3).map(|_| Self::start(stage)).collect()
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// SIGKILL, and what is left of it.
    pub fn kill(&mut self) -> Result<()> {
        self.0.kill()?;
        self.0.wait()?;
        Ok(())
    }

    /// Another signal, by its name.
    pub fn signal(&self, name: &str) -> Result<()> {
        let mut kill = Command::new("kill");
        kill.arg(format!("-{name}")).arg(self.id().to_string());
        match kill.status()?.success() {
            true => Ok(()),
            false => Err(format!("process {} took no {name}", self.id()).into()),
        }
    }

    /// How it has ended, if it has.
    pub fn status(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.0.try_wait()?)
    }

    /// Waits until it has ended.
    pub async fn ended(&mut self) -> Result<ExitStatus> {
        for _ in 0..6_000 {
            if let Some(status) = self.status()? {
                return Ok(status);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err(format!("process {} does not end", self.id()).into())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
