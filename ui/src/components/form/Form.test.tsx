import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answers } from "../../lib/desk";
import { DeskError } from "../../lib/ipc";
import { declareAction, listenToKeys } from "../../lib/keys";
import { deliver } from "../../lib/scanner";
import { deskThatAnswers } from "../../lib/testing";
import { PrimaryCorner } from "../PrimaryAction";
import { Choice } from "./Choice";
import { DateField } from "./DateField";
import { Form } from "./Form";
import { MoneyField, TextField, VinField } from "./fields";
import { useForm } from "./useForm";

interface Values {
  name: string;
  vin: string;
  price: number | null;
  on: string | null;
  colour: string | null;
  plans: { lender: string; fee: number | null }[];
}

const saveIt = declareAction({ id: "test.save", label: "common:list.save", keys: ["Ctrl+Enter"], group: "form" });
const start: Values = { name: "", vin: "", price: null, on: null, colour: null, plans: [{ lender: "", fee: null }] };

interface Props {
  save: (values: Values) => Promise<void>;
  onClose?: () => void;
}

function Screen({ save, onClose = () => undefined }: Props) {
  const form = useForm<Values>({
    form: "test.form",
    record: null,
    start,
    required: { name: "姓名", price: "价格" },
    named: { "cost.price": "price", "inputs.loans.0.lender": "plans.0.lender" },
    check: async (values) =>
      values.vin === "LSVB"
        ? [{ look: "problem", error: { kind: "invalid", code: "vinLength", field: "vin", values: {} } }]
        : [],
    save,
  });
  return (
    <QueryClientProvider client={answers}>
      <Form form={form} title="新车" action={saveIt} onClose={onClose}>
        <TextField field={form.field("name")} label="姓名" />
        <VinField field={form.field("vin")} label="车架号" />
        <MoneyField field={form.field("price")} label="价格" />
        <DateField field={form.field("on")} label="日期" />
        <Choice
          field={form.field("colour")}
          label="颜色"
          options={[
            { value: "white", label: "珍珠白" },
            { value: "black", label: "曜石黑" },
          ]}
        />
        {form.values.plans.map((plan, at) => {
          const put = (part: Partial<typeof plan>) =>
            form.change({ plans: form.values.plans.with(at, { ...plan, ...part }) });
          return (
            <div key={String(at)}>
              <TextField
                field={form.part(`plans.${at}.lender`, plan.lender, (lender) => put({ lender }))}
                label="贷款机构"
              />
              <MoneyField field={form.part(`plans.${at}.fee`, plan.fee, (fee) => put({ fee }))} label="手续费" />
            </div>
          );
        })}
      </Form>
      <PrimaryCorner />
    </QueryClientProvider>
  );
}

const type = (label: string, text: string) => {
  const field = screen.getByLabelText(label);
  fireEvent.focus(field);
  fireEvent.change(field, { target: { value: text } });
};
const leave = (label: string) =>
  fireEvent.blur(screen.getByRole(/颜色/.test(label) ? "combobox" : "textbox", { name: label }));
const ctrlEnter = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "Enter", ctrlKey: true });

describe("a form", () => {
  let stop: () => void;
  beforeEach(() => {
    stop = listenToKeys();
    HTMLElement.prototype.scrollIntoView = vi.fn();
    deskThatAnswers({ "drafts.load": () => null, "drafts.save": () => null, "drafts.discard": () => null });
  });
  afterEach(() => stop());

  it("gives the first field the focus, and Enter goes on to the next", () => {
    render(<Screen save={vi.fn()} />);
    expect(document.activeElement).toBe(screen.getByLabelText("姓名"));
  });

  it("lists what is missing beside its action, and each item leads to its field", async () => {
    const save = vi.fn();
    render(<Screen save={save} />);
    fireEvent.click(screen.getByRole("button", { name: "价格" }));
    expect(document.activeElement).toBe(screen.getByLabelText("价格"));
    ctrlEnter();
    expect(save).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(screen.getByLabelText("姓名"));
  });

  it("saves with Ctrl+Enter what was typed, as values", async () => {
    const save = vi.fn(async () => undefined);
    render(<Screen save={save} />);
    type("姓名", "张三");
    type("价格", "12.98万");
    type("日期", "2026-11-22");
    type("颜色", "曜");
    leave("颜色");
    ctrlEnter();
    await waitFor(() =>
      expect(save).toHaveBeenCalledWith({
        ...start,
        name: "张三",
        price: 12_980_000,
        on: "2026-11-22",
        colour: "black",
      }),
    );
  });

  it("says a fault when the field is left, not before, and does not save what it cannot read", async () => {
    const save = vi.fn();
    render(<Screen save={save} />);
    type("姓名", "张三");
    type("价格", "很多");
    expect(screen.queryByText(/看不出金额/)).toBeNull();
    leave("价格");
    expect(screen.getByText(/看不出金额/)).toBeTruthy();
    ctrlEnter();
    expect(save).not.toHaveBeenCalled();
    type("价格", "1");
    expect(screen.queryByText(/看不出金额/)).toBeNull();
  });

  it("says beside the field what the desk finds when asked", async () => {
    render(<Screen save={vi.fn()} />);
    type("车架号", "LSVB");
    leave("车架号");
    await screen.findByText("车架号要 17 位。");
    expect(screen.getByLabelText("车架号").getAttribute("aria-invalid")).toBe("true");
  });

  it("puts a refusal beside the field that it names, also under another name, and keeps what was typed", async () => {
    const refusal = { kind: "refused", code: "moneyOutOfRange", field: "cost.price", values: {} } as const;
    render(<Screen save={async () => Promise.reject(new DeskError(refusal))} />);
    type("姓名", "张三");
    type("价格", "5");
    ctrlEnter();
    await screen.findByText(/金额不能为负/);
    expect(document.activeElement).toBe(screen.getByLabelText("价格"));
    expect((screen.getByLabelText("姓名") as HTMLInputElement).value).toBe("张三");
  });

  it("puts a refusal beside the field of a list's entry, and takes it back when that is typed", async () => {
    const refusal = { kind: "refused", code: "empty", field: "inputs.loans.0.lender", values: {} } as const;
    render(<Screen save={async () => Promise.reject(new DeskError(refusal))} />);
    type("姓名", "张三");
    type("价格", "5");
    ctrlEnter();
    const lender = screen.getByLabelText("贷款机构");
    await waitFor(() => expect(lender.getAttribute("aria-invalid")).toBe("true"));
    expect(document.activeElement).toBe(lender);
    type("贷款机构", "某银行");
    expect(lender.getAttribute("aria-invalid")).not.toBe("true");
  });

  it("does not save an entry of a list that it cannot read, and leads to it", () => {
    const save = vi.fn();
    render(<Screen save={save} />);
    type("姓名", "张三");
    type("价格", "5");
    type("手续费", "12,34,5");
    leave("手续费");
    expect(screen.getByText(/三位一隔/)).toBeTruthy();
    ctrlEnter();
    expect(save).not.toHaveBeenCalled();
    expect(document.activeElement).toBe(screen.getByLabelText("手续费"));
  });

  it("says at its head what belongs to no field", async () => {
    const refusal = { kind: "failed", code: "diskFull", field: null, values: {} } as const;
    render(<Screen save={async () => Promise.reject(new DeskError(refusal))} />);
    type("姓名", "张三");
    type("价格", "5");
    ctrlEnter();
    expect((await screen.findByText(/磁盘满了/)).getAttribute("role")).toBe("alert");
  });

  it("takes a scanned VIN into its field wherever the focus is", async () => {
    render(<Screen save={vi.fn()} />);
    deliver({ kind: "vin", text: "LSVAA4187N2110001" });
    await waitFor(() => expect((screen.getByLabelText("车架号") as HTMLInputElement).value).toBe("LSVAA4187N2110001"));
  });

  it("brings a kept draft back with one key", async () => {
    deskThatAnswers({
      "drafts.load": () => ({ content: { content: { ...start, name: "李四", price: 500 } }, savedAt: Date.now() }),
      "drafts.save": () => null,
    });
    render(<Screen save={vi.fn()} />);
    await screen.findByText("恢复草稿");
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "r", code: "KeyR", altKey: true });
    await waitFor(() => expect((screen.getByLabelText("姓名") as HTMLInputElement).value).toBe("李四"));
    expect((screen.getByLabelText("价格") as HTMLInputElement).value).toBe("5.00");
    expect(screen.queryByText("恢复草稿")).toBeNull();
  });

  it("is left with Esc", () => {
    const onClose = vi.fn();
    render(<Screen save={vi.fn()} onClose={onClose} />);
    fireEvent.keyDown(screen.getByLabelText("姓名"), { key: "Escape" });
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("takes the marked option with Enter and keeps it when the focus goes on at once", async () => {
    const save = vi.fn(async () => undefined);
    render(<Screen save={save} />);
    type("姓名", "张三");
    type("价格", "1");
    screen.getByRole("combobox", { name: "颜色" }).focus();
    type("颜色", "珍珠");
    fireEvent.keyDown(screen.getByRole("combobox", { name: "颜色" }), { key: "Enter" });
    leave("颜色");
    ctrlEnter();
    await waitFor(() => expect(save).toHaveBeenCalledWith(expect.objectContaining({ colour: "white" })));
  });

  it("tells that a choice is not in the list, and takes none in its place", () => {
    render(<Screen save={vi.fn()} />);
    type("颜色", "紫");
    leave("颜色");
    expect(screen.getByText("列表里没有“紫”，选一项或清空。")).toBeTruthy();
  });
});
