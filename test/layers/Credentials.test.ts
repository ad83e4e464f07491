import * as NodeServices from "@effect/platform-node/NodeServices"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, FileSystem, Layer, Redacted, Schedule } from "effect"
import { TestClock } from "effect/testing"
import { createHash } from "node:crypto"
import { inspect } from "node:util"
import type { ConfigInvalid, CredentialsError } from "../../src/domain/Errors.ts"
import { Credentials } from "../../src/layers/Credentials.ts"
import { type AwsHome, homeSettings, makeHome, settings, withProcess } from "../support/awsHome.ts"
import { json, serve } from "../support/awsServer.ts"

const layerWith = (values: Record<string, string>, home: AwsHome = {}) =>
  Credentials.layer.pipe(Layer.provide(homeSettings(home, values)), Layer.provide(NodeServices.layer))

const resolve = (values: Record<string, string>, home: AwsHome = {}) =>
  Effect.gen(function*() {
    const { provider, source, warnings } = yield* Credentials
    return { identity: yield* Effect.promise(() => provider()), source, warnings }
  }).pipe(Effect.provide(layerWith(values, home)))

const failureOf = (
  values: Record<string, string>,
  home: AwsHome = {}
): Effect.Effect<CredentialsError | ConfigInvalid, unknown> => Effect.flip(resolve(values, home))

const key = { AWS_ACCESS_KEY_ID: "AKIAENVIRONMENT12345", AWS_SECRET_ACCESS_KEY: "environment/secret+key" }
const credentials = "[default]\naws_access_key_id = AKIADEFAULT123456789\naws_secret_access_key = default-secret\n" +
  "[work]\naws_access_key_id = AKIAWORK123456789012\naws_secret_access_key = work-secret\naws_session_token = work-token\n"

describe("environment keys", () => {
  it.effect("with a session token", () =>
    Effect.gen(function*() {
      const { identity, source, warnings } = yield* resolve({ ...key, AWS_SESSION_TOKEN: "token" })
      assert.deepStrictEqual({ ...identity }, {
        accessKeyId: key.AWS_ACCESS_KEY_ID,
        secretAccessKey: key.AWS_SECRET_ACCESS_KEY,
        sessionToken: "token"
      })
      assert.strictEqual(source, "environment variables")
      assert.deepStrictEqual(warnings, [])
    }))

  it.effect("take the legacy AWS_SECURITY_TOKEN", () =>
    Effect.gen(function*() {
      const { identity } = yield* resolve({ ...key, AWS_SECURITY_TOKEN: "legacy" })
      assert.strictEqual(identity.sessionToken, "legacy")
    }))

  it.effect("go before AWS_PROFILE, even one that does not exist, with a warning", () =>
    Effect.gen(function*() {
      for (const profile of ["work", "nobody"]) {
        const { source, warnings } = yield* resolve({ ...key, AWS_PROFILE: profile }, { credentials })
        assert.strictEqual(source, "environment variables")
        assert.include(warnings.join(), `AWS_PROFILE (${profile}) is not used`)
      }
    }))

  it.effect("half a pair names the missing half, whatever the files hold", () =>
    Effect.gen(function*() {
      const noSecret = yield* failureOf({ AWS_ACCESS_KEY_ID: key.AWS_ACCESS_KEY_ID }, { credentials })
      assert.strictEqual(noSecret._tag, "CredentialsInvalid")
      assert.include(noSecret.message, "AWS_SECRET_ACCESS_KEY is not")
      const noKey = yield* failureOf({ AWS_SECRET_ACCESS_KEY: "s", AWS_ACCESS_KEY_ID: " " })
      assert.include(noKey.message, "AWS_ACCESS_KEY_ID is not")
      assert.include(noKey.hint, "Set AWS_ACCESS_KEY_ID")
    }))

  it.effect("refuse what would break a header, without showing it", () =>
    Effect.gen(function*() {
      const error = yield* failureOf({ ...key, AWS_SECRET_ACCESS_KEY: "two\nlines" })
      assert.include(error.message, "AWS_SECRET_ACCESS_KEY")
      assert.notInclude(inspect(error, { showHidden: true, depth: null }), "two\nlines")
    }))

  it.effect("past their expiration are CredentialsExpired", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(Date.parse("2026-06-01T00:00:00Z"))
      const error = yield* failureOf({ ...key, AWS_CREDENTIAL_EXPIRATION: "2026-05-31T23:59:59Z" })
      assert.strictEqual(error._tag, "CredentialsExpired")
      assert.include(error.message, "AWS_CREDENTIAL_EXPIRATION")
      const { identity } = yield* resolve({ ...key, AWS_CREDENTIAL_EXPIRATION: "2026-06-02T00:00:00Z" })
      assert.strictEqual(identity.expiration?.toISOString(), "2026-06-02T00:00:00.000Z")
      const nonsense = yield* failureOf({ ...key, AWS_CREDENTIAL_EXPIRATION: "tomorrow" })
      assert.include(nonsense.message, "which is no time")
    }))
})

describe("profiles", () => {
  it.effect("AWS_PROFILE, then AWS_DEFAULT_PROFILE", () =>
    Effect.gen(function*() {
      const { identity, source } = yield* resolve({ AWS_PROFILE: "work" }, { credentials })
      assert.deepInclude({ ...identity }, { accessKeyId: "AKIAWORK123456789012", sessionToken: "work-token" })
      assert.match(source, /^profile "work" in .*\.aws\/credentials$/)
      const legacy = yield* resolve({ AWS_DEFAULT_PROFILE: "work" }, { credentials })
      assert.strictEqual(legacy.identity.accessKeyId, "AKIAWORK123456789012")
    }))

  it.effect("without a name, the default profile", () =>
    Effect.gen(function*() {
      const { identity } = yield* resolve({}, { credentials, config: "[default]\nregion = eu-west-1\n" })
      assert.strictEqual(identity.accessKeyId, "AKIADEFAULT123456789")
    }))

  it.effect("a name that does not exist lists those that do", () =>
    Effect.gen(function*() {
      const error = yield* failureOf({ AWS_PROFILE: "wrok" }, {
        credentials,
        config: "[profile sso]\nregion=us-east-1\n"
      })
      assert.strictEqual(error._tag, "CredentialsInvalid")
      assert.include(error.message, "AWS_PROFILE (wrok)")
      assert.include(error.message, "sso, default, work")
      assert.include((yield* failureOf({ AWS_PROFILE: "x" })).hint, "aws configure --profile x")
    }))

  it.effect("a name without credentials never falls back on the default profile", () =>
    Effect.gen(function*() {
      const config = "[profile empty]\nregion = eu-west-1\n"
      const error = yield* failureOf({ AWS_PROFILE: "empty" }, { credentials, config })
      assert.strictEqual(error._tag, "CredentialsNotFound")
      assert.include(error.message, "AWS_PROFILE names another")
    }))

  it.effect("a key without its secret names file and profile", () =>
    Effect.gen(function*() {
      const error = yield* failureOf({}, { credentials: "[default]\naws_access_key_id = AKIADEFAULT123456789\n" })
      assert.strictEqual(error._tag, "CredentialsInvalid")
      assert.match(error.message, /profile "default" in .*\.aws\/credentials/)
      assert.include(error.message, "no aws_secret_access_key")
    }))

  it.effect("a malformed file names the line and does not show it", () =>
    Effect.gen(function*() {
      const error = yield* failureOf({}, { credentials: "[default]\naws_access_key_id = A\nsecret-without-equals\n" })
      assert.strictEqual(error._tag, "CredentialsInvalid")
      assert.include(error.message, "line 3")
      assert.notInclude(inspect(error, { showHidden: true, depth: null }), "secret-without-equals")
    }))

  it.effect("a source profile that is missing", () =>
    Effect.gen(function*() {
      const config = "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = gone\n"
      const error = yield* failureOf({ AWS_PROFILE: "role" }, { config, credentials })
      assert.include(error.message, "source_profile \"gone\" is not there")
    }))

  it.effect("a role with a source profile asks STS", () =>
    Effect.gen(function*() {
      const sts = yield* serve((request, response) => {
        const denied = request.body.includes("denied")
        response.writeHead(denied ? 403 : 200, { "content-type": "text/xml" })
        response.end(
          denied
            ? "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>"
            : "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE123456789012</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>role-token</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>"
        )
      })
      const role = (name: string) =>
        `[profile ${name}]\nrole_arn = arn:aws:iam::123456789012:role/${name}\nsource_profile = work\nregion = eu-west-1\n`
      const config = role("allowed") + role("denied")
      yield* withProcess(
        { AWS_ENDPOINT_URL_STS: sts.url },
        Effect.gen(function*() {
          const { identity, source } = yield* resolve({ AWS_PROFILE: "allowed" }, { config, credentials })
          assert.strictEqual(identity.sessionToken, "role-token")
          assert.include(source, "(role)")
          const error = yield* failureOf({ AWS_PROFILE: "denied" }, { config, credentials })
          assert.strictEqual(error._tag, "CredentialsInvalid")
          assert.include(error.message, "arn:aws:iam::123456789012:role/denied")
          assert.include(error.message, "sts:AssumeRole")
        })
      )
    }))

  it.effect("credential_process: what it gives, and what it says when it fails", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* fs.makeTempDirectoryScoped()
      const answer = JSON.stringify({ Version: 1, AccessKeyId: "AKIAPROCESS123456789", SecretAccessKey: "s" })
      yield* fs.writeFileString(`${directory}/good`, answer)
      const config = `[profile good]\ncredential_process = cat ${directory}/good\n` +
        `[profile bad]\ncredential_process = sh -c 'echo vault is sealed --password hunter2 >&2; exit 3'\n` +
        `[profile odd]\ncredential_process = echo nothing\n`
      const { identity, source } = yield* resolve({ AWS_PROFILE: "good" }, { config })
      assert.strictEqual(identity.accessKeyId, "AKIAPROCESS123456789")
      assert.include(source, "(credential_process)")
      const bad = yield* failureOf({ AWS_PROFILE: "bad" }, { config })
      assert.strictEqual(bad._tag, "CredentialsInvalid")
      assert.include(bad.message, "its credential_process failed: vault is sealed")
      assert.include(bad.hint, "[bad]")
      assert.include((yield* failureOf({ AWS_PROFILE: "odd" }, { config })).message, "it printed no JSON")
    }).pipe(Effect.provide(NodeServices.layer)))

  it.live("credential_process: is ended when nobody waits for it any more", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const directory = yield* fs.makeTempDirectoryScoped()
      const note = `${directory}/pid`
      yield* fs.writeFileString(`${directory}/slow`, `#!/bin/sh\necho $$ > ${note}\nexec sleep 30\n`, { mode: 0o700 })
      const config = `[profile slow]\ncredential_process = ${directory}/slow --account "a b"\n`
      const fiber = yield* Effect.forkChild(resolve({ AWS_PROFILE: "slow" }, { config }))
      const pid = yield* fs.readFileString(note).pipe(
        Effect.map((text) => Number(text.trim())),
        Effect.filterOrFail((pid) => pid > 0),
        Effect.retry(Schedule.spaced("20 millis"))
      )
      yield* Fiber.interrupt(fiber)
      const gone = Effect.filterOrFail(Effect.exit(Effect.try(() => process.kill(pid, 0))), Exit.isFailure)
      yield* Effect.retry(gone, Schedule.spaced("20 millis"))
    }).pipe(Effect.provide(NodeServices.layer)), 10_000)

  it.effect("SSO: absent and expired sessions name the command that mends them", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const start = "https://example.awsapps.com/start"
      const config = "[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = dev\n" +
        `[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = ${start}\n` +
        "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = sso\n"
      const home = yield* makeHome({ config })
      const inHome = (profile: string) =>
        withProcess(
          { HOME: home },
          Effect.flip(
            Effect.provide(
              Credentials,
              Credentials.layer.pipe(
                Layer.provide(settings({ HOME: home, AWS_PROFILE: profile })),
                Layer.provide(NodeServices.layer)
              )
            )
          )
        )
      const absent = yield* inHome("sso")
      assert.strictEqual(absent._tag, "CredentialsInvalid")
      assert.strictEqual(absent.hint, "Run `aws sso login --profile sso`.")
      assert.strictEqual((yield* inHome("role")).hint, "Run `aws sso login --profile sso`.")

      yield* fs.makeDirectory(`${home}/.aws/sso/cache`, { recursive: true })
      const cached = createHash("sha1").update("corp").digest("hex")
      yield* fs.writeFileString(
        `${home}/.aws/sso/cache/${cached}.json`,
        JSON.stringify({ accessToken: "t", expiresAt: "2020-01-01T00:00:00Z", startUrl: start, region: "eu-west-1" })
      )
      const expired = yield* inHome("sso")
      assert.strictEqual(expired._tag, "CredentialsExpired", expired.message)
      assert.strictEqual(expired.hint, "Run `aws sso login --profile sso`.")
    }).pipe(Effect.provide(NodeServices.layer)))
})

describe("signing in", () => {
  const roleXml = (operation: string, token: string) =>
    `<${operation}Response><${operation}Result><Credentials><AccessKeyId>ASIAROLE123456789012</AccessKeyId>` +
    `<SecretAccessKey>s</SecretAccessKey><SessionToken>${token}</SessionToken>` +
    `<Expiration>2999-01-01T00:00:00Z</Expiration></Credentials></${operation}Result></${operation}Response>`

  it.effect("with a web identity, from the environment or a profile, asks STS without a signature", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const file = `${yield* fs.makeTempDirectoryScoped()}/token`
      yield* fs.writeFileString(file, "web-identity-jwt")
      const sts = yield* serve((request, response) => {
        const refused = request.body.includes("refused")
        response.writeHead(refused ? 400 : 200, { "content-type": "text/xml" })
        response.end(
          refused
            ? "<ErrorResponse><Error><Code>InvalidIdentityToken</Code><Message>Couldn't retrieve verification key from your identity provider</Message></Error></ErrorResponse>"
            : roleXml("AssumeRoleWithWebIdentity", "web-session")
        )
      })
      const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
      const config = `[profile web]\nrole_arn = ${role("pod")}\nweb_identity_token_file = ${file}\nregion = eu-west-1\n`
      yield* withProcess(
        { AWS_ENDPOINT_URL_STS: sts.url },
        Effect.gen(function*() {
          const environment = {
            AWS_WEB_IDENTITY_TOKEN_FILE: file,
            AWS_ROLE_ARN: role("pod"),
            AWS_ROLE_SESSION_NAME: "dpg",
            AWS_REGION: "eu-west-1"
          }
          const fromEnvironment = yield* resolve(environment)
          assert.strictEqual(fromEnvironment.identity.sessionToken, "web-session")
          assert.strictEqual(fromEnvironment.source, "web identity")
          const [asked] = sts.seen
          assert.isUndefined(asked?.headers.authorization)
          const form = new URLSearchParams(asked?.body)
          assert.deepInclude(Object.fromEntries(form), {
            Action: "AssumeRoleWithWebIdentity",
            RoleArn: role("pod"),
            RoleSessionName: "dpg",
            WebIdentityToken: "web-identity-jwt"
          })

          const fromProfile = yield* resolve({ AWS_PROFILE: "web" }, { config })
          assert.strictEqual(fromProfile.identity.sessionToken, "web-session")
          assert.include(fromProfile.source, "(web identity)")

          const error = yield* failureOf({ ...environment, AWS_ROLE_ARN: role("refused") })
          assert.strictEqual(error._tag, "CredentialsInvalid")
          assert.include(error.message, role("refused"))
          assert.include(error.message, "identity provider")
          assert.include(error.hint, file)
          assert.notInclude(inspect(error, { showHidden: true, depth: null }), "web-identity-jwt")

          const absent = yield* failureOf({ ...environment, AWS_WEB_IDENTITY_TOKEN_FILE: `${file}-gone` })
          assert.strictEqual(absent._tag, "CredentialsInvalid")
          assert.include(absent.hint, `${file}-gone`)
        })
      )
    }).pipe(Effect.provide(NodeServices.layer)))

  it.effect("with SSO: a session that holds gives the role's credentials; one that is refused names the command", () =>
    Effect.gen(function*() {
      const fs = yield* FileSystem.FileSystem
      const sso = yield* serve((request, response) =>
        request.headers["x-amz-sso_bearer_token"] === "sso-token"
          ? json(response, 200, {
            roleCredentials: {
              accessKeyId: "ASIASSO1234567890123",
              secretAccessKey: "s",
              sessionToken: "sso-session",
              expiration: Date.parse("2999-01-01T00:00:00Z")
            }
          })
          : json(response, 401, { message: "Session token not found or invalid" }, {
            "x-amzn-errortype": "UnauthorizedException"
          })
      )
      const start = "https://example.awsapps.com/start"
      const config = "[profile sso]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = dev\n" +
        `[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = ${start}\n`
      const home = yield* makeHome({ config })
      yield* fs.makeDirectory(`${home}/.aws/sso/cache`, { recursive: true })
      const cached = `${home}/.aws/sso/cache/${createHash("sha1").update("corp").digest("hex")}.json`
      const signedInWith = (accessToken: string) =>
        fs.writeFileString(
          cached,
          JSON.stringify({ accessToken, expiresAt: "2999-01-01T00:00:00Z", startUrl: start, region: "eu-west-1" })
        )
      const credentials = Effect.provide(
        Effect.flatMap(
          Credentials,
          ({ provider, source }) => Effect.map(Effect.promise(() => provider()), (identity) => ({ identity, source }))
        ),
        Layer.fresh(Credentials.layer).pipe(
          Layer.provide(settings({ HOME: home, AWS_PROFILE: "sso" })),
          Layer.provide(NodeServices.layer)
        )
      )
      yield* withProcess(
        { HOME: home, AWS_ENDPOINT_URL_SSO: sso.url },
        Effect.gen(function*() {
          yield* signedInWith("sso-token")
          const { identity, source } = yield* credentials
          assert.strictEqual(identity.sessionToken, "sso-session")
          assert.strictEqual(identity.expiration?.toISOString(), "2999-01-01T00:00:00.000Z")
          assert.include(source, "(SSO)")
          assert.match(String(sso.seen[0]?.url), /^\/federation\/credentials\?.*role_name=dev/)

          yield* signedInWith("another-token")
          const error = yield* Effect.flip(credentials)
          assert.strictEqual(error._tag, "CredentialsInvalid")
          assert.include(error.message, "Session token not found or invalid")
          assert.strictEqual(error.hint, "Run `aws sso login --profile sso`.")
          assert.notInclude(inspect(error, { showHidden: true, depth: null }), "another-token")
        })
      )
    }).pipe(Effect.provide(NodeServices.layer)))
})

describe("machines", () => {
  it.effect("a container's endpoint, with its token", () =>
    Effect.gen(function*() {
      const container = yield* serve((_, response) =>
        json(response, 200, {
          AccessKeyId: "ASIACONTAINER1234567",
          SecretAccessKey: "s",
          Token: "container-token",
          Expiration: "2999-01-01T00:00:00Z"
        })
      )
      const { identity, source } = yield* resolve({
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.url}/v1`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: "authorise"
      })
      assert.strictEqual(identity.sessionToken, "container-token")
      assert.strictEqual(source, "container credentials")
      assert.strictEqual(container.seen[0]?.headers.authorization, "authorise")
    }))

  it.live("an instance's role; silence there takes two seconds at the most", () =>
    Effect.gen(function*() {
      const metadata = yield* serve((request, response) => {
        if (request.url.startsWith("/silent")) return
        if (request.method === "PUT") response.end("token")
        else if (request.url.endsWith("/security-credentials/")) response.end("role")
        else {
          json(response, 200, {
            AccessKeyId: "ASIAINSTANCE12345678",
            SecretAccessKey: "s",
            Token: "instance-token",
            Expiration: "2999-01-01T00:00:00Z"
          })
        }
      })
      const found = yield* withProcess(
        { AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url },
        resolve({ AWS_EC2_METADATA_DISABLED: "false" })
      )
      assert.strictEqual(found.identity.sessionToken, "instance-token")
      assert.strictEqual(found.source, "instance role")

      const silent = yield* serve(() => undefined)
      const started = performance.now()
      const error = yield* withProcess(
        { AWS_EC2_METADATA_SERVICE_ENDPOINT: silent.url },
        failureOf({ AWS_EC2_METADATA_DISABLED: "false" })
      )
      assert.strictEqual(error._tag, "CredentialsNotFound")
      assert.isBelow(performance.now() - started, 3500)
    }))

  it.effect("nothing anywhere lists every source and why it gave none", () =>
    Effect.gen(function*() {
      const error = yield* failureOf({}, { config: "[default]\nregion = eu-west-1\n" })
      assert.strictEqual(error._tag, "CredentialsNotFound")
      if (error._tag !== "CredentialsNotFound") return
      assert.isTrue(error.message.startsWith("AWS credentials were not found."))
      assert.deepStrictEqual(
        error.tried.map(({ source }) => source.replace(/ in .*/, "")),
        [
          "environment variables",
          "AWS_PROFILE",
          "profile \"default\"",
          "web identity",
          "container credentials",
          "instance metadata"
        ]
      )
      assert.include(error.message, "disabled by AWS_EC2_METADATA_DISABLED")
    }))
})

describe("refreshing", () => {
  /** A container endpoint whose credentials live for an hour of the clock of the test. */
  const hourly = Effect.gen(function*() {
    yield* TestClock.setTime(Date.parse("2026-06-01T00:00:00Z"))
    let served = 0
    let asked = 0
    let broken = false
    const server = yield* serve((_, response) => {
      asked++
      if (broken) return json(response, 500, { message: "down" })
      served++
      return json(response, 200, {
        AccessKeyId: `ASIA${served}`,
        SecretAccessKey: "s",
        Token: "t",
        Expiration: `2026-06-01T0${served}:00:00Z`
      })
    })
    return {
      values: { AWS_CONTAINER_CREDENTIALS_FULL_URI: server.url },
      served: () => served,
      asked: () => asked,
      breakDown: () => {
        broken = true
      }
    }
  })

  it.effect("once shortly before expiry, for all who wait", () =>
    Effect.gen(function*() {
      const { served, values } = yield* hourly
      yield* Effect.gen(function*() {
        const { provider } = yield* Credentials
        const ids = (n: number) =>
          Effect.promise(() => Promise.all(Array.from({ length: n }, () => provider().then((i) => i.accessKeyId))))
        assert.deepStrictEqual(yield* ids(5), Array(5).fill("ASIA1"))
        yield* TestClock.adjust("54 minutes")
        assert.deepStrictEqual(yield* ids(1), ["ASIA1"])
        yield* TestClock.adjust("1 minute")
        assert.deepStrictEqual(yield* ids(5), Array(5).fill("ASIA2"))
        assert.strictEqual(served(), 2)
      }).pipe(Effect.provide(layerWith(values)))
    }))

  it.effect("a refresh that fails leaves the old credentials in use until they expire", () =>
    Effect.gen(function*() {
      const { breakDown, values } = yield* hourly
      yield* Effect.gen(function*() {
        const { provider } = yield* Credentials
        breakDown()
        yield* TestClock.adjust("59 minutes")
        assert.strictEqual((yield* Effect.promise(() => provider())).accessKeyId, "ASIA1")
        yield* TestClock.adjust("1 minute")
        const error = yield* Effect.flip(Effect.tryPromise({ try: () => provider(), catch: (cause) => cause }))
        assert.deepInclude(error, { _tag: "CredentialsInvalid" })
      }).pipe(Effect.provide(layerWith(values)))
    }))

  it.effect("a refresh that fails is made once for all who wait", () =>
    Effect.gen(function*() {
      const { asked, breakDown, values } = yield* hourly
      yield* Effect.gen(function*() {
        const { provider } = yield* Credentials
        breakDown()
        yield* TestClock.adjust("59 minutes")
        const before = asked()
        const ids = yield* Effect.promise(() => Promise.all(Array.from({ length: 20 }, () => provider())))
        assert.deepStrictEqual(new Set(ids.map(({ accessKeyId }) => accessKeyId)), new Set(["ASIA1"]))
        // The provider itself tries twice.
        assert.isAtMost(asked() - before, 2)
        yield* TestClock.adjust("1 minute")
        const again = asked()
        const failures = yield* Effect.promise(() => Promise.allSettled(Array.from({ length: 20 }, () => provider())))
        assert.deepStrictEqual(new Set(failures.map(({ status }) => status)), new Set(["rejected"]))
        assert.isAtMost(asked() - again, 2)
      }).pipe(Effect.provide(layerWith(values)))
    }))

  it.effect("can be forced, and then serves all who asked meanwhile", () =>
    Effect.gen(function*() {
      const { served, values } = yield* hourly
      yield* Effect.gen(function*() {
        const { provider, refresh = Effect.die("nothing to refresh") } = yield* Credentials
        yield* Effect.all([refresh, refresh, refresh], { concurrency: "unbounded" })
        assert.strictEqual(served(), 2)
        assert.strictEqual((yield* Effect.promise(() => provider())).accessKeyId, "ASIA2")
      }).pipe(Effect.provide(layerWith(values)))
    }))
})

describe("layerStatic", () => {
  it.effect("passes the keys on and shows no secret", () =>
    Effect.gen(function*() {
      const service = yield* Credentials
      const identity = yield* Effect.promise(() => service.provider())
      assert.deepStrictEqual({ ...identity }, { accessKeyId: "AKIA", secretAccessKey: "hidden", sessionToken: "token" })
      assert.notInclude(inspect(service, { showHidden: true, depth: null }), "hidden")
    }).pipe(Effect.provide(Credentials.layerStatic({
      accessKeyId: "AKIA",
      secretAccessKey: Redacted.make("hidden"),
      sessionToken: Redacted.make("token")
    }))))
})
