//! Windows. Any record opens in one of its own; all look at the same desk.

use std::sync::atomic::{AtomicU32, Ordering};

use tauri::{AppHandle, WebviewUrl, WebviewWindowBuilder};

static OPENED: AtomicU32 = AtomicU32::new(0);

/// Opens a window on a route of the page, `/stock/<id>`.
pub fn open(app: &AppHandle, route: &str) -> tauri::Result<()> {
    let label = format!("window-{}", OPENED.fetch_add(1, Ordering::Relaxed));
    WebviewWindowBuilder::new(
        app,
        label,
        WebviewUrl::App(format!("index.html#{route}").into()),
    )
    .title("Forecourt")
    .inner_size(1366.0, 768.0)
    .min_inner_size(900.0, 560.0)
    .disable_drag_drop_handler()
    .build()?;
    Ok(())
}
