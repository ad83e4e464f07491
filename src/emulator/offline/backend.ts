/** A PRD as a backend design, by rules: its entities with their fields, and the operations its requirements ask for. */
import type { BackendDesign, Entity } from "../../domain/Backend.ts"
import type { Prd } from "../../domain/Prd.ts"
import { accountName } from "./accounts.ts"
import { entitiesOf } from "./entities.ts"
import { field } from "./fields.ts"
import { note } from "./note.ts"
import { account, action, asFilter, crud, Operations } from "./operations.ts"
import { isMatch, leaves, madeBy, stateOf } from "./outcomes.ts"
import { read, type Reading } from "./reading.ts"
import { type Design, needReport, stateOfEntity } from "./reportDesign.ts"
import { Roles, withheld } from "./roles.ts"
import { manyOf, oneOf } from "./things.ts"
import { withUploads } from "./uploads.ts"
import { camelCase, kebabCase, lowerFirst, pascalCase, sentenceCase, shorten, withArticle, wordsOf } from "./words.ts"

/** The design of any PRD: whatever needs data is served by an operation. */
export const makeBackend = (prd: Prd): BackendDesign => {
  const entities = withUploads(entitiesOf(prd), prd)
  const operations = new Operations()
  const readings = prd.requirements.filter(({ needsData }) => needsData).map((one) => read(one, entities))
  const roles = new Roles(prd, entities, readings)
  const designer = new Designer(prd, { entities, operations, roles })
  for (const reading of readings) designer.serve(reading)
  designer.complete()
  return {
    title: prd.title,
    description: shorten(prd.summary, 400),
    entities,
    operations: operations.all.map((one) => withheld(one, roles)),
    notes: [note]
  }
}

class Designer {
  readonly #prd: Prd
  readonly #entities: ReadonlyArray<Entity>
  readonly #operations: Operations
  readonly #design: Design
  readonly #signing: ReadonlyArray<string>

  constructor(prd: Prd, design: Design) {
    this.#prd = prd
    this.#design = design
    this.#entities = design.entities
    this.#operations = design.operations
    this.#signing = design.roles.signing
  }

  serve(reading: Reading): void {
    const { intent, requirement, targets } = reading
    const roles = this.#roles(reading)
    const need = (kind: keyof typeof crud, entity: Entity) => {
      const isRead = kind === "list" || kind === "get"
      // What is written to the owners is read elsewhere.
      if (isRead && entity.name === "ContactMessage") return
      this.#operations.need(crud[kind](entity), requirement.id, isRead ? [] : roles(entity))
    }
    if (intent === "account") {
      if (requirement.basis === "assumed") this.#profile(requirement.id)
      return this.#account(requirement.id)
    }
    if (intent === "profile" && this.#signing.length > 0) {
      const news = ["Post", "Article", "Picture", "Notification"].map((name) => this.#find(name))
        .find((one) => one !== undefined)
      if (news !== undefined && /\b(?:updates|news|activit(?:y|ies)|feed)\b/i.test(reading.text)) {
        need("list", news)
      }
      return this.#profile(requirement.id)
    }
    if (intent === "report") return needReport(this.#design, reading)
    const message = this.#find("Message")
    if (message !== undefined && /\bdirect communication\b/i.test(reading.text)) {
      need("create", message)
      need("list", message)
    }
    if (
      leaves.test(reading.verb) ||
      (/^(?:track|log|record)$/.test(reading.verb) && /\b(?:time|hours)\b/.test(reading.object))
    ) {
      return this.#act(reading)
    }
    for (const entity of targets.slice(0, 4)) {
      if (this.#design.roles.isOwnAccount(reading, entity)) {
        this.#account(requirement.id)
        this.#profile(requirement.id)
        continue
      }
      switch (intent) {
        case "create":
          need("create", entity)
          need("list", entity)
          break
        case "update":
          if (!this.#choice(reading, entity)) {
            need("update", entity)
            need("get", entity)
          }
          break
        case "remove":
          need("remove", entity)
          break
        case "manage":
          for (const kind of ["list", "get", "create", "update", "remove"] as const) need(kind, entity)
          break
        case "read":
        case "list":
        case "profile":
        case "offer":
          need("list", entity)
          need("get", entity)
          break
        case "search":
        case "filter":
          need("list", entity)
          break
        case "act":
          if (entity === targets[0]) this.#act(reading)
          break
      }
    }
  }

  /** Whatever is kept can be listed and looked at; who signs in can register. */
  complete(): void {
    for (const entity of this.#entities) {
      if (entity.name === accountName(this.#prd) && !this.#prd.entities.some(({ name }) => name === entity.name)) {
        continue
      }
      if (entity.name === "ContactMessage") continue
      const [asked = ""] = this.#operations.all.filter((one) => one.entity === entity.name)
        .flatMap(({ requirementIds }) => requirementIds)
      this.#operations.need(crud.list(entity), asked, [])
      this.#operations.need(crud.get(entity), asked, [])
    }
    if (this.#signing.length > 0) {
      this.#account("")
      this.#profile(this.#operations.all.find(({ id }) => id === "register")?.requirementIds[0] ?? "")
    }
  }

  #roles(reading: Reading): (entity: Entity) => ReadonlyArray<string> {
    return (entity) => this.#design.roles.writers(reading, entity)
  }

  #find(name: string): Entity | undefined {
    return this.#entities.find((entity) => entity.name === name)
  }

  #account(requirementId: string): void {
    const entity = this.#find(accountName(this.#prd))
    if (entity === undefined) return this.#fallback(requirementId)
    // A thing of the PRD that has accounts is made by registering: all of it, not only what an account needs.
    const { register, signIn } = account(
      entity,
      this.#signing,
      this.#prd.entities.some(({ name }) => name === entity.name)
    )
    this.#operations.need(register, requirementId, [])
    this.#operations.need(signIn, requirementId, [])
  }

  #profile(requirementId: string): void {
    const entity = this.#find(accountName(this.#prd))
    if (entity === undefined) return this.#fallback(requirementId)
    const { profile, updateProfile } = account(entity, this.#signing)
    this.#operations.need(profile, requirementId, this.#signing)
    this.#operations.need(updateProfile, requirementId, this.#signing)
  }

  #fallback(requirementId: string): void {
    const [entity] = this.#entities
    if (entity !== undefined) this.#operations.need(crud.list(entity), requirementId, [])
  }

  /** `select call types`, `mark tasks as completed`, `move tiles up or down`: a choice that one action makes. */
  #choice(reading: Reading, entity: Entity): boolean {
    const { object, requirement, verb } = reading
    const roles = this.#roles(reading)(entity)
    const marked = /^(.+?)\s+as\s+(?:an?\s+)?([a-z -]+)$/i.exec(object)
    if (verb === "mark" && marked !== null) {
      const state = stateOfEntity(entity, new RegExp(`^${kebabCase(marked[2] ?? "")}$`))
      const name = pascalCase(`${oneOf(entity.name)} as ${marked[2] ?? ""}`)
      this.#operations.need(
        action(
          entity,
          `mark${name}`,
          `mark-as-${kebabCase(marked[2] ?? "") || "done"}`,
          `Mark ${withArticle(oneOf(entity.name))} as ${marked[2] ?? ""}`,
          state
        ),
        requirement.id,
        roles
      )
      return true
    }
    if (verb === "move" || verb === "drag") {
      const ways = ["up", "down", "left", "right"].filter((way) => new RegExp(`\\b${way}\\b`).test(object))
      if (ways.length < 2) return false
      const direction = field("direction", "enum", {
        required: true,
        values: ways,
        description: "Which way to move.",
        examples: ways.slice(0, 1)
      })
      const moved = lowerFirst(object.split(" ")[0] ?? "it")
      this.#operations.need(
        action(entity, `move${pascalCase(moved)}`, "move", `Move ${moved}`, [direction]),
        requirement.id,
        roles
      )
      return true
    }
    if (["select", "choose", "pick", "identify", "specify"].includes(verb)) {
      this.#operations.need(crud.list(entity), requirement.id, [])
      this.#operations.need(crud.create(entity), requirement.id, roles)
      return true
    }
    return false
  }

  /** What an action leaves behind is kept: a booking, an application. Else it is done to the thing itself. */
  #act(reading: Reading): void {
    const { requirement, targets, verb } = reading
    const [entity] = targets
    if (entity === undefined) return
    const thing = madeBy(reading, this.#entities)
    const roles = this.#roles(reading)
    if (thing !== undefined) {
      this.#operations.need(crud.create(thing), requirement.id, roles(thing))
      this.#operations.need(crud.list(thing), requirement.id, [])
      if (thing.name === "Booking") this.#booking(thing, reading)
      if (thing !== entity) this.#operations.need(crud.list(entity), requirement.id, [])
      return
    }
    if (isMatch(reading)) return this.#match(reading)
    if (verb === "" || verb === "play") return this.#fallback(requirement.id)
    // What is earned comes of other deeds.
    if (verb === "earn") return this.#operations.need(crud.list(entity), requirement.id, [])
    if (leaves.test(verb) || verb === "track") return this.#keep(reading)
    const state = stateOf[verb]
    const id = verb === "cast" ? "castVote" : camelCase(`${verb} ${oneOf(entity.name)}`)
    const path = verb === "cast" ? "vote" : kebabCase(verb)
    const summary = verb === "cast"
      ? `Cast a vote for ${withArticle(oneOf(entity.name))}`
      : `${sentenceCase(verb)} ${withArticle(oneOf(entity.name))}`
    const asked = state === undefined ? [] : stateOfEntity(entity, state)
    this.#operations.need(action(entity, id, path, summary, asked), requirement.id, roles(entity))
    this.#operations.need(crud.get(entity), requirement.id, [])
  }

  /** What is booked for certain days may be taken on them; a booking can be changed. */
  #booking(booking: Entity, reading: Reading): void {
    const { requirement } = reading
    const days = booking.fields.filter(({ type }) => type === "date").slice(0, 2)
    const booked = this.#find(booking.fields.find(({ type }) => type === "reference")?.entity ?? "")
    this.#operations.need(crud.update(booking), requirement.id, this.#roles(reading)(booking))
    this.#operations.need(crud.get(booking), requirement.id, [])
    if (booked === undefined || days.length < 2) return
    this.#operations.need(
      action(
        booked,
        `check${booked.name}Availability`,
        "check-availability",
        "Check availability",
        days.map(({ description, examples, name, type }) =>
          field(name, type, { required: true, description, examples })
        )
      ),
      requirement.id,
      []
    )
  }

  #keep({ requirement, targets: [entity], ...reading }: Reading): void {
    if (entity === undefined) return
    const roles = this.#roles({ ...reading, requirement, targets: [entity] })
    this.#operations.need(crud.create(entity), requirement.id, roles(entity))
    this.#operations.need(crud.list(entity), requirement.id, [])
  }

  /** Things that fit: the list of what is sought, narrowed by what is asked for. */
  #match({ object, requirement, targets, text }: Reading): void {
    const sought = targets.at(-1)
    if (sought === undefined) return
    const criteria = sought.fields.filter(({ name, type }) =>
      ["string", "enum"].includes(type) && name !== sought.titleField &&
      wordsOf(name).some((word) => word.length > 3 && `${object} ${text}`.toLowerCase().includes(word))
    )
    const rest = sought.fields.filter(({ name, type }) => type === "string" && name !== sought.titleField)
    const query = (criteria.length > 0 ? criteria : rest.slice(0, 3)).map(asFilter)
    this.#operations.need(
      {
        ...crud.list(sought),
        id: `match${pascalCase(manyOf(sought.name))}`,
        path: `/matches/${sought.plural}`,
        summary: `Find ${manyOf(sought.name)} that match`,
        query
      },
      requirement.id,
      []
    )
  }
}
