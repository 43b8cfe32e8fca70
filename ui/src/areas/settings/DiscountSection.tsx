// How far each role may go alone with a discount; beyond that a manager is asked.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FloorRule, RoleAuthority } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { DialogForm } from "../../components/form/DialogForm";
import { RateField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { Sheet } from "../../components/Sheet";
import { say } from "../../components/Toasts";
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayThrown } from "../../lib/errors";
import { wordFor } from "../../lib/i18n";
import { submit } from "../../lib/ipc";

const RULES: readonly FloorRule[] = ["atOrAbove", "mayGoBelow"];

export function DiscountSection() {
  const { t } = useTranslation("settings");
  const answer = useDesk("quotes.authorities", {});
  const [open, setOpen] = useState<RoleAuthority | null>(null);
  return (
    <>
      <Sheet title={t("section.discounts")} problem={answer.isError ? sayThrown(answer.error) : null}>
        <p className="muted">{t("discounts.about")}</p>
        {answer.isPending && <Skeleton />}
        {answer.data !== undefined && (
          <table className="dense">
            <caption className="hidden-words">{t("section.discounts")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("discounts.role")}</th>
                <th scope="col" className="number">
                  {t("discounts.most")}
                </th>
                <th scope="col">{t("discounts.floor")}</th>
                <th scope="col">
                  <span className="hidden-words">{t("action.change")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {answer.data.map((authority) => (
                <tr key={authority.role}>
                  <td>{wordFor("role", authority.name, "people")}</td>
                  <td className="number">
                    {authority.maxBasisPoints === 0
                      ? t("discounts.none")
                      : t("discounts.percent", { percent: authority.maxBasisPoints / 100 })}
                  </td>
                  <td>{t(`floorRule.${authority.floor}`)}</td>
                  <td className="number">
                    <button type="button" className="link" onClick={() => setOpen(authority)}>
                      {t("action.change")}{" "}
                      <span className="hidden-words">{wordFor("role", authority.name, "people")}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Sheet>
      {open !== null && <AuthorityForm authority={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function AuthorityForm({ authority, onClose }: { authority: RoleAuthority; onClose: () => void }) {
  const { t } = useTranslation("settings");
  const name = wordFor("role", authority.name, "people");
  const form = useForm<{ maxBasisPoints: number | null; floor: FloorRule }>({
    form: "settings.authority",
    record: authority.role,
    start: { maxBasisPoints: authority.maxBasisPoints, floor: authority.floor },
    required: { maxBasisPoints: t("discounts.most") },
    save: async ({ maxBasisPoints, floor }) => {
      await submit({ type: "SetDiscountAuthority", role: authority.role, maxBasisPoints: maxBasisPoints ?? 0, floor });
      say(t("discounts.saved", { role: name }));
      onClose();
    },
  });
  return (
    <DialogForm form={form} title={t("discounts.of", { role: name })} verb={t("action.save")} onClose={onClose}>
      <RateField field={form.field("maxBasisPoints")} label={t("discounts.most")} hint={t("discounts.mostHint")} />
      <OneOf
        field={form.field("floor")}
        label={t("discounts.floor")}
        options={RULES.map((value) => ({ value, label: t(`floorRule.${value}`) }))}
      />
    </DialogForm>
  );
}
