//! Trying a mutation.

use crate::api::types::{DiffRecord, MutateJobConfig};
use crate::client::Client;
use crate::error::Error;

impl Client {
    /// Runs a record function over a sheet and says what it would change
    /// (`previewMutation` in the contract).
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// use flatfile_jobs::api::types::MutateJobConfig;
    ///
    /// let mutation = MutateJobConfig::new("(record) => record.set('country', 'PT')", "us_sh_1aB2cD3e");
    /// for record in client.preview_mutation(mutation).await? {
    ///     println!("{} would change", record.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// By its name nothing is stored; nobody documents more.
    pub async fn preview_mutation(
        &self,
        mutation: impl Into<MutateJobConfig>,
    ) -> Result<Vec<DiffRecord>, Error> {
        let api = self.api();
        Ok(api.preview_mutation().body(mutation.into()).send().await?.into_inner().data)
    }
}
