/** What notebook 01 shows. */
export const LOOP = {} as const;
