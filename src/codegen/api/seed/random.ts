/** Chance that is the same every time: what is made from one contract never changes by itself. */

/** A 32-bit hash of a text (FNV-1a). */
export const hash = (text: string): number => {
  let value = 0x811c9dc5
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return value >>> 0
}

/** Numbers from 0 up to 1, fixed by the seed (mulberry32). */
export const chance = (seed: string): () => number => {
  let state = hash(seed)
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

/** A UUID (version 4 in form) that belongs to this text alone. */
export const uuid = (text: string): string => {
  const hex = [0, 1, 2, 3].map((part) => hash(`${part}:${text}`).toString(16).padStart(8, "0")).join("")
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
