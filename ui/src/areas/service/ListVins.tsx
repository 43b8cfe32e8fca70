// VINs are put on a recall's list: out of the maker's Excel or CSV file, typed or pasted. What looks like a VIN and
// is none is told before anything is taken in.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { VinList } from "../../bindings/rpc";
import { FileButton } from "../../components/FileButton";
import { DialogForm } from "../../components/form/DialogForm";
import { TextField } from "../../components/form/fields";
import { useForm } from "../../components/form/useForm";
import { say } from "../../components/Toasts";
import { sayThrown } from "../../lib/errors";
import { contentsOf } from "../../lib/fileContents";
import { sentenceFor } from "../../lib/i18n";
import { act, submit } from "../../lib/ipc";

/** A command takes as many as the rule allows; a long list goes in portions. */
const PORTION = 200;
/** So many of those that could not be read are named. */
const NAMED = 10;

export function ListVins({ recall, onClose }: { recall: string; onClose: () => void }) {
  const { t } = useTranslation("service");
  const [fromFile, setFromFile] = useState<{ name: string; list: VinList } | null>(null);
  const [unread, setUnread] = useState<VinList["unread"]>([]);
  const read = (file: File) =>
    contentsOf(file)
      .then((contents) => act("recalls.read", { name: file.name, contents, text: "" }))
      .then((list) => {
        setFromFile({ name: file.name, list });
        setUnread(list.unread);
      })
      .catch((thrown: unknown) => say(sayThrown(thrown), "bad"));
  const form = useForm({
    form: "service.vins",
    record: recall,
    start: { text: "" },
    required: {},
    save: async ({ text }) => {
      const typed = await act("recalls.read", { name: "", contents: null, text });
      // What was typed can be mended here; a file is the maker's, and what it holds is taken in as far as it can be.
      if (typed.unread.length > 0) {
        setUnread(typed.unread);
        return;
      }
      const vins = [...(fromFile?.list.vins ?? []), ...typed.vins];
      if (vins.length === 0) {
        say(t("noVins"), "bad");
        return;
      }
      for (let from = 0; from < vins.length; from += PORTION) {
        await submit({ type: "ListRecallCars", recall, vins: vins.slice(from, from + PORTION) });
      }
      say(t("vinsListed", { count: vins.length }));
      onClose();
    },
  });
  const verb = t("action.listVins");
  return (
    <DialogForm form={form} title={verb} verb={verb} onClose={onClose}>
      <FileButton
        words={t("field.vinFile")}
        accept=".xlsx,.xls,.csv,.ods,.txt"
        onTake={(file) => file && void read(file)}
      />
      {fromFile !== null && (
        <p role="status">{t("vinsRead", { name: fromFile.name, count: fromFile.list.vins.length })}</p>
      )}
      {unread.length > 0 && (
        <ul className="problem">
          {unread.slice(0, NAMED).map(({ row, text, code }) => (
            <li key={`${row} ${text}`}>
              {t("vinUnread", { row, text })} {sentenceFor("refusal", code, {})}
            </li>
          ))}
          {unread.length > NAMED && <li>{t("moreUnread", { count: unread.length - NAMED })}</li>}
        </ul>
      )}
      <TextField field={form.field("text")} label={t("field.vins")} lines={5} />
    </DialogForm>
  );
}
