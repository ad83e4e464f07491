/** Credentials of a profile in the shared AWS files: static keys, a role, SSO, a process, a web identity, a login. */
import { Effect, Option } from "effect"
import { CredentialsInvalid } from "../../domain/Errors.ts"
import { runProcess } from "./process.ts"
import { loadSharedFiles, namedProfile, type Profile, type SharedFiles } from "./sharedFiles.ts"
import { type Absent, type Explanation, fromProvider, type Source } from "./source.ts"

/** The profile named in the environment; it must be there. Absent when none is named, or it holds no credentials. */
export const fromNamedProfile = Effect.fn("fromNamedProfile")(function*() {
  const named = yield* namedProfile
  if (Option.isNone(named)) return { source: "AWS_PROFILE", reason: "not set" } satisfies Absent
  const files = yield* loadSharedFiles()
  const { name, value } = named.value
  const profile = files.profiles.get(value)
  if (profile !== undefined) return yield* fromProfile(files, profile)
  const others = [...files.profiles.keys()]
  return yield* new CredentialsInvalid({
    source: `${name} (${value})`,
    reason: others.length === 0
      ? `there is no such profile; there are none in ${files.configFile} and ${files.credentialsFile}`
      : `there is no such profile; there are ${others.join(", ")}`,
    remedy: others.length === 0
      ? `Unset ${name}, or make the profile with \`aws configure --profile ${value}\`.`
      : `Set ${name} to one of ${others.join(", ")}.`
  })
})

/** The profile `default`, where there is one and no other was asked for: its keys may be of another account. */
export const fromDefaultProfile = Effect.fn("fromDefaultProfile")(function*() {
  const named = yield* namedProfile
  if (Option.isSome(named)) {
    return { source: "profile \"default\"", reason: `${named.value.name} names another` } satisfies Absent
  }
  const files = yield* loadSharedFiles()
  const profile = files.profiles.get("default")
  if (profile !== undefined) return yield* fromProfile(files, profile)
  return {
    source: "shared AWS files",
    reason: files.found.length === 0
      ? `neither ${files.credentialsFile} nor ${files.configFile} is there`
      : `no profile "default" in ${files.found.join(" and ")}`
  } satisfies Absent
})

const fromProfile = Effect.fnUntraced(function*(files: SharedFiles, profile: Profile) {
  const kind = kindOf(profile)
  const where = `profile "${profile.name}" in ${placeOf(profile, files)}`
  if (kind === "none") return { source: where, reason: "it holds no credentials" } satisfies Absent
  yield* check(files, profile, [])
  const explain = explanations[kind](profile, where, ssoProfileOf(files, profile))
  const load = fromProvider(
    explain,
    // Read again at each refresh: a person may have signed in, or put new keys there.
    (sdk, client, signal) => {
      const command = kind === "process" ? profile.values.get("credential_process") : undefined
      // The SDK's own would leave a slow one running.
      if (command !== undefined) return () => runProcess(command, profile.values.get("aws_account_id"), signal)
      return sdk.fromIni({
        ...client,
        profile: profile.name,
        filepath: files.credentialsFile,
        configFilepath: files.configFile,
        ignoreCache: true,
        ...regionOf(profile)
      })
    }
  )
  return { source: explain.source, load, warnings: [] } satisfies Source
})

const regionOf = (profile: Profile) => {
  const region = profile.values.get("region")
  return region === undefined ? {} : { parentClientConfig: { region } }
}

const kinds = ["role", "keys", "web-identity", "process", "sso", "login", "none"] as const
type Kind = (typeof kinds)[number]

/** In the order in which the SDK decides. */
const kindOf = ({ values }: Profile): Kind => {
  const has = (key: string) => (values.get(key) ?? "") !== ""
  if (has("role_arn") && (has("source_profile") || has("credential_source"))) return "role"
  if (has("aws_access_key_id") || has("aws_secret_access_key")) return "keys"
  if (has("web_identity_token_file") && has("role_arn")) return "web-identity"
  if (has("credential_process")) return "process"
  if (has("sso_session") || has("sso_start_url") || has("sso_account_id")) return "sso"
  if (has("login_session")) return "login"
  return "none"
}

/** What the SDK reports as one and the same, or not at all: half a pair of keys, a source profile that is missing. */
const check = (
  files: SharedFiles,
  profile: Profile,
  visited: ReadonlyArray<string>
): Effect.Effect<void, CredentialsInvalid> => {
  const kind = kindOf(profile)
  if (kind === "keys") {
    const pair = ["aws_access_key_id", "aws_secret_access_key"] as const
    const missing = pair.find((key) => (profile.values.get(key) ?? "") === "")
    if (missing === undefined) return Effect.void
    const there = missing === pair[0] ? pair[1] : pair[0]
    const file = profile.files.get(there) ?? files.credentialsFile
    return new CredentialsInvalid({
      source: `profile "${profile.name}" in ${file}`,
      reason: `it has ${there} and no ${missing}`,
      remedy: `Add ${missing} to [${profile.name}] in ${file}, or run \`aws configure --profile ${profile.name}\`.`
    })
  }
  const source = kind === "role" ? profile.values.get("source_profile") : undefined
  if (source === undefined || visited.includes(source)) return Effect.void
  const next = files.profiles.get(source)
  return next === undefined
    ? new CredentialsInvalid({
      source: `profile "${profile.name}" in ${placeOf(profile, files)}`,
      reason: `its source_profile "${source}" is not there`,
      remedy: `Make the profile "${source}", or set source_profile to one of ${[...files.profiles.keys()].join(", ")}.`
    })
    : check(files, next, [...visited, profile.name])
}

/** The profile whose SSO session counts: itself, or the one its role builds on. */
const ssoProfileOf = (files: SharedFiles, profile: Profile, depth = 0): string | undefined => {
  if (kindOf(profile) === "sso") return profile.name
  const source = files.profiles.get(profile.values.get("source_profile") ?? "")
  return source === undefined || depth > 10 ? undefined : ssoProfileOf(files, source, depth + 1)
}

const placeOf = (profile: Profile, files: SharedFiles): string =>
  [...new Set(profile.files.values())].at(-1) ?? files.configFile

const signIn = (profile: string) => `Run \`aws sso login --profile ${profile}\`.`

const explanations: Readonly<
  Record<Exclude<Kind, "none">, (profile: Profile, where: string, sso: string | undefined) => Explanation>
> = {
  keys: ({ name }, where) => ({
    source: where,
    subject: "its access key",
    remedy: `Run \`aws configure --profile ${name}\`.`
  }),
  role: ({ name, values }, where, sso) => ({
    source: `${where} (role)`,
    subject: `assuming the role ${values.get("role_arn") ?? ""}`,
    remedy: sso === undefined
      ? `See what \`aws sts get-caller-identity --profile ${name}\` says; the role must trust the source profile.`
      : signIn(sso),
    ...(sso === undefined ? {} : { renew: signIn(sso) })
  }),
  "web-identity": ({ values }, where) => ({
    source: `${where} (web identity)`,
    subject: `assuming the role ${values.get("role_arn") ?? ""} with the web identity`,
    remedy: `Check the token in ${values.get("web_identity_token_file") ?? ""} and the role's trust policy.`
  }),
  process: ({ files, name }, where) => ({
    source: `${where} (credential_process)`,
    subject: "its credential_process",
    remedy: `Run the credential_process of [${name}] in ${
      files.get("credential_process") ?? ""
    } by hand and mend what it says.`
  }),
  sso: ({ name }, where) => ({ source: `${where} (SSO)`, subject: "its SSO session", remedy: signIn(name) }),
  login: ({ name }, where) => ({
    source: `${where} (login)`,
    subject: "its login session",
    remedy: `Run \`aws login --profile ${name}\`.`
  })
}
