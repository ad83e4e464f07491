/** The pictures of a run, copied into its folder: a product says what it was made from. */
import { Effect, Result } from "effect"
import * as Base64 from "effect/encoding/Base64"
import type { BriefImage } from "../domain/Brief.ts"
import { RunFolder } from "./RunFolder.ts"

/** Where they are, relative to the output folder. */
export const inputsFolder = "inputs"

export const keepInputs = Effect.fn("keepInputs")(function*(images: ReadonlyArray<BriefImage>) {
  const folder = yield* RunFolder
  yield* Effect.forEach(
    images,
    ({ base64, name }) =>
      folder.write(
        `${inputsFolder}/${name}`,
        Result.getOrElse(Base64.decode(base64), () => new Uint8Array())
      ),
    { discard: true }
  )
})
