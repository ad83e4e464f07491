import { ConfigProvider, Effect, type FileSystem, Layer, Result } from "effect"
import type { ConfigInvalid } from "../../domain/Errors.ts"
import { AppConfig } from "../AppConfig.ts"

/**
 * The settings, and every one of them that makes no sense: each is taken for not set, so that the next comes to light
 * and the rest can be looked at. `provider` answers in the same way.
 */
export const settingsOf = Effect.fnUntraced(function*(
  settings: Layer.Layer<AppConfig, ConfigInvalid, FileSystem.FileSystem>
) {
  const original = yield* ConfigProvider.ConfigProvider
  const invalid: Array<ConfigInvalid> = []
  const passedOver = new Map<string, ConfigProvider.Node | undefined>()
  const provider = ConfigProvider.make((path) => {
    const name = path.join("_")
    return passedOver.has(name) ? Effect.succeed(passedOver.get(name)) : original.load(path)
  })
  const read = Layer.build(Layer.fresh(settings)).pipe(
    Effect.provideService(ConfigProvider.ConfigProvider, provider),
    Effect.flatMap((context) => Effect.provideContext(AppConfig, context)),
    Effect.result
  )
  for (;;) {
    const result = yield* read
    if (Result.isSuccess(result)) return { config: result.success, invalid, provider }
    const { key } = result.failure
    const again = passedOver.has(key)
    if (!again) invalid.push(result.failure)
    // A profile's Region is no setting of its own: another one hides it.
    if (again || key.startsWith("region of profile")) {
      passedOver.set("BEDROCK_REGION", ConfigProvider.makeValue("us-east-1"))
    }
    passedOver.set(key, undefined)
  }
})
