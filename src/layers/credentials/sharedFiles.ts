/** `~/.aws/config` and `~/.aws/credentials`, read by dpg itself so that what is wrong in them can be named. */
import { Config, Effect, FileSystem, Option } from "effect"
import { CredentialsInvalid } from "../../domain/Errors.ts"

/** One profile: both files merged, the credentials file winning. */
export interface Profile {
  readonly name: string
  readonly values: ReadonlyMap<string, string>
  /** Which file each key is from. */
  readonly files: ReadonlyMap<string, string>
}

export interface SharedFiles {
  readonly configFile: string
  readonly credentialsFile: string
  readonly profiles: ReadonlyMap<string, Profile>
  /** Which of the two files are there. */
  readonly found: ReadonlyArray<string>
}

/** A setting that is there and not blank, trimmed. */
export const setting = (name: string): Effect.Effect<Option.Option<string>> =>
  Config.option(Config.String(name)).pipe(
    Effect.map(Option.map((value) => value.trim())),
    Effect.map(Option.filter((value) => value !== "")),
    // A provider that cannot answer has no such setting.
    Effect.orElseSucceed(Option.none)
  )

/** The first of these settings that is there. */
export const firstSetting = Effect.fnUntraced(function*(names: ReadonlyArray<string>) {
  for (const name of names) {
    const value = yield* setting(name)
    if (Option.isSome(value)) return Option.some({ name, value: value.value })
  }
  return Option.none<{ readonly name: string; readonly value: string }>()
})

/** The profile that is asked for by name, with the variable that asks. */
export const namedProfile = firstSetting(["AWS_PROFILE", "AWS_DEFAULT_PROFILE"])

/** A missing file has no profiles; one that cannot be read or parsed is `CredentialsInvalid`. */
export const loadSharedFiles = Effect.fn("loadSharedFiles")(function*() {
  const home = yield* firstSetting(["HOME", "USERPROFILE"])
  const place = (name: string, file: string) =>
    Effect.map(
      setting(name),
      (chosen) => expand(Option.getOrElse(chosen, () => `~/.aws/${file}`), Option.map(home, ({ value }) => value))
    )
  const configFile = yield* place("AWS_CONFIG_FILE", "config")
  const credentialsFile = yield* place("AWS_SHARED_CREDENTIALS_FILE", "credentials")
  const config = yield* readSections(configFile)
  const credentials = yield* readSections(credentialsFile)
  const profiles = new Map<string, Profile>()
  for (
    const [file, sections, nameOf] of [
      [configFile, config, profileOfConfig],
      [credentialsFile, credentials, (section: string) => section]
    ] as const
  ) {
    for (const [section, values] of Option.getOrElse(sections, () => new Map<string, Map<string, string>>())) {
      const name = nameOf(section)
      if (name === undefined) continue
      const before = profiles.get(name)
      profiles.set(name, {
        name,
        values: new Map([...before?.values ?? [], ...values]),
        files: new Map([...before?.files ?? [], ...[...values.keys()].map((key) => [key, file] as const)])
      })
    }
  }
  const found = [Option.isSome(config) ? configFile : "", Option.isSome(credentials) ? credentialsFile : ""]
  return { configFile, credentialsFile, profiles, found: found.filter((file) => file !== "") } satisfies SharedFiles
})

/** In `config`, a profile is `[default]` or `[profile NAME]`; other sections are something else. */
const profileOfConfig = (section: string): string | undefined =>
  section === "default" ? section : /^profile\s+(["']?)(.+)\1$/.exec(section)?.[2]

const expand = (path: string, home: Option.Option<string>): string =>
  path.startsWith("~/") ? `${Option.getOrElse(home, () => "")}${path.slice(1)}` : path

const readSections = Effect.fnUntraced(function*(file: string) {
  const fs = yield* FileSystem.FileSystem
  const text = yield* fs.readFileString(file).pipe(
    Effect.asSome,
    Effect.catchReason("PlatformError", "NotFound", () => Effect.succeedNone),
    Effect.catchTag("PlatformError", ({ reason }) =>
      new CredentialsInvalid({
        source: file,
        reason: `the file cannot be read (${reason._tag})`,
        remedy: `Check that ${file} is a file you may read.`
      }))
  )
  if (Option.isNone(text)) return Option.none<Map<string, Map<string, string>>>()
  const sections = parseIni(text.value)
  return typeof sections === "number"
    ? yield* new CredentialsInvalid({
      source: file,
      // The line itself may be a secret.
      reason: `line ${sections} is neither a [section] nor KEY = VALUE`,
      remedy: `Mend line ${sections} of ${file}.`
    })
    : Option.some(sections)
})

/** Sections, or the number of the first line that is nothing. Indented lines nest under the key above and are left out. */
const parseIni = (text: string): Map<string, Map<string, string>> | number => {
  const sections = new Map<string, Map<string, string>>()
  let current: Map<string, string> | undefined
  for (const [index, raw] of text.replace(/^\uFEFF/, "").split(/\r?\n/).entries()) {
    const line = raw.replace(/(^|\s)[;#].*$/, "").trim()
    if (line === "") continue
    const section = /^\[(.+)\]$/.exec(line)?.[1]?.trim()
    if (section !== undefined) {
      current = sections.get(section) ?? new Map<string, string>()
      sections.set(section, current)
      continue
    }
    const equals = line.indexOf("=")
    if (current === undefined || equals === 0 || (equals === -1 && !/^\s/.test(raw))) return index + 1
    if (!/^\s/.test(raw)) current.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim())
  }
  return sections
}
