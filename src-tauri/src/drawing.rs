//! How windows are drawn on this machine.
//!
//! WebKit on Linux draws with the graphics card. Where there is none, the system imitates one, and translates
//! a program for the processor whenever something is drawn in a way that is new: the window stands still for
//! some hundred milliseconds at a time, and the translator fills memory. There WebKit had better draw by itself.
//! (Measured in docs/decisions/0008-drawing-without-a-graphics-card.md.)

/// What WebKit looks for when it starts to know that it is to draw by itself.
#[cfg(target_os = "linux")]
const BY_ITSELF: &str = "WEBKIT_SKIA_ENABLE_CPU_RENDERING";

/// Begins this program anew, in the same process, in the environment that suits a machine without a graphics
/// card; returns where nothing is to be changed. Windows that were told later would already have begun to draw.
#[cfg(target_os = "linux")]
pub fn suit_this_machine() {
    use std::os::unix::process::CommandExt;

    if std::env::var_os(BY_ITSELF).is_some() || has_graphics_card() {
        return;
    }
    let Ok(program) = std::env::current_exe() else {
        return;
    };
    // It only comes back when it failed, and then the windows are drawn slowly and are right all the same.
    let _ = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(BY_ITSELF, "1")
        .exec();
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
pub fn suit_this_machine() {}
