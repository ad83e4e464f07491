/** What the next run would make anew, and why. Pure. */
import { Schema } from "effect"
import type { Unit } from "./RunManifest.ts"
import { stepIds } from "./Step.ts"

/** A unit of work as a run would find it. */
export interface Looked {
  /** `02-prd`, `04b-ir/home`. */
  readonly unit: string
  /** What the manifest has of it; undefined where it was never made. */
  readonly before: Unit | undefined
  /** Whether a run would take what is there. */
  readonly fresh: boolean
  /** Digests of what it would be made from now, by name. */
  readonly inputs: { readonly [name: string]: string }
  /** Its files that are not there any more. */
  readonly missing: ReadonlyArray<string>
  /** Its files that a person changed. */
  readonly edited: ReadonlyArray<string>
  /** Its files in which a conflict stands: `path line n`. */
  readonly conflicts: ReadonlyArray<string>
}

export const UnitStatus = Schema.Struct({
  unit: Schema.String,
  /**
   * `fresh`: the next run takes what is there. `stale`: it makes it anew. `waiting`: it depends on one that is not fresh, so
   * it is made anew unless that one comes out as it was.
   */
  state: Schema.Literals(["fresh", "stale", "waiting"]),
  /** Why it is not fresh. */
  reasons: Schema.Array(Schema.String),
  /** Its files that a person changed. */
  edited: Schema.Array(Schema.String),
  /** Its files in which a conflict stands: `path line n`. A run asks nothing before they are settled. */
  conflicts: Schema.Array(Schema.String),
  /** Whether a page stands in for one that no answer of the model would do for. */
  skeleton: Schema.Boolean
})
export type UnitStatus = typeof UnitStatus.Type

/** A unit that a run came to. */
const statusOf = (looked: Looked): UnitStatus => ({
  unit: looked.unit,
  state: looked.fresh ? "fresh" : "stale",
  reasons: looked.fresh ? [] : reasonsOf(looked),
  edited: looked.edited,
  conflicts: looked.conflicts,
  skeleton: looked.before?.skeleton === true
})

/**
 * Every unit of a run in its order: those it came to, and those it could not come to because of what they depend on.
 * @param pages - ids of the pages, in order
 */
export const statusOfAll = (
  looked: ReadonlyArray<Looked>,
  pages: ReadonlyArray<string>,
  blocked: string
): ReadonlyArray<UnitStatus> => {
  const found = new Map(looked.map((one) => [one.unit, statusOf(one)]))
  const notFresh = (unit: string): boolean => found.get(unit)?.state !== "fresh"
  const order = stepIds.flatMap((step) =>
    step === "04b-ir" || step === "05-react" ? pages.map((page) => `${step}/${page}`) : [step]
  )
  return [...order, "05-react"].map((unit): UnitStatus => {
    const known = found.get(unit)
    if (known !== undefined) return known
    const [step = unit, page] = unit.split("/")
    const before = unit === "05-react"
      ? order
      : page !== undefined && step === "05-react"
      ? [...single, `04b-ir/${page}`]
      : single.slice(0, single.indexOf(step) < 0 ? single.length : single.indexOf(step))
    const causes = before.filter((one) => found.get(one)?.state === "stale")
    const cause = causes.length > 0 ? list(causes) : before.find(notFresh) ?? blocked
    return {
      unit,
      state: "waiting",
      reasons: [blocked !== "" && causes.length === 0 ? `depends on ${blocked}` : `depends on ${cause}`],
      edited: [],
      conflicts: [],
      skeleton: false
    }
  })
}

const single = ["01-ingest", "02-prd", "03-backend", "04a-pages"]

const list = (units: ReadonlyArray<string>): string =>
  units.length > 3 ? `${units.slice(0, 3).join(", ")} and ${units.length - 3} more` : units.join(", ")

const reasonsOf = ({ before, inputs, missing, unit }: Looked): ReadonlyArray<string> => {
  if (before === undefined) return ["never made"]
  if (before.fingerprint === "") return ["a run was cut off while it was written"]
  const page = unit.split("/")[1] ?? ""
  const was = before.inputs
  const changed = was === undefined ? [] : [...new Set([...Object.keys(was), ...Object.keys(inputs)])]
    .filter((name) => was[name] !== inputs[name])
  const files = changed.filter((name) => name.startsWith("app/"))
  const why = [
    ...missing.map((path) => `${path} is missing`),
    ...(before.skeleton === true ? ["its page is a skeleton: the model is asked again"] : []),
    ...changed.filter((name) => !files.includes(name)).map((name) => reasonOf(name, page)),
    ...(files.length === 0 ? [] : [`the app's own files changed: ${list(files)}`])
  ]
  return why.length > 0 ? [...new Set(why)] : ["what it is made from changed"]
}

const reasonOf = (input: string, page: string): string => {
  const [kind = "", name = ""] = input.split(/ (.*)/s)
  if (kind === "document") return `${documents[name] ?? name.replace(/^ir$/, `ir/${page}.yaml`)} changed`
  if (kind === "image") return `the image ${name} changed`
  return others[kind] ?? `${input} changed`
}

const documents: { readonly [name: string]: string } = {
  brief: "brief.md",
  prd: "prd.yaml",
  openapi: "backend/openapi.yaml",
  pages: "pages.yaml",
  page: "the page's entry in pages.yaml",
  skeleton: "the page's skeleton"
}

const others: { readonly [kind: string]: string } = {
  brief: "the brief given changed",
  images: "the images given changed",
  model: "the model setting changed",
  "stand-in": "who answers changed (a model, the offline rules or a recording)",
  prompt: "dpg's prompt changed",
  request: "dpg's prompt changed",
  schema: "dpg's form of the answer changed"
}
