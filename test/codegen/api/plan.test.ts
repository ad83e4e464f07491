import { assert, describe, it } from "@effect/vitest"
import { toPlans } from "../../../src/codegen/api/mocks/plan.ts"
import { toEntities } from "../../../src/codegen/api/model.ts"
import { seedRows } from "../../../src/codegen/api/seed/rows.ts"
import { compileBackend } from "../../../src/codegen/backend/index.ts"
import type { BackendDesign, Entity, Field, Operation } from "../../../src/domain/Backend.ts"
import { field, operation, toolPrd } from "../../support/codegenDesigns.ts"

const entity = (name: string, plural: string, first: Field, ...fields: ReadonlyArray<Field>): Entity => ({
  name,
  plural,
  description: "",
  titleField: first.name,
  fields: [first, ...fields]
})

const required = { required: true }
const poll = entity(
  "Poll",
  "polls",
  field("question", "string", required),
  field("status", "enum", { required: true, values: ["open", "closed", "archived"] }),
  field("closedAt", "datetime"),
  field("pinned", "boolean"),
  field("voteCount", "integer", required)
)
const option = entity(
  "Option",
  "options",
  field("label", "string", required),
  field("poll", "reference", { required: true, entity: "Poll" })
)
const user = entity("User", "users", field("name", "string", required), field("email", "email", required))
const result = entity(
  "Result",
  "results",
  field("period", "string", required),
  field("poll", "reference", { required: true, entity: "Poll" }),
  field("owner", "reference", { entity: "User" }),
  field("revenue", "money", required),
  field("expenses", "money", required),
  field("profit", "money", required),
  field("startDate", "date", required),
  field("endDate", "date", required)
)

const compile = (operations: ReadonlyArray<Operation>, more: ReadonlyArray<Entity> = []) => {
  const design: BackendDesign = {
    title: "Polls",
    description: "",
    entities: [poll, option, user, result, ...more],
    operations,
    notes: []
  }
  return compileBackend(design, toolPrd).openapi
}
const planOf = (one: Operation, more?: ReadonlyArray<Entity>) =>
  toPlans(compile([one], more))[0] ?? assert.fail("no plan")
const listed = (summary: string) =>
  planOf(operation("get", "/results", "listResults", { summary, entity: "Result", returns: "many" }))
const act = (path: string, id: string, more: Partial<Operation> = {}) =>
  planOf(operation("post", path, id, { entity: "Poll", returns: "one", ...more }))

describe("the order of a list", () => {
  it.each([
    ["Results", "-createdAt", ""],
    ["Results, newest first", "-createdAt", ""],
    ["Results by period", "period", ""],
    ["Results in alphabetical order", "period", ""],
    ["Results, highest revenue first", "-revenue", ""],
    ["Results, soonest first", "startDate", ""],
    ["Upcoming results, soonest first", "startDate", "startDate"],
    ["Coming results", "startDate", "startDate"]
  ])("is what its summary says, else the newest first: %s", (summary, order, upcoming) => {
    const plan = listed(summary)
    assert.deepStrictEqual([plan.order, plan.upcoming], [order, upcoming])
  })
})

describe("the plan of an operation", () => {
  it("sets what an action's verb says", () => {
    assert.deepStrictEqual(act("/polls/{pollId}/close", "closePoll").effect, {
      set: { status: "closed" },
      stamp: ["closedAt"]
    })
    assert.deepStrictEqual(act("/polls/{pollId}/reopen", "reopenPoll").effect, { set: { status: "open" } })
    assert.deepStrictEqual(act("/polls/{pollId}/archive", "archivePoll").effect, { set: { status: "archived" } })
    assert.deepStrictEqual(act("/polls/{pollId}/pin", "pinPoll").effect, { set: { pinned: true } })
    assert.deepStrictEqual(act("/polls/{pollId}/unpin", "unpinPoll").effect, { set: { pinned: false } })
    assert.deepStrictEqual(act("/polls/{pollId}/toggle-pinned", "togglePinned").effect, { toggle: ["pinned"] })
    assert.deepStrictEqual(act("/polls/{pollId}/vote", "castVote").effect, { add: { voteCount: 1 } })
    assert.deepStrictEqual(act("/polls/{pollId}/inspect", "inspectPoll").effect, {})
  })

  it("makes a row under another, takes one away, changes one", () => {
    const made = planOf(
      operation("post", "/polls/{pollId}/options", "addOption", {
        entity: "Option",
        returns: "one",
        body: [field("label", "string")]
      })
    )
    assert.deepInclude(made, {
      does: "create",
      entity: "Option",
      within: [{ param: "pollId", entity: "Poll", field: "poll" }]
    })
    const removed = planOf(
      operation("delete", "/polls/{pollId}/options/{optionId}", "removeOption", { entity: "Option" })
    )
    assert.deepInclude(removed, { does: "remove", entity: "Option", key: "optionId", shape: "none" })
    assert.deepInclude(planOf(operation("put", "/polls/{pollId}", "putPoll", { entity: "Poll", returns: "one" })), {
      does: "update",
      key: "pollId"
    })
  })

  it("knows whose rows are asked for", () => {
    assert.isTrue(planOf(operation("get", "/my/results", "listMyResults", { entity: "Result", returns: "many" })).mine)
    const me = planOf(operation("get", "/me", "getMe", { entity: "User", returns: "one" }))
    assert.deepInclude(me, { does: "read", entity: "User", key: "", mine: true })
    assert.isFalse(planOf(operation("get", "/results", "listResults", { entity: "Result", returns: "many" })).mine)
  })

  it("counts of what a figure is named after only what its description says", () => {
    const { answer } = planOf(
      operation("get", "/counts", "countReplies", {
        returns: "object",
        answer: [field("alto", "integer", { description: "Altos who said yes" }), field("tenor", "integer")]
      }),
      [
        entity(
          "Reply",
          "replies",
          field("singer", "string", required),
          field("voice", "enum", { values: ["alto", "tenor"] }),
          field("comes", "enum", { values: ["yes", "no"] })
        )
      ]
    )
    assert.deepStrictEqual(answer, {
      alto: {
        of: "count",
        entity: "Reply",
        where: [{ field: "voice", value: "alto" }, { field: "comes", value: "yes" }]
      },
      tenor: { of: "count", entity: "Reply", where: [{ field: "voice", value: "tenor" }] }
    })
  })

  it("puts fixed paths before those with parameters", () => {
    const paths = toPlans(compile([
      operation("get", "/polls/{pollId}", "getPoll", { entity: "Poll", returns: "one" }),
      operation("get", "/polls/featured", "getFeatured", { entity: "Poll", returns: "one" })
    ])).map((plan) => plan.operation.path)
    assert.deepStrictEqual(paths, ["/polls/featured", "/polls/{pollId}"])
  })

  it("computes a report from the rows that its fields' names mean", () => {
    const { answer } = planOf(operation("get", "/report", "getReport", {
      returns: "object",
      answer: [
        field("totalPolls", "integer"),
        field("openPolls", "integer"),
        field("totalRevenue", "money"),
        field("averageProfit", "money"),
        field("weather", "string", { examples: ["fair"] })
      ]
    }))
    assert.deepStrictEqual(answer, {
      totalPolls: { of: "count", entity: "Poll" },
      openPolls: { of: "count", entity: "Poll", where: [{ field: "status", value: "open" }] },
      totalRevenue: { of: "sum", entity: "Result", field: "revenue" },
      averageProfit: { of: "mean", entity: "Result", field: "profit" },
      weather: { value: "fair" }
    })
  })

  it("compares the two rows that a query names", () => {
    const { answer } = planOf(operation("get", "/comparison", "compare", {
      returns: "object",
      query: [field("first", "reference", { entity: "Poll" }), field("second", "reference", { entity: "Poll" })],
      answer: [field("firstPoll", "string"), field("secondRevenue", "money")]
    }))
    assert.deepStrictEqual(answer, {
      firstPoll: { of: "title", by: { param: "first", entity: "Poll", index: 0 } },
      secondRevenue: {
        of: "sum",
        entity: "Result",
        field: "revenue",
        by: { param: "second", entity: "Poll", index: 1 }
      }
    })
  })
})

describe("the first rows", () => {
  const rows = seedRows(toEntities(compile([])), "Polls")
  const days = (value: unknown) =>
    Number(/\((-?[\d.]+)\)/.exec(value instanceof Object && "text" in value ? String(value.text) : "")?.[1])

  it("agree within themselves", () => {
    for (const row of rows.get("Result") ?? []) {
      assert.strictEqual(row["profit"], Number(row["revenue"]) - Number(row["expenses"]))
      assert.isTrue(days(row["startDate"]) < days(row["endDate"]))
      assert.isTrue(days(row["createdAt"]) <= days(row["updatedAt"]) && days(row["updatedAt"]) <= 0)
    }
    for (const { email, name } of rows.get("User") ?? []) {
      assert.strictEqual(String(email).split(/[.@]/)[0], String(name).split(" ")[0]?.toLowerCase())
      assert.match(String(email), /@example\.com$/)
    }
  })

  it("read like the domain's: questions of polls, closed only when they are closed", () => {
    assert.isTrue((rows.get("Poll") ?? []).every(({ question }) => String(question).endsWith("?")))
    assert.isTrue(
      (rows.get("Poll") ?? []).every((row) => (row["closedAt"] !== undefined) === (row["status"] === "closed"))
    )
  })

  it("differ from product to product, and never by themselves", () => {
    const entities = toEntities(compile([]))
    assert.deepStrictEqual(seedRows(entities, "Polls"), rows)
    assert.notDeepEqual(seedRows(entities, "Others"), rows)
  })
})
