/** What `dpg verify` found, put to the pages that a model can mend, and what is left to people and to `dpg run`. */
import { Effect, Option, Schema } from "effect"
import type { Digest } from "effect/crypto/Digest"
import { pageModulePath } from "../../codegen/app/pageSkeleton.ts"
import { type DpgError, MergeConflict, NotVerified } from "../../domain/Errors.ts"
import type { Finding } from "../../domain/Finding.ts"
import type { Left, Mending } from "../../domain/Mending.ts"
import { Pages } from "../../domain/Pages.ts"
import { Prd } from "../../domain/Prd.ts"
import type { Unit } from "../../domain/RunManifest.ts"
import { StandIn } from "../../domain/StandIn.ts"
import { Verification } from "../../domain/Verification.ts"
import { attribute, type PageModule } from "../../domain/verify/attribute.ts"
import type { AppConfig } from "../../layers/AppConfig.ts"
import type { RunFolder } from "../../layers/RunFolder.ts"
import { RunStore } from "../../layers/RunStore.ts"
import { digestsOf } from "../../layers/store/manifest.ts"
import { prdPath } from "../02-prd.ts"
import { pagesPath } from "../04a-pages.ts"
import { type PageModuleInput, pageUnit } from "../05-react.ts"
import { verificationPath } from "../report.ts"
import { digestOf, marksOf } from "../shared/unit.ts"
import { parseArtefact } from "../shared/yaml.ts"
import { productFingerprint } from "../verify/fingerprint.ts"
import { type ProductOnDisk, readProduct } from "../verify/product.ts"

/** A page whose module a model wrote and can mend. */
export interface PageToMend {
  readonly input: PageModuleInput
  /** As it stands. */
  readonly module: string
  readonly findings: ReadonlyArray<Finding>
}

export interface MendPlan extends Pick<Mending, "left" | "others"> {
  readonly product: ProductOnDisk
  readonly modules: ReadonlyArray<PageModule>
  readonly pages: ReadonlyArray<PageToMend>
}

/**
 * Reads what was found and what it was found in. Asks no model, writes nothing. Fails with `NotVerified` where nothing was
 * found out yet, or about another state of the product than that on disk.
 */
export const planMend = Effect.fn("mend.plan")(function*(): Effect.fn.Return<
  MendPlan,
  DpgError,
  RunStore | RunFolder | AppConfig | Digest
> {
  const store = yield* RunStore
  const product = yield* readProduct
  const { gates } = yield* verificationOf(product)
  const unsettled = yield* store.unsettled
  if (unsettled.length > 0) return yield* new MergeConflict({ places: unsettled })

  const parsed = <A>(schema: Schema.Codec<A, unknown>, path: string) =>
    Effect.flatMap(store.read(path), (text) => parseArtefact(schema, path, Option.getOrElse(text, () => "")))
  const prd = yield* parsed(Prd, prdPath)
  const pages = yield* parsed(Pages, pagesPath)
  const backend = { openapi: product.openapi, sql: product.sql }
  const modules = pages.pages.map(({ id }) => ({ id, path: pageModulePath(id) }))
  const found = attribute(gates, modules)

  const toMend: Array<PageToMend> = []
  const left: Array<Left> = []
  for (const page of pages.pages) {
    const findings = found.pages.get(page.id)
    const ir = product.irs.get(page.id)
    if (findings === undefined || ir === undefined) continue
    const input: PageModuleInput = { prd, backend, pages, page, ir }
    const { module, why } = yield* standing(input)
    if (why === "") toMend.push({ input, module, findings })
    else left.push({ page: page.id, why, findings })
  }
  return { product, modules, pages: toMend, left, others: found.others }
})

/** What was found in the product as it is. */
const verificationOf = Effect.fnUntraced(function*({ directory }: ProductOnDisk) {
  const store = yield* RunStore
  const not = (reason: string) => new NotVerified({ directory, reason })
  const text = yield* store.read(verificationPath)
  if (Option.isNone(text)) return yield* not("it was not verified yet")
  const verification = yield* Effect.mapError(
    decode(text.value),
    () => not(`${verificationPath} cannot be read`)
  )
  return verification.product === (yield* productFingerprint)
    ? verification
    : yield* not("it has changed since it was verified")
})

const decode = Schema.decodeEffect(Schema.fromJsonString(Verification))

/** A page's module as it stands, and why a model is not to mend it; `""` where it is. */
const standing = Effect.fnUntraced(function*(input: PageModuleInput) {
  const store = yield* RunStore
  const { path, unit } = yield* pageUnit(input)
  const module = Option.getOrElse(yield* store.read(path), () => "")
  const made = (yield* store.units).get(unit.name)
  const { fingerprint } = yield* marksOf(unit.inputs)
  const isEdited = made !== undefined && !digestsOf(made, path).includes(yield* digestOf(module))
  return { module, why: whyNot(made, isEdited, fingerprint, yield* StandIn) }
})

const whyNot = (made: Unit | undefined, isEdited: boolean, fingerprint: string, standIn: string): string => {
  if (made === undefined) return "dpg did not write it"
  if (isEdited) return "it was changed by hand: what you wrote is yours to mend"
  if (made.skeleton === true) return "it is built from its skeleton: `dpg run` asks for it again"
  if (made.fingerprint === fingerprint) return ""
  return (made.standIn ?? "") === standIn
    ? "what it is made from has changed: `dpg run` makes it anew"
    : `${who(made.standIn ?? "")} wrote it, and ${who(standIn)} would mend it`
}

const who = (standIn: string): string => standIn === "" ? "a model" : standIn
