import { Effect, Option } from "effect"
import { broken, type Check, doubtful, good } from "../../domain/doctor/Report.ts"
import * as ExitCode from "../../domain/ExitCode.ts"
import { domainOf } from "../../domain/Region.ts"
import type { AppConfig } from "../AppConfig.ts"
import { firstSetting } from "../credentials/sharedFiles.ts"
import type { AwsIdentity } from "../credentials/source.ts"
import { type Reply, send } from "./wire.ts"

/** Who AWS takes the keys for: `GetCallerIdentity` of its Security Token Service, which every caller may ask. */
export const askIdentity = Effect.fnUntraced(function*(
  keys: AwsIdentity,
  config: AppConfig["Service"]
): Effect.fn.Return<Check> {
  const named = yield* firstSetting(["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"])
  if (Option.isNone(named) && Option.isSome(config.endpoint)) {
    return good("identity", "not asked, since the endpoint is not Amazon's own (AWS_ENDPOINT_URL_STS would name one)")
  }
  const region = config.region.value
  const text = Option.match(named, {
    onNone: () => `https://sts.${region}.${domainOf(region)}/`,
    onSome: ({ value }) => value
  })
  if (!URL.canParse(text)) return doubtful("identity", "not asked", "Set AWS_ENDPOINT_URL_STS to an http or https URL.")
  const reply = yield* asked(keys, config, new URL(text))
  if (reply === undefined) {
    return doubtful(
      "identity",
      `${new URL(text).host} did not answer`,
      "Check the network and proxy; a run does not need it."
    )
  }
  return judged(reply)
})

const asked = Effect.fnUntraced(function*(keys: AwsIdentity, config: AppConfig["Service"], url: URL) {
  const body = "Action=GetCallerIdentity&Version=2011-06-15"
  const request = { method: "POST", headers: { host: url.host, "content-type": "application/x-www-form-urlencoded" } }
  const signed = yield* Effect.option(
    Effect.tryPromise(() =>
      Promise.all([import("@smithy/signature-v4"), import("@aws-crypto/sha256-js")]).then(
        ([{ SignatureV4 }, { Sha256 }]) => {
          const signer = new SignatureV4({
            credentials: keys,
            region: config.region.value,
            service: "sts",
            sha256: Sha256
          })
          return signer.sign({ ...request, protocol: url.protocol, hostname: url.hostname, path: url.pathname, body })
        }
      )
    )
  )
  return Option.isNone(signed)
    ? undefined
    : yield* send(config, { method: "POST", url, headers: signed.value.headers, body })
})

/** XML, of which these parts are read. */
const judged = ({ status, text }: Reply): Check => {
  const arn = /<Arn>(arn:[^<\s]{1,300})<\/Arn>/.exec(text)?.[1]
  if (status === 200 && arn !== undefined) return good("identity", arn)
  const code = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(text)?.[1] ?? `HTTP ${status}`
  return status === 403
    ? broken(
      "identity",
      `AWS does not accept the keys (${code})`,
      "Check the access key, its secret and, for temporary credentials, the session token.",
      ExitCode.noPermission
    )
    : doubtful("identity", `AWS did not say who they belong to (${code})`, "A run does not need it.")
}
