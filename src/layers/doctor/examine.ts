/**
 * What `dpg doctor` looks at, from this machine outwards. Nothing that is amiss ends it: each failure is a line, and the
 * rest is looked at all the same. Without `probe` it sends nothing but what finding the credentials takes.
 */
import { ConfigProvider, Context, DateTime, Effect, type FileSystem, Layer, Result } from "effect"
import {
  failed,
  judgeClock,
  judgeDotEnv,
  judgeNode,
  judgeRegion,
  judgeRoute,
  judgeSettings
} from "../../domain/doctor/judge.ts"
import { judgeModel, judgeProbe } from "../../domain/doctor/models.ts"
import { type Check, doubtful, good } from "../../domain/doctor/Report.ts"
import type { ConfigInvalid, CredentialsError } from "../../domain/Errors.ts"
import { AppConfig } from "../AppConfig.ts"
import type { BedrockRuntime } from "../BedrockRuntime.ts"
import { Credentials } from "../Credentials.ts"
import { chooseAuth } from "../credentials/auth.ts"
import { DotEnvReport } from "../DotEnv.ts"
import { examineCredentials } from "./credentials.ts"
import { askModels } from "./probe.ts"
import { routeOf } from "./route.ts"
import { settingsOf } from "./settings.ts"
import { skewOf } from "./wire.ts"

/** The layers that a run would use: who composes the program chooses them. */
export interface Parts {
  /** `.env` beneath the environment. */
  readonly environment: Layer.Layer<never, ConfigInvalid, FileSystem.FileSystem>
  readonly settings: Layer.Layer<AppConfig, ConfigInvalid, FileSystem.FileSystem>
  readonly credentials: Layer.Layer<Credentials, CredentialsError | ConfigInvalid, FileSystem.FileSystem>
  readonly bedrock: Layer.Layer<BedrockRuntime, never, AppConfig | Credentials>
}

/** What only the process knows, and what was asked for. */
export interface Circumstances {
  /** `v24.21.0` */
  readonly node: string
  readonly probe: boolean
}

export const examine = Effect.fn("examine")(function*(parts: Parts, { node, probe }: Circumstances) {
  const environment = yield* Effect.result(Layer.build(parts.environment))
  const inside = Effect.gen(function*() {
    const report = yield* DotEnvReport
    const { config, invalid, provider } = yield* settingsOf(parts.settings)
    const rest = yield* Effect.provideService(
      examineWith(parts, config, probe),
      ConfigProvider.ConfigProvider,
      provider
    )
    return [
      judgeNode(node),
      ...Result.isFailure(environment)
        ? [failed(".env", environment.failure)]
        : judgeDotEnv(report.found ? report : undefined),
      ...judgeSettings(invalid),
      ...rest
    ]
  })
  return yield* Effect.provideContext(inside, Result.getOrElse(environment, () => Context.empty()))
}, Effect.scoped)

const examineWith = Effect.fnUntraced(function*(parts: Parts, config: AppConfig["Service"], probe: boolean) {
  const now = yield* DateTime.now
  const built = yield* Effect.result(Layer.build(parts.credentials))
  const credentials = Result.map(built, (context) => Context.get(context, Credentials))
  const region = config.region.value
  return [
    judgeRegion(config.region),
    ...yield* auth,
    ...Result.isFailure(credentials)
      ? [failed("credentials", credentials.failure)]
      : yield* examineCredentials(credentials.success, config, probe),
    ...modelSettings.map(({ claude, key, name }, index) => {
      const described = modelSettings.slice(0, index).some((other) =>
        config.models[other.key].id === config.models[key].id
      )
      return judgeModel({ name, claude, described }, config.models[key], region, now)
    }),
    judgeRoute(routeOf(config)),
    ...yield* calls(parts, config, credentials, probe)
  ]
})

/** Each setting, and whether its steps speak Claude's own messages. */
const modelSettings = [
  { key: "backend", name: "BACKEND_MODEL_ID", claude: true },
  { key: "detection", name: "BEDROCK_DETECTION_MODEL_ID", claude: false },
  { key: "ir", name: "BEDROCK_IR_MODEL_ID", claude: false },
  { key: "react", name: "BEDROCK_REACT_MODEL_ID", claude: false }
] as const

/** Where it cannot be chosen, the credentials say why. */
const auth = Effect.map(
  Effect.result(chooseAuth),
  Result.match({
    onFailure: (): ReadonlyArray<Check> => [],
    onSuccess: ({ scheme, why }) => [
      good(
        "auth",
        `${scheme === "bearer" ? "an API key is sent as bearer token" : "requests are signed (SigV4)"}: ${why}`
      )
    ]
  })
)

/** What goes over the network. */
const calls = Effect.fnUntraced(function*(
  parts: Parts,
  config: AppConfig["Service"],
  credentials: Result.Result<Credentials["Service"], unknown>,
  probe: boolean
) {
  if (!probe) return []
  if (Result.isFailure(credentials)) {
    return [doubtful("probe", "no model was asked: there are no credentials", "Mend the credentials first.")]
  }
  const services = Layer.merge(Layer.succeed(AppConfig, config), Layer.succeed(Credentials, credentials.success))
  const { outcomes, skew } = yield* Effect.all({
    outcomes: askModels(config.models).pipe(
      // @effect-diagnostics-next-line strictEffectProvide:off - credentials are only known to be there now
      Effect.provide(Layer.provide(parts.bedrock, services))
    ),
    skew: skewOf(config)
  }, { concurrency: "unbounded" })
  return [
    judgeClock(skew),
    ...outcomes.map(({ modelId, outcome }) => judgeProbe(modelId, outcome))
  ]
})
