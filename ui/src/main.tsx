// Where the page begins. It asks the desk for the session while React is being set up, and draws no more than the
// screen that the answer calls for; everything else is fetched after that screen is painted.
import { createRoot } from "react-dom/client";
import { Entry } from "./app/Entry";
import { refreshSession } from "./app/session";
import { startWords } from "./lib/i18n";
import { onClosing } from "./lib/ipc";
import { keepEverythingNow } from "./lib/leaving";
import { keepAppearance } from "./lib/settings";
import "./app/base.css";

void refreshSession();
keepAppearance();
startWords();
onClosing(keepEverythingNow);

const page = document.getElementById("page");
if (page) createRoot(page).render(<Entry />);
