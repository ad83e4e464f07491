/** The verbs of briefs: what each asks of a product, and the nouns made from them. */

/** What a clause asks for. `act` is an action of the domain, beyond keeping records. */
export type Intent =
  | "create"
  | "list"
  | "read"
  | "update"
  | "remove"
  | "manage"
  | "search"
  | "filter"
  | "report"
  | "account"
  | "profile"
  | "act"
  | "offer"

const byIntent: { readonly [Key in Intent]?: string } = {
  create:
    "add create record enter input submit write compose draft log register make start launch propose upload post " +
    "publish capture collect import note save store file initiate generate insert define send invite donate pay issue " +
    "design plan schedule estimate place raise fill introduce sell buy offer advertise enrol enroll sign buy host",
  list: "browse list display show track monitor explore discover follow watch check consult look handle organize " +
    "organise access see get receive play read navigate visit inspect know",
  read: "view examine open preview retrieve",
  update: "edit update modify change adjust configure customise customize correct revise rename set maintain move " +
    "drag reorder tag categorise categorize sort classify label mark select choose pick identify specify",
  remove: "delete remove discard clear erase drop",
  manage: "manage administer control oversee coordinate keep handle",
  search: "search find query",
  filter: "filter narrow",
  report: "report analyse analyze compare summarise summarize visualise visualize calculate compute consolidate " +
    "aggregate measure evaluate export print download forecast",
  act: "book reserve rent borrow return renew apply vote cast like share rate review comment approve reject accept " +
    "decline confirm cancel complete finish close reopen archive assign revive merge win match communicate contact " +
    "message chat notify subscribe unsubscribe bookmark attend join leave check-in checkout pause resume stop end " +
    "restart undo answer ask favourite favorite promote block unblock verify activate deactivate deliver ship refund " +
    "earn redeem reply tip swap exchange lend claim call pass skip dispatch hire recruit transfer withdraw deposit mentor"
}

const extra = "use allow enable let support provide include have integrate streamline ensure help improve facilitate " +
  "connect receive perform implement build develop work need require serve guide present give offer combine attract " +
  "sync process stream listen learn study practise practice remind greet welcome authenticate interact"

const table: ReadonlyMap<string, Intent> = new Map([
  ...extra.split(" ").map((verb) => [verb, "offer"] as const),
  ...Object.entries(byIntent).toReversed().flatMap(([intent, verbs]) =>
    verbs.split(" ").map((verb): readonly [string, Intent] => [verb, toIntent(intent)])
  )
])

function toIntent(text: string): Intent {
  const intents: ReadonlyArray<Intent> = [
    "create",
    "list",
    "read",
    "update",
    "remove",
    "manage",
    "search",
    "filter",
    "report",
    "account",
    "profile",
    "act"
  ]
  return intents.find((intent) => intent === text) ?? "offer"
}

/** Words that are nouns as often as verbs: they open a clause only before something that a verb takes. */
const ambiguous = new Set(
  ("contact order record time cost project plan process support list test rate report schedule review comment rent " +
    "share post search filter message document book track log file design display control store stock call offer " +
    "check access note label tag set mark practice study return show work need use place issue transfer play start " +
    "end close open match host answer exchange swap claim tip stream present deposit water land picture model supply offer bill")
    .split(" ")
)
const nounAfter =
  /^(?:details?|information|history|status|numbers?|forms?|data|types?|names?|lists?|pages?|dates?|logs?|templates?|functions?|functionality|methods?|tools?|bar|box|results?|cards?|management|tracking|levels?|items?|categor(?:y|ies))\b/i

/** What a base verb asks for; `undefined` for a word that is no known verb. */
export const intentOf = (verb: string): Intent | undefined =>
  /^(?:register|(?:log|sign) ?(?:in|out|on|up))$/.test(verb)
    ? "account"
    : verb.startsWith("keep track")
    ? "manage"
    : table.get(verb.split(" ")[0] ?? "")

/** Verbs of two words that are complete in themselves. */
const phrasal =
  /^(?:log(?:ging)? (?:in|out|on)|sign(?:ing)? (?:in|out|up)|check(?:ing)? (?:in|out)|keep(?:ing)? track of|set(?:ting)? up|look(?:ing)? (?:for|up))\b/i

/** The base form of a gerund (`merging` → `merge`); `undefined` when none is known. */
const baseOfGerund = (word: string): string | undefined => {
  const lower = word.toLowerCase()
  if (!lower.endsWith("ing") || lower.length < 5) return undefined
  const stem = lower.slice(0, -3)
  const undoubled = /([^aeiou])\1$/.test(stem) ? stem.slice(0, -1) : stem
  return [`${stem}e`, stem, undoubled].find((candidate) => table.has(candidate))
}

/** The base form of a third person (`borrows` → `borrow`, `tries` → `try`); `undefined` when none is known. */
export const baseOfThird = (word: string): string | undefined => {
  const lower = word.toLowerCase()
  if (!lower.endsWith("s")) return undefined
  return [lower.slice(0, -1), lower.replace(/es$/, ""), lower.replace(/ies$/, "y")].find((base) => table.has(base))
}

/** A clause's verb in its base form, and what it is about. */
export interface VerbPhrase {
  readonly verb: string
  readonly object: string
}

const adverbs =
  /^(?:(?:also|then|easily|quickly|securely|either|optionally|not|both|directly|simply|efficiently|effectively|automatically|to)\s+)+/i

const phrase = (verb: string, object: string): VerbPhrase => ({ verb, object: object.trim() })

/** Reads a verb phrase (`create new call logs`, `starting a new game`); `undefined` where it starts with no verb. */
export const verbPhrase = (text: string, form: "base" | "gerund" | "any" = "any"): VerbPhrase | undefined => {
  const bare = text.trim().replace(adverbs, "")
  const two = phrasal.exec(bare)?.[0]
  if (two !== undefined) {
    const [first = "", ...rest] = two.toLowerCase().split(" ")
    return phrase([baseOfGerund(first) ?? first, ...rest].join(" "), bare.slice(two.length))
  }
  const first = /^[A-Za-z]+(?:-in|-out)?/.exec(bare)?.[0] ?? ""
  const rest = bare.slice(first.length).trim()
  const gerund = form === "base" ? undefined : baseOfGerund(first)
  if (gerund !== undefined && !/^(?:and|or)\b/.test(rest)) return phrase(gerund, rest)
  const lower = first.toLowerCase()
  if (form === "gerund" || !table.has(lower) || rest.startsWith("-")) return undefined
  if (ambiguous.has(lower) && (rest === "" || nounAfter.test(rest))) return undefined
  return phrase(lower, rest)
}

const nominal: { readonly [noun: string]: string } = {
  management: "manage",
  managing: "manage",
  administration: "manage",
  registration: "register",
  recording: "record",
  selection: "select",
  identification: "identify",
  modification: "modify",
  creation: "create",
  creator: "create",
  tracking: "track",
  scheduling: "schedule",
  estimation: "estimate",
  estimating: "estimate",
  costing: "estimate",
  posting: "post",
  application: "apply",
  comparison: "compare",
  comparisons: "compare",
  deletion: "delete",
  editing: "edit",
  monitoring: "monitor",
  analysis: "analyse",
  browsing: "browse",
  booking: "book",
  reservation: "reserve",
  search: "search",
  searching: "search",
  filtering: "filter",
  voting: "vote",
  sharing: "share",
  communication: "communicate",
  messaging: "message",
  login: "log in",
  "log-in": "log in",
  uploading: "upload",
  upload: "upload",
  reporting: "report"
}

/** The action that a noun phrase names: `document management` → `manage` `document`; `undefined` where it names none. */
export const nominalPhrase = (text: string): VerbPhrase | undefined => {
  const bare = text.trim().replace(
    /\s+(?:features?|functions?|functionalit(?:y|ies)|capabilit(?:y|ies)|options?)$/i,
    ""
  )
  const of = /^(?:the )?([a-z-]+) of (.+)$/i.exec(bare)
  const byOf = of === null ? undefined : nominal[(of[1] ?? "").toLowerCase()]
  if (of !== null && byOf !== undefined) return phrase(byOf, of[2] ?? "")
  const last = bare.slice(bare.lastIndexOf(" ") + 1).toLowerCase()
  const verb = nominal[last]
  return verb === undefined ? undefined : phrase(verb, bare.slice(0, bare.length - last.length))
}
