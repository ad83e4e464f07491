/** What the rules know of what people do, and of what it leaves behind. */
import { assert, describe, it } from "@effect/vitest"
import { productOf } from "../../support/offlineBriefs.ts"

const made = (brief: string) => {
  const product = productOf(brief)
  const irOf = (id: string) =>
    product.irs.find(({ page }) => page.id === id) ??
      assert.fail(`no page ${id}: ${product.pages.pages.map((page) => page.id).join(", ")}`)
  return {
    ...product,
    irOf,
    operation: (id: string) =>
      product.design.operations.find((one) => one.id === id) ??
        assert.fail(`no operation ${id}: ${product.design.operations.map((one) => one.id).join(", ")}`),
    page: (id: string) => irOf(id).page,
    says: (id: string) => irOf(id).actions.filter(({ type }) => type === "toast").map(({ target }) => target),
    labels: (id: string) => irOf(id).nodes.map(({ label }) => label)
  }
}

describe("what is sent", () => {
  const portal = made(
    "Build a student portal with user registration. Students can apply for programs. Training providers can access " +
      "student information based on predefined criteria to enable direct communication. Students can input personal " +
      "details and qualifications."
  )

  it("is said to be sent, and the server knows when", () => {
    assert.include(portal.says("messages"), "The message was sent.")
    assert.include(portal.labels("messages"), "Send a message")
    const names = portal.operation("createMessage").body.map(({ name }) => name)
    assert.notInclude(names, "sentAt")
    const message = portal.design.entities.find(({ name }) => name === "Message")
    assert.isTrue(message?.fields.some(({ name }) => name === "sentAt"))
  })

  it("goes to one of the people that the product knows, from their page too", () => {
    const student = portal.operation("createMessage").body.find(({ name }) => name === "student")
    assert.strictEqual(student?.entity, "Student")
    assert.include(portal.labels("student-details"), "Send a message")
  })

  it("is for signed-in people alone, as are the profiles of students", () => {
    for (const id of ["messages", "students", "student-details"]) {
      assert.notStrictEqual(portal.page(id).access, "public")
    }
    assert.strictEqual(portal.page("programs").access, "public")
  })

  it("shows in the list on its page at once", () => {
    const ir = portal.irOf("messages")
    const list = ir.queries.find(({ operationId }) => operationId === "listMessages")
    const create = ir.mutations.find(({ operationId }) => operationId === "createMessage")
    assert.isTrue(create?.invalidates.some((id) => id === list?.id))
  })

  it("is answered by others: an application has no status to choose", () => {
    const names = portal.operation("createProgramApplication").body.map(({ name }) => name)
    assert.notInclude(names, "status")
    assert.include(portal.labels("program-details"), "Apply")
  })

  it("comes from people whose roles tell them apart, registered with all of their profile", () => {
    assert.deepStrictEqual(portal.prd.personas.map(({ id }) => id).toSorted(), [
      "student",
      "training-provider",
      "visitor"
    ])
    const asked = portal.operation("register").body
    assert.includeMembers(asked.map(({ name }) => name), ["qualifications", "careerInterests", "password"])
    assert.deepStrictEqual(asked.find(({ name }) => name === "role")?.values, ["student", "training-provider"])
  })

  it("finds people by where they are and what they do", () => {
    assert.includeMembers(portal.operation("listStudents").query.map(({ name }) => name), ["location", "fieldOfStudy"])
  })
})

describe("what is booked", () => {
  const rental = made("Build a car rental website. Users can browse cars, book cars and provide order management.")

  it("may be taken on certain days, and changed", () => {
    assert.deepStrictEqual(
      rental.operation("checkCarAvailability").body.map(({ name, required }) => [name, required]),
      [
        ["startsOn", true],
        ["endsOn", true]
      ]
    )
    assert.include(rental.says("car-details"), "Good news: it is available on these dates.")
    assert.include(rental.says("bookings"), "The booking was made.")
    assert.notInclude(rental.operation("updateBooking").body.map(({ name }) => name), "total")
  })

  it("is what an order is where nothing is sold", () => {
    assert.notInclude(rental.design.entities.map(({ name }) => name), "Order")
    assert.include(rental.design.entities.map(({ name }) => name), "Booking")
  })
})

describe("figures", () => {
  const shop = made(
    "Build a shop system. Users can manage finished products, raw materials, inventory, sales and customers. Users can " +
      "view sales statistics. Users can search sales."
  )
  const report = shop.operation("getSalesStatistics")

  it("are named after what they are figures of, where others have some of that name", () => {
    const names = report.answer.map(({ name }) => name)
    assert.includeMembers(names, ["sales", "salesTotal", "totalSaleQuantity"])
    assert.notInclude(names, "totalTotal")
  })

  it("are drawn for each thing that they belong to: how much, and how often", () => {
    const charts = shop.irOf("sales-statistics").nodes.filter(({ kind }) => kind === "chart")
    assert.includeMembers(charts.map(({ label }) => label), [
      "Total of the sales by customer",
      "Number of sales by customer"
    ])
  })

  it("stand under a search on the home page, where the brief asks for one", () => {
    const home = shop.irOf("home")
    assert.deepStrictEqual(home.nodes.filter(({ kind }) => kind === "search").map(({ label }) => label), [
      "Search sales"
    ])
    const searched = home.queries.find(({ args }) => args.some(({ name }) => name === "q"))
    assert.strictEqual(searched?.operationId, "listSales")
    assert.isFalse(
      productOf("Build a shop. Users can browse sales.").irs[0]?.nodes.some(({ kind }) => kind === "search")
    )
  })
})

describe("what is earned", () => {
  const club = made(
    "Build a social website with user registration. Users can make friends, invite friends, share posts and earn " +
      "points. The website should have a personal homepage that displays user information and updates."
  )

  it("comes of other deeds: nobody gives themselves points", () => {
    assert.notInclude(club.design.operations.map(({ id }) => id), "createPoint")
    assert.notInclude(club.operation("register").body.map(({ name }) => name), "points")
    assert.include(club.labels("profile"), "Points")
  })

  it("stands on one's own page, with one's picture and what is new", () => {
    const { nodes, queries } = club.irOf("profile")
    assert.include(nodes.map(({ kind }) => kind), "image")
    assert.include(nodes.map(({ text }) => text), "Latest posts")
    assert.include(queries.map(({ operationId }) => operationId), "listPosts")
  })

  it("leaves a friend what a friend is", () => {
    const fields = club.design.entities.find(({ name }) => name === "Friend")?.fields.map(({ name }) => name)
    assert.deepStrictEqual(fields, ["name", "since", "status"])
  })
})

describe("progress", () => {
  it("comes with completing the parts", () => {
    const site = made(
      "Build a construction website. Users can create projects, schedule project timelines, track project progress and " +
        "manage resources."
    )
    assert.deepStrictEqual(site.operation("completeScheduleEntry").body.map(({ values }) => values), [["completed"]])
    assert.include(site.labels("schedule-entries"), "Complete")
    assert.include(site.labels("resources"), "Availability of the resources")
  })
})
