/** Sizes as a person reads them. Pure. */

/** `812 B`, `36.9 kB`, `1.24 MB`: decimal, as browsers show them. */
export const bytes = (number: number): string =>
  number < 1000
    ? `${number} B`
    : number < 999_950
    ? `${(number / 1000).toFixed(1)} kB`
    : `${(number / 1_000_000).toFixed(2)} MB`
