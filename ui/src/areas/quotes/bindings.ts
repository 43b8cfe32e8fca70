// Fields inside the lists of the desking form: a part of the form's value, bound like a field of its own.
import type { FieldBinding, FormState } from "../../components/form/useForm";

/** A field of one entry of a list. What the rules refuse about it is said beside it. */
export function entryField<Values extends object, Entry extends object, Name extends keyof Entry & string>(
  form: FormState<Values>,
  list: string,
  entry: Entry,
  at: number,
  name: Name,
  put: (entry: Entry) => void,
): FieldBinding<Entry[Name]> {
  return form.part(`${list}.${at}.${name}`, entry[name], (value) => put({ ...entry, [name]: value }));
}
