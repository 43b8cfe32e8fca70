// When a part of the page breaks: one sentence, what was typed is safe in its draft, and the way on.

import i18next from "i18next";
import { Component, type ReactNode } from "react";
import { writeDraftsNow } from "../lib/drafts";

interface Props {
  children: ReactNode;
  /** A new value mends the boundary: going elsewhere is a way out. */
  place?: string;
}

interface State {
  broken: Error | null;
  place: string | undefined;
}

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { broken: null, place: this.props.place };

  static getDerivedStateFromError(broken: Error): Partial<State> {
    return { broken };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.place === state.place ? null : { broken: null, place: props.place };
  }

  override componentDidCatch(): void {
    void writeDraftsNow();
  }

  override render(): ReactNode {
    const { broken } = this.state;
    if (broken === null) return this.props.children;
    return (
      <section className="broken" role="alert">
        <h2>{i18next.t("entry:broken.title")}</h2>
        <p>{i18next.t("entry:broken.safe")}</p>
        <p>
          <button type="button" className="button primary" onClick={() => this.setState({ broken: null })}>
            {i18next.t("entry:broken.again")}
          </button>
          <button type="button" className="button" onClick={() => location.reload()}>
            {i18next.t("entry:broken.reload")}
          </button>
        </p>
        <details>
          <summary>{i18next.t("entry:broken.detail")}</summary>
          <pre>{broken.stack ?? broken.message}</pre>
        </details>
      </section>
    );
  }
}
