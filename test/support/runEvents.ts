/** Events of a run, with what a test does not care about filled in. */
import type { CallAttempt, RunEvent, Unstamped } from "../../src/domain/RunEvent.ts"
import { noUsage } from "../../src/domain/Usage.ts"

const start = Date.UTC(2026, 10, 22, 18, 0, 0)

/** The event so many milliseconds after the start of the run. */
export const at = (millis: number, event: Unstamped): RunEvent => ({
  ...event,
  at: new Date(start + millis).toISOString(),
  runId: "20261122-180000-abcd"
})

/** The time of the event, as the clock has it. */
export const timeOf = (millis: number): number => start + millis

export const started = at(0, {
  _tag: "RunStarted",
  version: "1.2.3",
  offline: false,
  directory: "/home/me/product",
  briefs: ["brief.md"],
  region: "us-east-1",
  regionSource: "default",
  credentials: "environment variables",
  endpoint: ""
})

export const attempt = (values: Partial<CallAttempt> = {}): Unstamped<CallAttempt> => ({
  _tag: "CallAttempt",
  callId: "call-1",
  step: "02-prd",
  page: "",
  client: "raw",
  operation: "InvokeModelWithResponseStream",
  modelId: "claude",
  attempt: 1,
  requestId: "request-1",
  latencyMillis: 1000,
  usage: { ...noUsage, inputTokens: 1000, outputTokens: 500 },
  costUsd: 0.25,
  stopReason: "end_turn",
  ...values
})

export const throttled = { tag: "Throttled", message: "claude is throttled: slow down", hint: "Run again later." }
