// The few drawn signs of the page, 16 px strokes in the text's colour. They always stand beside a word, except where
// everybody knows them, and so are hidden from the screen reader.

const PATHS = {
  day: "M8 1.5v1.8M8 12.7v1.8M1.5 8h1.8M12.7 8h1.8M3.4 3.4l1.3 1.3M11.3 11.3l1.3 1.3M12.6 3.4l-1.3 1.3M4.7 11.3l-1.3 1.3M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6Z",
  person: "M8 2.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM2.5 14c.5-2.9 2.7-4.3 5.5-4.3s5 1.4 5.5 4.3",
  car: "M1.5 11.2V8.6l2-.7 1.6-3.2c.2-.5.6-.7 1.1-.7h4c.5 0 .9.2 1.2.6L13.2 7l1.3.8v3.4h-1.3M4.8 12.2h6.2M4.8 12.2a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0ZM14 12.2a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0ZM4 7.6h8.6",
  quote: "M2 8.2V2.5h5.7l6.1 6.1-5.7 5.7L2 8.2ZM5 5.4h.01",
  import: "M8 1.8v7.6M5.2 6.7 8 9.5l2.8-2.8M2.5 10.5v3h11v-3",
  order: "M4 1.8h5.5L12.5 5v9.2H4V1.8ZM9.3 2v3.2h3M6 8h4.5M6 10.8h4.5",
  drive:
    "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8ZM8 6.6a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3ZM2 7.2l4.6.6M14 7.2l-4.6.6M8 9.6v4.4",
  service: "M10.2 2.2a3.6 3.6 0 0 0-3.9 5L2 11.5 4.5 14l4.3-4.3a3.6 3.6 0 0 0 5-3.9l-2.2 2.1-2.1-.6-.6-2.1 1.3-3Z",
  workshop: "M2 14V6.5L8 2.5l6 4V14M4.5 14V8.5h7V14M4.5 11.2h7",
  parts: "M8 1.8 13.6 5v6L8 14.2 2.4 11V5L8 1.8ZM2.6 5.1 8 8.2l5.4-3.1M8 8.2v5.8",
  cashier: "M2 4.5h12v7H2v-7ZM8 6.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4ZM4.2 6.5v3M11.8 6.5v3",
  reports: "M2.5 2v12h11.5M5.5 11V8M8.5 11V4.5M11.5 11V6.5",
  settings:
    "M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M10.5 3a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3ZM5.5 10a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3Z",
  search: "M7 2.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 0 1 0-9.6ZM10.6 10.6l3.2 3.2",
  rail: "M2 3h12v10H2V3ZM6 3v10",
  close: "M4 4l8 8M12 4l-8 8",
  down: "M4 6l4 4 4-4",
  up: "M4 10l4-4 4 4",
  window: "M9.5 2.5h4v4M13.2 2.8 8.5 7.5M7 3H3v10h10V9",
  more: "M3.5 7.7a.3.3 0 1 1 0 .6.3.3 0 0 1 0-.6ZM8 7.7a.3.3 0 1 1 0 .6.3.3 0 0 1 0-.6ZM12.5 7.7a.3.3 0 1 1 0 .6.3.3 0 0 1 0-.6Z",
  check: "M3 8.5l3.2 3.2L13 4.8",
  columns: "M2 3h12v10H2V3ZM6 3v10M10 3v10",
  filter: "M2 4h12M4.5 8h7M6.8 12h2.4",
  calendar: "M2.5 3.5h11v10h-11v-10ZM2.5 6.5h11M5.5 2v3M10.5 2v3",
  print: "M4.5 6V2h7v4M4.5 11.5H2.5V6h11v5.5h-2M4.5 9.5h7V14h-7V9.5Z",
  eye: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8ZM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z",
  people:
    "M6 2.8a2.4 2.4 0 1 1 0 4.8 2.4 2.4 0 0 1 0-4.8ZM1.5 13.5c.4-2.6 2.2-3.8 4.5-3.8s4.1 1.2 4.5 3.8M10.5 3a2.3 2.3 0 0 1 0 4.5M12 9.9c1.5.5 2.3 1.7 2.5 3.6",
  backup: "M2 4.2h12v3H2v-3ZM3 7.2v6.3h10V7.2M6.3 9.8h3.4M8 1.2v1.4",
  shield: "M8 1.8 13.5 4v4c0 3.2-2.2 5.3-5.5 6.3C4.7 13.3 2.5 11.2 2.5 8V4L8 1.8ZM5.6 8l1.7 1.7 3.2-3.4",
  attention: "M8 1.8 14.5 13.5h-13L8 1.8ZM8 6v3.8M8 11.7h.01",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
