/** A PRD as a backend design, by rules: its entities with their fields, and the operations its requirements ask for. */
import type { BackendDesign, Entity, Field } from "../../domain/Backend.ts"
import type { Prd } from "../../domain/Prd.ts"
import { accountName, withAccount, withheld, withPoints, withRole } from "./accounts.ts"
import { entityOf, field } from "./fields.ts"
import { comparison, figures, reportName, sides } from "./figures.ts"
import { note } from "./note.ts"
import { account, action, asFilter, crud, Operations, report } from "./operations.ts"
import { leaves, makes, stateOf } from "./outcomes.ts"
import { entitiesIn, read, type Reading } from "./reading.ts"
import { personaId } from "./subject.ts"
import { manyOf, oneOf } from "./things.ts"
import { camelCase, kebabCase, lowerFirst, pascalCase, sentenceCase, shorten, withArticle, wordsOf } from "./words.ts"

/** The design of any PRD: whatever needs data is served by an operation. */
export const makeBackend = (prd: Prd): BackendDesign => {
  const accounts = prd.personas.some(({ signsIn }) => signsIn)
  const things = withAccount(prd, accounts)
  const roles = prd.personas.filter(({ signsIn }) => signsIn).map(({ id }) => id)
  const earns = things.some(({ name }) => name === "Point")
  const entities = things.map((thing) => entityOf(thing, things)).map((entity) =>
    entity.name !== accountName(prd) ? entity : withRole(earns ? withPoints(entity) : entity, roles)
  )
  const operations = new Operations()
  const readings = prd.requirements.filter(({ needsData }) => needsData).map((one) => read(one, entities))
  const designer = new Designer(prd, entities, operations)
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
  readonly #signing: ReadonlyArray<string>

  constructor(prd: Prd, entities: ReadonlyArray<Entity>, operations: Operations) {
    this.#prd = prd
    this.#entities = entities
    this.#operations = operations
    this.#signing = prd.personas.filter(({ signsIn }) => signsIn).map(({ id }) => id)
  }

  serve(reading: Reading): void {
    const { intent, requirement, targets } = reading
    const roles = this.#roles(reading)
    const need = (kind: keyof typeof crud, entity: Entity) =>
      this.#operations.need(crud[kind](entity), requirement.id, kind === "list" || kind === "get" ? [] : roles(entity))
    if (intent === "account") return this.#account(requirement.id)
    if (intent === "profile" && this.#signing.length > 0) {
      const news = ["Post", "Article", "Picture", "Notification"].map((name) => this.#find(name))
        .find((one) => one !== undefined)
      if (news !== undefined && /\b(?:updates|news|activit(?:y|ies)|feed)\b/i.test(requirement.text)) {
        need("list", news)
      }
      return this.#profile(requirement.id)
    }
    if (intent === "report") return this.#report(reading)
    const message = this.#find("Message")
    if (message !== undefined && /\bdirect communication\b/i.test(requirement.text)) {
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
      this.#operations.need(crud.list(entity), "", [])
      this.#operations.need(crud.get(entity), "", [])
    }
    if (this.#signing.length > 0) {
      this.#account("")
      this.#profile("")
    }
  }

  #roles({ actor }: Reading): (entity: Entity) => ReadonlyArray<string> {
    const own = personaId(actor)
    const roles = this.#signing.length === 0
      ? []
      : own !== "user" && this.#signing.includes(own)
      ? [own]
      : this.#signing
    return (entity) => entity.name === "ContactMessage" ? [] : roles
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
      const state = this.#state(entity, new RegExp(`^${kebabCase(marked[2] ?? "")}$`))
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
        example: ways[0] ?? ""
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

  /** The body that sets the state a verb leads to, where the entity has such a state. */
  #state(entity: Entity, state: RegExp): ReadonlyArray<Field> {
    for (const one of entity.fields) {
      const value = one.type === "enum" ? one.values.find((each) => state.test(each)) : undefined
      if (value !== undefined) return [{ ...one, required: true, values: [value], example: value }]
    }
    return []
  }

  /** What an action leaves behind is kept: a booking, an application. Else it is done to the thing itself. */
  #act(reading: Reading): void {
    const { object, requirement, targets, verb } = reading
    const [entity] = targets
    if (entity === undefined) return
    const text = `${verb} ${object} ${requirement.text}`.toLowerCase()
    const left = makes.find(([verbs, words, name]) =>
      verbs.test(verb) && words.test(text) && this.#find(name) !== undefined
    )
    const thing = left === undefined ? undefined : this.#find(left[2])
    const roles = this.#roles(reading)
    if (thing !== undefined) {
      this.#operations.need(crud.create(thing), requirement.id, roles(thing))
      this.#operations.need(crud.list(thing), requirement.id, [])
      if (thing.name === "Booking") this.#booking(thing, reading)
      if (thing !== entity) this.#operations.need(crud.list(entity), requirement.id, [])
      return
    }
    if (/\bmatch/.test(text)) return this.#match(reading)
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
    const asked = state === undefined ? [] : this.#state(entity, state)
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
        days.map(({ description, example, name, type }) => field(name, type, { required: true, description, example }))
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
  #match({ object, requirement, targets }: Reading): void {
    const sought = targets.at(-1)
    if (sought === undefined) return
    const criteria = sought.fields.filter(({ name, type }) =>
      ["string", "enum"].includes(type) && name !== sought.titleField &&
      wordsOf(name).some((word) => word.length > 3 && `${object} ${requirement.text}`.toLowerCase().includes(word))
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

  #report(reading: Reading): void {
    const { isNamed, object, requirement, targets, verb } = reading
    const about = isNamed ? targets : this.#entities
    if (verb === "compare") return this.#comparison(reading)
    if (/\bprogress\b/.test(object)) this.#progress(reading)
    const kind = reportName(object)
    const financial = this.#find("FinancialRecord")
    const measured = financial !== undefined && !about.includes(financial) ? [financial, ...about] : about
    const status = measured[0]?.fields.find(({ type }) => type === "enum")
    this.#operations.need(
      report(
        `get${pascalCase(kind)}`,
        kebabCase(kind),
        kind,
        status === undefined ? [] : [asFilter(status)],
        figures(measured.slice(0, 3), this.#entities)
      ),
      requirement.id,
      []
    )
    for (const entity of measured.slice(0, 2)) this.#operations.need(crud.list(entity), requirement.id, [])
  }

  /** How far something has come shows as its parts are completed. */
  #progress(reading: Reading): void {
    const whole = this.#entities.find(({ fields }) => fields.some(({ name }) => name.startsWith("progress")))
    const part = this.#entities.find(({ fields }) =>
      fields.some(({ entity }) => entity !== "" && entity === whole?.name) &&
      fields.some(({ values }) => values.includes("completed"))
    )
    if (part === undefined) return
    const state = this.#state(part, /^completed$/)
    this.#operations.need(
      action(part, `complete${part.name}`, "complete", `Complete ${withArticle(oneOf(part.name))}`, state),
      reading.requirement.id,
      this.#roles(reading)(part)
    )
  }

  /** Two things side by side. */
  #comparison({ object, requirement, targets }: Reading): void {
    const [compared = this.#entities[0]] = entitiesIn(object, this.#entities).length > 0
      ? entitiesIn(object, this.#entities)
      : targets
    if (compared === undefined) return
    const measured = this.#find("FinancialRecord") ?? compared
    this.#operations.need(
      report(
        `compare${pascalCase(manyOf(compared.name))}`,
        `${kebabCase(oneOf(compared.name))}-comparison`,
        `Compare ${manyOf(compared.name)}`,
        sides.map((side) =>
          field(side, "reference", {
            entity: compared.name,
            description: `The ${side} ${oneOf(compared.name)} to compare.`
          })
        ),
        comparison(compared, measured)
      ),
      requirement.id,
      []
    )
    this.#operations.need(crud.list(compared), requirement.id, [])
  }
}
