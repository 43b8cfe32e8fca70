// Test drives: the board of cars and colleagues, bookings, keys out and back, what the customer said.
import type { Area } from "../../app/area";
import { newDrive } from "./actions";

export const area: Area = {
  id: "test-drives",
  order: 50,
  label: "test-drives:area",
  icon: "drive",
  right: ["bookTestDrives"],
  manual: "test-drives:manual",
  load: () => import("./TestDrives").then(({ TestDrives }) => ({ Screen: TestDrives })),
  begins: [{ action: newDrive, rest: ["new"], right: "bookTestDrives" }],
  kinds: ["test_drive"],
};
