//! How windows are drawn on this machine.
//!
//! WebKit on Linux draws with the graphics card. Where there is none, the system imitates one, and translates
//! a program for the processor whenever something is drawn in a way that is new: the window stands still for
//! some hundred milliseconds at a time, and the translator fills memory. There WebKit had better draw by itself.
//! (Measured in docs/decisions/0008-drawing-without-a-graphics-card.md.)

use tauri::WebviewWindow;

#[cfg(target_os = "linux")]
pub fn suit_this_machine(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    if has_graphics_card() {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// The system offers one device to render with for each graphics card that can.
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    std::fs::read_dir("/dev/dri").is_ok_and(|devices| {
        devices
            .filter_map(Result::ok)
            .any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
    })
}

/// Other systems' web views see to it themselves.
#[cfg(not(target_os = "linux"))]
pub fn suit_this_machine(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
