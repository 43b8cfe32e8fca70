// What every test of the page needs before it runs.
import { afterEach } from "vitest";
import { startWords } from "./i18n";

startWords();

afterEach(() => {
  document.body.replaceChildren();
  localStorage.clear();
});
