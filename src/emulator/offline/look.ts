/** How a brief wants its product to look: the colours it names, and where it puts them. */
import type { Look } from "../../domain/Prd.ts"

const names = ("aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown " +
  "burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan " +
  "darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred " +
  "darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue " +
  "dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray " +
  "green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen " +
  "lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen lightgrey lightpink " +
  "lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen " +
  "linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue " +
  "mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy " +
  "oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip " +
  "peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown " +
  "seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle " +
  "tomato turquoise violet wheat white whitesmoke yellow yellowgreen").split(" ")

/** Names that people use and CSS does not, with what CSS calls the nearest. */
const nearest: { readonly [name: string]: string } = {
  lightgoldenrod: "lightgoldenrodyellow",
  navyblue: "navy",
  offwhite: "whitesmoke",
  cream: "#fffdd0",
  burgundy: "#800020",
  mint: "mintcream",
  charcoal: "#36454f",
  emerald: "#50c878",
  lilac: "#c8a2c8",
  mustard: "#e1ad01"
}

const known = new Set([...names, ...Object.keys(nearest)])
const light =
  /white|cream|ivory|snow|linen|lavender|azure|^light|beige|mist|seashell|honeydew|alice|papaya|lace|silk|chiffon|almond|whip|gainsboro|^pale/

interface Found {
  readonly colour: string
  readonly clause: string
}

/** Whether a sentence is about colours: it names one, and says of what. */
export const isAboutLook = (sentence: string): boolean =>
  /\b(?:background|colou?rs?|palette|theme|accent|components?|elements|controls|styl(?:e|ed|ing))\b/i.test(sentence) &&
  found(sentence).length > 0

/** What the sentences about colours say, taken together. */
export const lookOf = (sentences: ReadonlyArray<string>): Look => {
  const all = sentences.filter(isAboutLook).flatMap(found)
  const background = all.find(({ clause }) => /background|backdrop/i.test(clause)) ??
    (all.length > 1 ? all.find(({ colour }) => light.test(colour)) : undefined)
  const accent = all.find((one) => one !== background && one.colour !== background?.colour)
  const tones =
    /\b(?:modern|minimal(?:ist(?:ic)?)?|playful|clean|elegant|calm|friendly|professional|simple|cosy|quiet)\b/gi
  const tone = [...new Set(sentences.flatMap((one) => one.match(tones) ?? []).map((word) => word.toLowerCase()))]
  return {
    background: background?.colour ?? "",
    accent: accent?.colour ?? "",
    tone: tone.slice(0, 3).join(", ")
  }
}

const found = (sentence: string): ReadonlyArray<Found> =>
  sentence
    .split(/[;,]|\band\b/i)
    .flatMap((clause) => coloursIn(clause).map((colour) => ({ colour, clause })))

/** Colours in a clause, longest name first: `medium violet red` is one, not `violet` and `red`. */
const coloursIn = (clause: string): ReadonlyArray<string> => {
  const hex = clause.match(/#(?:[0-9a-f]{6}|[0-9a-f]{3})\b/gi) ?? []
  const words = clause.toLowerCase().split(/[^a-z]+/).filter((word) => word !== "")
  const named: Array<string> = []
  for (let at = 0; at < words.length; at++) {
    const length = [3, 2, 1].find((count) => known.has(words.slice(at, at + count).join("")))
    if (length === undefined) continue
    const name = words.slice(at, at + length).join("")
    named.push(nearest[name] ?? name)
    at += length - 1
  }
  return [...hex.map((one) => one.toLowerCase()), ...named]
}
