/** Settings that are secrets. */
import { Config, Effect, Option, Redacted } from "effect"
import { CredentialsInvalid } from "../../domain/Errors.ts"

/** A secret that is there and not blank, trimmed. */
export const secretSetting = (name: string): Effect.Effect<Option.Option<Redacted.Redacted>> =>
  Config.option(Config.Redacted(name)).pipe(
    Effect.map(Option.map((value) => Redacted.make(Redacted.value(value).trim()))),
    Effect.map(Option.filter((value) => Redacted.value(value) !== "")),
    Effect.orElseSucceed(Option.none)
  )

/** Its text. Keys and tokens are ASCII without blanks; anything else would break the headers they stand in. */
export const plain = (
  source: string,
  name: string,
  value: Option.Option<Redacted.Redacted>
): Effect.Effect<string, CredentialsInvalid> => {
  const text = Option.match(value, { onNone: () => "", onSome: Redacted.value })
  return /^[\x21-\x7e]+$/.test(text) ? Effect.succeed(text) : new CredentialsInvalid({
    source,
    reason: `${name} holds characters that no AWS key or token has`,
    remedy: `Set ${name} again, without blanks or line breaks.`
  })
}
