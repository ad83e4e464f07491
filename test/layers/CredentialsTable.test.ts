/**
 * Every way credentials are found or fail, a row a line: in a home of its own, over the AWS SDK's real providers, with
 * local servers for STS, SSO, the container and the instance. `docs/credentials.md` shows the same table.
 */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Fiber, FileSystem, Layer, type Scope } from "effect"
import { TestClock } from "effect/testing"
import { createHash } from "node:crypto"
import type { ServerResponse } from "node:http"
import { inspect } from "node:util"
import { AppConfig } from "../../src/layers/AppConfig.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { type AwsHome, makeHome, settings, withProcess } from "../support/awsHome.ts"
import { json, type Seen, serve } from "../support/awsServer.ts"

/** Where a row plays: its home folder, and a server that stands for all of AWS. */
interface Place {
  readonly home: string
  readonly url: string
  /** A server that takes requests and answers none. */
  readonly silent: string
}

interface Row {
  readonly scenario: string
  /** What comes of it, as the documentation says it: the source, or the error with what to do. */
  readonly outcome: string
  readonly environment: (place: Place) => Readonly<Record<string, string>>
  readonly files?: AwsHome
  /** Whether an SSO session is in its cache, and until when. */
  readonly session?: string
  /** The access key that is found. */
  readonly key?: string
  /** Whether it ends by the clock, which then goes on as fast as it can; elsewhere it stands still while an answer comes. */
  readonly timedOut?: true
}

const secret = "canary/secret+key/canary"
const pair = (id: string, more = "") => `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n${more}`
const keys = { AWS_ACCESS_KEY_ID: "AKIAENVIRONMENT12345", AWS_SECRET_ACCESS_KEY: secret }
const credentials = `[default]\n${pair("AKIADEFAULT123456789")}[work]\n${
  pair("AKIAWORK123456789012", "aws_session_token = canary-token\n")
}`
const role = "arn:aws:iam::111122223333:role/dpg"
const assumed = `[profile deploy]\nrole_arn = ${role}\nregion = eu-west-1\nsource_profile =`
const sso = "[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = dev\n" +
  "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://example.awsapps.com/start\n"
const webIdentity = ({ home }: Place) => ({
  AWS_WEB_IDENTITY_TOKEN_FILE: `${home}/.aws/token`,
  AWS_ROLE_ARN: role,
  AWS_REGION: "eu-west-1"
})
const process = (command: string) => ({ config: `[profile vault]\ncredential_process = ${command}\n` })
const fresh = "2999-01-01T00:00:00Z"

const rows: ReadonlyArray<Row> = [
  {
    scenario: "an API key",
    outcome: "the API key in AWS_BEARER_TOKEN_BEDROCK (AWS_BEARER_TOKEN_BEDROCK is set)",
    environment: () => ({ AWS_BEARER_TOKEN_BEDROCK: "ABSKcanary" })
  },
  {
    scenario: "`BEDROCK_AUTH=bearer` without an API key",
    outcome: "`ConfigInvalid`: Set AWS_BEARER_TOKEN_BEDROCK to an API key from the Amazon Bedrock console, or " +
      "BEDROCK_AUTH to auto or sigv4.",
    environment: () => ({ ...keys, BEDROCK_AUTH: "bearer" })
  },
  {
    scenario: "keys in the environment",
    outcome: "environment variables",
    environment: () => keys,
    key: keys.AWS_ACCESS_KEY_ID
  },
  {
    scenario: "and `AWS_PROFILE`",
    outcome: "environment variables, with a warning",
    environment: () => ({ ...keys, AWS_PROFILE: "work" }),
    files: { credentials },
    key: keys.AWS_ACCESS_KEY_ID
  },
  {
    scenario: "and an `AWS_PROFILE` that does not exist",
    outcome: "environment variables, with a warning",
    environment: () => ({ ...keys, AWS_PROFILE: "nobody" }),
    files: { credentials },
    key: keys.AWS_ACCESS_KEY_ID
  },
  {
    scenario: "with a session token, under its old name `AWS_SECURITY_TOKEN`",
    outcome: "environment variables",
    environment: () => ({ ...keys, AWS_SECURITY_TOKEN: "canary-token" }),
    key: keys.AWS_ACCESS_KEY_ID
  },
  {
    scenario: "past their `AWS_CREDENTIAL_EXPIRATION`",
    outcome: "`CredentialsExpired`: Put fresh keys, their session token and their AWS_CREDENTIAL_EXPIRATION in the " +
      "environment.",
    environment: () => ({ ...keys, AWS_CREDENTIAL_EXPIRATION: "1969-01-01T00:00:00Z" })
  },
  {
    scenario: "the key alone",
    outcome: "`CredentialsInvalid`: Set AWS_SECRET_ACCESS_KEY as well, or unset AWS_ACCESS_KEY_ID.",
    environment: () => ({ AWS_ACCESS_KEY_ID: keys.AWS_ACCESS_KEY_ID }),
    files: { credentials }
  },
  {
    scenario: "the secret alone",
    outcome: "`CredentialsInvalid`: Set AWS_ACCESS_KEY_ID as well, or unset AWS_SECRET_ACCESS_KEY.",
    environment: () => ({ AWS_SECRET_ACCESS_KEY: secret }),
    files: { credentials }
  },
  {
    scenario: "`AWS_PROFILE`",
    outcome: "profile \"work\" in ~/.aws/credentials",
    environment: () => ({ AWS_PROFILE: "work" }),
    files: { credentials },
    key: "AKIAWORK123456789012"
  },
  {
    scenario: "`AWS_DEFAULT_PROFILE`",
    outcome: "profile \"work\" in ~/.aws/credentials",
    environment: () => ({ AWS_DEFAULT_PROFILE: "work" }),
    files: { credentials },
    key: "AKIAWORK123456789012"
  },
  {
    scenario: "an `AWS_PROFILE` that does not exist",
    outcome: "`CredentialsInvalid`: Set AWS_PROFILE to one of default, work.",
    environment: () => ({ AWS_PROFILE: "nobody" }),
    files: { credentials }
  },
  {
    scenario: "the profile `default`",
    outcome: "profile \"default\" in ~/.aws/credentials",
    environment: () => ({}),
    files: { credentials },
    key: "AKIADEFAULT123456789"
  },
  {
    scenario: "a key without its secret in a file",
    outcome: "`CredentialsInvalid`: Add aws_secret_access_key to [default] in ~/.aws/credentials, or run " +
      "`aws configure --profile default`.",
    environment: () => ({}),
    files: { credentials: "[default]\naws_access_key_id = AKIADEFAULT123456789\n" }
  },
  {
    scenario: "a line that is none in a file",
    outcome: "`CredentialsInvalid`: Mend line 3 of ~/.aws/credentials.",
    environment: () => ({}),
    files: { credentials: `[default]\naws_access_key_id = A\n${secret}\n` }
  },
  {
    scenario: "a role with a source profile",
    outcome: "profile \"deploy\" in ~/.aws/config (role)",
    environment: () => ({ AWS_PROFILE: "deploy" }),
    files: { credentials, config: `${assumed} work\n` },
    key: "ASIASTS1234567890123"
  },
  {
    scenario: "a role that may not be taken",
    outcome:
      "`CredentialsInvalid`: See what `aws sts get-caller-identity --profile deploy` says; the role must trust " +
      "the source profile.",
    environment: () => ({ AWS_PROFILE: "deploy" }),
    files: { credentials, config: `${assumed.replace(role, `${role}-denied`)} work\n` }
  },
  {
    scenario: "a source profile that does not exist",
    outcome: "`CredentialsInvalid`: Make the profile \"gone\", or set source_profile to one of deploy, default, work.",
    environment: () => ({ AWS_PROFILE: "deploy" }),
    files: { credentials, config: `${assumed} gone\n` }
  },
  {
    scenario: "a web identity",
    outcome: "web identity",
    environment: webIdentity,
    key: "ASIASTS1234567890123"
  },
  {
    scenario: "a web identity that is refused",
    outcome:
      "`CredentialsInvalid`: Check the token in ~/.aws/token (AWS_WEB_IDENTITY_TOKEN_FILE) and the role's trust " +
      "policy.",
    environment: (place) => ({ ...webIdentity(place), AWS_ROLE_ARN: `${role}-denied` })
  },
  {
    scenario: "SSO, signed in",
    outcome: "profile \"sso\" in ~/.aws/config (SSO)",
    environment: () => ({ AWS_PROFILE: "sso" }),
    files: { config: sso },
    session: fresh,
    key: "ASIASSO1234567890123"
  },
  {
    scenario: "SSO, no longer signed in",
    outcome: "`CredentialsExpired`: Run `aws sso login --profile sso`.",
    environment: () => ({ AWS_PROFILE: "sso" }),
    files: { config: sso },
    session: "2020-01-01T00:00:00Z"
  },
  {
    scenario: "SSO, never signed in",
    outcome: "`CredentialsInvalid`: Run `aws sso login --profile sso`.",
    environment: () => ({ AWS_PROFILE: "sso" }),
    files: { config: sso }
  },
  {
    scenario: "a `credential_process`",
    outcome: "profile \"vault\" in ~/.aws/config (credential_process)",
    environment: () => ({ AWS_PROFILE: "vault" }),
    files: process(`echo '{"Version":1,"AccessKeyId":"AKIAPROCESS123456789","SecretAccessKey":"${secret}"}'`),
    key: "AKIAPROCESS123456789"
  },
  {
    scenario: "a `credential_process` that fails",
    outcome:
      "`CredentialsInvalid`: Run the credential_process of [vault] in ~/.aws/config by hand and mend what it says.",
    environment: () => ({ AWS_PROFILE: "vault" }),
    files: process(`sh -c 'echo sealed >&2; exit 3' ${secret}`)
  },
  {
    scenario: "a `credential_process` that is silent for a minute",
    outcome:
      "`CredentialsInvalid`: Run the credential_process of [vault] in ~/.aws/config by hand and mend what it says.",
    environment: () => ({ AWS_PROFILE: "vault" }),
    files: process("sleep 2"),
    timedOut: true
  },
  {
    scenario: "a container's endpoint",
    outcome: "container credentials",
    environment: ({ url }) => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container` }),
    key: "ASIACONTAINER1234567"
  },
  {
    scenario: "a container's endpoint that fails",
    outcome:
      "`CredentialsInvalid`: Check the task's or pod's role, and that AWS_CONTAINER_CREDENTIALS_* is set by its " +
      "agent.",
    environment: ({ url }) => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/broken` })
  },
  {
    scenario: "an instance's role",
    outcome: "instance role",
    environment: () => ({ AWS_EC2_METADATA_DISABLED: "false" }),
    key: "ASIAINSTANCE12345678"
  },
  {
    scenario: "an instance that is silent",
    outcome: "`CredentialsNotFound`: Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run " +
      "`aws configure`; `--offline` needs none.",
    environment: ({ silent }) => ({ AWS_EC2_METADATA_DISABLED: "false", AWS_EC2_METADATA_SERVICE_ENDPOINT: silent }),
    timedOut: true
  },
  {
    scenario: "nothing anywhere",
    outcome: "`CredentialsNotFound`: Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run " +
      "`aws configure`; `--offline` needs none.",
    environment: () => ({})
  }
]

const keysJson = (id: string) => ({
  AccessKeyId: id,
  SecretAccessKey: secret,
  Token: "canary-token",
  Expiration: fresh
})

/** STS, SSO, a container's agent and an instance's metadata. */
const aws = ({ body, headers, method, url }: Seen, response: ServerResponse) => {
  if (url.startsWith("/broken")) return json(response, 500, { message: "down" })
  if (url.startsWith("/container")) return json(response, 200, keysJson("ASIACONTAINER1234567"))
  if (headers["x-amz-sso_bearer_token"] !== undefined) {
    return json(response, 200, {
      roleCredentials: {
        accessKeyId: "ASIASSO1234567890123",
        secretAccessKey: secret,
        sessionToken: "canary-token",
        expiration: Date.parse(fresh)
      }
    })
  }
  if (url.includes("/latest/")) {
    if (method === "PUT") return response.end("token")
    return url.endsWith("/security-credentials/")
      ? response.end("role")
      : json(response, 200, keysJson("ASIAINSTANCE12345678"))
  }
  const denied = body.includes("-denied")
  const operation = new URLSearchParams(body).get("Action") ?? ""
  response.writeHead(denied ? 403 : 200, { "content-type": "text/xml" })
  return response.end(
    denied
      ? "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized</Message></Error></ErrorResponse>"
      : `<${operation}Response><${operation}Result><Credentials><AccessKeyId>ASIASTS1234567890123</AccessKeyId>` +
        `<SecretAccessKey>${secret}</SecretAccessKey><SessionToken>canary-token</SessionToken>` +
        `<Expiration>${fresh}</Expiration></Credentials></${operation}Result></${operation}Response>`
  )
}

/** Time goes on for the fiber until it ends: a command is started in real time, and waited for in next to none. */
const untilDone = Effect.fnUntraced(function*<A, E>(fiber: Fiber.Fiber<A, E>) {
  while (fiber.pollUnsafe() === undefined) {
    yield* TestClock.withLive(Effect.sleep("20 millis"))
    yield* TestClock.adjust("1 second")
  }
  return yield* Fiber.await(fiber)
})

/** What came of a row, and everything that could be shown of it. */
interface Played {
  readonly key: string | undefined
  readonly outcome: string
  readonly rendered: string
}

const play = Effect.fnUntraced(function*({ environment, files, session, timedOut }: Row): Effect.fn.Return<
  Played,
  unknown,
  FileSystem.FileSystem | Scope.Scope
> {
  const fs = yield* FileSystem.FileSystem
  const { url } = yield* serve((request, response) => void aws(request, response))
  const { url: silent } = yield* serve(() => undefined)
  const home = yield* makeHome(files ?? {})
  yield* fs.writeFileString(`${home}/.aws/token`, "canary-jwt")
  if (session !== undefined) {
    yield* fs.makeDirectory(`${home}/.aws/sso/cache`, { recursive: true })
    yield* fs.writeFileString(
      `${home}/.aws/sso/cache/${createHash("sha1").update("corp").digest("hex")}.json`,
      JSON.stringify({
        accessToken: "canary-session",
        expiresAt: session,
        startUrl: "https://example.awsapps.com/start",
        region: "eu-west-1"
      })
    )
  }
  const values = { HOME: home, AWS_EC2_METADATA_SERVICE_ENDPOINT: url, ...environment({ home, url, silent }) }
  const found = Effect.gen(function*() {
    const { auth, provider, source, warnings } = yield* Credentials
    const key = auth.scheme === "bearer" ? undefined : (yield* Effect.promise(() => provider())).accessKeyId
    return { key, source, warnings }
  }).pipe(
    Effect.provide(
      Layer.fresh(Credentials.layer).pipe(Layer.provide(settings(values)), Layer.provide(NodeServices.layer))
    )
  )
  const processValues = { ...values, AWS_ENDPOINT_URL_STS: url, AWS_ENDPOINT_URL_SSO: url }
  const exit = yield* withProcess(
    processValues,
    timedOut ? Effect.flatMap(Effect.forkChild(found), untilDone) : Effect.exit(found)
  )
  const tidy = (text: string) => text.replaceAll(home, "~")
  if (Exit.isSuccess(exit)) {
    const { key, source, warnings } = exit.value
    return { key, outcome: tidy(source) + (warnings.length === 0 ? "" : ", with a warning"), rendered: inspect(exit) }
  }
  const error = Cause.squash(exit.cause)
  if (!(error instanceof Error) || !("hint" in error) || !("_tag" in error)) return yield* Effect.die(error)
  const rendered = [
    inspect(error, { showHidden: true, depth: 20 }),
    String(error),
    JSON.stringify(error),
    JSON.stringify(Object.entries(error)),
    error.stack ?? "",
    Cause.pretty(exit.cause)
  ].join("\n")
  return { key: undefined, outcome: tidy(`\`${String(error._tag)}\`: ${String(error.hint)}`), rendered }
})

describe("credentials", () => {
  for (const row of rows) {
    const test = row.timedOut ? it.effect : it.live
    test(`${row.scenario} → ${row.outcome}`, () =>
      Effect.gen(function*() {
        const { key, outcome, rendered } = yield* play(row)
        assert.strictEqual(outcome, row.outcome)
        assert.strictEqual(key, row.key)
        assert.notInclude(rendered, "canary")
      }).pipe(Effect.provide(NodeServices.layer)), 15_000)
  }

  it.effect("are in the documentation as they are here", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const page = yield* fs.readFileString("docs/credentials.md")
      const table = page.split("\n").filter((line) => line.startsWith("| ")).map((line) =>
        line.split("|").slice(1, -1).map((cell) => cell.trim())
      )
      const documented = table.slice(table.findIndex(([first]) => first === "What there is") + 1)
        .filter(([first]) => !first?.startsWith("--"))
        .slice(0, rows.length)
      assert.deepStrictEqual(documented, rows.map(({ outcome, scenario }) => [scenario, outcome]))
    }).pipe(Effect.provide(NodeServices.layer)))
})

describe("the Region", () => {
  const config = "[default]\nregion = eu-west-1\n[profile work]\nregion = eu-west-2\n"
  const regionOf = Effect.fnUntraced(function*(values: Record<string, string>) {
    const home = yield* makeHome({ config })
    const { region } = yield* Effect.provide(
      AppConfig,
      AppConfig.layer.pipe(Layer.provide(settings({ HOME: home, ...values })), Layer.provide(NodeServices.layer))
    )
    return `${region.value} from ${region.source.replaceAll(home, "~")}`
  })
  const all = { BEDROCK_REGION: "us-west-1", AWS_REGION: "us-west-2", AWS_DEFAULT_REGION: "us-east-2" }
  const order: ReadonlyArray<readonly [Record<string, string>, string]> = [
    [all, "us-west-1 from BEDROCK_REGION"],
    [{ ...all, BEDROCK_REGION: "" }, "us-west-2 from AWS_REGION"],
    [{ AWS_DEFAULT_REGION: "us-east-2" }, "us-east-2 from AWS_DEFAULT_REGION"],
    [{ AWS_PROFILE: "work" }, "eu-west-2 from region of profile \"work\" in ~/.aws/config"],
    [{}, "eu-west-1 from region of profile \"default\" in ~/.aws/config"],
    [{ AWS_CONFIG_FILE: "/nowhere" }, "us-east-1 from default"]
  ]
  for (const [values, expected] of order) {
    it.effect(expected, () =>
      Effect.map(regionOf(values), (region) => assert.strictEqual(region, expected)).pipe(
        Effect.provide(NodeServices.layer)
      ))
  }
})
