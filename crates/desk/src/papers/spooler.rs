//! The system's spooler behind one small interface: which printers there are, and print these bytes.
//!
//! Linux and macOS print through CUPS with its own `lp` and `lpstat`. Windows takes no PDF: pages
//! are to be rasterised for its print API, which cannot be tried here; until it has been, the call
//! answers that this system has no printing yet. See docs/decisions/0002.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use documents::printing::Sheet;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::RpcError;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Printers {
    pub names: Vec<String>,
    /// The system's default, if it has one.
    pub default: Option<String>,
}

/// How a paper is to come out.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct PrintOptions {
    pub printer: String,
    pub copies: u32,
    /// The tray's name as the printer knows it.
    #[serde(default)]
    pub tray: Option<String>,
    /// Calibration: how far to shift every page to the right and down, in millimetres.
    #[serde(default)]
    pub shift_right_mm: f32,
    #[serde(default)]
    pub shift_down_mm: f32,
}

fn said_no(output: &std::process::Output) -> RpcError {
    RpcError::broken(
        "printerRefused",
        &String::from_utf8_lossy(&output.stderr).trim(),
    )
}

#[cfg(unix)]
pub fn printers() -> Result<Printers, RpcError> {
    let ask = |argument: &str| {
        Command::new("lpstat")
            .arg(argument)
            // Its words are read below, so they must be in one language.
            .env("LC_ALL", "C")
            .output()
            .map_err(|error| RpcError::broken("noSpooler", &error))
    };
    let names = String::from_utf8_lossy(&ask("-e")?.stdout)
        .lines()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    let default = String::from_utf8_lossy(&ask("-d")?.stdout)
        .trim()
        .strip_prefix("system default destination: ")
        .map(str::to_owned);
    Ok(Printers { names, default })
}

/// What a queue prints on when nothing else is asked of it. A receipt printer is set up for A5 and takes a receipt as it
/// is; every other printer is taken to hold A4, whatever further sizes its driver knows.
#[cfg(unix)]
pub fn sheet_in(printer: &str) -> Sheet {
    let told = Command::new("lpoptions")
        .args(["-p", printer, "-l"])
        .env("LC_ALL", "C")
        .output();
    let usual = told
        .ok()
        .and_then(|told| usual_size(&String::from_utf8_lossy(&told.stdout)));
    if usual.is_some_and(|size| size.starts_with("A5")) {
        Sheet::OfThePage
    } else {
        Sheet::A4
    }
}

/// The size with a star in the line `PageSize/Media Size: A3 *A4 A5`.
#[cfg(unix)]
fn usual_size(options: &str) -> Option<String> {
    let line = options.lines().find(|line| line.starts_with("PageSize"))?;
    let (_, sizes) = line.split_once(':')?;
    let usual = sizes
        .split_whitespace()
        .find_map(|size| size.strip_prefix('*'))?;
    Some(usual.to_owned())
}

/// Hands a PDF to the spooler. It goes through a pipe, so that no copy in clear lies on the disk.
#[cfg(unix)]
pub fn print(pdf: &[u8], title: &str, options: &PrintOptions) -> Result<(), RpcError> {
    let mut command = Command::new("lp");
    command
        .arg("-d")
        .arg(&options.printer)
        .arg("-n")
        .arg(options.copies.clamp(1, 99).to_string())
        .arg("-t")
        .arg(title)
        .args(["-o", "document-format=application/pdf"]);
    if let Some(tray) = &options.tray {
        command.arg("-o").arg(format!("InputSlot={tray}"));
    }
    let mut child = command
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| RpcError::broken("noSpooler", &error))?;
    if let Some(mut pipe) = child.stdin.take() {
        // A spooler that hangs up early says why on its way out.
        let _ = pipe.write_all(pdf);
    }
    let output = child
        .wait_with_output()
        .map_err(|error| RpcError::broken("noSpooler", &error))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(said_no(&output))
    }
}

#[cfg(not(unix))]
pub fn printers() -> Result<Printers, RpcError> {
    Ok(Printers {
        names: Vec::new(),
        default: None,
    })
}

#[cfg(not(unix))]
pub fn sheet_in(_: &str) -> Sheet {
    Sheet::OfThePage
}

#[cfg(not(unix))]
pub fn print(_: &[u8], _: &str, _: &PrintOptions) -> Result<(), RpcError> {
    Err(RpcError::failed("noSpooler"))
}

#[cfg(all(test, unix))]
mod tests {
    use super::usual_size;

    #[test]
    fn the_usual_size_is_the_one_with_a_star() {
        let told =
            "Duplex/Two sided: *None DuplexTumble\nPageSize/Media Size: A3 *A5.Fullbleed A4\n";
        assert_eq!(usual_size(told).as_deref(), Some("A5.Fullbleed"));
        assert_eq!(usual_size("InputSlot/Tray: *Auto"), None);
        assert_eq!(usual_size(""), None);
    }
}
