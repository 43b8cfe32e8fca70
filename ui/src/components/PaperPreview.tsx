// The real preview of the real paper: the PDF's own bytes drawn page by page, its text laid over it so that it can be
// selected and heard. The library that draws it is loaded with the first paper.

import type { PDFDocumentProxy } from "pdfjs-dist";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { sayThrown } from "../lib/errors";
import { declareAction, useAction } from "../lib/keys";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import { Keys, spokenChord } from "./Keys";
import { AfterAWhile } from "./values";
import "./paper.css";

const print = declareAction({
  id: "paper.print",
  label: "common:paper.print",
  keys: ["Ctrl+P", "Ctrl+Enter"],
  group: "screen",
});

interface Props {
  /** The paper's name, as a person would call it. */
  title: string;
  /** The PDF, base64. */
  content: string;
  /** How many pages the whole paper has, where the PDF shows only the first of them. */
  pages?: number;
  printer?: string | null;
  /** Why it cannot be printed now; it can still be saved. */
  whyNot?: string | null;
  /** What is to be known or chosen before printing. */
  choices?: ReactNode;
  onPrint: () => Promise<void>;
  onSave?: () => Promise<void>;
  onClose: () => void;
}

async function openPaper(content: string): Promise<PDFDocumentProxy> {
  const [pdf, worker] = await Promise.all([
    import("pdfjs-dist/legacy/build/pdf.mjs"),
    import("pdfjs-dist/legacy/build/pdf.worker.min.mjs?url"),
  ]);
  pdf.GlobalWorkerOptions.workerSrc = worker.default;
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  return pdf.getDocument({ data: bytes }).promise;
}

export function PaperPreview({
  title,
  content,
  pages,
  printer,
  whyNot = null,
  choices,
  onPrint,
  onSave,
  onClose,
}: Props) {
  const { t } = useTranslation("common");
  const [paper, setPaper] = useState<PDFDocumentProxy | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let gone = false;
    let opened: PDFDocumentProxy | undefined;
    openPaper(content)
      .then((found) => {
        opened = found;
        if (gone) void found.loadingTask.destroy();
        else setPaper(found);
      })
      .catch((thrown: unknown) => !gone && setProblem(sayThrown(thrown)));
    return () => {
      gone = true;
      void opened?.loadingTask.destroy();
    };
  }, [content]);

  // What is asked for while something else is being done comes after it; the same once only.
  const waiting = useRef(new Set<"print" | "save">());
  const done = useRef(Promise.resolve());
  const doing = (what: "print" | "save", deed: () => Promise<void>) => {
    if (waiting.current.has(what)) return;
    waiting.current.add(what);
    setBusy(true);
    done.current = done.current.then(async () => {
      setProblem(null);
      await deed().catch((thrown: unknown) => setProblem(sayThrown(thrown)));
      waiting.current.delete(what);
      setBusy(waiting.current.size > 0);
    });
  };
  return (
    <Dialog
      title={title}
      look="paper"
      onClose={onClose}
      foot={
        <>
          {choices}
          {problem !== null && (
            <p className="problem paper-problem" role="alert">
              {problem}
            </p>
          )}
          {onSave && (
            <button type="button" className="button" onClick={() => doing("save", onSave)}>
              {t("paper.save")}
            </button>
          )}
          <button
            type="button"
            className="button primary"
            aria-busy={busy}
            disabled={whyNot !== null}
            title={whyNot ?? undefined}
            aria-keyshortcuts={spokenChord("Ctrl+P")}
            onClick={() => doing("print", onPrint)}
          >
            <Icon name="print" />
            {printer ? t("paper.printOn", { printer }) : t("paper.print")}
            <Keys chord="Ctrl+P" />
          </button>
        </>
      }
    >
      <PrintKey run={() => doing("print", onPrint)} whyNot={whyNot} />
      <div className="paper-pages" tabIndex={0} role="group" aria-label={title} onKeyDown={letScroll}>
        {paper === null && problem === null && <AfterAWhile>{t("paper.opening")}</AfterAWhile>}
        {paper !== null &&
          Array.from({ length: paper.numPages }, (_, index) => index + 1).map((page) => (
            <PaperPage
              key={page}
              paper={paper}
              page={page}
              label={t("paper.page", { page, pages: pages ?? paper.numPages })}
            />
          ))}
      </div>
    </Dialog>
  );
}

/** Stands in the dialog, whose keys are its own. */
function PrintKey({ run, whyNot }: { run: () => void; whyNot: string | null }) {
  useAction(print, run, { whyNot });
  return null;
}

/** Keys that roll the paper must not move the list that lies below it. */
function letScroll(event: KeyboardEvent): void {
  if (["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", " "].includes(event.key)) event.stopPropagation();
}

/** Drawn when it comes into sight, so that a long report opens as fast as a short one. */
function PaperPage({ paper, page, label }: { paper: PDFDocumentProxy; page: number; label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const words = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const place = frame.current;
    if (!place) return;
    let gone = false;
    const draw = async () => {
      const { TextLayer } = await import("pdfjs-dist/legacy/build/pdf.mjs");
      const sheet = await paper.getPage(page);
      if (gone || !canvas.current || !words.current) return;
      const scale = place.clientWidth / sheet.getViewport({ scale: 1 }).width;
      const viewport = sheet.getViewport({ scale });
      const sharp = Math.min(3, devicePixelRatio);
      canvas.current.width = Math.floor(viewport.width * sharp);
      canvas.current.height = Math.floor(viewport.height * sharp);
      place.style.aspectRatio = `${viewport.width} / ${viewport.height}`;
      place.style.setProperty("--total-scale-factor", String(scale));
      // As for print: drawn in one go. For display it would come in pieces, each waiting for a frame of its own.
      const how = { intent: "print", transform: [sharp, 0, 0, sharp, 0, 0] };
      await sheet.render({ canvas: canvas.current, viewport, ...how }).promise;
      if (gone) return;
      words.current.replaceChildren();
      await new TextLayer({
        textContentSource: sheet.streamTextContent(),
        container: words.current,
        viewport,
      }).render();
    };
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        draw().catch(() => undefined);
      },
      { root: place.parentElement, rootMargin: "600px" },
    );
    watcher.observe(place);
    return () => {
      gone = true;
      watcher.disconnect();
    };
  }, [paper, page]);

  return (
    <div ref={frame} className="paper-page" role="group" aria-label={label}>
      <canvas ref={canvas} aria-hidden="true" />
      <div ref={words} className="paper-words" />
    </div>
  );
}
