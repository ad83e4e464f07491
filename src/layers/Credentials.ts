import { Clock, Context, Effect, FileSystem, Layer, Redacted, Result, Semaphore } from "effect"
import { type ConfigInvalid, type CredentialsError, CredentialsNotFound } from "../domain/Errors.ts"
import { type Auth, authWarnings, chooseAuth, tokenVariable } from "./credentials/auth.ts"
import { fromEnvironment } from "./credentials/environment.ts"
import { fromContainer, fromInstance, fromWebIdentity } from "./credentials/machine.ts"
import { fromDefaultProfile, fromNamedProfile } from "./credentials/profile.ts"
import { type Absent, type AwsIdentity, isAbsent, type Source } from "./credentials/source.ts"

/** Credentials known to be there, from a provider that goes on refreshing them. */
export class Credentials extends Context.Service<Credentials, {
  /** How requests are authorised: signed with what `provider` gives, or with an API key that is all there is. */
  readonly auth: Auth
  /** For the SDK: memoised, refreshed before expiry, once for all waiting calls. Rejects with a `CredentialsError`. */
  readonly provider: () => Promise<AwsIdentity>
  /** Which source won, in words: `environment variables`, `profile "work" in ~/.aws/credentials`. */
  readonly source: string
  /**
   * Fetches them anew from the same source, whatever their expiry says: after `ExpiredTokenException`. None for an API
   * key, which only a person can renew.
   */
  readonly refresh: Effect.Effect<void, CredentialsError> | undefined
  /** What the user should know of the choice. */
  readonly warnings: ReadonlyArray<string>
}>()("dpg/layers/Credentials") {
  /**
   * An API key in `AWS_BEARER_TOKEN_BEDROCK`, if `BEDROCK_AUTH` lets it: then nothing else is looked at. Otherwise
   * environment keys → the profile in `AWS_PROFILE` → default chain (profile `default`, web identity, container,
   * instance role). Resolved once while the layer is built, so that absence is a typed failure before anything starts.
   */
  static readonly layer: Layer.Layer<Credentials, CredentialsError | ConfigInvalid, FileSystem.FileSystem> = Layer
    .effect(
      Credentials,
      Effect.gen(function*() {
        const auth = yield* chooseAuth
        const ownWarnings = yield* authWarnings(auth)
        if (auth.scheme === "bearer") return Credentials.of({ ...withToken(auth), warnings: ownWarnings })
        const { load, source, warnings } = yield* resolve
        const { get, refresh } = yield* memoise(load)
        yield* get
        const context = yield* Effect.context()
        return Credentials.of({
          auth,
          provider: () => Effect.runPromiseWith(context)(get),
          source,
          refresh: Effect.provideContext(refresh, context),
          warnings: [...warnings, ...ownWarnings]
        })
      })
    )

  /** Keys already in hand, which nothing refreshes. */
  static readonly layerStatic = (keys: {
    readonly accessKeyId: string
    readonly secretAccessKey: Redacted.Redacted
    readonly sessionToken?: Redacted.Redacted
  }): Layer.Layer<Credentials> =>
    Layer.sync(Credentials, () => {
      const identity = {
        accessKeyId: keys.accessKeyId,
        secretAccessKey: Redacted.value(keys.secretAccessKey),
        ...(keys.sessionToken === undefined ? {} : { sessionToken: Redacted.value(keys.sessionToken) })
      }
      return Credentials.of({
        auth: { scheme: "sigv4", why: "the program gave keys" },
        provider: () => Promise.resolve(identity),
        source: "keys given by the program",
        refresh: Effect.void,
        warnings: []
      })
    })

  /** An Amazon Bedrock API key already in hand. */
  static readonly layerBearer = (token: Redacted.Redacted): Layer.Layer<Credentials> =>
    Layer.succeed(Credentials, {
      ...withToken({ scheme: "bearer", why: "the program gave it", token }),
      source: "the API key given by the program",
      warnings: []
    })
}

const withToken = (auth: Extract<Auth, { readonly scheme: "bearer" }>) => ({
  auth,
  provider: () =>
    Promise.reject(new CredentialsNotFound({ tried: [{ source: "keys", reason: `an API key is used: ${auth.why}` }] })),
  source: `the API key in ${tokenVariable} (${auth.why})`,
  refresh: undefined
})

/** The first source that has credentials; its own failure is final, since a later source would hide it. */
const resolve = Effect.gen(function*() {
  const tried: Array<Absent> = []
  for (
    const look of [fromEnvironment, fromNamedProfile, fromDefaultProfile, fromWebIdentity, fromContainer, fromInstance]
  ) {
    const found: Source | Absent = yield* look()
    if (!isAbsent(found)) return found
    tried.push(found)
  }
  return yield* new CredentialsNotFound({ tried })
})

/** As long before expiry as the AWS SDKs refresh. */
const margin = 5 * 60_000

/**
 * Keeps the last answer until shortly before it expires. One fetch at a time serves all who wait; when it fails and the
 * old answer still holds, the old answer is used.
 */
const memoise = Effect.fnUntraced(function*(
  load: Effect.Effect<AwsIdentity, CredentialsError, FileSystem.FileSystem>
) {
  const fs = yield* FileSystem.FileSystem
  const fetch = Effect.provideService(load, FileSystem.FileSystem, fs)
  const mutex = yield* Semaphore.make(1)
  let current: AwsIdentity | undefined
  let fetches = 0
  let latest: Result.Result<AwsIdentity, CredentialsError> | undefined

  const left = Effect.map(
    Clock.currentTimeMillis,
    (now) => current === undefined ? 0 : (current.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - now
  )

  const fetchAndKeep = Effect.gen(function*() {
    latest = yield* Effect.result(fetch)
    fetches++
    if (Result.isSuccess(latest)) current = latest.success
    return yield* Effect.fromResult(latest)
  })

  // Whoever waited while another fetched is served by that, whatever it came to.
  const fetchOnce = Effect.suspend(() => {
    const seen = fetches
    return Semaphore.withPermits(mutex, 1)(
      Effect.suspend(() => fetches === seen || latest === undefined ? fetchAndKeep : Effect.fromResult(latest))
    )
  })

  const get = Effect.gen(function*() {
    if (current !== undefined && (yield* left) > margin) return current
    return yield* fetchOnce.pipe(Effect.catch((error) =>
      Effect.flatMap(
        left,
        (millis) => current !== undefined && millis > 0 ? Effect.succeed(current) : Effect.fail(error)
      )
    ))
  })

  const refresh = Effect.asVoid(fetchOnce)
  return { get, refresh }
})
