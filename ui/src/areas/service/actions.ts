// What one can do with bookings and repair orders.
import { declareAction } from "../../lib/keys";

/** Books a car in, from anywhere. */
export const bookService = declareAction({
  id: "service.book",
  label: "service:action.book",
  keys: ["Ctrl+Shift+B"],
  group: "everywhere",
});

/** Takes a car in, from anywhere. */
export const receiveCar = declareAction({
  id: "service.receive",
  label: "service:action.receive",
  keys: ["Ctrl+Shift+I"],
  group: "everywhere",
});

/** The service points of the group, from anywhere. */
export const findPoints = declareAction({
  id: "service.findPoints",
  label: "service-points:action.find",
  group: "everywhere",
});

function onPoints(label: string, key: string, group: "screen" | "form" = "screen") {
  return declareAction({ id: label, label, keys: [key], group });
}

export const showPoints = onPoints("service-points:action.show", "Alt+5");
export const addPoint = onPoints("service-points:action.add", "N");
export const amendPoint = onPoints("service-points:action.amend", "E");
export const savePoint = onPoints("service-points:action.save", "Ctrl+Enter", "form");
export const printDirections = onPoints("service-points:action.print", "Ctrl+P");
export const printDirectionsInEnglish = onPoints("service-points:action.printInEnglish", "Alt+P");

function onScreen(name: string, key: string) {
  return declareAction({ id: `service.${name}`, label: `service:action.${name}`, keys: [key], group: "screen" });
}

export const showBookings = onScreen("showBookings", "Alt+1");
export const showOrders = onScreen("showOrders", "Alt+2");
export const showRecalls = onScreen("showRecalls", "Alt+3");
export const showDue = onScreen("showDue", "Alt+4");
export const exportRecords = onScreen("exportRecords", "Alt+E");
export const planCalls = onScreen("planCalls", "P");
export const announceRecall = onScreen("announceRecall", "N");
export const listVins = onScreen("listVins", "Ctrl+Enter");
export const confirm = onScreen("confirm", "C");
export const wantPart = declareAction({
  id: "service.wantPart",
  label: "parts:action.addPart",
  keys: ["P"],
  group: "screen",
});
export const addJob = onScreen("addJob", "A");
export const printPaper = onScreen("printPaper", "Ctrl+P");
export const washed = onScreen("washed", "Ctrl+Enter");
export const settle = onScreen("settle", "Ctrl+Enter");
export const pay = onScreen("pay", "Ctrl+Enter");
export const gatePass = onScreen("gatePass", "Ctrl+Enter");
export const receiveBooked = declareAction({
  id: "service.receiveBooked",
  label: "service:action.receive",
  keys: ["Ctrl+Enter"],
  group: "screen",
});

function inForm(name: string) {
  return declareAction({
    id: `service.form.${name}`,
    label: `service:action.${name}`,
    keys: ["Ctrl+Enter"],
    group: "form",
  });
}

export const saveBooking = inForm("saveBooking");
export const saveReceive = inForm("saveReceive");
export const move = inForm("move");
export const saveRecall = inForm("saveRecall");
export const useEarliest = declareAction({
  id: "service.useEarliest",
  label: "service:action.useEarliest",
  keys: ["Alt+E"],
  group: "form",
});
export const addWanted = declareAction({
  id: "service.addWanted",
  label: "service:action.addWanted",
  keys: ["Alt+A"],
  group: "form",
});
