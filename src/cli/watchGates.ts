/** The gates as they go through: a row for each, and on a terminal the names of those at work below. */
import { Effect, type Terminal } from "effect"
import { cut } from "../domain/Format.ts"
import { type GateId, gateTitle } from "../domain/Verification.ts"
import type { GateWatch } from "../steps/verify/gate.ts"
import { print } from "./terminal.ts"
import { gateLines } from "./verifyTable.ts"

/**
 * @param draw - puts a text on a terminal that can redraw; without it nothing is said of gates at work
 * @param json - leaves standard output to the document at the end
 */
export const watchGates = Effect.fnUntraced(function*(
  { columns, draw, json }: {
    readonly columns: Effect.Effect<number>
    readonly draw?: (text: string) => Effect.Effect<void>
    readonly json: boolean
  }
): Effect.fn.Return<GateWatch, never, Terminal.Terminal> {
  const context = yield* Effect.context<Terminal.Terminal>()
  const atWork = new Set<GateId>()
  const redraw = Effect.gen(function*() {
    const names = [...atWork].map((id) => gateTitle[id]).join(", ")
    if (draw !== undefined) yield* draw(names === "" ? cleared : cleared + cut(`… ${names}`, (yield* columns) - 1))
  })
  return {
    started: (ids) =>
      Effect.suspend(() => {
        for (const id of ids) atWork.add(id)
        return redraw
      }),
    finished: Effect.fnUntraced(function*(gate) {
      atWork.delete(gate.id)
      if (draw !== undefined) yield* draw(cleared)
      if (!json) yield* Effect.provide(print(gateLines(gate), hang), context)
      yield* redraw
    })
  }
})

const cleared = "\r\u001b[K"

/** Where the rest of a finding begins. */
const hang = 9
