//! Handing a file to the page, as the system's own dialog does once a person has chosen one.

use std::path::Path;

use thirtyfour::By;

use super::desk::Desk;

impl Desk {
    /// Chooses a file for the page's one place for files. The dialog itself belongs to the system and not to the page.
    #[track_caller]
    pub fn choose_file(&self, path: &Path) {
        assert!(path.is_file(), "{} is no file", path.display());
        let path = path.display().to_string();
        self.demand(async |web| {
            let place = web.find(By::Css("input[type=file]")).await?;
            place.send_keys(path).await
        });
    }
}
