/**
 * What an Effect application may import: `import { … } from "dpg"`.
 *
 * - Amazon Bedrock as layers: `AppConfig`, `Credentials` → `BedrockRuntime` → `RawClient`, `ConverseClient` →
 *   `BedrockLanguageModel`. They read settings through Effect's `ConfigProvider` and change nothing of the process.
 * - The steps from a brief to an app, each an Effect that asks for services, and `pipeline`, which is all of them.
 * - The services that a run writes to: `RunFolder` → `RunStore`, `RunLog` → `Progress`; `recordRun` and
 *   `layerRecordCalls` put a run and its calls on record.
 * - The errors, one closed union; the policy, a reference that any effect can override; the model catalogue.
 */

// Settings and clients
export { AppConfig } from "./layers/AppConfig.ts"
export * as BedrockLanguageModel from "./layers/BedrockLanguageModel.ts"
export { type Answer, BedrockRuntime } from "./layers/BedrockRuntime.ts"
export { CallContext } from "./layers/CallContext.ts"
export { type CallExchange, CallObserver } from "./layers/CallObserver.ts"
export { ConverseClient, type ConverseReply, type ConverseRequest } from "./layers/ConverseClient.ts"
export { Credentials } from "./layers/Credentials.ts"
export { layerLimiter, layerLimiterOf, Limiter, type Permit, type Wait } from "./layers/Limiter.ts"
export { layerPolicy } from "./layers/ModelCall.ts"
export { RawClient, type RawReply, type RawRequest } from "./layers/RawClient.ts"
export * as Recording from "./layers/Recording.ts"

// Runs
export { Progress, type TerminalScreen } from "./layers/Progress.ts"
export { layerRecordCalls } from "./layers/recordCalls.ts"
export { recordRun } from "./layers/recordRun.ts"
export { RunFolder } from "./layers/RunFolder.ts"
export { RunLog } from "./layers/RunLog.ts"
export { type ArtefactFile, RunStore } from "./layers/RunStore.ts"

// Steps
export { ingest, keepBrief } from "./steps/01-ingest.ts"
export { writePrd } from "./steps/02-prd.ts"
export { designBackend } from "./steps/03-backend.ts"
export { takeInventory } from "./steps/04a-pages.ts"
export { describePage, type PageInput } from "./steps/04b-ir.ts"
export { writeApp, writePage } from "./steps/05-react.ts"
export {
  complete,
  type FellBack,
  pipeline,
  type PipelineOptions,
  type Product,
  type StepServices
} from "./steps/pipeline.ts"

// Artefacts
export { BackendDesign } from "./domain/Backend.ts"
export { Brief } from "./domain/Brief.ts"
export { Finding } from "./domain/Finding.ts"
export { Backend } from "./domain/OpenApi.ts"
export { PageIr } from "./domain/PageIr.ts"
export { Pages } from "./domain/Pages.ts"
export { Prd } from "./domain/Prd.ts"
export { Failure, RunEvent, type Unstamped } from "./domain/RunEvent.ts"
export { parseLog, type RunOfLog, runsOf, type Totals, totalsOf } from "./domain/RunSummary.ts"
export { StepId, stepIds, stepTitle } from "./domain/Step.ts"
export { Usage } from "./domain/Usage.ts"

// What `dpg doctor --json` prints
export { DoctorReport } from "./domain/doctor/Report.ts"

// Errors, policy and models
export * from "./domain/Errors.ts"
export * as ExitCode from "./domain/ExitCode.ts"
export { failureOf, isDpgError } from "./domain/Failures.ts"
export { catalogue, costUsd, lookup, type Model, type ResolvedModel, resolveModel } from "./domain/Models.ts"
export { PartialAnswer } from "./domain/PartialAnswer.ts"
export { defaultPolicy, Policy, retryability, retrySchedule } from "./domain/Policy.ts"
