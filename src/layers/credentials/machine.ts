/** Credentials a machine is given: a web identity, a container's endpoint, an instance's role. */
import { Effect, Option } from "effect"
import { firstSetting, setting } from "./sharedFiles.ts"
import { type Absent, fromProvider, type Source } from "./source.ts"

export const fromWebIdentity = Effect.fn("fromWebIdentity")(function*() {
  const file = yield* setting("AWS_WEB_IDENTITY_TOKEN_FILE")
  const role = yield* setting("AWS_ROLE_ARN")
  const session = yield* setting("AWS_ROLE_SESSION_NAME")
  const region = yield* firstSetting(["AWS_REGION", "AWS_DEFAULT_REGION"])
  const source = "web identity"
  if (Option.isNone(file) || Option.isNone(role)) {
    const missing = Option.isNone(file) ? "AWS_WEB_IDENTITY_TOKEN_FILE" : "AWS_ROLE_ARN"
    return { source, reason: `${missing} is not set` } satisfies Absent
  }
  const load = fromProvider(
    {
      source,
      subject: `assuming the role ${role.value} with the web identity`,
      remedy: `Check the token in ${file.value} (AWS_WEB_IDENTITY_TOKEN_FILE) and the role's trust policy.`
    },
    (sdk, client) =>
      sdk.fromTokenFile({
        ...client,
        webIdentityTokenFile: file.value,
        roleArn: role.value,
        ...(Option.isSome(session) ? { roleSessionName: session.value } : {}),
        ...(Option.isSome(region) ? { parentClientConfig: { region: region.value.value } } : {})
      })
  )
  return { source, load, warnings: [] } satisfies Source
})

export const fromContainer = Effect.fn("fromContainer")(function*() {
  const relative = yield* setting("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
  const full = yield* setting("AWS_CONTAINER_CREDENTIALS_FULL_URI")
  const tokenFile = yield* setting("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
  const token = yield* setting("AWS_CONTAINER_AUTHORIZATION_TOKEN")
  const source = "container credentials"
  if (Option.isNone(relative) && Option.isNone(full)) {
    return { source, reason: "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI and …_FULL_URI are not set" } satisfies Absent
  }
  const load = fromProvider(
    {
      source,
      subject: "the container's credentials endpoint",
      remedy: "Check the task's or pod's role, and that AWS_CONTAINER_CREDENTIALS_* is set by its agent."
    },
    (sdk) =>
      sdk.fromHttp({
        ...(Option.isSome(relative)
          ? { awsContainerCredentialsRelativeUri: relative.value }
          : { awsContainerCredentialsFullUri: Option.getOrElse(full, () => "") }),
        ...(Option.isSome(tokenFile)
          ? { awsContainerAuthorizationTokenFile: tokenFile.value }
          : Option.isSome(token)
          ? { awsContainerAuthorizationToken: token.value }
          : {}),
        timeout: 1000,
        maxRetries: 1
      })
  )
  return { source, load, warnings: [] } satisfies Source
})

/** Two seconds at the most: outside of Amazon's cloud nobody answers. */
const patience = "2 seconds"

/** Asked at once, since only an answer tells whether there is an instance role. */
export const fromInstance = Effect.fn("fromInstance")(function*() {
  const source = "instance metadata"
  const disabled = yield* setting("AWS_EC2_METADATA_DISABLED")
  if (Option.isSome(disabled) && disabled.value.toLowerCase() !== "false") {
    return { source, reason: "disabled by AWS_EC2_METADATA_DISABLED" } satisfies Absent
  }
  const load = fromProvider(
    { source, subject: "the instance metadata service", remedy: "Check the role of the instance." },
    (sdk) => sdk.fromInstanceMetadata({ timeout: 900, maxRetries: 0 })
  )
  // Loading the SDK is no part of the wait: on a small machine it takes a second by itself.
  yield* Effect.promise(() => import("@aws-sdk/credential-providers"))
  return yield* load.pipe(
    Effect.as<Source | Absent>({ source: "instance role", load, warnings: [] }),
    Effect.timeoutOrElse({
      duration: patience,
      orElse: () => Effect.succeed<Absent>({ source, reason: `no answer within ${patience}` })
    }),
    Effect.catchTag("CredentialsInvalid", () => Effect.succeed<Absent>({ source, reason: "no instance role answers" }))
  )
})
