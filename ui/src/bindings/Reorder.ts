
export type Reorder = { coverDays: number | null, quantity: number, };
