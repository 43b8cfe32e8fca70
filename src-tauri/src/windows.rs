//! Windows. Any record opens in one of its own; all look at the same desk.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Duration,
};

use tauri::{
    AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent,
};

static OPENED: AtomicU32 = AtomicU32::new(0);

/// Opens a window on a route of the page, `/stock/<id>`.
pub fn open(app: &AppHandle, route: &str) -> tauri::Result<()> {
    let label = format!("window-{}", OPENED.fetch_add(1, Ordering::Relaxed));
    let window = WebviewWindowBuilder::new(
        app,
        label,
        WebviewUrl::App(format!("index.html#{route}").into()),
    )
    .title("Forecourt")
    .inner_size(1366.0, 768.0)
    // A notebook of 1366×768 whose system shows everything twice as large still holds it.
    .min_inner_size(640.0, 360.0)
    .disable_drag_drop_handler()
    .build()?;
    #[cfg(target_os = "linux")]
    crate::painting::choose(&window)?;
    #[cfg(not(target_os = "linux"))]
    let _ = window;
    Ok(())
}

/// How long a page may take to write down what was typed. One that hangs does not keep its window open.
const PATIENCE: Duration = Duration::from_secs(2);

/// Tells the page of a window that is about to close; the page answers with `close_window`.
const TELL_PAGE: &str = "window.dispatchEvent(new Event('forecourt:closing'))";

/// Lets the page keep the drafts of what is being typed before its window goes.
pub fn close_after_the_page(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    let Some(page) = window.app_handle().get_webview_window(window.label()) else {
        return;
    };
    if page.eval(TELL_PAGE).is_err() {
        return;
    }
    api.prevent_close();
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        // Usually the page has closed it long since.
        let _ = page.destroy();
    });
}

/// The page has kept what it had to keep.
#[tauri::command]
pub fn close_window(window: WebviewWindow) -> tauri::Result<()> {
    window.destroy()
}
