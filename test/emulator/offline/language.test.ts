/** English as the rules need it: words, sentences, colours. */
import { assert, describe, it } from "@effect/vitest"
import { featuresOf } from "../../../src/emulator/offline/clauses.ts"
import { archetypes } from "../../../src/emulator/offline/lexicon/index.ts"
import { lookOf } from "../../../src/emulator/offline/look.ts"
import { outline } from "../../../src/emulator/offline/statements.ts"
import { article, humanise, kebabCase, pascalCase, plural, singular } from "../../../src/emulator/offline/words.ts"

describe("words", () => {
  it("have a plural and a singular", () => {
    const pairs = { "property listing": "property listings", company: "companies", person: "people", box: "boxes" }
    for (const [one, many] of Object.entries({ ...pairs, shelf: "shelves", status: "statuses", day: "days" })) {
      assert.strictEqual(plural(one), many)
      assert.strictEqual(singular(many), one)
      assert.strictEqual(plural(many), many)
    }
    assert.strictEqual(plural("financial information"), "financial information")
  })

  it("take the article they sound like", () => {
    assert.deepStrictEqual(["user", "order", "hour", "unit", "uncle", "plot"].map(article), [
      "a",
      "an",
      "an",
      "a",
      "an",
      "a"
    ])
  })

  it("become identifiers, and are read back", () => {
    assert.strictEqual(pascalCase("to-do item"), "ToDoItem")
    assert.strictEqual(pascalCase("2048 game"), "Game")
    assert.strictEqual(kebabCase("Café menu"), "cafe-menu")
    assert.strictEqual(pascalCase("本"), "")
    assert.strictEqual(humanise("dueDate"), "Due date")
  })
})

describe("sentences", () => {
  const titles = (sentence: string) => featuresOf(sentence).map(({ title }) => title)

  it("are split at their verbs, which may share an object", () => {
    assert.deepStrictEqual(titles("Users can create, edit, and delete to-do items."), [
      "Create to-do items",
      "Edit to-do items",
      "Delete to-do items"
    ])
    assert.deepStrictEqual(titles("Users should be able to move tiles up, down, left, or right."), [
      "Move tiles up, down, left, or right"
    ])
  })

  it("list what a system has, as gerunds, actions and things", () => {
    assert.deepStrictEqual(
      titles(
        "The system should have functionalities for starting a new game, client identification, and a contact form."
      ),
      ["Start a new game", "Identify clients", "Contact form"]
    )
  })

  it("allow somebody something", () => {
    const [first, second] = featuresOf(
      "The site should have a help page, allowing students to easily apply for programs."
    )
    assert.strictEqual(first?.text, "The product offers a help page.")
    assert.strictEqual(second?.text, "Students can apply for programs.")
  })

  it("stand for what their pronouns mean", () => {
    assert.deepStrictEqual(titles("Members can browse the tools and borrow one."), [
      "Browse the tools",
      "Borrow a tool"
    ])
  })

  it("quote themselves verbatim", () => {
    const sentence = "Users can browse cars, compare prices and book a car."
    for (const { quote } of featuresOf(sentence)) assert.include(sentence, quote)
  })
})

describe("an outline", () => {
  it("knows bullets, labels and headings, and passes over code", () => {
    const { heading, statements } = outline("# A\n\nOne. Two.\n\n## B\n\n- **Search**: finds it\n\n```\ncode\n```\n")
    assert.strictEqual(heading, "A")
    assert.deepStrictEqual(statements.map(({ label, section, text }) => [section, label, text]), [
      ["a", "", "One."],
      ["a", "", "Two."],
      ["b", "Search", "finds it"]
    ])
  })
})

describe("a look", () => {
  const colours = (sentence: string) => {
    const { accent, background } = lookOf([sentence])
    return [background, accent]
  }

  it("is found in many wordings", () => {
    assert.deepStrictEqual(colours("Apply mint cream as the background; style all components with teal."), [
      "mintcream",
      "teal"
    ])
    assert.deepStrictEqual(colours("Set page background to light pink; color all components with medium violet red."), [
      "lightpink",
      "mediumvioletred"
    ])
    assert.deepStrictEqual(colours("Set all pages to have a lavender background and indigo components."), [
      "lavender",
      "indigo"
    ])
    assert.deepStrictEqual(colours("The colour scheme is navy and white."), ["white", "navy"])
    assert.deepStrictEqual(colours("The background is #FAFAFA and buttons are #0a0."), ["#fafafa", "#0a0"])
  })

  it("is nothing where no colour is named", () => {
    assert.deepStrictEqual(colours("Users can view red listed plants."), ["", ""])
  })
})

describe("the lexicon", () => {
  it("has each thing once, and refers to things that it has", () => {
    const names = archetypes.map(({ name }) => name)
    assert.strictEqual(new Set(names).size, names.length)
    for (const { attributes, name } of archetypes) {
      for (const { entity, type, values } of attributes) {
        if (type === "reference") assert.include(names, entity, name)
        assert.strictEqual(type === "enum", values.length > 0, name)
      }
    }
    const words = archetypes.flatMap((one) => one.words)
    assert.deepStrictEqual(words.filter((word, index) => words.indexOf(word) !== index), [])
  })
})
