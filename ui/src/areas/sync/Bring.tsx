// How a dealership that stands alone comes to a platform: its address is looked at, its fingerprint is compared with the
// one that the platform's operator reads out, and then everything that was ever done here is sent there.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Platform } from "../../bindings/rpc";
import { ReadOnly } from "../../components/form/Field";
import { Form, FormGroup } from "../../components/form/Form";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { answers } from "../../lib/desk";
import { act } from "../../lib/ipc";
import { navigate } from "../../lib/router";
import { bringDealership, lookAtPlatform } from "./actions";

export function Bring() {
  const [platform, setPlatform] = useState<Platform | null>(null);
  return platform === null ? (
    <Look onFound={setPlatform} />
  ) : (
    <BringTo platform={platform} onBack={() => setPlatform(null)} />
  );
}

function Look({ onFound }: { onFound: (platform: Platform) => void }) {
  const { t } = useTranslation("sync");
  const form = useForm<{ address: string }>({
    form: "sync.look",
    record: null,
    start: { address: "" },
    required: { address: t("bring.address") },
    save: async ({ address }) => onFound(await act("sync.look", { address })),
  });
  return (
    <Form form={form} title={t("area")} action={lookAtPlatform} onClose={() => navigate("settings", ["look"])}>
      <p>{t("alone.title")}</p>
      <p className="muted">{t("alone.about")}</p>
      <FormGroup title={t("bring.title")}>
        <TextField field={form.field("address")} label={t("bring.address")} hint={t("bring.addressHint")} />
      </FormGroup>
    </Form>
  );
}

function BringTo({ platform, onBack }: { platform: Platform; onBack: () => void }) {
  const { t } = useTranslation("sync");
  const form = useForm<{ foundingCode: string; deskName: string }>({
    form: "sync.bring",
    record: null,
    start: { foundingCode: "", deskName: "" },
    required: { foundingCode: t("bring.foundingCode"), deskName: t("bring.deskName") },
    // The desk is enrolled by a command of its own, which calls its name a name.
    named: { name: "deskName" },
    save: async ({ foundingCode, deskName }) => {
      await act("sync.bring", {
        url: platform.url,
        foundingCode: foundingCode.trim(),
        deskName: deskName.trim(),
        ...(platform.authority === null ? {} : { authority: platform.authority }),
      });
      say(t("bring.done"));
      await answers.invalidateQueries();
    },
  });
  return (
    <Form form={form} title={t("bring.title")} action={bringDealership} onClose={onBack}>
      <FormGroup title={t("bring.compareTitle")}>
        <ReadOnly label={t("fact.address")}>{platform.url}</ReadOnly>
        {platform.fingerprint === null ? (
          <p className="muted">{t("bring.vouched")}</p>
        ) : (
          <>
            <ReadOnly label={t("bring.fingerprint")}>
              <span className="fingerprint">{platform.fingerprint}</span>
            </ReadOnly>
            <p className="muted">{t("bring.compare")}</p>
          </>
        )}
      </FormGroup>
      <FormGroup title={t("bring.codeTitle")}>
        <TextField field={form.field("foundingCode")} label={t("bring.foundingCode")} hint={t("bring.codeHint")} />
        <TextField field={form.field("deskName")} label={t("bring.deskName")} hint={t("bring.deskNameHint")} />
      </FormGroup>
      <p className="muted">{t("bring.consequence")}</p>
    </Form>
  );
}
