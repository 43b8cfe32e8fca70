// Whoever points at words that end in an ellipsis is told the whole of them. One listener for the page, so that no list
// and no chip has to think of it.

/** What is pointed at may lie a little inside of what is cut. */
const LEVELS = 4;

function isCut(element: HTMLElement): boolean {
  return element.scrollWidth > element.clientWidth && getComputedStyle(element).textOverflow === "ellipsis";
}

function tell(event: Event): void {
  let element = event.target;
  for (let level = 0; level < LEVELS && element instanceof HTMLElement; level += 1) {
    if (isCut(element)) {
      if (element.title === "" || element.dataset.wholeText !== undefined) {
        element.title = element.textContent.trim();
        element.dataset.wholeText = "";
      }
      return;
    }
    if (element.dataset.wholeText !== undefined) {
      element.removeAttribute("title");
      delete element.dataset.wholeText;
    }
    element = element.parentElement;
  }
}

/** Begins to tell; gives back how to stop. */
export function tellWholeText(): () => void {
  document.addEventListener("pointerover", tell);
  return () => document.removeEventListener("pointerover", tell);
}
