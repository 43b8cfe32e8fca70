//! The desk behind a loopback server, for page work without a window: `POST /rpc`, server-sent
//! events at `/events`, and the built page. Run by `cargo xtask ui`; it is never shipped.
//!
//! `FORECOURT_HOME` says where the stores lie, `FORECOURT_PORT` which port to take (5180).

use std::{
    convert::Infallible,
    error::Error,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{get, post},
};
use desk::{Changed, Desk, RpcError, Shell, WorkProgress, dispatch};
use serde::Deserialize;
use tokio::sync::broadcast;
use tokio_stream::{Stream, StreamExt, wrappers::BroadcastStream};
use tower_http::services::ServeDir;

type Told = (&'static str, String);

struct Served {
    desk: Desk,
    told: broadcast::Sender<Told>,
}

struct ServerShell(broadcast::Sender<Told>);

impl ServerShell {
    fn tell(&self, event: &'static str, payload: &impl serde::Serialize) {
        if let Ok(json) = serde_json::to_string(payload) {
            // Nobody listening is fine.
            let _ = self.0.send((event, json));
        }
    }
}

impl Shell for ServerShell {
    fn changed(&self, changed: &Changed) {
        self.tell("changed", changed);
    }
    fn work(&self, progress: &WorkProgress) {
        self.tell("work", progress);
    }
    fn session(&self) {
        self.tell("session", &());
    }
    fn interactive(&self) {}
    fn open_window(&self, _: &str) -> Result<(), RpcError> {
        Ok(())
    }
}

#[derive(Deserialize)]
struct Call {
    name: String,
    args: serde_json::Value,
}

async fn rpc(State(served): State<Arc<Served>>, Json(call): Json<Call>) -> Response {
    let answer =
        tokio::task::spawn_blocking(move || dispatch(&served.desk, &call.name, call.args)).await;
    match answer {
        Ok(Ok(json)) => ([("content-type", "application/json")], json).into_response(),
        Ok(Err(error)) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn events(
    State(served): State<Arc<Served>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stream = BroadcastStream::new(served.told.subscribe())
        .filter_map(Result::ok)
        .map(|(event, json)| Ok(Event::default().event(event).data(json)));
    Sse::new(stream).keep_alive(KeepAlive::default())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let home = std::env::var_os("FORECOURT_HOME")
        .map_or_else(|| std::env::temp_dir().join("forecourt-ui"), PathBuf::from);
    let port: u16 = std::env::var("FORECOURT_PORT")
        .ok()
        .and_then(|port| port.parse().ok())
        .unwrap_or(5180);
    let (told, _) = broadcast::channel(1_000);
    let desk = Desk::start(&home, Box::new(ServerShell(told.clone())));
    let page = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../ui/dist");
    let router = Router::new()
        .route("/rpc", post(rpc))
        .route("/events", get(events))
        .with_state(Arc::new(Served { desk, told }))
        .fallback_service(ServeDir::new(page));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    println!("http://127.0.0.1:{}", listener.local_addr()?.port());
    axum::serve(listener, router).await?;
    Ok(())
}
