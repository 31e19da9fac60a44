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

        pub(crate) trait Decode {
            type Value;
        }

        pub(crate) struct Json<T>(std::marker::PhantomData<T>);

        impl<T: Body> Decode for Json<T> {
            type Value = T;
        }

        pub(crate) struct Done;

        impl Decode for Done {
            type Value = ();
        }

        pub(crate) struct AsBytes;

        impl Decode for AsBytes {
            type Value = bytes::Bytes;
        }

        pub(crate) trait Prepare: Sized {
            type Reads: Decode;

            fn operation() -> &'static Operation;

            fn prepare(self) -> Result<crate::call::Request, String>;
        }

        pub(crate) async fn send<P: Prepare>(
            _: &super::Client,
            prepared: P,
        ) -> Result<crate::call::Response<<P::Reads as Decode>::Value>, crate::error::Error> {
            prepared.prepare().map_err(|_| crate::error::Error)?;
            Err(crate::error::Error)
        }
    }
}

pub mod call {
    use crate::api::{Operation, PathId};

    #[derive(Debug)]
    pub struct Response<T>(pub T);

    pub(crate) fn encode_path<T: std::fmt::Display>(value: &T) -> String {
        value.to_string()
    }

    pub(crate) fn set<T>(_: &str, argument: Result<T, String>) -> Result<T, String> {
        argument
    }

    pub(crate) fn path(path: std::fmt::Arguments<'_>) -> String {
        path.to_string()
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

        pub(crate) fn joined(&mut self, _: &str, _: &impl serde::Serialize) -> Result<(), String> {
            Ok(())
        }

        pub(crate) fn header(&mut self, _: &str, _: &impl serde::Serialize) -> Result<(), String> {
            Ok(())
        }

        pub(crate) fn accept(&mut self, _: &str) -> Result<(), String> {
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
