/** A product on disk, as the gates need it. */
import { Effect, Option, Result, Schema } from "effect"
import { parseOpenApi } from "../../codegen/backend/index.ts"
import { type OutputNotWritable, ProductNotFound } from "../../domain/Errors.ts"
import type { OpenApiDocument } from "../../domain/OpenApi.ts"
import { PageIr } from "../../domain/PageIr.ts"
import { type Page, Pages } from "../../domain/Pages.ts"
import { Prd } from "../../domain/Prd.ts"
import { RunFolder } from "../../layers/RunFolder.ts"
import { prdPath } from "../02-prd.ts"
import { openApiPath, sqlPath } from "../03-backend.ts"
import { pagesPath } from "../04a-pages.ts"
import { irPath } from "../04b-ir.ts"
import { appFolder } from "../05-react.ts"
import { parseArtefact } from "../shared/yaml.ts"

export interface ProductOnDisk {
  /** Absolute paths. */
  readonly directory: string
  readonly app: string
  readonly title: string
  readonly pages: ReadonlyArray<Page>
  readonly irs: ReadonlyMap<string, PageIr>
  /** Who signs in: ids of personas. */
  readonly roles: ReadonlyArray<{ readonly id: string; readonly name: string }>
  readonly openapiText: string
  readonly openapi: OpenApiDocument
  readonly sql: string
  /** Under which name the app keeps who is signed in; `""` where nobody signs in. */
  readonly sessionKey: string
  /** The scripts in the app's `package.json`, and the packages it asks for with their versions. */
  readonly scripts: Readonly<Record<string, string>>
  readonly packages: Readonly<Record<string, string>>
  /** Whether the app has a lock file. */
  readonly locked: boolean
}

/** Reads it; nothing is written, no folder made. */
export const readProduct: Effect.Effect<ProductOnDisk, ProductNotFound | OutputNotWritable, RunFolder> = Effect.gen(
  function*() {
    const folder = yield* RunFolder
    const absent = (reason: string) => new ProductNotFound({ directory: folder.directory, reason })
    const optional = (path: string) =>
      Effect.map(folder.read(path), Option.match({ onNone: () => "", onSome: (bytes) => decoder.decode(bytes) }))
    const text = Effect.fnUntraced(function*(path: string) {
      const content = yield* optional(path)
      return content === "" ? yield* absent(`there is no ${path}`) : content
    })
    const parsed = <A>(schema: Schema.Codec<A, unknown>, path: string) =>
      Effect.flatMap(
        text(path),
        (content) => Effect.mapError(parseArtefact(schema, path, content), (error) => absent(error.message))
      )

    const { pages } = yield* parsed(Pages, pagesPath)
    const manifest = yield* Effect.mapError(
      decodePackage(yield* text(`${appFolder}/package.json`)),
      () => absent(`${appFolder}/package.json does not read as one`)
    )
    const openapiText = yield* text(openApiPath)
    const openapi = yield* Result.match(parseOpenApi(openapiText), {
      onFailure: (reason) => Effect.fail(absent(`${openApiPath} cannot be read: ${reason}`)),
      onSuccess: (document) => Effect.succeed(document)
    })
    const irs = yield* Effect.forEach(
      pages,
      ({ id }) => Effect.map(parsed(PageIr, irPath(id)), (ir) => [id, ir] as const)
    )
    const prd = yield* parsed(Prd, prdPath)
    const session = yield* optional(`${appFolder}/src/api/session.ts`)
    return {
      directory: folder.directory,
      app: `${folder.directory}/${appFolder}`,
      title: prd.title,
      pages,
      irs: new Map(irs),
      roles: prd.personas.filter(({ signsIn }) => signsIn).map(({ id, name }) => ({ id, name })),
      openapiText,
      openapi,
      sql: yield* text(sqlPath),
      sessionKey: /^const key = "((?:[^"\\]|\\.)+)"/m.exec(session)?.[1] ?? "",
      scripts: manifest.scripts,
      packages: { ...manifest.dependencies, ...manifest.devDependencies },
      locked: (yield* optional(`${appFolder}/package-lock.json`)) !== ""
    }
  }
)

const strings = Schema.Record(Schema.String, Schema.String).pipe(Schema.withDecodingDefaultKey(Effect.succeed({})))

const decodePackage = Schema.decodeEffect(Schema.fromJsonString(Schema.Struct({
  scripts: strings,
  dependencies: strings,
  devDependencies: strings
})))

const decoder = new TextDecoder()
