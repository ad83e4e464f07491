/** Step 02: the product requirements document. */
import { Effect, Result } from "effect"
import type { Digest } from "effect/crypto/Digest"
import type { Brief } from "../domain/Brief.ts"
import type { DpgError } from "../domain/Errors.ts"
import { linkFormerPrd, linkPrd } from "../domain/link/index.ts"
import { Prd, PrdAnswer } from "../domain/Prd.ts"
import { StandIn } from "../domain/StandIn.ts"
import { AppConfig } from "../layers/AppConfig.ts"
import type { RawClient } from "../layers/RawClient.ts"
import type { RunLog } from "../layers/RunLog.ts"
import type { RunStore } from "../layers/RunStore.ts"
import { prdPrompt } from "./02-prd.prompt.ts"
import { renderPrd } from "./02-prd.view.ts"
import { decodeJson } from "./shared/answer.ts"
import { askRaw, inputsOf } from "./shared/clients.ts"
import { askUntilUsable } from "./shared/conversation.ts"
import { formerOf } from "./shared/former.ts"
import { linked, linkedFile } from "./shared/linked.ts"
import { fileOf, runUnit } from "./shared/unit.ts"
import { writeView } from "./shared/view.ts"
import { origin, parseArtefact, renderArtefact } from "./shared/yaml.ts"

export const prdPath = "prd.yaml"
export const prdViewPath = "prd.md"

/** Writes `prd.yaml`, which is the truth, and `prd.md`, which shows it. */
export const writePrd = Effect.fn("writePrd")(function*(
  brief: Brief
): Effect.fn.Return<Prd, DpgError, RawClient | AppConfig | RunStore | RunLog | Digest> {
  const { models: { backend: { id: modelId } } } = yield* AppConfig
  const step = "02-prd"
  const prompt = prdPrompt(brief)
  const heading = yield* origin(step, modelId)
  const link = (prd: Prd) => linkPrd(prd, brief)
  // What a person leaves out is theirs to leave out: `dpg check` and the trace show it.
  const linkEdited = (prd: Prd) => link(prd).filter(({ rule }) => !advisory.has(rule))
  const prd = yield* runUnit({
    step,
    page: "",
    name: step,
    inputs: yield* inputsOf(step, modelId, prompt, PrdAnswer),
    make: Effect.gen(function*() {
      const former = yield* formerOf(step, prdPath, (text) => parseArtefact(Prd, prdPath, text))
      const prd = yield* askUntilUsable({
        step,
        page: "",
        modelId,
        prompt: prdPrompt(brief, former),
        ask: askRaw(modelId, PrdAnswer),
        read: (answer) =>
          Result.flatMap(
            decodeJson(Prd, answer),
            linked((prd) => [...link(prd), ...(former === undefined ? [] : linkFormerPrd(prd, former))])
          ),
        extension: "json"
      })
      return [{ path: prdPath, content: renderArtefact(Prd, prd, heading) }]
    }),
    read: (files) =>
      Effect.flatMap(parseArtefact(Prd, prdPath, fileOf(files, prdPath)), linkedFile(prdPath, linkEdited))
  })
  // It follows prd.yaml, edits of it included.
  yield* writeView("02-prd/view", [{ path: prdViewPath, content: renderPrd(prd, yield* StandIn) }])
  return prd
})

/** Rules that a model is held to and a person is told of. */
const advisory: ReadonlySet<string> = new Set(["sentence-not-covered", "criterion-not-testable"])
