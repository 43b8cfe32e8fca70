//! The pictures and papers that a journey leaves behind, numbered in the order in which they were taken.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;

use super::desk::Desk;

/// Where one journey keeps its pictures.
pub struct Album {
    folder: PathBuf,
    taken: Cell<u32>,
}

impl Album {
    /// The album of the test that is running in this thread, emptied of an earlier run's pictures.
    #[track_caller]
    pub fn of_this_journey() -> Self {
        let journey = std::thread::current()
            .name()
            .unwrap_or("main")
            .replace("::", "/");
        let root = std::env::var_os("FORECOURT_PICTURES").map_or_else(
            || std::env::temp_dir().join("forecourt-pictures"),
            PathBuf::from,
        );
        let folder = root.join(journey);
        // A journey may sit at several desks; they share the album of the journey.
        let taken = CONTINUED.with(|continued| match continued.take() {
            Some((album, taken)) if album == folder => taken,
            _ => {
                empty(&folder);
                0
            }
        });
        CONTINUED.with(|continued| continued.set(Some((folder.clone(), taken))));
        Self {
            folder,
            taken: Cell::new(taken),
        }
    }

    /// Keeps a file under the next number, and says where.
    #[track_caller]
    pub fn keep(&self, name: &str, ending: &str, bytes: &[u8]) -> PathBuf {
        let taken = CONTINUED.with(|continued| match continued.take() {
            Some((album, taken)) if album == self.folder => taken.max(self.taken.get()),
            _ => self.taken.get(),
        }) + 1;
        self.taken.set(taken);
        CONTINUED.with(|continued| continued.set(Some((self.folder.clone(), taken))));
        self.write(&format!("{taken:02}-{name}.{ending}"), bytes)
    }

    /// Keeps the picture of a window in which a journey failed.
    #[track_caller]
    pub fn keep_failure(&self, png: &[u8]) -> PathBuf {
        self.write("failed.png", png)
    }

    #[track_caller]
    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder.join(name);
        fs::create_dir_all(&self.folder)
            .and_then(|()| fs::write(&path, bytes))
            .unwrap_or_else(|error| panic!("{} cannot be written: {error}", path.display()));
        path
    }
}

std::thread_local! {
    /// The album that this thread's journey has begun, and how many pictures are in it.
    static CONTINUED: Cell<Option<(PathBuf, u32)>> = const { Cell::new(None) };
}

/// Removes what an earlier run of the same journey left, and nothing else.
fn empty(folder: &Path) {
    for entry in fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
    {
        let path = entry.path();
        if path
            .extension()
            .is_some_and(|ending| ending == "png" || ending == "pdf")
        {
            let _ = fs::remove_file(path);
        }
    }
}

/// WebKit's driver waits for the next painting before it takes a picture, and a window without a graphics card paints
/// nothing while nothing changes: a dot that nobody sees changes until the picture is taken.
const BEGIN_STIRRING: &str = "
    const dot = document.createElement('i');
    dot.setAttribute('aria-hidden', 'true');
    dot.style.cssText = 'position:fixed;inset:0 auto auto 0;width:1px;height:1px;pointer-events:none;opacity:0.01';
    document.body.append(dot);
    let odd = false;
    const stirring = setInterval(() => {
        odd = !odd;
        dot.style.background = odd ? '#000' : '#fff';
    }, 10);
    window.forecourtEndStirring = () => {
        clearInterval(stirring);
        dot.remove();
    };
";
const END_STIRRING: &str = "window.forecourtEndStirring()";

/// What the window shows, as a PNG.
pub(super) async fn screenshot(web: WebDriver) -> WebDriverResult<Vec<u8>> {
    web.execute(BEGIN_STIRRING, Vec::new()).await?;
    let png = web.screenshot_as_png().await;
    web.execute(END_STIRRING, Vec::new()).await?;
    png
}

impl Desk {
    /// Takes a picture of the window when it has come to rest, and says where it lies.
    #[track_caller]
    pub fn picture(&self, name: &str) -> PathBuf {
        self.wait_until_at_rest();
        let png = self.demand(screenshot);
        self.album.keep(name, "png", &png)
    }

    /// Keeps a paper beside the pictures, and says where it lies.
    #[track_caller]
    pub fn keep_paper(&self, name: &str, paper: &Path) -> PathBuf {
        let bytes = fs::read(paper).unwrap_or_else(|error| {
            self.fail(&format!("{} cannot be read: {error}", paper.display()))
        });
        self.album.keep(name, "pdf", &bytes)
    }
}
