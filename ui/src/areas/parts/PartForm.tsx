// A part is put on the list, or its particulars are said anew.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Part, PartOrigin, PartState } from "../../bindings/rpc";
import { OneOf } from "../../components/form/Choice";
import { Form, FormGroup } from "../../components/form/Form";
import { MoneyField, TextField } from "../../components/form/fields";
import { QuantityField } from "../../components/form/QuantityField";
import { useForm } from "../../components/form/useForm";
import { PartChoice } from "../../components/PartChoice";
import { useRight } from "../../components/rights";
import { newId } from "../../lib/ids";
import { declareAction } from "../../lib/keys";
import { navigate } from "../../lib/router";
import { given, ORIGINS, STATES } from "./words";

const savePart = declareAction({
  id: "parts.form.save",
  label: "parts:command.SetPart",
  keys: ["Ctrl+Enter"],
  group: "form",
});

interface Values {
  number: string;
  name: string;
  unit: string;
  maker: string;
  origin: PartOrigin;
  price: number | null;
  bin: string;
  supplier: string;
  minimum: number | null;
  orderQuantity: number | null;
  replacedBy: string | null;
  state: PartState;
}

interface Props {
  part: Part | null;
  replacement?: string | undefined;
  onClose: () => void;
}

export function PartForm({ part, replacement, onClose }: Props) {
  const { t } = useTranslation("parts");
  const may = useRight("editParts");
  const id = useRef(part?.id ?? newId()).current;
  const form = useForm<Values>({
    form: "parts.part",
    record: part?.id ?? null,
    start: {
      number: part?.number ?? "",
      name: part?.name ?? "",
      unit: part?.unit ?? "",
      maker: part?.maker ?? "",
      origin: part?.origin ?? "original",
      price: part?.price ?? null,
      bin: part?.bin ?? "",
      supplier: part?.supplier ?? "",
      minimum: part?.minimum ?? 0,
      orderQuantity: part?.orderQuantity ?? 1000,
      replacedBy: part?.replacedBy ?? null,
      state: part?.state ?? "carried",
    },
    required: { number: t("field.number"), name: t("field.name"), unit: t("field.unit"), price: t("field.price") },
    save: async (values) => {
      await given(
        {
          ...values,
          type: "SetPart",
          part: id,
          price: values.price ?? 0,
          minimum: values.minimum ?? 0,
          orderQuantity: values.orderQuantity ?? 0,
        },
        t("saved"),
      );
      if (part === null) navigate("parts", [id]);
      else onClose();
    },
  });
  return (
    <Form
      form={form}
      title={t(part === null ? "action.add" : "action.edit")}
      action={savePart}
      whyNot={may ? null : t("mayNot")}
      onClose={onClose}
    >
      <FormGroup title={t("group.terms")}>
        <TextField field={form.field("number")} label={t("field.number")} />
        <TextField field={form.field("name")} label={t("field.name")} />
        <TextField field={form.field("unit")} label={t("field.unit")} />
        <TextField field={form.field("maker")} label={t("field.maker")} />
        <OneOf
          field={form.field("origin")}
          label={t("field.origin")}
          options={ORIGINS.map((value) => ({ value, label: t(`origin.${value}`) }))}
        />
        <MoneyField field={form.field("price")} label={t("field.price")} />
      </FormGroup>
      <FormGroup title={t("group.stock")}>
        <TextField field={form.field("bin")} label={t("field.bin")} />
        <TextField field={form.field("supplier")} label={t("field.supplier")} />
        <QuantityField field={form.field("minimum")} label={t("field.minimum")} unit={form.values.unit} />
        <QuantityField field={form.field("orderQuantity")} label={t("field.orderQuantity")} unit={form.values.unit} />
        <PartChoice field={form.field("replacedBy")} label={t("field.replacedBy")} shown={replacement} />
        <OneOf
          field={form.field("state")}
          label={t("field.state")}
          options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </FormGroup>
    </Form>
  );
}
