// What a journey asks the page: what is seen, what has the focus, what a thing is called. It is sent along with
// each question and leaves nothing behind in the page.
const page = (() => {
  const implicitRoles = {
    ARTICLE: "article", ASIDE: "complementary", BUTTON: "button", DETAILS: "group", DIALOG: "dialog", FIELDSET: "group",
    FORM: "form", H1: "heading", H2: "heading", H3: "heading", H4: "heading", H5: "heading", H6: "heading", HR: "separator",
    IMG: "img", LI: "listitem", MAIN: "main", MENU: "list", METER: "meter", NAV: "navigation", OL: "list", OPTION: "option",
    OUTPUT: "status", P: "paragraph", PROGRESS: "progressbar", SECTION: "region", SUMMARY: "button", TABLE: "table",
    TBODY: "rowgroup", TD: "cell", TEXTAREA: "textbox", TH: "columnheader", THEAD: "rowgroup", TR: "row", UL: "list",
  };
  const inputRoles = {
    button: "button", checkbox: "checkbox", image: "button", number: "spinbutton", radio: "radio", range: "slider",
    reset: "button", search: "searchbox", submit: "button",
  };
  const fieldRoles = ["textbox", "searchbox", "combobox", "spinbutton"];
  const namedByContent = [
    "button", "cell", "checkbox", "columnheader", "gridcell", "heading", "link", "menuitem", "menuitemcheckbox",
    "menuitemradio", "option", "radio", "row", "rowheader", "switch", "tab", "tooltip", "treeitem",
  ];

  // Line breaks and repeated blanks do not matter, nor does a blank between two Chinese letters.
  const tidy = (text) =>
    (text ?? "")
      .replace(/[\s\u00a0\u2009\u202f]+/g, " ")
      .replace(/([\u2e80-\u9fff\uff00-\uffef]) (?=[\u2e80-\u9fff\uff00-\uffef])/g, "$1")
      .trim();

  function role(element) {
    const given = element.getAttribute("role")?.trim().split(/\s+/)[0];
    if (given) return given;
    switch (element.tagName) {
      case "A":
      case "AREA":
        return element.hasAttribute("href") ? "link" : "";
      case "HEADER":
        return element.closest("article, aside, main, nav, section") ? "" : "banner";
      case "FOOTER":
        return element.closest("article, aside, main, nav, section") ? "" : "contentinfo";
      case "INPUT":
        if (element.type === "hidden") return "";
        if (element.hasAttribute("list")) return "combobox";
        return inputRoles[element.type] ?? "textbox";
      case "SELECT":
        return element.multiple || element.size > 1 ? "listbox" : "combobox";
      case "TH":
        return element.scope === "row" ? "rowheader" : "columnheader";
      default:
        return implicitRoles[element.tagName] ?? "";
    }
  }

  function content(element) {
    let text = "";
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute("aria-hidden") === "true" || !shown(node)) continue;
      const own = node.getAttribute("aria-label") ?? (node.tagName === "IMG" ? node.alt : content(node));
      // A picture in a line, such as the mark of what is not confirmed, says something of its own.
      const flows = getComputedStyle(node).display.startsWith("inline") && node.getAttribute("role") !== "img";
      text += flows ? own : `\n${own}\n`;
    }
    return text;
  }

  function name(element) {
    const by = element.getAttribute("aria-labelledby");
    if (by) {
      const parts = by.split(/\s+/).map((id) => document.getElementById(id));
      const text = tidy(parts.map((part) => (part ? (part.getAttribute("aria-label") ?? part.textContent) : "")).join(" "));
      if (text) return text;
    }
    const label = tidy(element.getAttribute("aria-label"));
    if (label) return label;
    const labels = tidy([...(element.labels ?? [])].map(content).join(" "));
    if (labels) return labels;
    if (element.alt) return tidy(element.alt);
    const title = element.querySelector?.(":scope > legend, :scope > caption");
    if (title) return tidy(title.textContent);
    if (element.tagName === "INPUT" && ["button", "submit", "reset"].includes(element.type)) return tidy(element.value);
    if (namedByContent.includes(role(element))) {
      const text = tidy(content(element));
      if (text) return text;
    }
    return tidy(element.title || element.getAttribute("placeholder"));
  }

  const shown = (element) =>
    element.checkVisibility ? element.checkVisibility({ visibilityProperty: true }) : element.getClientRects().length > 0;
  const reachable = (element) => shown(element) && !element.closest("[aria-hidden=true], [inert]");

  const hasRole = (element, wanted) =>
    wanted === "field" ? fieldRoles.includes(role(element)) : role(element) === wanted;
  // A name may be followed by a key or a count, as in "收定金 Ctrl+Enter", or by lines that say more.
  const hasName = (element, wanted) => {
    if (wanted === "") return true;
    const own = name(element);
    if (own === wanted || own.startsWith(`${wanted} `)) return true;
    if (!own.startsWith(wanted)) return false;
    const firstLine = content(element).split("\n").map(tidy).find((line) => line !== "");
    return firstLine === wanted;
  };
  const matches = (element, wantedRole, wantedName) =>
    hasRole(element, wantedRole) && hasName(element, tidy(wantedName)) && reachable(element);
  const all = (wantedRole, wantedName) =>
    [...document.querySelectorAll("*")].filter((element) => matches(element, wantedRole, wantedName));

  function state(element, attribute, property) {
    const given = element.getAttribute(attribute);
    if (given !== null) return given === "true";
    return property in element ? Boolean(element[property]) : false;
  }

  const described = (element) => ({
    role: role(element),
    name: name(element),
    text: tidy(element.innerText ?? element.textContent),
    value: "value" in element ? String(element.value) : "",
    description: tidy(
      (element.getAttribute("aria-describedby") ?? "")
        .split(/\s+/)
        .map((id) => (id ? (document.getElementById(id)?.textContent ?? "") : ""))
        .join(" "),
    ),
    disabled: state(element, "aria-disabled", "disabled"),
    checked: state(element, "aria-checked", "checked"),
    selected: state(element, "aria-selected", "selected"),
    expanded: element.getAttribute("aria-expanded") === "true",
    invalid: element.getAttribute("aria-invalid") === "true",
  });

  const focused = () => {
    const element = document.activeElement;
    return element && element !== document.body ? element : null;
  };
  const text = () => tidy(document.body?.innerText);

  const conditions = {
    shows: (wanted) => text().includes(tidy(wanted)),
    lacks: (wanted) => !text().includes(tidy(wanted)),
    has: (wantedRole, wantedName) => all(wantedRole, wantedName).length > 0,
    hasNo: (wantedRole, wantedName) => all(wantedRole, wantedName).length === 0,
    focuses: (wantedRole, wantedName) => {
      const element = focused();
      return element !== null && matches(element, wantedRole, wantedName);
    },
    holds: (wantedName, wantedValue) => all("field", wantedName).some((element) => element.value === wantedValue),
    // Two frames have been drawn since the question, so that what was typed last is painted, and nothing is awaited.
    rests: () =>
      frames >= 2 &&
      document.readyState === "complete" &&
      document.getAnimations().every(rests) &&
      document.querySelector(awaited) === null,
  };
  const rests = (animation) =>
    animation.playState !== "running" || animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY;

  const awaited = "[aria-busy=true], .skeleton, .skeleton-cell";

  let frames = 0;
  function countFrames() {
    frames += 1;
    if (frames < 3) requestAnimationFrame(countFrames);
  }

  // Answers true as soon as the condition holds, and false when the time is over.
  function until(condition, words, milliseconds, answer) {
    const end = performance.now() + milliseconds;
    requestAnimationFrame(countFrames);
    const look = () => {
      if (conditions[condition](...words)) answer(true);
      else if (performance.now() > end) answer(false);
      else setTimeout(look, 10);
    };
    look();
  }

  return {
    until,
    text,
    area: (wantedRole, wantedName) => {
      const element = all(wantedRole, wantedName)[0];
      if (element === undefined) return null;
      element.scrollIntoView({ block: "nearest", inline: "nearest" });
      const { left, top, width, height } = element.getBoundingClientRect();
      return { left, top, width, height };
    },
    listed: (wantedRole, wantedName) => all(wantedRole, wantedName).map(described),
    focus: () => (focused() ? described(focused()) : null),
    matchesFocus: conditions.focuses,
  };
})();
