/** What notebook 04 shows. */
export const EQUATIONS = {} as const;
