pub mod api;

pub mod client {
    #[derive(Clone, Debug)]
    pub struct Client;

    pub(crate) mod bridge {
        use crate::api::Operation;

        pub(crate) trait Body: serde::de::DeserializeOwned + Send {
            fn job(&self) -> Option<&str> {
                None
            }

            fn absent() -> Option<Self> {
                None
            }
        }

        pub(crate) trait Prepare: Sized {
            type Response: Body;

            fn operation() -> &'static Operation;

            fn prepare(self) -> Result<crate::call::Request, String>;
        }

        pub(crate) async fn send<P: Prepare>(
            _: &super::Client,
            prepared: P,
        ) -> Result<crate::call::Response<P::Response>, crate::error::Error> {
            prepared.prepare().map_err(|_| crate::error::Error)?;
            Err(crate::error::Error)
        }
    }
}

pub mod call {
    use crate::api::{Operation, PathId};

    #[derive(Debug)]
    pub struct Response<T>(pub T);

    pub(crate) fn encode_path(text: &str) -> String {
        text.to_owned()
    }

    pub(crate) struct Request;

    impl Request {
        pub(crate) fn new(_: &'static Operation, _: String) -> Self {
            Self
        }

        pub(crate) fn query(
            &mut self,
            _: &str,
            _: &impl serde::Serialize,
        ) -> Result<(), String> {
            Ok(())
        }

        pub(crate) fn header(&mut self, _: &str, _: &str) -> Result<(), String> {
            Ok(())
        }

        pub(crate) fn json(&mut self, _: &impl serde::Serialize) -> Result<(), String> {
            Ok(())
        }

        pub(crate) fn about(&mut self, _: PathId) {}

        pub(crate) fn sets(&mut self, _: Option<&crate::api::types::JobStatus>) {}
    }
}

pub mod error {
    #[derive(Debug)]
    pub struct Error;
}
