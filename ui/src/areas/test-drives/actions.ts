// What one can do with test drives. The primary action of a state carries Ctrl+Enter; the forms save with it too.
import { declareAction } from "../../lib/keys";

/** Begins a booking, from anywhere. */
export const newDrive = declareAction({
  id: "testDrives.new",
  label: "test-drives:action.new",
  keys: ["Ctrl+Shift+J"],
  group: "everywhere",
});

function onScreen(id: string, label: string, key: string) {
  return declareAction({ id: `testDrives.${id}`, label, keys: [key], group: "screen" });
}

export const dayBefore = onScreen("dayBefore", "test-drives:action.dayBefore", "[");
export const dayAfter = onScreen("dayAfter", "test-drives:action.dayAfter", "]");
export const toToday = onScreen("toToday", "test-drives:action.toToday", "T");
export const switchSpan = onScreen("switchSpan", "test-drives:action.switchSpan", "W");
export const switchLanes = onScreen("switchLanes", "test-drives:action.switchLanes", "V");
export const openList = onScreen("openList", "test-drives:action.openList", "I");
export const openBoard = onScreen("openBoard", "test-drives:action.openBoard", "I");
export const openSetUp = onScreen("openSetUp", "test-drives:action.openSetUp", "U");

function primary(id: string, label: string) {
  return onScreen(id, label, "Ctrl+Enter");
}

export const toLicence = primary("checkLicence", "test-drives:action.checkLicence");
export const printAgreement = primary("printAgreement", "test-drives:action.printAgreement");
export const sign = primary("sign", "test-drives:action.sign");
export const toKeys = primary("handOutKeys", "test-drives:action.handOutKeys");
export const toReturn = primary("returnKeys", "test-drives:action.returnKeys");
export const toFeedback = primary("recordFeedback", "test-drives:action.recordFeedback");
export const printPaper = onScreen("printPaper", "test-drives:action.printPaper", "Ctrl+P");

function inForm(id: string, label: string) {
  return declareAction({ id: `testDrives.form.${id}`, label, keys: ["Ctrl+Enter"], group: "form" });
}

export const book = inForm("book", "test-drives:action.book");
export const rebook = inForm("rebook", "test-drives:action.rebook");
export const cancelDrive = inForm("cancel", "test-drives:action.cancel");
export const noteLicence = inForm("checkLicence", "test-drives:action.checkLicence");
export const giveKeys = inForm("handOutKeys", "test-drives:action.handOutKeys");
export const takeKeys = inForm("returnKeys", "test-drives:action.returnKeys");
export const noteFeedback = inForm("recordFeedback", "test-drives:action.recordFeedback");
export const saveRoute = inForm("saveRoute", "test-drives:action.saveRoute");
export const saveCar = inForm("saveCar", "test-drives:action.saveCar");
export const saveRules = inForm("saveRules", "test-drives:action.saveRules");
