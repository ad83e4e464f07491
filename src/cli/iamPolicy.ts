import { Console, Effect, Option, Schema } from "effect"
import { Command, Flag } from "effect/cli"
import { harmless } from "../domain/Format.ts"
import { accountPlaceholder, IamPolicy, iamPolicy as policyOf, isOpaqueProfile } from "../domain/IamPolicy.ts"
import { regionName } from "../domain/Region.ts"
import { AppConfig } from "../layers/AppConfig.ts"

const Account = Schema.String.check(Schema.isPattern(/^\d{12}$/, { message: "the twelve digits of an AWS account" }))

const Region = Schema.String.check(
  Schema.isPattern(regionName, { message: "the name of an AWS Region, such as us-east-1" })
)

export const iamPolicy = Command.make(
  "iam-policy",
  {
    account: Flag.String("account").pipe(
      Flag.withSchema(Account),
      Flag.withMetavar("ID"),
      Flag.withDescription(`The AWS account of the caller (without it, ${accountPlaceholder} stands in its place)`),
      Flag.optional
    ),
    region: Flag.String("region").pipe(
      Flag.withSchema(Region),
      Flag.withMetavar("REGION"),
      Flag.withDescription("Where the calls are sent (default: the Region of the settings)"),
      Flag.optional
    )
  },
  Effect.fn("dpg.iamPolicy")(function*({ account, region }) {
    const { auth, models, region: configured } = yield* AppConfig
    const used = Object.values(models)
    const policy = yield* Effect.fromResult(policyOf({
      models: used,
      region: Option.getOrElse(region, () => configured.value),
      account: Option.getOrElse(account, () => accountPlaceholder),
      operations: ["InvokeModelWithResponseStream", "ConverseStream"],
      apiKey: auth === "bearer"
    }))
    const text = yield* Effect.orDie(encode(policy))
    const notes = [
      ...used.flatMap(({ warnings }) => warnings),
      ...used.filter(({ id }) => isOpaqueProfile(id)).map(({ id }) =>
        `${id} does not say which model it serves: every model is allowed, through this profile alone`
      ),
      ...text.includes(`:${accountPlaceholder}:`)
        ? [`put your account's number in place of ${accountPlaceholder}, or name it with --account`]
        : []
    ]
    // The policy alone on standard output, so that it can go to a file as it is.
    yield* Effect.forEach(new Set(notes), (note) => Console.error(`dpg: ${harmless(note)}`), { discard: true })
    return yield* Console.log(text)
  })
).pipe(
  Command.withDescription("Print the least-privilege IAM policy for the models and operations that the settings use"),
  Command.withShortDescription("Print the IAM policy that dpg needs"),
  Command.withExamples([
    { command: "dpg iam-policy --account 111122223333 > policy.json", description: "For the Region of the settings" },
    { command: "BEDROCK_IR_MODEL_ID=sonnet dpg iam-policy", description: "For other models" }
  ])
)

const encode = Schema.encodeEffect(Schema.fromJsonString(IamPolicy, { space: 2 }))
