// One cash day: what should be there by method, the payments behind it, and the form that the day is at: opening it
// with the change in the till, counting it, or nothing once it is closed.
import { useTranslation } from "react-i18next";
import { mayOpen, openRecord } from "../../app/areas";
import { Facts, RecordLost, RecordPage } from "../../components/Record";
import { usePerson } from "../../components/rights";
import { Chip, Money, Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { navigate } from "../../lib/router";
import { todayOf } from "../../lib/time";
import { CountDay } from "./CountDay";
import { OpenDay } from "./OpenDay";

export function CashDay({ day, onClose }: { day: string; onClose: () => void }) {
  const { t } = useTranslation("cashier");
  const person = usePerson();
  const answer = useDesk("cash.day", { day });
  if (answer.isError) return <RecordLost kind={t("kind")} title={day} thrown={answer.error} onClose={onClose} />;
  const view = answer.data;
  if (view === undefined) return <Skeleton />;
  const { cashDay } = view;
  const closed = cashDay?.state === "closed";
  const opened = cashDay !== null && cashDay.openedAt !== null;
  return (
    <RecordPage
      kind={t("kind")}
      title={day}
      state={<StateDot hue={closed ? "good" : "wait"}>{t(closed ? "closed" : "open")}</StateDot>}
      next={closed ? t("signedBy", { name: view.closedByName }) : undefined}
      onClose={onClose}
    >
      {view.openBefore.length > 0 && (
        <p className="problem" role="status">
          {t("openBefore")}{" "}
          {view.openBefore.map((each) => (
            <Chip key={each} onOpen={() => navigate("cashier", [each])}>
              {each}
            </Chip>
          ))}
        </p>
      )}
      <Facts
        title={t("group.expected")}
        items={[
          { label: t("openingFloat"), value: <Money fen={cashDay?.openingFloat ?? 0} /> },
          ...view.expected.map(({ method, expected }) => ({
            label: t(`orders:method.${method}`),
            value: <Money fen={expected} />,
            empty: expected === 0,
          })),
          { label: t("paidIn"), value: <Money fen={cashDay?.paidIn ?? 0} /> },
          { label: t("paidOut"), value: <Money fen={cashDay?.paidOut ?? 0} /> },
        ]}
      />
      {closed && cashDay !== null && (
        <Facts
          title={t("group.counted")}
          items={[
            ...cashDay.counted.map((line) => ({
              label: t(`orders:method.${line.method}`),
              value: <Money fen={line.counted} />,
            })),
            { label: t("difference"), value: <Money fen={cashDay.difference} /> },
            { label: t("explanation"), value: cashDay.explanation, empty: cashDay.explanation === "" },
            { label: t("closedAt"), value: <When at={cashDay.closedAt} /> },
          ]}
        />
      )}
      {!closed && !opened && day === todayOf() && <OpenDay onClose={onClose} />}
      {!closed && cashDay !== null && (opened || day !== todayOf() || cashDay.entries > 0) && (
        <CountDay day={day} expected={view.expected} onClose={onClose} />
      )}
      <Facts
        title={t("group.payments")}
        items={view.payments.map((payment) => ({
          label: `${payment.receiptNumber} ${t(`orders:kindOf.${payment.kind}`)} ${t(`orders:method.${payment.method}`)}`,
          value: (
            <>
              <Money fen={payment.amount} />{" "}
              {mayOpen(payment.subjectKind, person) ? (
                <Chip onOpen={() => openRecord(payment.subjectKind, payment.subject)}>{payment.number}</Chip>
              ) : (
                payment.number
              )}
            </>
          ),
        }))}
      />
    </RecordPage>
  );
}
