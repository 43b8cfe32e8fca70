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
import { Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { sayError, sayThrown } from "../../lib/errors";
import { act, errorOf } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { saveDealership } from "./actions";

export function DealershipSection() {
  const house = useDesk("dealership.settings", {});
  const logo = useDesk("dealership.logo", {});
  const failed = house.error ?? logo.error;
  if (failed !== null) {
    return (
      <p className="problem" role="alert">
        {sayThrown(failed)}
      </p>
    );
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
}

/** What was done to the logo since the form was opened; the picture is no part of a draft. */
type Logo = { done: "kept" } | { done: "removed" } | { done: "chosen"; content: string; picture: string };

function DealershipForm({ house, picture }: { house: Dealership; picture: string | null }) {
  const { t } = useTranslation("settings");
  const [logo, setLogo] = useState<Logo>({ done: "kept" });
  const [problem, setProblem] = useState<string | null>(null);
  const { name, address, phone, creditCode, bankAccount } = house;
  const form = useForm<Values>({
    form: "settings.dealership",
    record: null,
    start: { name, address, phone, creditCode, bankAccount },
    required: { name: t("dealership.name") },
    save: async (values) => {
      try {
        await act("dealership.change", {
          ...values,
          ...(logo.done === "chosen" ? { logo: logo.content } : logo.done === "removed" ? { logo: "" } : {}),
        });
      } catch (thrown) {
        const error = errorOf(thrown);
        if (error.field === "logo") setProblem(sayError(error));
        throw thrown;
      }
      setLogo({ done: "kept" });
      say(t("dealership.saved"));
    },
  });
  const shown = logo.done === "chosen" ? logo.picture : logo.done === "removed" ? null : picture;
  const place = (next: Logo) => {
    setProblem(null);
    setLogo(next);
  };
  return (
    <Form
      form={form}
      title={t("section.dealership")}
      action={saveDealership}
      onClose={() => navigate("settings", ["look"])}
    >
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
      </FormGroup>
      <FormGroup title={t("dealership.logo")}>
        <LogoField
          picture={shown}
          problem={problem}
          onTake={(content, chosen) => place({ done: "chosen", content, picture: chosen })}
          onRemove={() => place({ done: "removed" })}
        />
        <p className="muted">{t("dealership.logoWhere")}</p>
      </FormGroup>
    </Form>
  );
}
