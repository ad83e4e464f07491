/** Reports: what they are called, and the figures they give. */
import { Array } from "effect"
import type { Entity, Field } from "../../domain/Backend.ts"
import { field } from "./fields.ts"
import { manyOf, oneOf } from "./things.ts"
import { humanise, lowerFirst, pascalCase, sentenceCase, singular, wordsOf } from "./words.ts"

/** `a monthly report on repairs, with …` → `monthly repair report`; `detailed reports` → `summary report`. */
export const reportName = (object: string): string => {
  const bare = object
    .replace(/,.*$|\s+(?:with|per|by|including|showing|that|which|from|across|over)\s.*$/i, "")
    .replace(/\b(?:an?|the|detailed|new|all|various|different|their|its|some)\s+/gi, "")
    .trim()
  const [, before = "", noun = "", after = ""] =
    /^(.*?)\b(reports?|statistics|summary|overview|analytics|charts?|figures)\s+(?:on|about|of|for)\s+(.+)$/i.exec(
      bare
    ) ?? []
  const turned = noun === "" ? bare : `${before} ${singular(after)} ${noun}`
  const words = wordsOf(turned).filter((word) => !["and", "of", "on", "for", "in"].includes(word)).slice(-5)
  const name = words.join(" ")
  const isReport =
    /report|statistic|result|progress|summar|analy|chart|trend|metric|total|insight|overview|balance|leaderboard|forecast|figures/
      .test(name)
  const whole = (isReport ? name : `${name} report`).replace(/^(?:reporting|reports?|report report)$/, "summary report")
    .replace(/reporting$/, "report")
  return /(?:results|statistics|analytics|metrics|totals|figures)$/.test(whole) ? whole : singular(whole)
}

/** How many there are, in which state, and what their figures add up to; `others` are all that the product keeps. */
export const figures = (entities: ReadonlyArray<Entity>, others: ReadonlyArray<Entity>): ReadonlyArray<Field> => {
  const all = entities.flatMap((entity, index) => {
    const states = entity.fields.find(({ name, type }) => type === "enum" && /status|stage|state/i.test(name))
    const sums = entity.fields.filter(({ type }) => type === "money" || type === "integer" || type === "number").slice(
      0,
      3
    )
    return [
      field(entity.plural, "integer", {
        required: true,
        description: `How many ${manyOf(entity.name)} there are.`,
        examples: [String(24 - index * 7)]
      }),
      ...(states?.values ?? []).slice(0, 3).map((value, at) =>
        field(`${lowerFirst(pascalCase(value)) || "other"}${pascalCase(manyOf(entity.name))}`, "integer", {
          description: `${sentenceCase(manyOf(entity.name))} that are ${value.replace(/-/g, " ")}.`,
          examples: [String(12 - at * 4)]
        })
      ),
      ...sums.map((one) =>
        isRatio.test(one.name)
          ? field(`average${inWords(entity, one.name, others)}`, one.type === "integer" ? "number" : one.type, {
            description: `${humanise(one.name)} on average.`,
            examples: one.examples.slice(0, 1)
          })
          : field(
            one.name === "total" ? `${entity.plural}Total` : `total${inWords(entity, one.name, others)}`,
            one.type,
            {
              description: `${humanise(one.name)}, added up.`,
              examples: one.examples.slice(0, 1)
            }
          )
      )
    ]
  })
  return Array.dedupeWith(all, (one, other) => one.name === other.name).slice(0, 12)
}

/** A figure's name, with whose it is where another thing has one of that name; what belongs together shares it. */
const inWords = (entity: Entity, name: string, others: ReadonlyArray<Entity>): string => {
  const isShared = others.some((other) =>
    other.name !== entity.name && other.fields.some((one) => one.name === name) && !refers(entity, other) &&
    !refers(other, entity)
  )
  return `${isShared ? entity.name : ""}${pascalCase(name)}`
}

const refers = ({ fields }: Entity, other: Entity): boolean => fields.some(({ entity }) => entity === other.name)

/** What makes no sense added up. */
const isRatio = /percent|rating|rate$|^age$|year|^unit|price|perDay|perHour|level$|level[A-Z]/i

/** The two that are compared. */
export const sides = ["first", "second"] as const

/** The figures of two things side by side; `measured` is what has them. */
export const comparison = (compared: Entity, measured: Entity): ReadonlyArray<Field> =>
  sides.flatMap((side) => ofSide(side, compared, measured))

const ofSide = (side: string, compared: Entity, measured: Entity): ReadonlyArray<Field> => [
  field(`${side}${compared.name}`, "string", {
    description: `The ${side} ${oneOf(compared.name)}.`,
    examples: compared.fields.find(({ name }) => name === compared.titleField)?.examples.slice(0, 1) ?? []
  }),
  ...measured.fields
    .filter(({ type }) => type === "money" || type === "integer" || type === "number")
    .slice(0, 4)
    .map(({ examples, name, type }) =>
      field(`${side}${pascalCase(name)}`, type, {
        description: `${humanise(name)} of the ${side} ${oneOf(compared.name)}.`,
        examples: examples.slice(0, 1)
      })
    )
]
