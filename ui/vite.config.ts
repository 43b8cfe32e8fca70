// How the page is built and tested. The sign-in screen is the entry and must stay small: everything that
// only a signed-in person needs is imported lazily from there, so no manual chunks are named here.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const desk = process.env.FORECOURT_DESK ?? "http://127.0.0.1:5180";

export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  // The dispatcher of `cargo xtask ui` answers on the page's own origin.
  server: { strictPort: true, port: 5173, proxy: { "/rpc": desk, "/events": desk } },
  preview: { strictPort: true, port: 4173, proxy: { "/rpc": desk, "/events": desk } },
  build: {
    target: "es2022",
    outDir: "dist",
    // The page is read from the program itself, so a licence banner or a source map would only be weight.
    sourcemap: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/lib/testing.ts"],
    restoreMocks: true,
    css: false,
  },
});
