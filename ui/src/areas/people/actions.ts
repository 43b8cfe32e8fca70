// What one does with colleagues and roles.
import { declareAction } from "../../lib/keys";

const onList = (id: string, key: string) =>
  declareAction({ id: `people.${id}`, label: `people:list.${id}`, keys: [key], group: "list" });
const onForm = (id: string, label: string) =>
  declareAction({ id: `people.${id}`, label, keys: ["Ctrl+Enter"], group: "form" });

export const lists = {
  add: onList("add", "N"),
  role: onList("role", "R"),
  own: onList("own", "P"),
  giveNew: declareAction({ id: "people.giveNew", label: "people:list.giveNew", keys: ["G"], group: "list" }),
} as const;
export const saves = {
  add: onForm("saveNew", "people:save.saveNew"),
  person: onForm("savePerson", "people:save.savePerson"),
  role: onForm("saveRole", "people:save.saveRole"),
  post: onForm("post", "people:save.post"),
  reset: onForm("reset", "people:save.reset"),
  own: onForm("saveOwn", "people:save.saveOwn"),
} as const;
