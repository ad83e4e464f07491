/** Request bodies through their Schemas; what does not decode is a refusal that names the place. */
import { Effect, Schema } from "effect"
import { firstIssue } from "../domain/firstIssue.ts"
import { type AwsError, invalid } from "./AwsError.ts"

/** A body as JSON, whatever it holds. */
export const decodeJson = (body: Uint8Array): Effect.Effect<unknown, AwsError> =>
  decodeUnknownJson(new TextDecoder().decode(body)).pipe(
    Effect.mapError(() => invalid("Malformed input request, please reformat your input and try again."))
  )

/** A body through a Schema; `describe` words the first issue. */
export const decodeBody = <S extends Schema.ConstraintDecoder<unknown>>(
  schema: S,
  describe: (path: string, message: string, missing: boolean) => string
): (body: unknown) => Effect.Effect<S["Type"], AwsError, S["DecodingServices"]> => {
  const decode = Schema.decodeUnknownEffect(schema)
  return (body) =>
    decode(body).pipe(
      Effect.mapError(({ issue }) => {
        const { message, path } = firstIssue(issue)
        return invalid(describe(path, message, message === "Missing key"))
      })
    )
}

const decodeUnknownJson = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Unknown))
