//! Embeds the page and the window's settings.
fn main() {
    tauri_build::build();
}
