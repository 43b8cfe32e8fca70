// The member who pays for a sale or a repair order: level and points, what this purchase asks to be entered, and points
// to be used on it. Nothing is shown of a customer who is no member.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { openRecord } from "../app/areas";
import { useDesk } from "../lib/desk";
import { sayThrown } from "../lib/errors";
import { useAction } from "../lib/keys";
import { creditAll } from "../lib/members";
import { formatCount } from "../lib/money";
import { BurnPoints } from "./BurnPoints";
import { KeyButton } from "./KeyButton";
import { burnPoints, creditPoints } from "./pointsActions";
import { usePerson } from "./rights";
import { say } from "./Toasts";
import { Chip } from "./values";
import "./open-on-car.css";

interface Props {
  customer: string;
  /** The sale, or the settlement sheets of the order. */
  sources: readonly string[];
}

export function PointsOf({ customer, sources }: Props) {
  const { t } = useTranslation("members");
  const { rights } = usePerson();
  const sees = rights.includes("seeCustomers");
  const may = rights.includes("editCustomers") || rights.includes("takePayments");
  const [asking, setAsking] = useState<"burn" | null>(null);
  const member = useDesk("members.of_customer", { customer }, { asked: sees ? "yes" : "no" }).data?.member ?? null;
  const due = member?.due.filter(({ source }) => sources.includes(source)) ?? [];
  const target = member?.targets.find(({ source }) => sources.includes(source));
  const mayBurn = may && target !== undefined && (member?.usable ?? 0) > 0;
  const credit = async () => {
    if (member === null) return;
    await creditAll(member, due);
    say(t("credited", { count: due.length }));
  };
  const mayCredit = may && due.length > 0;
  const giveDue = () => void credit().catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  const askToBurn = () => setAsking("burn");
  useAction(creditPoints, giveDue, { offered: mayCredit ? "yes" : "no" });
  useAction(burnPoints, askToBurn, { offered: mayBurn ? "yes" : "no" });
  if (member === null) return null;
  const change = due.reduce((sum, { points }) => sum + points, 0);
  return (
    <ul className="open-on-car" aria-label={t("area")}>
      <li>
        <Chip onOpen={() => openRecord("customer", customer)}>{`${t("area")} ${member.number}`}</Chip> {member.level}{" "}
        {t("points", { points: formatCount(member.usable) })}{" "}
        {due.length > 0 && (
          <span className="muted">
            {change >= 0
              ? t("thisEarns", { points: formatCount(change) })
              : t("thisLoses", { points: formatCount(-change) })}
          </span>
        )}{" "}
        {mayCredit && <KeyButton action={creditPoints} run={giveDue} />}{" "}
        {mayBurn && <KeyButton action={burnPoints} run={askToBurn} />}
        {asking === "burn" && <BurnPoints member={member} on={target?.source} onClose={() => setAsking(null)} />}
      </li>
    </ul>
  );
}
