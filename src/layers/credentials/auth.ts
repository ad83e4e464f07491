/**
 * Which way in: requests signed with keys (SigV4), or an Amazon Bedrock API key sent as a bearer token.
 * `BEDROCK_AUTH=auto` decides as the AWS SDKs do: a token in `AWS_BEARER_TOKEN_BEDROCK` goes before everything else.
 */
import { Effect, Option, type Redacted } from "effect"
import { ConfigInvalid, type CredentialsInvalid } from "../../domain/Errors.ts"
import { sourceOf } from "../DotEnv.ts"
import { plain, secretSetting } from "./secrets.ts"
import { firstSetting, setting } from "./sharedFiles.ts"

const authModes = ["auto", "sigv4", "bearer"] as const
type AuthMode = (typeof authModes)[number]

/** How requests are authorised, and why so, in words. */
export type Auth =
  | { readonly scheme: "sigv4"; readonly why: string }
  | { readonly scheme: "bearer"; readonly why: string; readonly token: Redacted.Redacted }

export const tokenVariable = "AWS_BEARER_TOKEN_BEDROCK"
const modeVariable = "BEDROCK_AUTH"

/** `BEDROCK_AUTH`, in any case of letters; `auto` where it is not set. */
const authMode: Effect.Effect<AuthMode, ConfigInvalid> = Effect.gen(function*() {
  const value = yield* setting(modeVariable)
  if (Option.isNone(value)) return "auto"
  const mode = authModes.find((known) => known === value.value.toLowerCase())
  // What is longer may be the API key itself, in the wrong place.
  const shown = value.value.length > 16 ? "" : value.value
  return mode ?? (yield* new ConfigInvalid({ key: modeVariable, value: shown, expected: "auto, sigv4 or bearer" }))
})

/** The way in by name alone: whether there is an API key where one is asked for, `chooseAuth` tells. */
export const authScheme: Effect.Effect<Auth["scheme"], ConfigInvalid> = Effect.gen(function*() {
  const mode = yield* authMode
  if (mode !== "auto") return mode
  return Option.isSome(yield* secretSetting(tokenVariable)) ? "bearer" : "sigv4"
})

/** The way that the settings ask for. Looks at no key, file or endpoint. */
export const chooseAuth: Effect.Effect<Auth, ConfigInvalid | CredentialsInvalid> = Effect.gen(function*() {
  const mode = yield* authMode
  const asked = `${yield* sourceOf(modeVariable)} is ${mode}`
  if (mode === "sigv4") return { scheme: "sigv4", why: asked }
  const token = yield* secretSetting(tokenVariable)
  if (Option.isSome(token)) {
    yield* plain(tokenVariable, tokenVariable, token)
    return {
      scheme: "bearer",
      why: mode === "bearer" ? asked : `${yield* sourceOf(tokenVariable)} is set`,
      token: token.value
    }
  }
  return mode === "auto" ? { scheme: "sigv4", why: `${tokenVariable} is not set` } : yield* new ConfigInvalid({
    key: tokenVariable,
    value: "",
    expected: "an API key from the Amazon Bedrock console",
    reason: `${asked}, and ${tokenVariable} is not set`,
    remedy: `Set ${tokenVariable} to an API key from the Amazon Bedrock console, or ${modeVariable} to auto or sigv4.`
  })
})

/** What the user should know of the choice. */
export const authWarnings = Effect.fnUntraced(function*(auth: Auth) {
  if (auth.scheme === "sigv4") {
    return Option.isSome(yield* secretSetting(tokenVariable))
      ? [`${tokenVariable} is not used: ${auth.why}, so that requests are signed (SigV4)`]
      : []
  }
  const unused = yield* firstSetting(["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"])
  return Option.match(unused, {
    onNone: () => [],
    onSome: ({ name }) => [`${name} is not used: the API key in ${tokenVariable} goes before it (${auth.why})`]
  })
})
