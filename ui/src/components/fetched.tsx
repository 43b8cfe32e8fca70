// A part of the page that is fetched when it is first needed. What is here already is drawn at once, and what has just
// come is drawn when it comes: React's own lazy shows its fallback even for what is at hand, and then keeps it in sight
// for 300 ms, twice over when a screen is fetched inside of a frame that is.
import { type ComponentType, type ReactNode, useEffect } from "react";
import { createStore, useStore } from "../lib/store";

export interface Fetched<Props> {
  /** Brings the part here; there is nothing to do the second time. */
  fetch: () => Promise<void>;
  Part: ComponentType<Props>;
}

type Whereabouts<Props> =
  | { are: "away" }
  | { are: "here"; component: ComponentType<Props> }
  | { are: "lost"; thrown: unknown };

/** `meanwhile` stands where the part will stand. */
export function fetched<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: ReactNode = null,
): Fetched<Props> {
  const whereabouts = createStore<Whereabouts<Props>>({ are: "away" });
  let coming: Promise<void> | undefined;
  const fetch = () => {
    coming ??= load().then(
      (component) => whereabouts.set({ are: "here", component }),
      (thrown: unknown) => whereabouts.set({ are: "lost", thrown }),
    );
    return coming;
  };

  // biome-ignore lint/correctness/noComponentHookFactories: made once, where the part is declared
  function Part(props: Props) {
    const found = useStore(whereabouts);
    useEffect(() => {
      if (found.are === "away") void fetch();
    }, [found]);
    if (found.are === "lost") throw found.thrown;
    if (found.are === "away") return meanwhile;
    const Component = found.component;
    return <Component {...props} />;
  }

  return { fetch, Part };
}
