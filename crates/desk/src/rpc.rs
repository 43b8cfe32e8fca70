//! The dispatcher: one declared list yields the calls, their TypeScript types, and the tags that say
//! which questions a change makes stale.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Desk, error::RpcError};

/// A question or an action of the list, as the type generator sees it.
pub struct Declared {
    pub name: &'static str,
    pub arguments: fn(&ts_rs::Config) -> String,
    pub result: fn(&ts_rs::Config) -> String,
    /// Writes the TypeScript files of both types and everything they refer to.
    pub export: fn(&ts_rs::Config) -> Result<(), ts_rs::ExportError>,
    /// The kinds of rows a question reads.
    pub reads: &'static [&'static str],
}

/// Answers one call, as JSON.
pub fn dispatch(desk: &Desk, name: &str, arguments: Value) -> Result<String, RpcError> {
    crate::list::answer(desk, name, arguments)
}

pub(crate) fn arguments<T: DeserializeOwned>(value: Value) -> Result<T, RpcError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        domain::command::Malformed {
            field: error.path().to_string(),
            message: error.inner().to_string(),
        }
        .into()
    })
}

pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<String, RpcError> {
    serde_json::to_string(value).map_err(|error| RpcError::broken("unserialisable", &error))
}

/// Declares the list. Every handler is `fn(&Desk, Arguments) -> Result<Answer, RpcError>`.
#[macro_export]
macro_rules! rpc_list {
    (
        queries { $($query:literal => $query_path:path : $query_args:ty => $query_result:ty, reads [$($kind:literal),* $(,)?];)* }
        actions { $($action:literal => $action_path:path : $action_args:ty => $action_result:ty;)* }
    ) => {
        pub(crate) fn answer(
            desk: &$crate::Desk,
            name: &str,
            arguments: serde_json::Value,
        ) -> Result<String, $crate::RpcError> {
            match name {
                $($query => $crate::rpc::json(&$query_path(desk, $crate::rpc::arguments::<$query_args>(arguments)?)?),)*
                $($action => $crate::rpc::json(&$action_path(desk, $crate::rpc::arguments::<$action_args>(arguments)?)?),)*
                other => Err($crate::RpcError::failed("unknownCall").with("name", other)),
            }
        }

        pub const QUERIES: &[$crate::rpc::Declared] = &[$($crate::rpc::Declared {
            name: $query,
            arguments: |config| <$query_args as ts_rs::TS>::name(config),
            result: |config| <$query_result as ts_rs::TS>::name(config),
            export: |config| {
                $crate::rpc::export::<$query_args>(config)?;
                $crate::rpc::export::<$query_result>(config)
            },
            reads: &[$($kind),*],
        }),*];

        pub const ACTIONS: &[$crate::rpc::Declared] = &[$($crate::rpc::Declared {
            name: $action,
            arguments: |config| <$action_args as ts_rs::TS>::name(config),
            result: |config| <$action_result as ts_rs::TS>::name(config),
            export: |config| {
                $crate::rpc::export::<$action_args>(config)?;
                $crate::rpc::export::<$action_result>(config)
            },
            reads: &[],
        }),*];
    };
}

/// Writes the files of a type and of everything it is made of, also when it has none of its own
/// (`Option<Draft>`, an array).
pub fn export<T: ts_rs::TS + 'static + ?Sized>(
    config: &ts_rs::Config,
) -> Result<(), ts_rs::ExportError> {
    struct Parts<'a> {
        config: &'a ts_rs::Config,
        result: Result<(), ts_rs::ExportError>,
    }
    impl ts_rs::TypeVisitor for Parts<'_> {
        fn visit<U: ts_rs::TS + 'static + ?Sized>(&mut self) {
            if self.result.is_ok() {
                self.result = export::<U>(self.config);
            }
        }
    }
    if T::output_path().is_some() {
        return T::export_all(config);
    }
    let mut parts = Parts {
        config,
        result: Ok(()),
    };
    T::visit_generics(&mut parts);
    T::visit_dependencies(&mut parts);
    parts.result
}
