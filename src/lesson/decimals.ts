/** A number as a sentence says it: three places after the point, without zeros at its end. */
export const decimals = (value: number): number => Number(value.toFixed(3)) + 0;
