// Tells the program when the first frame is on the screen: the second animation frame begins after
// the first one was presented, and a message posted from there runs when the event loop is free.
const afterPaint = (then) =>
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    }),
  );

document.getElementById("name").focus();
afterPaint(() => window.__TAURI_INTERNALS__.invoke("painted"));
