// The desks of the dealership: which machines follow it, who let them in, and shutting one out.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DeskRow, DeskState, Desks } from "../../bindings/rpc";
import { DialogForm } from "../../components/form/DialogForm";
import { ReadOnly } from "../../components/form/Field";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { PrimaryAction } from "../../components/PrimaryAction";
import { Sheet } from "../../components/Sheet";
import { say } from "../../components/Toasts";
import { Skeleton, StateDot, When } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { act, submit } from "../../lib/ipc";
import { AnswerDesk } from "./AnswerDesk";
import { approveDesk } from "./actions";

/** What is being done about one desk. */
interface OfDesk {
  to: "revoke" | "answer";
  row: DeskRow;
}

export function DesksSection() {
  const { t } = useTranslation("settings");
  const answer = useDesk("desks.list", {});
  const [open, setOpen] = useState<"none" | "approve" | OfDesk>("none");
  const known = answer.data;
  const close = () => setOpen("none");
  return (
    <>
      <Sheet title={t("section.desks")} problem={answer.isError ? sayThrown(answer.error) : null}>
        <p className="muted">{t("desks.about")}</p>
        {known === undefined && !answer.isError && <Skeleton />}
        {known !== undefined && known.address === null && (
          <p>
            {t("desks.alone")}{" "}
            <a className="link" href="#/sync">
              {t("desks.toSync")}
            </a>
          </p>
        )}
        {known !== undefined && known.address !== null && <Fingerprint known={known} />}
        {known !== undefined && known.desks.length > 0 && <Ledger rows={known.desks} onOpen={setOpen} />}
        <PrimaryAction
          action={approveDesk}
          run={() => setOpen("approve")}
          whyNot={known === undefined || known.address === null ? t("desks.noPlatform") : null}
        />
      </Sheet>
      {open === "approve" && known !== undefined && <ApproveForm known={known} onClose={close} />}
      {typeof open === "object" && open.to === "revoke" && <RevokeForm row={open.row} onClose={close} />}
      {typeof open === "object" && open.to === "answer" && <AnswerDesk row={open.row} onClose={close} />}
    </>
  );
}

function Fingerprint({ known: { address, fingerprint } }: { known: Desks }) {
  const { t } = useTranslation("settings");
  return (
    <>
      <p className="sheet-line">{t("desks.address", { address })}</p>
      {fingerprint !== null && (
        <p className="sheet-line">
          {t("desks.fingerprint")} <span className="fingerprint">{fingerprint}</span>
        </p>
      )}
    </>
  );
}

function hueOf(state: DeskState): "good" | "none" {
  switch (state) {
    case "active":
      return "good";
    case "revoked":
      return "none";
  }
}

function Ledger({ rows, onOpen }: { rows: readonly DeskRow[]; onOpen: (of: OfDesk) => void }) {
  const { t } = useTranslation("settings");
  const people = useDesk("session.state", {}).data?.people ?? [];
  const nameOf = (person: string) => people.find(({ id }) => id === person)?.name ?? t("desks.left");
  return (
    <table className="dense">
      <caption className="hidden-words">{t("section.desks")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("desks.code")}</th>
          <th scope="col">{t("desks.name")}</th>
          <th scope="col">{t("desks.stateLabel")}</th>
          <th scope="col">{t("desks.enrolled")}</th>
          <th scope="col">{t("desks.by")}</th>
          <th scope="col">
            <span className="hidden-words">{t("desks.revoke")}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.desk.id}>
            <td>{row.desk.code}</td>
            <td>
              {row.desk.name} {row.own && <span className="tag">{t("desks.own")}</span>}
            </td>
            <td>
              <StateDot hue={hueOf(row.desk.state)}>{t(`desks.state.${row.desk.state}`)}</StateDot>
              {row.desk.state === "revoked" && <span className="muted"> {row.desk.reason}</span>}
            </td>
            <td>
              <When at={row.desk.enrolledAt} />
            </td>
            <td>{nameOf(row.desk.enrolledBy)}</td>
            <td className="number">
              {/* Whoever shuts out the desk they sit at would not see that it worked. */}
              {row.desk.state === "active" && !row.own && (
                <>
                  <button type="button" className="link" onClick={() => onOpen({ to: "answer", row })}>
                    {t("desks.byPhone")} <span className="hidden-words">{row.desk.name}</span>
                  </button>{" "}
                  <button type="button" className="link" onClick={() => onOpen({ to: "revoke", row })}>
                    {t("desks.revoke")} <span className="hidden-words">{row.desk.name}</span>
                  </button>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ApproveForm({ known, onClose }: { known: Desks; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const form = useForm<{ userCode: string; deskCode: string }>({
    form: "settings.approveDesk",
    record: null,
    start: { userCode: "", deskCode: known.freeCode },
    required: { userCode: t("desks.userCode"), deskCode: t("desks.code") },
    save: async ({ userCode, deskCode }) => {
      const code = deskCode.trim().toUpperCase();
      await act("desks.approve", { userCode: userCode.trim(), deskCode: code });
      say(t("desks.approved", { code }));
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("action.approveDesk")}
      verb={t("desks.approve")}
      consequence={t("desks.approveAbout")}
      onClose={onClose}
    >
      {known.fingerprint !== null && (
        <ReadOnly label={t("desks.fingerprint")}>
          <span className="fingerprint">{known.fingerprint}</span>
        </ReadOnly>
      )}
      <TextField field={form.field("userCode")} label={t("desks.userCode")} hint={t("desks.userCodeHint")} />
      <TextField field={form.field("deskCode")} label={t("desks.code")} hint={t("desks.codeHint")} maxLength={3} />
    </DialogForm>
  );
}

function RevokeForm({ row: { desk }, onClose }: { row: DeskRow; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const form = useForm<{ reason: string }>({
    form: "settings.revokeDesk",
    record: desk.id,
    start: { reason: "" },
    required: { reason: t("desks.reason") },
    save: async ({ reason }) => {
      await submit({ type: "RevokeDesk", desk: desk.id, reason });
      say(t("desks.revoked", { name: desk.name }));
      onClose();
    },
  });
  return (
    <DialogForm
      form={form}
      title={t("desks.revokeQuestion", { name: desk.name })}
      verb={t("desks.revoke")}
      consequence={t("desks.revokeConsequence")}
      look="danger"
      onClose={onClose}
    >
      <TextField field={form.field("reason")} label={t("desks.reason")} hint={t("desks.reasonHint")} />
    </DialogForm>
  );
}
