/** The product requirements document: what is to be built, and where each part of it comes from. */
import { Schema } from "effect"
import { NonEmptyList } from "./NonEmptyList.ts"

/** How much a story or requirement matters: MoSCoW, without "won't" (that is a non-goal). */
export const Priority = Schema.Literals(["must", "should", "could"])
export type Priority = typeof Priority.Type

const Goal = Schema.Struct({
  /** `G-n`. */
  id: Schema.String.check(Schema.isPattern(/^G-\d+$/)),
  text: Schema.NonEmptyString
})

export const Persona = Schema.Struct({
  /** Lower-case slug, also the name of the role in the backend: `visitor`, `member`, `administrator`. */
  id: Schema.String.check(Schema.isPattern(/^[a-z][a-z0-9-]*$/)),
  name: Schema.NonEmptyString,
  description: Schema.String,
  /** Whether this person signs in. */
  signsIn: Schema.Boolean
})
export type Persona = typeof Persona.Type

/** As a `personaId`, I want `want`, so that `soThat`. */
const Story = Schema.Struct({
  /** `US-n`. */
  id: Schema.String.check(Schema.isPattern(/^US-\d+$/)),
  personaId: Schema.String,
  want: Schema.NonEmptyString,
  soThat: Schema.String,
  priority: Priority,
  requirementIds: Schema.Array(Schema.String)
})

/** One acceptance criterion, in Gherkin's three parts. */
export const Criterion = Schema.Struct({
  given: Schema.String,
  when: Schema.NonEmptyString,
  // oxlint-disable-next-line unicorn/no-thenable -- given, when, then: text, and decoded data is never awaited
  then: Schema.NonEmptyString
})
export type Criterion = typeof Criterion.Type

export const Requirement = Schema.Struct({
  /** `FR-n`. */
  id: Schema.String.check(Schema.isPattern(/^FR-\d+$/)),
  title: Schema.NonEmptyString,
  text: Schema.NonEmptyString,
  /** Whether the brief states it, or the author of the PRD assumed it. */
  basis: Schema.Literals(["stated", "assumed"]),
  /** The words of the brief that state it, verbatim; `""` when assumed. */
  quote: Schema.String,
  priority: Priority,
  /** Whether it can only be served with stored data, that is with an operation of the backend. */
  needsData: Schema.Boolean,
  acceptance: NonEmptyList(Criterion)
})
export type Requirement = typeof Requirement.Type

/** A thing the product keeps, in the words of the brief. Its fields are settled by the backend step. */
export const PrdEntity = Schema.Struct({
  /** PascalCase, singular. */
  name: Schema.String.check(Schema.isPattern(/^[A-Z][A-Za-z0-9]*$/)),
  description: Schema.NonEmptyString,
  /** What is known of each one, as words: `title`, `due date`, `assigned member`. */
  attributes: Schema.Array(Schema.NonEmptyString)
})
export type PrdEntity = typeof PrdEntity.Type

/** How it is to look, as far as the brief says: CSS colours (`#rrggbb` or a CSS name), `""` for unsaid. */
export const Look = Schema.Struct({
  background: Schema.String,
  accent: Schema.String,
  tone: Schema.String
})
export type Look = typeof Look.Type

/** Something that the brief says and the product does not take up. */
const LeftOut = Schema.Struct({
  /** The brief's words, verbatim; they may be several sentences. */
  quotation: Schema.NonEmptyString,
  reason: Schema.NonEmptyString
})

/** A limit that the brief sets: on how it is built, how well it does, when it is there or what it costs. */
const Constraint = Schema.Struct({
  kind: Schema.Literals(["technology", "quality", "law", "schedule", "budget", "other"]),
  /** The brief's words, verbatim. */
  quotation: Schema.NonEmptyString,
  /** What comes of it: how it is kept, how it is checked, or that it is not kept and why. */
  treatment: Schema.NonEmptyString
})
export type Constraint = typeof Constraint.Type

/** Something that the brief does not say and the product takes to be so: the owner confirms it or says otherwise. */
const Assumption = Schema.Struct({
  /** `A-n`. */
  id: Schema.String.check(Schema.isPattern(/^A-\d+$/)),
  text: Schema.NonEmptyString,
  /** What the owner is asked. */
  question: Schema.NonEmptyString
})
export type Assumption = typeof Assumption.Type

/** A word of the brief's own, and what it means there. */
const Term = Schema.Struct({ term: Schema.NonEmptyString, meaning: Schema.NonEmptyString })
export type Term = typeof Term.Type

export const Prd = Schema.Struct({
  /** The product's name. */
  title: Schema.NonEmptyString,
  summary: Schema.NonEmptyString,
  goals: NonEmptyList(Goal),
  personas: NonEmptyList(Persona),
  stories: Schema.Array(Story),
  requirements: NonEmptyList(Requirement),
  entities: Schema.Array(PrdEntity),
  look: Look,
  nonGoals: Schema.Array(Schema.String),
  openQuestions: Schema.Array(Schema.String),
  /** What its author wants a reader to know of how it was made. */
  notes: Schema.Array(Schema.String),
  constraints: Schema.optionalKey(Schema.Array(Constraint)),
  assumptions: Schema.optionalKey(Schema.Array(Assumption)),
  glossary: Schema.optionalKey(Schema.Array(Term)),
  /** What the brief says and no requirement serves; absent where nothing is left out. */
  leftOut: Schema.optionalKey(Schema.Array(LeftOut))
})
export type Prd = typeof Prd.Type

/** The same as a model is asked for it: with every member. */
export const PrdAnswer = Schema.Struct({
  ...Prd.fields,
  constraints: Schema.Array(Constraint),
  assumptions: Schema.Array(Assumption),
  glossary: Schema.Array(Term),
  leftOut: Schema.Array(LeftOut)
})
