/** What a run has come to, folded from its events. Pure. */
import { DateTime, Option, Schema } from "effect"
import { duration } from "../../domain/Format.ts"
import type { Failure, RunEvent } from "../../domain/RunEvent.ts"
import { addCost, costOf } from "../../domain/RunSummary.ts"
import { type StepId, StepId as Step, stepIds } from "../../domain/Step.ts"
import { addUsage, noUsage, type Usage } from "../../domain/Usage.ts"
import { merged } from "./lines.ts"

/** A step, or a page in a step. */
export interface Task {
  readonly status: "waiting" | "running" | "done" | "reused" | "skeleton" | "failed"
  /** Milliseconds since 1970. */
  readonly since: number
  readonly durationMillis: number
  readonly usage: Usage
  readonly costUsd: number | undefined
  /** Characters of the answer under way. */
  readonly characters: number
  /** What the user should know of it: a retry, a repair, an error. */
  readonly note: string
}

export interface RunState {
  readonly runId: string
  readonly version: string
  readonly offline: boolean
  readonly directory: string
  readonly region: string
  /** Where they are from, in words. */
  readonly credentials: string
  readonly since: number
  readonly steps: { readonly [Id in StepId]: Task }
  /** In the order of the inventory. */
  readonly pages: ReadonlyArray<string>
  /** By `taskKey`. */
  readonly pageTasks: ReadonlyMap<string, Task>
  readonly calls: number
  readonly usage: Usage
  readonly costUsd: number | undefined
  readonly warnings: ReadonlyArray<string>
  readonly finished:
    | { readonly outcome: "done" | "failed" | "interrupted"; readonly durationMillis: number; readonly error?: Failure }
    | undefined
}

const waiting: Task = {
  status: "waiting",
  since: 0,
  durationMillis: 0,
  usage: noUsage,
  costUsd: 0,
  characters: 0,
  note: ""
}

export const initial: RunState = {
  runId: "",
  version: "",
  offline: false,
  directory: "",
  region: "",
  credentials: "",
  since: 0,
  steps: {
    "01-ingest": waiting,
    "02-prd": waiting,
    "03-backend": waiting,
    "04a-pages": waiting,
    "04b-ir": waiting,
    "05-react": waiting
  },
  pages: [],
  pageTasks: new Map(),
  calls: 0,
  usage: noUsage,
  costUsd: 0,
  warnings: [],
  finished: undefined
}

const taskKey = (step: StepId, page: string): string => `${step}/${page}`

/** The steps that go page by page. */
export const perPage: ReadonlyArray<StepId> = ["04b-ir", "05-react"]

/** The task of a page in a step. */
export const pageTask = (state: RunState, step: StepId, page: string): Task =>
  state.pageTasks.get(taskKey(step, page)) ?? waiting

/** The state after one more event. */
export const advance = (state: RunState, event: RunEvent): RunState => {
  switch (event._tag) {
    case "RunStarted":
      return {
        ...initial,
        runId: event.runId,
        version: event.version,
        offline: event.offline,
        directory: event.directory,
        region: event.region,
        credentials: event.credentials,
        since: millis(event.at)
      }
    case "StepStarted":
      return change(state, event, (task) => ({ ...task, status: "running", since: millis(event.at), note: "" }))
    case "StepFinished":
      return change(state, event, (task) => ({
        ...task,
        status: event.reused ? "reused" : task.status === "skeleton" ? "skeleton" : "done",
        since: task.since === 0 ? millis(event.at) - event.durationMillis : task.since,
        durationMillis: event.durationMillis,
        characters: 0,
        note: task.status === "skeleton" ? task.note : ""
      }))
    case "StepFailed":
      return change(state, event, (task) => ({
        ...task,
        status: "failed",
        since: task.since === 0 ? millis(event.at) : task.since,
        durationMillis: task.since === 0 ? 0 : millis(event.at) - task.since,
        characters: 0,
        note: event.error.message
      }))
    case "PagesCounted":
      return { ...state, pages: event.pages }
    case "CallProgress":
      return change(state, event, (task) => ({ ...task, characters: event.characters, note: "" }))
    case "CallWaiting":
      return change(state, event, (task) => ({
        ...task,
        note: `waits ${duration(event.millis)} for its turn (${event.reason})`
      }))
    case "CallAttempt": {
      const cost = costOf(event)
      const again = event.retryInMillis === undefined
        ? event.error === undefined ? "" : event.error.message
        : `${event.error?.tag ?? "failed"}, again in ${(event.retryInMillis / 1000).toFixed(1)} s`
      return change(
        {
          ...state,
          calls: event.attempt === 1 ? state.calls + 1 : state.calls,
          usage: addUsage(state.usage, event.usage),
          costUsd: addCost(state.costUsd, cost)
        },
        event,
        (task) => ({
          ...task,
          usage: addUsage(task.usage, event.usage),
          costUsd: addCost(task.costUsd, cost),
          characters: 0,
          note: again
        })
      )
    }
    case "RepairRequested":
      return change(state, event, (task) => ({ ...task, note: `repair ${event.round}: ${event.findings[0] ?? ""}` }))
    case "PageFellBack":
      return change(state, event, (task) => ({
        ...task,
        status: "skeleton",
        note: `from its skeleton: ${event.findings[0] ?? ""}`
      }))
    case "Merged":
      return { ...state, warnings: [...state.warnings, merged(event)] }
    case "Warning":
      return { ...state, warnings: [...state.warnings, event.message] }
    case "Mended":
      return state
    case "RunFinished":
      return {
        ...state,
        finished: {
          outcome: event.outcome,
          durationMillis: event.durationMillis,
          ...(event.error === undefined ? {} : { error: event.error })
        }
      }
  }
}

/** Changes the task that an event is about, if it is about one. */
const change = (
  state: RunState,
  at: { readonly step: string; readonly page: string },
  by: (task: Task) => Task
): RunState => {
  const { page, step } = at
  if (!isStep(step)) return state
  if (page === "") return { ...state, steps: { ...state.steps, [step]: by(state.steps[step]) } }
  const pageTasks = new Map(state.pageTasks)
  pageTasks.set(taskKey(step, page), by(pageTask(state, step, page)))
  return { ...state, pageTasks, pages: state.pages.includes(page) ? state.pages : [...state.pages, page] }
}

const isStep = Schema.is(Step)

const millis = (iso: string): number =>
  Option.match(DateTime.make(iso), { onNone: () => 0, onSome: DateTime.toEpochMillis })

/** A step with its pages counted in: what it used, and how many pages are through it. */
export interface StepView extends Task {
  readonly id: StepId
  readonly pagesDone: number
}

export const stepViews = (state: RunState): ReadonlyArray<StepView> => stepIds.map((id) => stepView(state, id))

const stepView = (state: RunState, id: StepId): StepView => {
  const own = state.steps[id]
  const tasks = perPage.includes(id) ? state.pages.map((page) => pageTask(state, id, page)) : []
  const started = tasks.filter(({ status }) => status !== "waiting")
  const pagesDone = tasks.filter(({ status }) => ["done", "reused", "skeleton"].includes(status)).length
  const begun = [own, ...tasks].filter((task) => task.since > 0)
  const since = begun.length === 0 ? 0 : Math.min(...begun.map((task) => task.since))
  const until = Math.max(since, ...begun.map((task) => task.since + task.durationMillis))
  return {
    ...own,
    id,
    pagesDone,
    since,
    status: own.status === "waiting" ? ofPages(tasks, started, pagesDone) : own.status,
    durationMillis: until - since,
    usage: tasks.reduce((sum, task) => addUsage(sum, task.usage), own.usage),
    costUsd: tasks.reduce((sum: number | undefined, task) => addCost(sum, task.costUsd), own.costUsd)
  }
}

/** The status of a step of which only the pages report. */
const ofPages = (
  tasks: ReadonlyArray<Task>,
  started: ReadonlyArray<Task>,
  pagesDone: number
): Task["status"] => {
  if (started.length === 0) return "waiting"
  if (started.some(({ status }) => status === "failed")) return "failed"
  if (pagesDone < tasks.length) return "running"
  if (started.some(({ status }) => status === "skeleton")) return "skeleton"
  return started.every(({ status }) => status === "reused") ? "reused" : "done"
}
