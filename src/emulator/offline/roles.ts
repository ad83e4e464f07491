/** Who may do what: as the brief says it of somebody, and what is taken to be so where it says it of all. */
import type { Entity, Operation } from "../../domain/Backend.ts"
import type { Prd } from "../../domain/Prd.ts"
import { accountName } from "./accounts.ts"
import { persons } from "./clauses.ts"
import type { Reading } from "./reading.ts"
import { personaId } from "./subject.ts"
import { oneOf } from "./things.ts"
import { wordsOf } from "./words.ts"

/** What people write to each other, have on order or are known for as learners and patients is for signed-in people alone. */
const confidential =
  /^(?:Message|Notification|Student|Patient|Invitation|JobApplication|ProgramApplication|Payment|LeaveRequest|Grade|ContactMessage|Booking|Reservation|Loan|Order|Appointment|Donation)$/

/** What lets a requirement be read as one to look at things. */
const reads: ReadonlySet<Reading["intent"]> = new Set(["list", "read", "search", "filter", "manage", "offer"])

/** A reading operation of what is confidential is for those who may read it. */
export const withheld = (operation: Operation, roles: Roles): Operation =>
  operation.method === "get" && operation.roles.length === 0
    ? { ...operation, roles: roles.readers(operation.entity) }
    : operation

/** The roles of a product, by what its requirements say. */
export class Roles {
  /** The entity that has the accounts. */
  readonly account: string
  readonly #entities: ReadonlyArray<Entity>
  readonly #readings: ReadonlyArray<Reading>
  /** Whether the brief asks that not everybody may do everything. */
  readonly #controlled: boolean
  /** Everybody who signs in. */
  readonly signing: ReadonlyArray<string>

  constructor(
    prd: Pick<Prd, "entities" | "personas">,
    entities: ReadonlyArray<Entity>,
    readings: ReadonlyArray<Reading>
  ) {
    this.#entities = entities
    this.account = accountName(prd)
    this.#readings = readings
    this.#controlled = readings.some(({ text }) =>
      /\b(?:permission|access) (?:control|management)\b|\bpermissions\b|\baccess rights\b/i.test(text)
    )
    this.signing = prd.personas.filter(({ signsIn }) => signsIn).map(({ id }) => id)
  }

  /** Who may do what a requirement asks for to such a thing; `[]` where nobody signs in. */
  writers(reading: Reading, entity: Entity): ReadonlyArray<string> {
    if (entity.name === "ContactMessage") return []
    const own = this.#said(reading)
    if (own !== undefined) return [own]
    const owners = this.#owners(entity)
    return owners.length > 0 ? owners : this.signing
  }

  /** Who may see the figures that a requirement asks for; `[]` for everybody. */
  reporters(reading: Reading, measured: ReadonlyArray<Entity>): ReadonlyArray<string> {
    const said = this.#said(reading)
    if (said !== undefined) return [said]
    return measured.some(({ name }) => this.readers(name).length > 0) ? this.signing : []
  }

  /** Who may read it; `[]` for everybody. */
  readers(entity: string): ReadonlyArray<string> {
    if (this.signing.length === 0) return []
    const about = this.#readings.filter(({ isNamed, targets }) => isNamed && targets[0]?.name === entity)
    const reading = about.filter(({ intent }) => reads.has(intent))
    const said = [...new Set(reading.flatMap((one) => this.#said(one) ?? []))]
    if (entity === this.account && said.length > 0) return said
    if (this.#controlled) return this.signing
    // What one sends, one may see again.
    if (confidential.test(entity) || this.#isPrivate(entity, about) || this.#belongsToPrivate(entity, about)) {
      return this.signing
    }
    return reading.some(({ text }) => /\ball\b/i.test(text)) && reading.every((one) => this.#said(one) !== undefined)
      ? this.signing
      : []
  }

  /** What is said of something private is as private. */
  #belongsToPrivate(name: string, about: ReadonlyArray<Reading>): boolean {
    const [first] =
      this.#entities.find((one) => one.name === name)?.fields.filter(({ type }) => type === "reference") ?? []
    return first !== undefined && first.entity !== name && first.entity !== this.account &&
      about.every((reading) => this.#said(reading) !== undefined) && about.length > 0 &&
      this.readers(first.entity).length > 0
  }

  /** How to reach somebody is for signed-in people, unless the brief wants them shown to those who look for them. */
  #isPrivate(name: string, about: ReadonlyArray<Reading>): boolean {
    const entity = this.#entities.find((one) => one.name === name)
    const reachable = entity?.fields.some((one) => one.type === "email" || /phone/i.test(one.name)) ?? false
    const isOrganisation = entity?.fields.some(({ type }) => type === "url") ?? false
    const sought = about.some(({ intent, requirement, verb }) =>
      /^The product has an? .+ page\.$/.test(requirement.text) ||
      (verb !== "" && ["list", "read", "search", "filter"].includes(intent))
    )
    return reachable && !isOrganisation && persons.test(oneOf(name)) && !sought && name !== "User"
  }

  /** Whether a requirement is about the accounts of those who use the product, told of all of them: each changes their own. */
  isOwnAccount(reading: Reading, entity: Entity): boolean {
    return this.signing.length > 0 && entity.name === this.account && this.#said(reading) === undefined &&
      ["create", "update", "manage"].includes(reading.intent)
  }

  /** The one role that the requirement is about, where roles are told apart. */
  #said({ actor }: Reading): string | undefined {
    const id = personaId(actor)
    return id !== "user" && this.signing.includes(id) ? id : undefined
  }

  /** Roles whose things these are: `clients can view their job postings`; `providers can create programs`. */
  #owners(entity: Entity): ReadonlyArray<string> {
    const last = wordsOf(entity.name).at(-1) ?? ""
    const theirs = new RegExp(`\\btheir (?:[a-z-]+ ){0,3}${last.slice(0, Math.max(3, last.length - 1))}`, "i")
    const owners = this.#readings.flatMap((reading) => {
      const said = this.#said(reading)
      return said !== undefined && reading.isNamed && reading.targets.includes(entity) &&
          (theirs.test(reading.text) || ["create", "manage"].includes(reading.intent))
        ? [said]
        : []
    })
    return [...new Set(owners)]
  }
}
