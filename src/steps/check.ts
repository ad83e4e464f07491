/** `dpg check`: what is on disk, hand edits included, decoded, linked and validated. Asks nobody, writes nothing. */
import { Effect, Option, Result } from "effect"
import type { Digest } from "effect/crypto/Digest"
import { allowedImports } from "../codegen/app/allowedImports.ts"
import { pageComponentName, pageModulePath, pageSkeleton } from "../codegen/app/pageSkeleton.ts"
import { checkSql } from "../codegen/backend/index.ts"
import { checkComponent } from "../codegen/check/index.ts"
import { linkBare } from "../codegen/ir/bareIr.ts"
import { locateInCode, locateInYaml, type Position } from "../codegen/locate.ts"
import type { Brief } from "../domain/Brief.ts"
import { type CheckReport, type PlacedFinding, severityOf } from "../domain/Check.ts"
import { ProductNotFound, type StoreError } from "../domain/Errors.ts"
import type { Finding } from "../domain/Finding.ts"
import { plural } from "../domain/Format.ts"
import { linkOpenApi, linkPage, linkPages, linkPrd } from "../domain/link/index.ts"
import { OpenApiDocument } from "../domain/OpenApi.ts"
import { PageIr } from "../domain/PageIr.ts"
import { Pages } from "../domain/Pages.ts"
import { Prd } from "../domain/Prd.ts"
import { RunStore } from "../layers/RunStore.ts"
import { digestsOf } from "../layers/store/manifest.ts"
import { conflictIn } from "../layers/store/merge.ts"
import { briefPath } from "./01-ingest.ts"
import { prdPath } from "./02-prd.ts"
import { openApiPath, sqlPath } from "./03-backend.ts"
import { pagesPath } from "./04a-pages.ts"
import { irPath } from "./04b-ir.ts"
import type { Codec } from "./shared/answer.ts"
import { digestOf } from "./shared/unit.ts"
import { decodeYaml } from "./shared/yaml.ts"

/** Everything found, in the order of the steps. A file that is broken hides nothing but what depends on it. */
export const checkProduct: Effect.Effect<CheckReport, StoreError | ProductNotFound, RunStore | Digest> = Effect.gen(
  function*() {
    const store = yield* RunStore
    const files: Array<string> = []
    const findings: Array<PlacedFinding> = []
    const notes: Array<string> = []

    const place = (path: string, found: ReadonlyArray<Finding>, locate: (at: string) => Position) => {
      for (const one of found) findings.push({ path, ...locate(one.at), severity: severityOf(one), ...one })
    }

    const open = Effect.fnUntraced(function*(path: string) {
      const text = yield* store.read(path)
      if (Option.isSome(text)) files.push(path)
      else notes.push(`${path} is not there: the next run makes what is missing`)
      return Option.isSome(text) && !conflicting(path, text.value) ? text.value : undefined
    })

    /** Whether the marks of a merge stand in a file: then nothing else can be said of it. */
    const conflicting = (path: string, text: string): boolean => {
      const line = conflictIn(text)
      if (line !== undefined) place(path, [{ rule: "conflict", at: `line ${line}`, message: unsettled }], locateInCode)
      return line !== undefined
    }

    /** An artefact in YAML: decoded, then linked where all it is linked with could be read. */
    const artefact = Effect.fnUntraced(function*<A>(
      path: string,
      schema: Codec<A>,
      link: (value: A) => ReadonlyArray<Finding> | string
    ) {
      const text = yield* open(path)
      if (text === undefined) return undefined
      const locate = locateInYaml(text)
      const value = decodeYaml(schema, text)
      if (Result.isFailure(value)) {
        place(path, value.failure, locate)
        return undefined
      }
      const linked = link(value.success)
      if (typeof linked === "string") notes.push(`${path} is not linked: that needs ${linked}`)
      else place(path, linked, locate)
      return { value: value.success, text }
    })

    /** Whether a file is a skeleton's and nobody has edited it. */
    const isBare = Effect.fnUntraced(function*(path: string, unit: string) {
      const made = (yield* store.units).get(unit)
      if (made?.skeleton !== true) return false
      const digest = yield* digestOf(Option.getOrElse(yield* store.read(path), () => ""))
      return digestsOf(made, path).includes(digest)
    })

    const briefText = yield* store.read(briefPath)
    const prd = yield* artefact(
      prdPath,
      Prd,
      (one) => Option.isNone(briefText) ? briefPath : linkPrd(one, briefOf(briefText.value))
    )
    if (!files.includes(prdPath) && Option.isNone(briefText)) {
      return yield* new ProductNotFound({ directory: store.directory, reason: `${prdPath} is not there` })
    }

    const openapi = yield* artefact(
      openApiPath,
      OpenApiDocument,
      (one) => prd === undefined ? prdPath : linkOpenApi(one, prd.value)
    )
    const sql = yield* open(sqlPath)
    if (sql !== undefined) {
      place(sqlPath, checkSql(sql, openapi?.value), locateInCode)
      if (openapi === undefined) notes.push(`${sqlPath} is not compared with the contract: that needs ${openApiPath}`)
    }

    const pages = yield* artefact(
      pagesPath,
      Pages,
      (one) =>
        prd === undefined ? prdPath : openapi === undefined ? openApiPath : linkPages(one, prd.value, openapi.value)
    )
    if (pages === undefined) notes.push(`the pages themselves are not checked: that needs ${pagesPath}`)

    for (const page of pages?.value.pages ?? []) {
      const context = prd === undefined || openapi === undefined || pages === undefined
        ? undefined
        : { prd: prd.value, openapi: openapi.value, pages: pages.value, page }
      const path = irPath(page.id)
      // What the description of a skeleton leaves out is known.
      const linkPageOf = (yield* isBare(path, `04b-ir/${page.id}`)) ? linkBare : linkPage
      if (linkPageOf === linkBare) notes.push(`${path} stands in for a description that no answer of a model gave`)
      const ir = yield* artefact(
        path,
        PageIr,
        (one) => context === undefined ? prd === undefined ? prdPath : openApiPath : linkPageOf(one, context)
      )
      const modulePath = `app/${pageModulePath(page.id)}`
      if (linkPageOf === linkPage && (yield* isBare(modulePath, `05-react/${page.id}`))) {
        notes.push(`${modulePath} stands in for a page that no answer of a model would do for`)
      }
      const source = yield* open(modulePath)
      if (source === undefined) continue
      if (openapi === undefined) {
        notes.push(`${modulePath} is not checked: that needs ${openApiPath}`)
        continue
      }
      // A page whose IR does not link has no skeleton that could be held against it.
      const sound = ir !== undefined && context !== undefined && linkPageOf(ir.value, context).length === 0
      const skeleton = sound
        ? pageSkeleton(ir.value, {
          prd: context.prd,
          pages: context.pages,
          backend: { openapi: openapi.value, sql: sql ?? "" }
        })
        : undefined
      if (skeleton === undefined) {
        notes.push(`${modulePath} is not compared with the page's description, which will not do`)
      }
      place(
        modulePath,
        checkComponent(source, {
          componentName: pageComponentName(page.id),
          allowedImports,
          openapi: openapi.value,
          ...(skeleton === undefined ? {} : { skeleton })
        }),
        locateInCode
      )
    }
    const merged = [...yield* store.units].flatMap(([, { conflicts = [] }]) => conflicts)
    for (const path of new Set(merged.filter((one) => !files.includes(one)))) {
      conflicting(path, Option.getOrElse(yield* store.read(path), () => ""))
    }
    return { directory: store.directory, files, findings, notes: together(notes) }
  }
)

/** Notes that say the same of several files as one. */
const together = (notes: ReadonlyArray<string>): ReadonlyArray<string> => {
  const saying = (note: string) => note.slice(note.indexOf(notThis) + 1)
  const first = notes.filter((note, index) => notes.findIndex((one) => saying(one) === saying(note)) === index)
  return first.map((note) => {
    const more = notes.filter((one) => saying(one) === saying(note)).length - 1
    return more === 0 ? note : note.replace(notThis, ` and ${plural(more, "other file")} are not `)
  })
}

const notThis = " is not "

const unsettled =
  "you and dpg changed the same lines: settle what stands between <<<<<<< yours and >>>>>>> dpg, and take the marks out"

const briefOf = (text: string): Brief => {
  const words = text.trim()
  return { title: "Brief", text: words === "" ? "-" : words, sources: [{ name: briefPath, bytes: text.length }] }
}
