/** A temporary home folder with AWS files, and the settings that point there. */
import { ConfigProvider, Effect, FileSystem, Layer } from "effect"

export interface AwsHome {
  readonly config?: string
  readonly credentials?: string
}

/** Writes `.aws/config` and `.aws/credentials` into a new folder; the folder's path. */
export const makeHome = Effect.fn("makeHome")(function*(files: AwsHome) {
  const fs = yield* FileSystem.FileSystem
  const home = yield* fs.makeTempDirectoryScoped()
  yield* fs.makeDirectory(`${home}/.aws`)
  if (files.config !== undefined) yield* fs.writeFileString(`${home}/.aws/config`, files.config)
  if (files.credentials !== undefined) yield* fs.writeFileString(`${home}/.aws/credentials`, files.credentials)
  return home
})

/** Settings instead of the process environment; instance metadata is off unless they say otherwise. */
export const settings = (values: Readonly<Record<string, string>>): Layer.Layer<never> =>
  ConfigProvider.layer(ConfigProvider.fromEnv({ env: { AWS_EC2_METADATA_DISABLED: "true", ...values } }))

/** Settings with a home of their own. */
export const homeSettings = (
  files: AwsHome,
  values: Readonly<Record<string, string>> = {}
): Layer.Layer<never, never, FileSystem.FileSystem> =>
  Layer.unwrap(
    Effect.gen(function*() {
      const home = yield* Effect.orDie(makeHome(files))
      return settings({ HOME: home, ...values })
    })
  )

/** Sets variables of the process for the SDK's own parts, and puts them back. */
export const withProcess = <A, E, R>(values: Record<string, string>, effect: Effect.Effect<A, E, R>) =>
  Effect.acquireUseRelease(
    Effect.sync(() => {
      const before = Object.keys(values).map((name) => [name, process.env[name]] as const)
      Object.assign(process.env, values)
      return before
    }),
    () => effect,
    (before) =>
      Effect.sync(() => {
        for (const [name, value] of before) {
          if (value === undefined) delete process.env[name]
          else process.env[name] = value
        }
      })
  )
