// The dealership as its papers name it: name, address, numbers, logo. Its code is part of every printed number and stays.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Dealership } from "../../bindings/rpc";
import { ReadOnly } from "../../components/form/Field";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { LogoField } from "../../components/LogoField";
import { say } from "../../components/Toasts";
import { Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { act } from "../../lib/ipc";
import { saveDealership, toLook } from "./actions";

export function DealershipSection() {
  const house = useDesk("dealership.settings", {});
  const logo = useDesk("dealership.logo", {});
  const failed = house.error ?? logo.error;
  if (failed !== null) {
    return <Problem thrown={failed} />;
  }
  if (house.data === undefined || logo.data === undefined) return <Skeleton />;
  return <DealershipForm house={house.data} picture={logo.data.picture} />;
}

interface Values {
  name: string;
  address: string;
  phone: string;
  creditCode: string;
  bankAccount: string;
  /** What is to become of the logo. The picture itself is no part of a draft. */
  logo: "kept" | "removed" | "chosen";
}

function DealershipForm({ house, picture }: { house: Dealership; picture: string | null }) {
  const { t } = useTranslation("settings");
  const [chosen, setChosen] = useState<{ content: string; picture: string } | null>(null);
  const { name, address, phone, creditCode, bankAccount } = house;
  const form = useForm<Values>({
    form: "settings.dealership",
    record: null,
    start: { name, address, phone, creditCode, bankAccount, logo: "kept" },
    required: { name: t("dealership.name") },
    save: async ({ logo, ...texts }) => {
      const given = logo === "removed" ? { logo: "" } : logo === "chosen" && chosen ? { logo: chosen.content } : {};
      await act("dealership.change", { ...texts, ...given });
      setChosen(null);
      say(t("dealership.saved"));
    },
  });
  const logo = form.field("logo");
  const shown = logo.value === "removed" ? null : (chosen?.picture ?? picture);
  return (
    <Form form={form} title={t("section.dealership")} action={saveDealership} onClose={toLook}>
      <FormGroup title={t("dealership.papers")}>
        <TextField field={form.field("name")} label={t("dealership.name")} hint={t("dealership.nameHint")} />
        <ReadOnly label={t("dealership.code")}>
          {house.code} <span className="muted">{t("dealership.codeStays")}</span>
        </ReadOnly>
        <TextField field={form.field("address")} label={t("dealership.address")} />
        <TextField field={form.field("phone")} label={t("dealership.phone")} />
        <TextField
          field={form.field("creditCode")}
          label={t("dealership.creditCode")}
          hint={t("dealership.creditCodeHint")}
          maxLength={40}
        />
        <TextField
          field={form.field("bankAccount")}
          label={t("dealership.bankAccount")}
          hint={t("dealership.bankAccountHint")}
        />
        <LogoField
          picture={shown}
          problem={logo.problem}
          hint={t("dealership.logoWhere")}
          onTake={(content, address) => {
            setChosen({ content, picture: address });
            logo.change("chosen");
          }}
          onRemove={() => {
            setChosen(null);
            logo.change("removed");
          }}
        />
      </FormGroup>
    </Form>
  );
}
