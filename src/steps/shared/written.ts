/** The frame of a step whose artefact a model writes as JSON: asked for, linked, kept as a file, and read back from it. */
import { Effect, Result } from "effect"
import type { Digest } from "effect/crypto/Digest"
import type { ArtefactInvalid, DpgError } from "../../domain/Errors.ts"
import type { Finding } from "../../domain/Finding.ts"
import type { Prompt } from "../../domain/Prompt.ts"
import type { RunLog } from "../../layers/RunLog.ts"
import type { ArtefactFile, RunStore } from "../../layers/RunStore.ts"
import { type Codec, decodeJson } from "./answer.ts"
import { type Ask, askUntilUsable } from "./conversation.ts"
import { formerOf } from "./former.ts"
import { linked } from "./linked.ts"
import { fileOf, runUnit, type Unit } from "./unit.ts"

/** `Answer` is what the model writes, `Made` what stands in the file. */
export interface Written<Answer, Made, Out, R> extends Pick<Unit<Out, R>, "step" | "page" | "name" | "inputs"> {
  readonly modelId: string
  /** Where the artefact is that a new version goes on from. */
  readonly path: string
  /** @param former - the artefact as it stands, made for an earlier state of the inputs */
  readonly prompt: (former?: Made) => Prompt
  readonly ask: Ask<R>
  readonly schema: Codec<Answer>
  readonly link: (answer: Answer, former?: Made) => ReadonlyArray<Finding>
  readonly files: (answer: Answer) => ReadonlyArray<ArtefactFile>
  /** What stands in the file, linked with nothing yet. */
  readonly parse: (text: string) => Effect.Effect<Made, ArtefactInvalid>
  /** What later steps get. */
  readonly read: (made: Made, files: ReadonlyArray<ArtefactFile>) => Effect.Effect<Out, ArtefactInvalid>
}

export const runWritten = <Answer, Made, Out, R>(
  { ask, files, inputs, link, modelId, name, page, parse, path, prompt, read, schema, step }: Written<
    Answer,
    Made,
    Out,
    R
  >
): Effect.Effect<Out, DpgError, R | RunStore | RunLog | Digest> =>
  runUnit({
    step,
    page,
    name,
    inputs,
    make: Effect.gen(function*() {
      const former = yield* formerOf(name, path, parse)
      const answer = yield* askUntilUsable({
        step,
        page,
        modelId,
        prompt: prompt(former),
        ask,
        read: (text) => Result.flatMap(decodeJson(schema, text), linked((one) => link(one, former))),
        extension: "json"
      })
      return files(answer)
    }),
    read: (made) => Effect.flatMap(parse(fileOf(made, path)), (value) => read(value, made))
  })
