// An empty place says what belongs there and which key makes the first one.
import type { ActionDeclaration } from "../lib/keys";
import { ActionButton } from "./ActionButton";

export function EmptyState({ title, about, action }: { title: string; about?: string; action?: ActionDeclaration }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {about !== undefined && <p className="muted">{about}</p>}
      {action && <ActionButton action={action} />}
    </div>
  );
}
