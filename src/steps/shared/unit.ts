/** A unit of work: made once for the same inputs, read back from disk ever after. */
import { Clock, Effect, Option, Result } from "effect"
import { Digest, sha256 } from "effect/crypto/Digest"
import { type ArtefactInvalid, type ConflictPlace, type DpgError, MergeConflict } from "../../domain/Errors.ts"
import { failureOf } from "../../domain/Failures.ts"
import type { StepId } from "../../domain/Step.ts"
import { CallContext } from "../../layers/CallContext.ts"
import { RunLog } from "../../layers/RunLog.ts"
import { type ArtefactFile, RunStore } from "../../layers/RunStore.ts"

/** One thing that a unit is made from, under a name that says what changed when it changes. */
export interface Input {
  readonly name: string
  readonly text: string
}

export interface Unit<A, R> {
  readonly step: StepId
  /** `""` for a unit that is not about one page. */
  readonly page: string
  /** Its name in the manifest. */
  readonly name: string
  /** Everything it is made from: documents, prompt, model id, parameters. */
  readonly inputs: ReadonlyArray<Input>
  /** Only run when there is nothing to reuse. */
  readonly make: Effect.Effect<ReadonlyArray<ArtefactFile>, DpgError, R>
  /**
   * What later steps get: read from the files as they are on disk, hand edits included, just after they were made as well,
   * so that a second run goes on from exactly what the first one did.
   */
  readonly read: (files: ReadonlyArray<ArtefactFile>) => Effect.Effect<A, ArtefactInvalid>
  /** What becomes of conflicts with a person's edits where no later step reads the files; without it they fail the unit. */
  readonly onConflict?: (places: ReadonlyArray<ConflictPlace>) => void
}

/** Runs a unit of work under its fingerprint, recorded from its start to its end. */
export const runUnit = <A, R>(unit: Unit<A, R>): Effect.Effect<A, DpgError, R | RunStore | RunLog | Digest> =>
  recorded(unit, makeOrReuse(unit))

/** The same where there is something to reuse: it is made anew, and takes its place under the same fingerprint. */
export const remakeUnit = <A, R>(unit: Unit<A, R>): Effect.Effect<A, DpgError, R | RunStore | RunLog | Digest> =>
  recorded(unit, Effect.flatMap(marksOf(unit.inputs), (marks) => makeAnew(unit, marks)))

interface Done<A> {
  readonly files: ReadonlyArray<ArtefactFile>
  readonly reused: boolean
  readonly value: A
}

const recorded = <A, R>(
  { name, page, step }: Pick<Unit<A, R>, "name" | "page" | "step">,
  work: Effect.Effect<Done<A>, DpgError, R | RunStore | RunLog | Digest>
): Effect.Effect<A, DpgError, R | RunStore | RunLog | Digest> =>
  Effect.gen(function*() {
    const log = yield* RunLog
    const since = yield* Clock.currentTimeMillis
    yield* log.record({ _tag: "StepStarted", step, page })
    const outcome = yield* Effect.result(work)
    if (Result.isFailure(outcome)) {
      yield* log.record({ _tag: "StepFailed", step, page, error: failureOf(outcome.failure) })
      return yield* outcome.failure
    }
    const { files, reused, value } = outcome.success
    const durationMillis = (yield* Clock.currentTimeMillis) - since
    yield* log.record({
      _tag: "StepFinished",
      step,
      page,
      reused,
      files: files.map(({ path }) => path),
      durationMillis
    })
    return value
  }).pipe(
    Effect.provideService(CallContext, { step, page }),
    Effect.withSpan(`dpg ${name}`, { attributes: { "dpg.step": step, "dpg.page": page } })
  )

/** The one file of that path among a unit's files. */
export const fileOf = (files: ReadonlyArray<ArtefactFile>, path: string): string =>
  files.find((file) => file.path === path)?.content ?? ""

/**
 * Writes what stands in for a page that no answer would do for, under the fingerprint the answer would have had, and marks
 * it, so that the next run tries again. Gives the files as they stand: a person's own are left as they are.
 */
export const keepSkeleton = Effect.fnUntraced(function*<A, R>(
  { inputs, name, page, step }: Pick<Unit<A, R>, "inputs" | "name" | "page" | "step">,
  skeleton: ReadonlyArray<ArtefactFile>,
  findings: ReadonlyArray<string>
): Effect.fn.Return<ReadonlyArray<ArtefactFile>, DpgError, RunStore | RunLog | Digest> {
  const store = yield* RunStore
  const log = yield* RunLog
  const { digests, fingerprint } = yield* marksOf(inputs)
  const { files } = yield* store.commit(name, fingerprint, skeleton, { inputs: digests, skeleton: true })
  yield* log.record({ _tag: "PageFellBack", step, page, findings })
  return files
})

const makeOrReuse = Effect.fnUntraced(
  function*<A, R>(unit: Unit<A, R>): Effect.fn.Return<Done<A>, DpgError, R | RunStore | RunLog | Digest> {
    const store = yield* RunStore
    const marks = yield* marksOf(unit.inputs)
    const found = yield* store.reuse(unit.name, marks.fingerprint, marks.digests)
    if (Option.isNone(found)) return yield* makeAnew(unit, marks)
    return { files: found.value, reused: true, value: yield* unit.read(found.value) }
  }
)

const makeAnew = Effect.fnUntraced(
  function*<A, R>(
    { make, name, onConflict, page, read, step }: Unit<A, R>,
    { digests, fingerprint }: Marks
  ): Effect.fn.Return<Done<A>, DpgError, R | RunStore | RunLog> {
    const store = yield* RunStore
    // An answer was paid for: once it is there, an interruption waits until it is kept.
    const { files, merged } = yield* Effect.uninterruptibleMask((restore) =>
      Effect.flatMap(restore(make), (made) => store.commit(name, fingerprint, made, { inputs: digests }))
    )
    const log = yield* RunLog
    yield* Effect.forEach(merged, (one) => log.record({ _tag: "Merged", step, page, ...one }), { discard: true })
    const places = merged.flatMap(({ conflicts, path }) => conflicts.map((line) => ({ path, line })))
    if (places.length > 0) {
      if (onConflict === undefined) return yield* new MergeConflict({ places })
      onConflict(places)
    }
    return { files, reused: false, value: yield* read(files) }
  }
)

interface Marks {
  readonly digests: Readonly<Record<string, string>>
  readonly fingerprint: string
}

/** The digest of each input, and the fingerprint over all of them. */
export const marksOf = Effect.fnUntraced(function*(inputs: ReadonlyArray<Input>) {
  const digests = yield* Effect.forEach(
    inputs,
    ({ name, text }) => Effect.map(digestOf(text), (digest) => [name, digest] as const)
  )
  return { fingerprint: yield* fingerprintOf(digests.flat()), digests: Object.fromEntries(digests) }
})

/** SHA-256 over the inputs, each set apart from the next. */
export const fingerprintOf = (inputs: ReadonlyArray<string>) => digestOf(JSON.stringify(inputs))

/** SHA-256 of a text, as the manifest has it of a file. */
export const digestOf = (text: string) =>
  Digest.use((digests) => digests.digestHex(sha256, new TextEncoder().encode(text)))
