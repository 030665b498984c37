/** A whole number with its digits in threes: 1,273,000. */
export const thousands = (value: number): string =>
  String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
