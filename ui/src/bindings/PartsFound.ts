
export type PartsFound = { text: string, };
