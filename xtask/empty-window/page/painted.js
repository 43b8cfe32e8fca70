// Tells the program when the first frame is on the screen and the field takes input. Two frames are awaited, as the
// workstation does, because the first callback runs before its own paint.
document.getElementById("name").focus();
requestAnimationFrame(() => requestAnimationFrame(() => window.__TAURI_INTERNALS__.invoke("painted")));
