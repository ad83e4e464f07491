import { Effect, type Option, type Redacted, Result, Schema } from "effect"
import { CliError, Command, Flag } from "effect/cli"
import { harmless } from "../domain/Format.ts"
import { parsePolicy } from "../domain/iam/PolicyDocument.ts"
import { type Fault, faultKinds, parseFault } from "../emulator/Faults.ts"
import { exampleCredentials } from "../emulator/Signature.ts"

/** What `dpg emulator` was asked for. */
export interface EmulatorRunOptions {
  readonly port: number
  readonly accessKeyId: string
  readonly secretAccessKey: Redacted.Redacted
  readonly sessionToken: Option.Option<Redacted.Redacted>
  /** Sent as bearer tokens. */
  readonly apiKeys: ReadonlyArray<Redacted.Redacted>
  readonly faults: ReadonlyArray<Fault>
  /** The JSON of the IAM policy that every caller has. */
  readonly policy: Option.Option<string>
}

export const emulator = <E, R>(handler: (options: EmulatorRunOptions) => Effect.Effect<void, E, R>) =>
  Command.make("emulator", {
    port: Flag.Int("port").pipe(
      Flag.withAlias("p"),
      Flag.withSchema(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 65_535 }))),
      Flag.withMetavar("N"),
      Flag.withDescription("Port on 127.0.0.1; 0 for one that is free (default: 8099)"),
      Flag.withDefault(8099)
    ),
    accessKeyId: Flag.String("access-key-id").pipe(
      Flag.withMetavar("ID"),
      Flag.withDescription("The access key that is let in (default: the example of AWS's documentation)"),
      Flag.withDefault(exampleCredentials.accessKeyId)
    ),
    secretAccessKey: Flag.Redacted("secret-access-key").pipe(
      Flag.withMetavar("SECRET"),
      Flag.withDescription("Its secret"),
      Flag.withDefault(exampleCredentials.secretAccessKey)
    ),
    sessionToken: Flag.Redacted("session-token").pipe(
      Flag.withMetavar("TOKEN"),
      Flag.withDescription("The session token that every request has to bring (default: none)"),
      Flag.optional
    ),
    apiKeys: Flag.Redacted("api-key").pipe(
      Flag.withMetavar("KEY"),
      Flag.withDescription("An API key that is let in as bearer token, too; may be repeated (default: none)"),
      Flag.atLeast(0)
    ),
    faults: Flag.String("fault").pipe(
      Flag.mapEffect(readFault),
      Flag.withMetavar("FAULT"),
      Flag.withDescription(
        `Trouble on demand, e.g. throttle,times=2; may be repeated. Kinds: ${faultKinds.join(", ")}`
      ),
      Flag.atLeast(0)
    ),
    policy: Flag.FileText("policy").pipe(
      Flag.mapEffect(readPolicy),
      Flag.withMetavar("FILE"),
      Flag.withDescription("The IAM policy of every caller, as `dpg iam-policy` prints it (default: all is allowed)"),
      Flag.optional
    )
  }, handler).pipe(
    Command.withDescription("Run the local Bedrock alone, for any AWS client, until Ctrl-C"),
    Command.withShortDescription("Run the local Bedrock alone"),
    Command.withExamples([
      { command: "dpg emulator", description: "Listen on port 8099 and print what to export" },
      { command: "dpg emulator --fault throttle,times=2", description: "Throttle the first two requests" },
      { command: "dpg emulator --fault cut,afterEvents=3", description: "Break every stream off after three events" },
      { command: "dpg emulator --policy policy.json", description: "Refuse what that IAM policy does not allow" }
    ])
  )

const readPolicy = (text: string) =>
  Result.match(parsePolicy(text), {
    onSuccess: () => Effect.succeed(text),
    onFailure: ({ detail }) =>
      Effect.fail(
        new CliError.InvalidValue({
          option: "policy",
          value: "the file",
          kind: "flag",
          expected: `an identity-based IAM policy: ${harmless(detail)}`
        })
      )
  })

const readFault = Effect.fnUntraced(function*(text: string) {
  return yield* Effect.mapError(parseFault(text), ({ message }) => {
    const known = faultKinds.find((kind) => kind === text.split(",")[0])
    const expected = known === undefined
      ? `KIND or KIND,key=value, where KIND is ${faultKinds.join(", ")}`
      : `${known} with settings that it takes: ${harmless(message)}`
    return new CliError.InvalidValue({ option: "fault", value: text, kind: "flag", expected })
  })
})
