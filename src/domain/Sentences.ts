/**
 * A text in Markdown as the sentences it says: those of paragraphs, list items, quotations and table rows, each with its
 * own words, and each block of code as one. Headings name what follows and say nothing by themselves.
 */

export interface Sentence {
  readonly text: string
  /** The headings above it, from the outermost. */
  readonly under: ReadonlyArray<string>
  readonly kind: "sentence" | "code"
}

/** In the order of the text. What has no letter or digit is none. */
export const sentencesOf = (markdown: string): ReadonlyArray<Sentence> => {
  const found: Array<Sentence> = []
  const headings: Array<{ readonly level: number; readonly text: string }> = []
  let block: Array<string> = []
  let fence = ""

  const add = (text: string, kind: Sentence["kind"]) => {
    if (/[\p{L}\p{N}]/u.test(text) && !label.test(text)) {
      found.push({
        text: text.trim(),
        under: headings.map((one) => one.text),
        kind
      })
    }
  }
  const flush = () => {
    for (const sentence of split(block.join(" "))) add(sentence, "sentence")
    block = []
  }

  for (const line of markdown.replace(/<!--[\s\S]*?-->/g, "").split(/\r?\n/)) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== "") {
      if (mark !== undefined && mark.startsWith(fence)) {
        add(block.join("\n"), "code")
        block = []
        fence = ""
      } else block.push(line)
      continue
    }
    if (mark !== undefined) {
      flush()
      fence = mark
      continue
    }
    const heading = /^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$/.exec(line)
    const item = /^\s*(?:[-*+•‣·]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(.+)$/.exec(line)
    if (heading !== null) {
      flush()
      const level = (heading[1] ?? "#").length
      while ((headings.at(-1)?.level ?? 0) >= level) headings.pop()
      headings.push({ level, text: heading[2] ?? "" })
    } else if (/^\s*\|?[\s:|=_*-]+\|?\s*$/.test(line)) {
      flush()
    } else if (/^\s*\|.*\|\s*$/.test(line)) {
      flush()
      block = [line.trim()]
      flush()
    } else {
      if (item !== null) flush()
      block.push((item?.[1] ?? line).replace(/^\s*>\s?/, "").trim())
    }
  }
  if (fence !== "") add(block.join("\n"), "code")
  else flush()
  return found
}

/** `**Specification:**` stands above a list as a heading does. */
const label = /^\W*(?:[\p{L}\p{N}'/-]+ ?){1,3}:\W*$/u

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" })

/** The segmenter ends a sentence after "e.g." and the like: what follows is joined again. */
const abbreviation = /(?:\b(?:e\.g|i\.e|etc|vs|approx|no|mr|mrs|ms|dr|st|inc|ltd|co)\.|\b\p{Lu}\.|^\d+[.)])$/iu

const split = (text: string): ReadonlyArray<string> => {
  if (text.trim() === "") return []
  const sentences: Array<string> = []
  for (const { segment } of segmenter.segment(text)) {
    const before = sentences.at(-1)
    if (before !== undefined && abbreviation.test(before.trimEnd())) sentences[sentences.length - 1] = before + segment
    else sentences.push(segment)
  }
  return sentences
}
