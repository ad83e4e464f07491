import { Effect, Layer, Option, Ref } from "effect"
import { type ArtefactFile, RunStore } from "../layers/RunStore.ts"

interface Unit {
  readonly fingerprint: string
  readonly paths: ReadonlyArray<string>
}

interface Folder {
  readonly files: ReadonlyMap<string, string>
  readonly units: ReadonlyMap<string, Unit>
}

/** A `RunStore` without a disk, which nobody but the steps writes to: nothing ever conflicts. */
export const layerMemoryRunStore: Layer.Layer<RunStore> = Layer.effect(
  RunStore,
  Effect.gen(function*() {
    const folder = yield* Ref.make<Folder>({ files: new Map(), units: new Map() })

    const read = (path: string) => Effect.map(Ref.get(folder), ({ files }) => Option.fromNullishOr(files.get(path)))

    const reuse = (name: string, fingerprint: string) =>
      Effect.map(Ref.get(folder), ({ files, units }): Option.Option<ReadonlyArray<ArtefactFile>> => {
        const unit = units.get(name)
        return unit?.fingerprint === fingerprint
          ? Option.some(unit.paths.map((path) => ({ path, content: files.get(path) ?? "" })))
          : Option.none()
      })

    const commit = (name: string, fingerprint: string, made: ReadonlyArray<ArtefactFile>) =>
      Ref.update(folder, ({ files, units }): Folder => {
        const before = new Set(units.get(name)?.paths)
        return {
          files: new Map([
            ...[...files].filter(([path]) => !before.has(path)),
            ...made.map(({ content, path }) => [path, content] as const)
          ]),
          units: new Map(units).set(name, { fingerprint, paths: made.map(({ path }) => path) })
        }
      })

    const prune = (prefix: string, names: ReadonlyArray<string>) =>
      Ref.update(folder, ({ files, units }): Folder => {
        const left = [...units].filter(([name]) => !name.startsWith(prefix) || names.includes(name))
        const gone = new Set([...units].filter((entry) => !left.includes(entry)).flatMap(([, { paths }]) => paths))
        return { files: new Map([...files].filter(([path]) => !gone.has(path))), units: new Map(left) }
      }).pipe(Effect.as([]))

    const keep = (path: string, content: string) =>
      Ref.update(folder, ({ files, units }): Folder => ({ files: new Map(files).set(path, content), units }))

    return RunStore.of({ directory: "/memory", read, reuse, commit, prune, keep })
  })
)
