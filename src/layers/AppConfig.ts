import { Context, Duration, Effect, type FileSystem, Layer, Option } from "effect"
import { ConfigInvalid } from "../domain/Errors.ts"
import { defaultOpus, defaultSonnet, type ResolvedModel, resolveModel } from "../domain/Models.ts"
import { defaultPolicy } from "../domain/Policy.ts"
import { regionName } from "../domain/Region.ts"
import { type Auth, authScheme } from "./credentials/auth.ts"
import { firstSetting, loadSharedFiles, namedProfile, setting } from "./credentials/sharedFiles.ts"
import { DotEnvReport, sourceOf } from "./DotEnv.ts"
import { defaultLimiter, type LimiterSettings, limiterSettings } from "./limiter/settings.ts"
import { defaultEndpoint, defaultNetwork, type NetworkSettings, networkSettings } from "./network/settings.ts"

/** Settings, read once. The environment beats `.env`, which beats the default. */
export class AppConfig extends Context.Service<AppConfig, {
  readonly region: { readonly value: string; readonly source: string }
  readonly models: {
    /** Steps 02 and 03. Taken verbatim. */
    readonly backend: ResolvedModel
    /** Step 04a. */
    readonly detection: ResolvedModel
    /** Step 04b. */
    readonly ir: ResolvedModel
    /** Step 05. */
    readonly react: ResolvedModel
  }
  /** The way in that `Credentials.layer`, which reads the same settings, takes: by `BEDROCK_AUTH` and its API key. */
  readonly auth: Auth["scheme"]
  readonly connectTimeout: Duration.Duration
  /** Silence on an open connection, not the length of the answer. */
  readonly readTimeout: Duration.Duration
  /** Retries after the first attempt: 2 means up to three requests. */
  readonly maxAttempts: number
  /** How often an answer that will not do goes back with the findings. */
  readonly repairRounds: number
  /** How requests are kept within the account's rate. */
  readonly limiter: LimiterSettings
  /** Another endpoint than Amazon's own. */
  readonly endpoint: Option.Option<URL>
  /** Proxies and certificate authorities. */
  readonly network: NetworkSettings
  /** What the user should know of the settings: of each model, and of `.env`. */
  readonly warnings: ReadonlyArray<string>
}>()("dpg/layers/AppConfig") {
  /** Reads Effect's `ConfigProvider`, and the profile's Region from the AWS config file. Changes nothing. */
  static readonly layer: Layer.Layer<AppConfig, ConfigInvalid, FileSystem.FileSystem> = Layer.effect(
    AppConfig,
    Effect.gen(function*() {
      const models = {
        backend: yield* model("BACKEND_MODEL_ID", defaultSonnet, false),
        detection: yield* model("BEDROCK_DETECTION_MODEL_ID", defaultSonnet, true),
        ir: yield* model("BEDROCK_IR_MODEL_ID", defaultOpus, true),
        react: yield* model("BEDROCK_REACT_MODEL_ID", defaultOpus, true)
      }
      const dotEnv = yield* DotEnvReport
      const home = yield* region
      const place = yield* endpoint
      return AppConfig.of({
        region: home,
        models,
        auth: yield* authScheme,
        connectTimeout: yield* seconds("BEDROCK_CONNECT_TIMEOUT", 30),
        readTimeout: yield* seconds("BEDROCK_READ_TIMEOUT", 600),
        maxAttempts: yield* retries,
        repairRounds: yield* repairRounds,
        limiter: yield* limiterSettings,
        endpoint: place,
        network: yield* networkSettings(Option.getOrElse(place, () => defaultEndpoint(home.value))),
        warnings: [...dotEnv.warnings, ...new Set(Object.values(models).flatMap(({ warnings }) => warnings))]
      })
    })
  )

  /** From values already in hand; the rest as it is without any setting. */
  static readonly layerOf = (values: Partial<AppConfig["Service"]> = {}): Layer.Layer<AppConfig> =>
    Layer.succeed(AppConfig, { ...defaults, ...values })
}

const defaultModel = (id: string): ResolvedModel =>
  resolveModel({ setting: undefined, source: "default", default: id, aliases: false })

const defaults: AppConfig["Service"] = {
  region: { value: "us-east-1", source: "default" },
  models: {
    backend: defaultModel(defaultSonnet),
    detection: defaultModel(defaultSonnet),
    ir: defaultModel(defaultOpus),
    react: defaultModel(defaultOpus)
  },
  auth: "sigv4",
  connectTimeout: Duration.seconds(30),
  readTimeout: Duration.seconds(600),
  maxAttempts: 2,
  repairRounds: defaultPolicy.repairRounds,
  limiter: defaultLimiter,
  endpoint: Option.none(),
  network: defaultNetwork,
  warnings: []
}

/** A setting that is there and passes, or the fallback; what does not pass is named with what it takes. */
const parsed = Effect.fnUntraced(
  function*<A>(key: string, fallback: A, expected: string, parse: (value: string) => A | undefined) {
    const value = yield* setting(key)
    if (Option.isNone(value)) return fallback
    const result = parse(value.value)
    return result === undefined ? yield* new ConfigInvalid({ key, value: value.value, expected }) : result
  }
)

const model = (key: string, fallback: string, aliases: boolean) =>
  parsed(
    key,
    resolveModel({ setting: undefined, source: key, default: fallback, aliases }),
    `a model id, an inference profile or an ARN${aliases ? ", or an alias such as opus" : ""}`,
    (value) =>
      /^\S{1,2048}$/.test(value)
        ? resolveModel({ setting: value, source: key, default: fallback, aliases })
        : undefined
  ).pipe(
    Effect.zipWith(sourceOf(key), (resolved, source) => resolved.source === key ? { ...resolved, source } : resolved)
  )

/** Node's timers hold no more than 24.8 days. */
const longest = 86_400

const seconds = (key: string, fallback: number) =>
  parsed(key, Duration.seconds(fallback), `a number of seconds above 0, at most ${longest}`, (value) => {
    const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : 0
    return number > 0 && number <= longest ? Duration.seconds(number) : undefined
  })

const retries = parsed(
  "BEDROCK_MAX_ATTEMPTS",
  2,
  "a whole number of retries from 0 to 10",
  (value) => /^\d{1,2}$/.test(value) && Number(value) <= 10 ? Number(value) : undefined
)

const repairRounds = parsed(
  "DPG_REPAIR_ROUNDS",
  defaultPolicy.repairRounds,
  "a whole number of rounds from 0 to 5",
  (value) => /^[0-5]$/.test(value) ? Number(value) : undefined
)

const endpointOf = Effect.fnUntraced(function*(key: string) {
  const place = yield* parsed<Option.Option<URL>>(key, Option.none(), "an http or https URL", (value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined
    return url !== undefined && /^https?:$/.test(url.protocol) ? Option.some(url) : undefined
  })
  // An endpoint is shown and logged, so that it is no place for a secret; nor would it be sent.
  return Option.exists(place, ({ password, username }) => username !== "" || password !== "")
    ? yield* new ConfigInvalid({
      key,
      value: "",
      expected: "an http or https URL without a user name",
      reason: `${key} holds a user name or a password, which requests to AWS do not take`
    })
    : place
})

/** The SDKs' own order. */
const endpoint = Effect.filterOrElse(
  endpointOf("AWS_ENDPOINT_URL_BEDROCK_RUNTIME"),
  Option.isSome,
  () => endpointOf("AWS_ENDPOINT_URL")
)

const region = Effect.gen(function*() {
  const fromEnvironment = yield* firstSetting(["BEDROCK_REGION", "AWS_REGION", "AWS_DEFAULT_REGION"])
  const found = Option.isSome(fromEnvironment) ? fromEnvironment : yield* regionOfProfile
  if (Option.isNone(found)) return defaults.region
  const { name, value } = found.value
  return regionName.test(value)
    ? { value, source: yield* sourceOf(name) }
    : yield* new ConfigInvalid({ key: name, value, expected: "the name of an AWS Region, such as us-east-1" })
})

const regionOfProfile = Effect.gen(function*() {
  const named = yield* namedProfile
  const name = Option.match(named, { onNone: () => "default", onSome: ({ value }) => value })
  // A file that cannot be parsed is for `Credentials` to report, if it needs it.
  const files = yield* Effect.option(loadSharedFiles())
  const profile = Option.isNone(files) ? undefined : files.value.profiles.get(name)
  const value = profile?.values.get("region")
  return value === undefined || value === ""
    ? Option.none<{ readonly name: string; readonly value: string }>()
    : Option.some({ name: `region of profile "${name}" in ${profile?.files.get("region") ?? ""}`, value })
})
