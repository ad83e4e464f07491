import { Clock, Context, Effect, Layer, Schema, Stdio, Stream } from "effect"
import { RunEvent } from "../domain/RunEvent.ts"
import { lineOf } from "./progress/lines.ts"
import { render } from "./progress/render.ts"
import { advance, initial } from "./progress/state.ts"

/** What the user sees while it runs. Told every event in order; never fails, never waits for long. */
export class Progress extends Context.Service<Progress, {
  readonly show: (event: RunEvent) => Effect.Effect<void>
}>()("dpg/layers/Progress") {
  /** Shows nothing. */
  static readonly layerSilent: Layer.Layer<Progress> = Layer.succeed(Progress, { show: () => Effect.void })

  /** A line an event on standard error: for logs, pipes and terminals that cannot redraw. */
  static readonly layerPlain: Layer.Layer<Progress, never, Stdio.Stdio> = Layer.effect(
    Progress,
    Stdio.Stdio.useSync((stdio) =>
      Progress.of({
        show: (event) => {
          const line = lineOf(event)
          return line === undefined ? Effect.void : put(stdio.stderr({ endOnDone: false }), `${line}\n`)
        }
      })
    )
  )

  /** An event a line, as JSON, on standard output: those of the RunLog and the progress of calls under way. */
  static readonly layerJson: Layer.Layer<Progress, never, Stdio.Stdio> = Layer.effect(
    Progress,
    Stdio.Stdio.useSync((stdio) =>
      Progress.of({
        show: (event) =>
          Effect.flatMap(Effect.orDie(encode(event)), (line) => put(stdio.stdout({ endOnDone: false }), `${line}\n`))
      })
    )
  )

  /** A picture on standard error that redraws in place, at most ten times a second, and stays when the run is over. */
  static readonly layerTerminal = (screen: TerminalScreen): Layer.Layer<Progress, never, Stdio.Stdio> =>
    Layer.effect(Progress, terminal(screen))
}

export interface TerminalScreen {
  readonly columns: Effect.Effect<number>
  readonly rows: Effect.Effect<number>
  readonly color: boolean
}

const terminal = Effect.fnUntraced(function*(screen: TerminalScreen) {
  const stdio = yield* Stdio.Stdio
  let state = initial
  let drawn = 0

  const draw = Effect.fnUntraced(function*(rows: number) {
    if (state === initial) return
    const now = yield* Clock.currentTimeMillis
    // The last column stays free: a full line would wrap in some terminals.
    const columns = Math.max(1, (yield* screen.columns) - 1)
    const lines = render(state, { now, columns, rows, color: screen.color })
    const up = drawn === 0 ? "" : `${escape}[${drawn}A`
    drawn = lines.length
    yield* put(
      stdio.stderr({ endOnDone: false }),
      `${up}\r${lines.map((line) => `${line}${escape}[K\n`).join("")}${escape}[J`
    )
  })

  const redraw = Effect.gen(function*() {
    yield* Effect.sleep("100 millis")
    if (state.finished === undefined) yield* draw(Math.max(3, (yield* screen.rows) - 1))
  })
  // Once it is over all pages may be shown: nothing is redrawn any more.
  yield* Effect.addFinalizer(() => draw(Number.MAX_SAFE_INTEGER))
  yield* Effect.forkScoped(Effect.forever(redraw))

  return Progress.of({
    show: (event) =>
      Effect.sync(() => {
        state = advance(state, event)
      })
  })
})

const escape = "\u001b"

const encode = Schema.encodeEffect(Schema.fromJsonString(RunEvent))

/** A reader that went away is no reason to stop the run. */
const put = (sink: ReturnType<Stdio.Stdio["stderr"]>, text: string): Effect.Effect<void> =>
  Effect.ignore(Stream.run(Stream.make(text), sink))
