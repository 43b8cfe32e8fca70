//! The window seen from the display: its size, the focus, and pressing its close button, which no page can do.

use x11rb::connection::Connection;
use x11rb::errors::ReplyOrIdError;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConfigureWindowAux, ConnectionExt, EventMask, InputFocus,
    MapState, Window,
};
use x11rb::rust_connection::RustConnection;

use super::processes::wait_until;

/// Lets the newest window fill the screen and gives it the keyboard, as a window manager does with a new window.
#[track_caller]
pub fn fill_screen(display: &str, (width, height): (u32, u32)) {
    wait_until("a window is on the display", || {
        attempt(display, |connection, window| {
            let place = ConfigureWindowAux::new()
                .x(0)
                .y(0)
                .width(width)
                .height(height);
            connection.configure_window(window, &place)?;
            connection.set_input_focus(InputFocus::POINTER_ROOT, window, x11rb::CURRENT_TIME)?;
            Ok(())
        })
    });
}

/// Presses the close button of the window that was opened last.
#[track_caller]
pub fn press_close_button(display: &str) {
    let pressed = attempt(display, |connection, window| {
        let protocols = atom(connection, "WM_PROTOCOLS")?;
        let delete = atom(connection, "WM_DELETE_WINDOW")?;
        let message = ClientMessageEvent::new(
            32,
            window,
            protocols,
            [delete, x11rb::CURRENT_TIME, 0, 0, 0],
        );
        connection.send_event(false, window, EventMask::NO_EVENT, message)?;
        Ok(())
    });
    assert!(
        pressed,
        "there is no window whose close button could be pressed"
    );
}

/// Does something with the window that was opened last, and says whether there was one and it went well.
fn attempt(
    display: &str,
    deed: impl Fn(&RustConnection, Window) -> Result<(), ReplyOrIdError>,
) -> bool {
    let Ok((connection, screen)) = RustConnection::connect(Some(display)) else {
        return false;
    };
    let root = connection.setup().roots[screen].root;
    let done = newest_window(&connection, root).and_then(|window| match window {
        Some(window) => deed(&connection, window).map(|()| true),
        None => Ok(false),
    });
    // The answer to a question comes only after everything before it was done.
    done.unwrap_or(false)
        && connection
            .get_input_focus()
            .is_ok_and(|asked| asked.reply().is_ok())
}

/// Windows stand in the order of stacking, the newest last; only those with a close button are a program's own.
fn newest_window(
    connection: &RustConnection,
    root: Window,
) -> Result<Option<Window>, ReplyOrIdError> {
    let protocols = atom(connection, "WM_PROTOCOLS")?;
    let windows = connection.query_tree(root)?.reply()?.children;
    for window in windows.into_iter().rev() {
        let visible =
            connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE;
        let closable = connection
            .get_property(false, window, protocols, AtomEnum::ATOM, 0, 8)?
            .reply()?
            .length
            > 0;
        if visible && closable {
            return Ok(Some(window));
        }
    }
    Ok(None)
}

fn atom(connection: &RustConnection, name: &str) -> Result<u32, ReplyOrIdError> {
    Ok(connection
        .intern_atom(false, name.as_bytes())?
        .reply()?
        .atom)
}
