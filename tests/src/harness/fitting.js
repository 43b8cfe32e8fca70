// What does not fit on the screen. Words may be cut with an ellipsis if pointing at them says the whole; what a person
// can scroll to is not cut off.
const seen = (element) => element.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) ?? true;
const spoken = (element) => element.classList.contains("hidden-words") || element.closest(".hidden-words, [aria-hidden=true], [inert]");
const place = (element) => {
  const parts = [];
  for (let at = element; at && at !== document.body && parts.length < 4; at = at.parentElement) {
    const name = [...at.classList].slice(0, 2).map((each) => `.${each}`).join("");
    parts.unshift(at.tagName.toLowerCase() + name);
  }
  return parts.join(" > ");
};
const words = (element) => (element.innerText ?? element.value ?? "").replace(/\s+/g, " ").trim().slice(0, 60);
const ownText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
const found = [];
const tell = (what, element) => found.push({ what, place: place(element), text: words(element) });

const root = document.scrollingElement;
if (root.scrollWidth > root.clientWidth + 1) tell("the page scrolls sideways", document.body);
if (root.scrollHeight > root.clientHeight + 1) tell("the page itself scrolls", document.body);

// An open dialog makes all else inert, and what lies below is not read.
const open = document.querySelector("dialog[open]");
for (const element of (open ?? document.body).querySelectorAll("*")) {
  if (!seen(element) || spoken(element) || element.closest("svg, canvas, .textLayer")) continue;
  const style = getComputedStyle(element);
  const clipsAcross = style.overflowX === "hidden" || style.overflowX === "clip";
  const clipsDown = style.overflowY === "hidden" || style.overflowY === "clip";
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) continue;

  if (clipsAcross && element.scrollWidth > element.clientWidth + 1 && words(element) !== "") {
    if (style.textOverflow === "ellipsis") {
      element.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
      if (!element.closest("[title]")?.title) tell("an ellipsis without its whole text", element);
    } else if (ownText(element)) tell("words are cut at the side", element);
  }
  // Only a list is wider than the screen; everything else is laid out to fit.
  const scrolls = style.overflowX === "auto" || style.overflowX === "scroll";
  if (scrolls && element.scrollWidth > element.clientWidth + 1 && !element.matches("[role=grid], pre, textarea")) {
    tell("a part of the page scrolls sideways", element);
  }
  if (clipsDown && ownText(element) && element.scrollHeight > element.clientHeight + 3) tell("words are cut below", element);

  // A button or a label whose words run over its edge.
  if (!clipsAcross && ownText(element) && element.matches("button, label, th, td, dt, dd, h1, h2, h3, legend, kbd, a, .tag")) {
    if (element.scrollWidth > element.clientWidth + 2 && style.display !== "inline") tell("words run over the edge", element);
  }

  // Text and controls outside of the window or of whatever holds them, where nothing scrolls to them.
  if (!ownText(element) && !element.matches("button, input, select, textarea")) continue;
  // Whatever scrolls must itself be in sight, and then all that is in it can be brought there.
  let limits = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  let whole = box;
  for (let at = element.parentElement; at; at = at.parentElement) {
    const around = getComputedStyle(at);
    const scrollsAcross = around.overflowX === "auto" || around.overflowX === "scroll";
    const scrollsDown = around.overflowY === "auto" || around.overflowY === "scroll";
    if (scrollsAcross || scrollsDown) {
      limits = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
      whole = at.getBoundingClientRect();
      // What is fixed, a menu in the top layer say, is cut by nothing but the window.
      if (around.position === "fixed") break;
      continue;
    }
    if (around.overflowX === "hidden" || around.overflowY === "hidden" || around.overflowX === "clip") {
      const edge = at.getBoundingClientRect();
      limits = {
        left: Math.max(limits.left, edge.left),
        top: Math.max(limits.top, edge.top),
        right: Math.min(limits.right, edge.right),
        bottom: Math.min(limits.bottom, edge.bottom),
      };
    }
    if (around.position === "fixed") break;
  }
  if (style.textOverflow === "ellipsis" || element.closest("[style*='text-overflow']")) continue;
  const ellipsis = element.parentElement && getComputedStyle(element.parentElement).textOverflow === "ellipsis";
  if (ellipsis) continue;
  const { left, top, right, bottom } = whole;
  if (right > limits.right + 2 || left < limits.left - 2 || bottom > limits.bottom + 2 || top < limits.top - 2) {
    tell("out of sight, and nothing scrolls to it", element);
  }
}
return found.slice(0, 25);
