/** Step 02: the product requirements document. */
import { Effect } from "effect"
import type { Digest } from "effect/crypto/Digest"
import type { Brief } from "../domain/Brief.ts"
import { severityOf } from "../domain/Check.ts"
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
import { askRaw, inputsOf } from "./shared/clients.ts"
import { linkedFile } from "./shared/linked.ts"
import { writeView } from "./shared/view.ts"
import { runWritten } from "./shared/written.ts"
import { origin, parseArtefact, renderArtefact } from "./shared/yaml.ts"

export const prdPath = "prd.yaml"
export const prdViewPath = "prd.md"

/** Writes `prd.yaml`, which is the truth, and `prd.md`, which shows it. */
export const writePrd = Effect.fn("writePrd")(function*(
  brief: Brief
): Effect.fn.Return<Prd, DpgError, RawClient | AppConfig | RunStore | RunLog | Digest> {
  const { models: { backend: { id: modelId } } } = yield* AppConfig
  const step = "02-prd"
  const heading = yield* origin(step, modelId)
  const link = (prd: Prd) => linkPrd(prd, brief)
  // What a person leaves out is theirs to leave out: `dpg check` and the trace show it.
  const linkEdited = (prd: Prd) => link(prd).filter((finding) => severityOf(finding) === "error")
  const prd = yield* runWritten({
    step,
    page: "",
    name: step,
    inputs: yield* inputsOf(step, modelId, prdPrompt(brief), PrdAnswer),
    modelId,
    path: prdPath,
    prompt: (former?: Prd) => prdPrompt(brief, former),
    ask: askRaw(modelId, PrdAnswer),
    schema: Prd,
    link: (one, former) => [...link(one), ...(former === undefined ? [] : linkFormerPrd(one, former))],
    files: (one) => [{ path: prdPath, content: renderArtefact(Prd, one, heading) }],
    parse: (text) => parseArtefact(Prd, prdPath, text),
    read: linkedFile(prdPath, linkEdited)
  })
  // It follows prd.yaml, edits of it included.
  yield* writeView("02-prd/view", [{ path: prdViewPath, content: renderPrd(prd, yield* StandIn) }])
  return prd
})
