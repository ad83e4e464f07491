/** How AWS is reached: proxies and certificate authorities, as the environment says. */
// @effect-diagnostics nodeBuiltinImport:off - certificates are read as Node's TLS will read them
import { Config, Effect, FileSystem, Option, Redacted } from "effect"
import { X509Certificate } from "node:crypto"
import { ConfigInvalid } from "../../domain/Errors.ts"
import { noProxies, proxyFor, type ProxySettings, type ProxyVariable } from "../../domain/Proxy.ts"
import { domainOf } from "../../domain/Region.ts"
import { firstSetting, setting } from "../credentials/sharedFiles.ts"

export interface NetworkSettings {
  readonly proxies: ProxySettings
  /** Certificates in PEM, and which variables named them; undefined where Node's own are all there are. */
  readonly authorities: Authorities | undefined
}

export interface Authorities {
  readonly pem: ReadonlyArray<string>
  readonly source: string
  /** In place of Node's own (`AWS_CA_BUNDLE`), or beside them (`NODE_EXTRA_CA_CERTS`). */
  readonly alone: boolean
}

export const defaultNetwork: NetworkSettings = { proxies: noProxies, authorities: undefined }

/** Where Bedrock answers in a Region, unless it is told otherwise. */
export const defaultEndpoint = (region: string): URL => new URL(`https://bedrock-runtime.${region}.${domainOf(region)}`)

/** @param endpoint - what Bedrock is reached at: a proxy for it must be usable */
export const networkSettings = Effect.fnUntraced(function*(
  endpoint: URL
): Effect.fn.Return<NetworkSettings, ConfigInvalid, FileSystem.FileSystem> {
  const proxies = yield* proxySettings
  const proxy = proxyFor(endpoint, proxies)
  if (proxy !== undefined && "unusable" in proxy) {
    return yield* new ConfigInvalid({
      key: proxy.unusable,
      // It may hold a password.
      value: "",
      expected: "the URL of an HTTP proxy, such as http://proxy.example.com:3128"
    })
  }
  return { proxies, authorities: yield* authoritySettings }
})

/** In lower case first, as curl reads them. */
export const proxySettings: Effect.Effect<ProxySettings> = Effect.gen(function*() {
  const noProxy = yield* firstSetting(["no_proxy", "NO_PROXY"])
  return {
    https: yield* variable("https_proxy"),
    http: yield* variable("http_proxy"),
    all: yield* variable("all_proxy"),
    noProxy: Option.match(noProxy, { onNone: () => "", onSome: ({ value }) => value })
  }
})

const variable = Effect.fnUntraced(function*(lower: string): Effect.fn.Return<ProxyVariable | undefined> {
  for (const name of [lower, lower.toUpperCase()]) {
    const value = yield* Config.option(Config.Redacted(name)).pipe(Effect.orElseSucceed(Option.none))
    const text = Option.match(value, { onNone: () => "", onSome: (secret) => Redacted.value(secret).trim() })
    if (text !== "") return { name, value: Redacted.make(text, { label: "proxy" }) }
  }
  return undefined
})

/** `AWS_CA_BUNDLE`, or what Node was told to trust besides its own, in case `.env` said it, which Node does not read. */
export const authoritySettings: Effect.Effect<Authorities | undefined, ConfigInvalid, FileSystem.FileSystem> = Effect
  .gen(function*() {
    const bundle = yield* certificates("AWS_CA_BUNDLE")
    const extra = yield* certificates("NODE_EXTRA_CA_CERTS", bundle)
    const found = [bundle, extra].filter((one) => one !== undefined)
    return found.length === 0 ? undefined : {
      pem: [...new Set(found.flatMap(({ pem }) => pem))],
      source: found.map(({ key }) => key).join(" and "),
      alone: bundle !== undefined
    }
  })

interface Certificates {
  readonly key: string
  readonly file: string
  readonly pem: ReadonlyArray<string>
}

/** @param other - what was read before: often both variables name the machine's one bundle, some 150 certificates */
const certificates = Effect.fnUntraced(function*(key: string, other?: Certificates): Effect.fn.Return<
  Certificates | undefined,
  ConfigInvalid,
  FileSystem.FileSystem
> {
  const file = yield* setting(key)
  if (Option.isNone(file)) return undefined
  if (file.value === other?.file) return { ...other, key }
  const fs = yield* FileSystem.FileSystem
  const invalid = (reason: string) =>
    new ConfigInvalid({
      key,
      value: file.value,
      expected: "a file of certificates in PEM",
      reason: `${key} names ${file.value}, ${reason}`
    })
  const text = yield* fs.readFileString(file.value).pipe(
    Effect.catchTag(
      "PlatformError",
      ({ reason }) =>
        invalid(reason._tag === "NotFound" ? "which is not there" : `which cannot be read (${reason._tag})`)
    )
  )
  const pem = text.match(/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g) ??
    []
  if (pem.length === 0) return yield* invalid("which holds no certificate")
  for (const [index, one] of pem.entries()) {
    yield* Effect.try({
      try: () => new X509Certificate(one),
      catch: () => invalid(`whose certificate ${index + 1} cannot be read`)
    })
  }
  return { key, file: file.value, pem }
})
