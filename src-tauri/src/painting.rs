//! How a window is painted. Linux only: elsewhere the system's web view decides well by itself.
//!
//! Where a machine has no graphics card, WebKit lets Mesa imitate one on the processor, and that imitation translates a
//! shader whenever something is drawn in a new way: the first picture of every screen takes hundreds of milliseconds.
//! Painted by the processor without the detour, the same picture takes tens.

use std::{fs, path::Path};

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Where the kernel shows the graphics cards that can draw.
const CARDS: &str = "/dev/dri";

/// Lets the processor paint where there is nothing better.
pub fn choose(window: &WebviewWindow) -> tauri::Result<()> {
    if has_graphics_card(Path::new(CARDS)) {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

fn has_graphics_card(cards: &Path) -> bool {
    // Who does not want a card that is there says so to Mesa, which the imitation then serves as well.
    if std::env::var_os("LIBGL_ALWAYS_SOFTWARE").is_some_and(|value| value != "0") {
        return false;
    }
    fs::read_dir(cards)
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
}
