/** The picture of a run in a terminal: state → lines. Pure. */
import { allTokens, count, cut, duration, fit, fitRight, harmless, money, plural } from "../../domain/Format.ts"
import { stepTitle } from "../../domain/Step.ts"
import { pageTask, perPage, type RunState, type StepView, stepViews, type Task } from "./state.ts"

export interface Screen {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly columns: number
  /** Lines that may be used; pages that do not fit are counted instead. */
  readonly rows: number
  readonly color: boolean
}

/** The lines of the picture, none wider than the screen and not more than its rows. */
export const render = (state: RunState, screen: Screen): ReadonlyArray<string> => {
  const paint = screen.color ? painted : bare
  const head = headLine(state, screen, paint)
  const steps = stepViews(state).map((step) => stepLine(state, step, screen, paint))
  const notes = noteLines(state, screen, paint)
  const foot = footLine(state, screen, paint)
  const left = Math.max(0, screen.rows - 2 - steps.length - notes.length)
  const lines = [head, ...steps, ...pageLines(state, screen, paint, left), ...notes, foot]
  // A screen lower than this cannot be redrawn in place; what comes last says most.
  return lines.slice(-Math.max(1, screen.rows))
}

type Paint = (style: keyof typeof styles, text: string) => string

const styles = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const

const painted: Paint = (style, text) => text === "" ? "" : `\u001b[${styles[style]}m${text}\u001b[0m`
const bare: Paint = (_style, text) => text

const headLine = (state: RunState, screen: Screen, paint: Paint): string => {
  const { credentials, directory, offline, region, version } = state
  const facts = [offline ? "offline" : "", ...[directory, region, credentials].map(harmless)]
  const words = [`dpg ${version}`.trim(), ...facts.filter((fact) => fact !== "")]
  return paint("bold", cut(words.join(" · "), screen.columns))
}

const marks: { readonly [Status in Task["status"]]: readonly [keyof typeof styles, string] } = {
  waiting: ["dim", "○"],
  running: ["cyan", "●"],
  done: ["green", "✓"],
  reused: ["green", "="],
  skeleton: ["yellow", "~"],
  failed: ["red", "✗"]
}

const stepLine = (state: RunState, step: StepView, screen: Screen, paint: Paint): string => {
  const counted = perPage.includes(step.id) && state.pages.length > 0
    ? ` ${step.pagesDone}/${state.pages.length}`
    : ""
  const number = step.id.slice(0, step.id.indexOf("-"))
  return taskLine(`${fit(number, 4)}${stepTitle[step.id]}${counted}`, 36, step, screen, paint)
}

/** Mark, name, time, tokens, cost and what is to be said of it, as far as there is room. */
const taskLine = (name: string, nameWidth: number, task: Task, screen: Screen, paint: Paint, mark?: string): string => {
  const [style, sign] = marks[task.status]
  const columns = Math.max(0, screen.columns - (mark === undefined ? 2 : 0))
  const cells = task.status === "waiting" ? "" : numbers(task, screen.now)
  const noted = task.status === "reused" ? "unchanged" : harmless(task.note)
  const told = `${fit(name, Math.min(nameWidth, columns))}${cells}${noted === "" ? "" : `  ${noted}`}`
  const text = cut(told, columns).trimEnd()
  const shown = task.status === "waiting" ? paint("dim", text) : task.status === "failed" ? paint("red", text) : text
  return mark === undefined ? `${paint(style, sign)} ${shown}` : shown
}

const numbers = (task: Task, now: number): string => {
  const time = task.status === "running" ? Math.max(0, now - task.since) : task.durationMillis
  const tokens = allTokens(task.usage)
  const cells = tokens > 0
    ? `${fitRight(count(tokens), 8)} tokens ${fitRight(money(task.costUsd), 9)}`
    : task.characters > 0
    ? `${fitRight(count(task.characters), 8)} chars`
    : ""
  return `${fitRight(duration(time), 12)}${cells}`
}

const footLine = (state: RunState, screen: Screen, paint: Paint): string => {
  const { finished } = state
  const time = finished?.durationMillis ?? Math.max(0, screen.now - state.since)
  const sums = `${duration(time)} · ${plural(state.calls, "call")} · ${count(allTokens(state.usage))} tokens · ${
    money(state.costUsd)
  }${state.offline ? " on Bedrock" : ""}`
  if (finished === undefined) return paint("bold", cut(sums, screen.columns))
  const outcome = { done: "Done", failed: "Failed", interrupted: "Interrupted" }[finished.outcome]
  const style = { done: "green", failed: "red", interrupted: "yellow" } as const
  return paint(style[finished.outcome], cut(`${outcome} · ${sums}`, screen.columns))
}

const noteLines = (state: RunState, screen: Screen, paint: Paint): ReadonlyArray<string> =>
  state.warnings.slice(-3).map((message) => paint("yellow", cut(`! ${harmless(message)}`, screen.columns)))

/** One line a page, those at work first where there is no room for all. */
const pageLines = (state: RunState, screen: Screen, paint: Paint, rows: number): ReadonlyArray<string> => {
  const views = state.pages.map((page, index) => ({ page, index, task: whole(state, page) }))
  if (views.length <= rows) return views.map(({ page }) => pageLine(state, page, screen, paint))
  if (rows < 1) return []
  const shown = views
    .toSorted((a, b) => urgency[a.task.status] - urgency[b.task.status] || a.index - b.index)
    .slice(0, rows - 1)
    .toSorted((a, b) => a.index - b.index)
  const more = paint("dim", cut(`     … and ${plural(views.length - shown.length, "more page")}`, screen.columns))
  return [...shown.map(({ page }) => pageLine(state, page, screen, paint)), more]
}

const urgency: { readonly [Status in Task["status"]]: number } = {
  failed: 0,
  skeleton: 1,
  running: 2,
  done: 3,
  reused: 4,
  waiting: 5
}

const pageLine = (state: RunState, page: string, screen: Screen, paint: Paint): string => {
  const signs = perPage.map((step) => {
    const [style, sign] = marks[pageTask(state, step, page).status]
    return paint(style, sign)
  })
  const name = cut(harmless(page), 30)
  const room = { ...screen, columns: Math.max(0, screen.columns - 8) }
  return `     ${signs.join("")} ${taskLine(name, 31, whole(state, page), room, paint, "")}`
}

/** A page through all of its steps, as one task. */
const whole = (state: RunState, page: string): Task => {
  const tasks = perPage.map((step) => pageTask(state, step, page))
  const [first, ...rest] = tasks
  if (first === undefined) return pageTask(state, "04b-ir", page)
  return rest.reduce(join, first)
}

const join = (a: Task, b: Task): Task => ({
  status: a.status === "failed" || b.status === "waiting" ? between(a, b) : b.status,
  since: b.status === "running" ? b.since - a.durationMillis : a.since,
  durationMillis: a.durationMillis + b.durationMillis,
  usage: {
    inputTokens: a.usage.inputTokens + b.usage.inputTokens,
    outputTokens: a.usage.outputTokens + b.usage.outputTokens,
    cacheReadInputTokens: a.usage.cacheReadInputTokens + b.usage.cacheReadInputTokens,
    cacheWriteInputTokens: a.usage.cacheWriteInputTokens + b.usage.cacheWriteInputTokens
  },
  costUsd: a.costUsd === undefined || b.costUsd === undefined ? undefined : a.costUsd + b.costUsd,
  characters: a.characters + b.characters,
  note: b.note === "" ? a.note : b.note
})

/** Between two steps a page is neither waiting nor done. */
const between = (a: Task, b: Task): Task["status"] =>
  a.status === "failed" ? "failed" : a.status === "waiting" ? b.status : "running"
