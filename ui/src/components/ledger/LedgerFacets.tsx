// What the list is made of, with counts: a click or a typed word narrows it down.
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { declareAction, useAction } from "../../lib/keys";
import { formatCount } from "../../lib/money";
import type { Filters, LedgerFacet } from "./types";

const typeFacet = declareAction({ id: "list.facets", label: "common:list.facets", keys: ["F"], group: "list" });

/** So many values of one facet are in sight before somebody types. */
const IN_SIGHT = 8;

interface Props {
  facets: readonly LedgerFacet[];
  filters: Filters;
  onChange: (filters: Filters) => void;
}

export function toggled(filters: Filters, facet: string, value: string): Filters {
  const chosen = filters[facet] ?? [];
  const values = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  const { [facet]: _former, ...others } = filters;
  return values.length === 0 ? others : { ...others, [facet]: values };
}

export function LedgerFacets({ facets, filters, onChange }: Props) {
  const { t } = useTranslation("common");
  const [text, setText] = useState("");
  const box = useRef<HTMLInputElement>(null);
  useAction(typeFacet, () => box.current?.focus());
  const wanted = text.trim().toLowerCase();

  const groups = facets
    .map((facet) => {
      const chosen = filters[facet.facet] ?? [];
      const matching = facet.counts.filter((each) => each.label.toLowerCase().includes(wanted));
      const counts =
        wanted === "" ? matching.filter((each, at) => at < IN_SIGHT || chosen.includes(each.value)) : matching;
      return { ...facet, counts, chosen, hidden: matching.length - counts.length };
    })
    .filter((group) => group.counts.length > 0);

  const onKeyDown = (event: KeyboardEvent) => {
    const group = groups[0];
    const value = group?.counts[0];
    if (event.key === "Enter" && group && value && wanted !== "") {
      event.preventDefault();
      onChange(toggled(filters, group.facet, value.value));
      setText("");
    }
    if (event.key === "Escape") {
      event.preventDefault();
      setText("");
      box.current?.blur();
    }
  };

  return (
    <div className="facets" role="search" aria-label={t("list.facets")}>
      <input
        ref={box}
        className="input"
        type="search"
        aria-label={t("list.facetsBox")}
        placeholder={t("list.facetsBox")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {Object.keys(filters).length > 0 && (
        <button type="button" className="link" onClick={() => onChange({})}>
          {t("list.all")}
        </button>
      )}
      {groups.map((group) => (
        <fieldset key={group.facet}>
          <legend>{group.label}</legend>
          {group.counts.map((each) => (
            <label key={each.value} className="facet">
              <input
                type="checkbox"
                checked={group.chosen.includes(each.value)}
                onChange={() => onChange(toggled(filters, group.facet, each.value))}
              />
              <span className="facet-name">{each.label}</span>
              <span className="muted">{formatCount(each.count)}</span>
            </label>
          ))}
          {group.hidden > 0 && <p className="muted">{t("list.more", { count: group.hidden })}</p>}
        </fieldset>
      ))}
    </div>
  );
}
