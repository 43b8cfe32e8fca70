//! The bridge to the window: tauri-driver, WebKitWebDriver behind it, and the WebDriver session through both.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{Capabilities, WebDriver};
use tokio::runtime::Runtime;

use super::ports::free_port;
use super::processes::{Running, family, guarded, member_running, wait_until};
use super::session::Session;

/// What is started: a program, its words and its surroundings.
pub struct Start {
    pub program: PathBuf,
    pub arguments: Vec<String>,
    pub environment: Vec<(String, String)>,
    /// Where the program's own messages go.
    pub log: PathBuf,
}

/// A running program and the session that drives its window.
pub struct Driver {
    // The session is let go before the bridge ends.
    web: Option<WebDriver>,
    program: u32,
    _bridge: Running,
}

/// How long a script in the page may take; the longest wait of a journey is shorter.
const SCRIPT_TIMEOUT: Duration = Duration::from_secs(100);

impl Driver {
    /// Starts the bridge, through it the program, and waits for its first window.
    #[track_caller]
    pub fn start(runtime: &Runtime, session: &Session, start: &Start) -> Self {
        let (bridge, port) = start_bridge(session, start);
        let connected = runtime.block_on(connect(port, start));
        let web = match connected {
            Ok(web) => web,
            Err(error) => {
                let said = std::fs::read_to_string(&start.log).unwrap_or_default();
                panic!(
                    "{} opened no window: {error}\nIt said:\n{said}",
                    start.program.display()
                );
            }
        };
        let Some(program) = member_running(bridge.id(), &start.program) else {
            panic!(
                "{} is not among the processes of its driver: {:?}",
                start.program.display(),
                family(bridge.id())
            );
        };
        Self {
            web: Some(web),
            program,
            _bridge: bridge,
        }
    }

    /// The session with the window.
    #[track_caller]
    pub fn web(&self) -> &WebDriver {
        self.web
            .as_ref()
            .expect("the window is open while its driver lives")
    }

    /// The process of the program.
    pub fn program(&self) -> u32 {
        self.program
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Ending the bridge's group ends the program too; asking a program that may hang would only take time.
        if let Some(web) = self.web.take() {
            let _ = web.leak();
        }
    }
}

#[track_caller]
fn start_bridge(session: &Session, start: &Start) -> (Running, u16) {
    let (port, native_port) = (free_port(), free_port());
    let mut command = guarded(bridge_program());
    command.args([
        "--port",
        &port.to_string(),
        "--native-port",
        &native_port.to_string(),
    ]);
    session.inside(&mut command);
    let log = std::fs::File::create(&start.log).and_then(|log| Ok((log.try_clone()?, log)));
    let (out, err) =
        log.unwrap_or_else(|error| panic!("{} cannot be written: {error}", start.log.display()));
    command.envs(start.environment.iter().cloned());
    command.stdin(Stdio::null()).stdout(out).stderr(err);
    let mut bridge = Running::start("tauri-driver", &mut command);
    wait_until("tauri-driver and WebKitWebDriver listen", || {
        assert!(
            !bridge.has_ended(),
            "tauri-driver ended at once: {}",
            std::fs::read_to_string(&start.log).unwrap_or_default()
        );
        [port, native_port]
            .iter()
            .all(|port| TcpStream::connect(("127.0.0.1", *port)).is_ok())
    });
    (bridge, port)
}

async fn connect(port: u16, start: &Start) -> WebDriverResult<WebDriver> {
    let options =
        json!({ "tauri:options": { "application": start.program, "args": start.arguments } });
    let Value::Object(options) = options else {
        unreachable!("an object was written one line above");
    };
    // The client speaks no TLS to a driver on loopback; but built beside crates that do, it wants to know how it would.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let web = WebDriver::new(
        format!("http://127.0.0.1:{port}"),
        Capabilities::from(options),
    )
    .await?;
    web.set_script_timeout(SCRIPT_TIMEOUT).await?;
    Ok(web)
}

/// The tauri-driver that `cargo xtask setup` built, or the one on the path.
fn bridge_program() -> PathBuf {
    std::env::var_os("FORECOURT_TAURI_DRIVER")
        .map_or_else(|| Path::new("tauri-driver").to_path_buf(), PathBuf::from)
}
