import { assert, describe, it } from "@effect/vitest"
import { checkComponent, type ComponentContext, rules } from "../../../src/codegen/check/index.ts"
import { openapi } from "../../support/stepsProduct.ts"

const skeleton = `import { useQuery } from "@tanstack/react-query"
import { api, unwrap } from "../api/client"

export default function ToolsPage() {
  const tools = useQuery({ queryKey: ["tools"], queryFn: () => unwrap(api.GET("/tools", { params: { query: {} } })) })
  return <main><h1>{tools.data?.total} tools</h1></main>
}
`

const context: ComponentContext = {
  componentName: "ToolsPage",
  allowedImports: [
    { module: "@tanstack/react-query", names: undefined },
    { module: "react", names: undefined },
    { module: "../api/client", names: ["api", "unwrap"] }
  ],
  openapi,
  skeleton
}

const check = (source: string) => checkComponent(source, context).map(({ rule }) => rule)

/** The skeleton with a statement in the component's body. */
const having = (statement: string) => skeleton.replace("  return <main>", `  ${statement}\n  return <main>`)

/** The skeleton with an element in the page. */
const showing = (element: string) => skeleton.replace("</main>", `${element}</main>`)

describe("checkComponent", () => {
  it("takes what the skeleton does, and more of the same", () => {
    assert.deepStrictEqual(check(skeleton), [])
    assert.deepStrictEqual(check(showing(`<input placeholder="Search" /><a href="https://example.org">Help</a>`)), [])
    assert.deepStrictEqual(
      check(having("// A tool's condition, see the rest below.\n  const write = (todo: string) => todo")),
      []
    )
  })

  it("says where a module breaks off", () => {
    const [finding] = checkComponent(skeleton.slice(0, -40), context)
    assert.strictEqual(finding?.rule, "unparsable")
    assert.match(finding?.message ?? "", /\(\d+:\d+\)/)
  })

  it("names the default export that is wanted", () => {
    assert.deepStrictEqual(check(skeleton.replace("default function ToolsPage", "function ToolsPage")), [
      "default-export"
    ])
    const [finding] = checkComponent(skeleton.replace("ToolsPage", "Tools"), context)
    assert.include(finding?.message, "ToolsPage, not Tools")
    assert.deepStrictEqual(
      check(skeleton.replace("export default function", "function") + "\nexport default ToolsPage"),
      []
    )
    assert.deepStrictEqual(check(skeleton.replace("function ToolsPage", "function ")), ["default-export"])
  })

  it("lets nothing in but the modules and names that are allowed", () => {
    for (
      const line of [
        "import axios from \"axios\"",
        "import \"./evil.css\"",
        "import fs from \"node:fs\"",
        "import { baseUrl } from \"../api/client\"",
        "import client from \"../api/client\"",
        "export * from \"react\"",
        "export { useState } from \"react\"",
        "import react = require(\"react\")"
      ]
    ) {
      assert.deepStrictEqual(check(`${line}\n${skeleton}`), ["import"], line)
    }
    const [finding] = checkComponent(`import { unwrp } from "../api/client"\n${skeleton}`, context)
    assert.include(finding?.message, "did you mean \"unwrap\"?")
    assert.strictEqual(finding?.at, "line 1, column 1")
  })

  it("lets no text become code", () => {
    for (
      const statement of [
        "eval(\"1\")",
        "window.eval(\"1\")",
        "window[\"eval\"](\"1\")",
        "new Function(\"return 1\")()",
        "void import(\"react\")",
        "require(\"react\")",
        "const run = eval",
        "tools.refetch.constructor(\"return 1\")()",
        "window?.eval?.(\"1\")",
        "setTimeout(\"run()\", 10)"
      ]
    ) {
      assert.deepStrictEqual(check(having(statement)), ["dynamic-code"], statement)
    }
    assert.deepStrictEqual(check(having("setTimeout(() => tools.refetch(), 10)")), [])
  })

  it("lets no text become HTML", () => {
    for (
      const element of [
        "<p dangerouslySetInnerHTML={{ __html: \"x\" }} />",
        "<p {...{ dangerouslySetInnerHTML: { __html: \"x\" } }} />"
      ]
    ) {
      assert.deepStrictEqual(check(showing(element)), ["raw-html"], element)
    }
    for (
      const statement of [
        "document.body.innerHTML = \"x\"",
        "document.body[\"outerHTML\"] = \"x\"",
        "document.write(\"x\")"
      ]
    ) {
      assert.deepStrictEqual(check(having(statement)), ["raw-html"], statement)
    }
  })

  it("lets no foreign element, address or picture in", () => {
    assert.deepStrictEqual(check(showing("<script src=\"https://evil.example/x.js\" />")), [
      "foreign-element",
      "remote-resource"
    ])
    assert.deepStrictEqual(check(showing("<iframe title=\"x\" />")), ["foreign-element"])
    assert.deepStrictEqual(check(showing("{createElement(\"iframe\")}")), ["foreign-element"])
    assert.deepStrictEqual(check(showing("<a href={`javascript:alert(1)`}>x</a>")), ["script-url"])
    assert.deepStrictEqual(check(showing("<img alt=\"\" src=\"//evil.example/x.png\" />")), ["remote-resource"])
  })

  it("lets nothing reach the network but the client, and that by the contract", () => {
    for (
      const statement of [
        "fetch(\"/tools\")",
        "globalThis.fetch(\"/tools\")",
        "new WebSocket(\"ws://x\")",
        "navigator.sendBeacon(\"/x\")",
        "const load = fetch",
        "window?.fetch?.(\"/tools\")",
        "window.fetch.call(null, \"/tools\")",
        "[fetch].map((load) => load(\"/tools\"))",
        "const send = navigator.sendBeacon"
      ]
    ) {
      assert.deepStrictEqual(check(having(statement)), ["network"], statement)
    }
    const [path] = checkComponent(having("api.GET(\"/tool\", {})"), context)
    assert.include(path?.message, "did you mean \"/tools\"?")
    const [method] = checkComponent(having("api.DELETE(\"/tools\", {})"), context)
    assert.include(method?.message, "takes GET, POST, not DELETE")
    assert.deepStrictEqual(check(having("api.GET(tools.data.next, {})")), ["endpoint"])
    assert.deepStrictEqual(check(having("api?.GET(tools.data.next, {})")), ["endpoint"])
  })

  it("lets no global object be handed on or searched", () => {
    for (
      const statement of [
        "const w = window",
        "window[\"fet\" + \"ch\"](\"/tools\")",
        "const { title } = document",
        "Object.values(globalThis)"
      ]
    ) {
      assert.deepStrictEqual(check(having(statement)), ["global-object"], statement)
    }
    assert.deepStrictEqual(check(having("window.scrollTo(0, 0)\n  document.title = \"Tools\"")), [])
  })

  it("takes the page's own names for what they are", () => {
    assert.deepStrictEqual(check(`${skeleton}\nfunction Worker(props: { name: string }) { return props.name }`), [])
    assert.deepStrictEqual(check(showing("<Worker />") + "\nconst Worker = () => null"), [])
    assert.deepStrictEqual(
      check(having("type Worker = { fetch: string }\n  const one: Worker = { fetch: \"x\" }")),
      []
    )
  })

  it("misses a call that the skeleton makes", () => {
    const [finding] = checkComponent("export default function ToolsPage() { return <p>No tools</p> }", context)
    assert.strictEqual(finding?.rule, "endpoint")
    assert.include(finding?.message, "GET /tools")
  })

  it("lets nothing be kept, read from the process, or switched off", () => {
    assert.deepStrictEqual(check(having("localStorage.setItem(\"a\", \"b\")")), ["storage"])
    assert.deepStrictEqual(check(having("const c = document.cookie")), ["storage"])
    assert.deepStrictEqual(check(having("const c = document?.cookie")), ["storage"])
    assert.deepStrictEqual(check(having("const s = window.localStorage")), ["storage"])
    assert.deepStrictEqual(check(having("const url = import.meta.env.VITE_KEY")), ["environment"])
    assert.deepStrictEqual(check(having("const key = process.env.KEY")), ["environment"])
    assert.deepStrictEqual(check(having("// @ts-ignore\n  const x: any = 1")), ["unchecked-types", "unchecked-types"])
  })

  it("finds keys without repeating them", () => {
    const key = ["AKIA", "IOSFODNN7", "EXAMPLE"].join("")
    const [finding] = checkComponent(having(`const key = "${key}"`), context)
    assert.strictEqual(finding?.rule, "secret")
    assert.notInclude(finding?.message, key)
  })

  it("finds what was left out", () => {
    assert.deepStrictEqual(check(having("// TODO: add the form")), ["unfinished"])
    assert.deepStrictEqual(check(showing("{/* ... rest of the page */}")), ["unfinished"])
    assert.deepStrictEqual(check(showing("<p>Lorem ipsum dolor</p>")), ["unfinished"])
  })

  it("finds what stands for something else, and what does nothing", () => {
    for (const words of ["Coming soon!", "This page is under construction", "TODO: text", "Not implemented yet"]) {
      assert.deepStrictEqual(check(showing(`<p>${words}</p>`)), ["unfinished"], words)
    }
    assert.deepStrictEqual(check(showing("<p>{`Export: ${1} (coming soon)`}</p>")), ["unfinished"])
    assert.deepStrictEqual(check(showing("<h2>Todo list</h2><p>TODOs of the week</p>")), [])
    for (
      const element of [
        "<a href=\"#\">More</a>",
        "<a href=\"\">More</a>",
        "<Link to={`#`}>More</Link>",
        "<button>Save</button>",
        "<Button tone=\"primary\">Save</Button>",
        "<button type=\"button\" disabled>Save</button>",
        "<button onClick={() => {}}>Save</button>",
        "<button onClick={() => undefined}>Save</button>",
        "<button onClick={() => void 0}>Save</button>",
        "<button onClick={function () { return }}>Save</button>",
        "<button onClick={() => console.log(\"saved\")}>Save</button>"
      ]
    ) {
      assert.deepStrictEqual(check(showing(element)), ["dead-control"], element)
    }
    for (
      const element of [
        "<button type=\"submit\">Save</button>",
        "<button onClick={() => void tools.refetch()}>Again</button>",
        "<button onClick={() => { tools.refetch() }}>Again</button>",
        "<button {...props}>Save</button>",
        "<a href=\"#top\">Up</a>",
        "<Link to={`/tools`}>Tools</Link>"
      ]
    ) {
      assert.deepStrictEqual(check(showing(element)), [], element)
    }
    const [finding] = checkComponent(showing("<button>Save</button>"), context)
    assert.match(finding?.at ?? "", /^line 6/)
  })

  it("finds what is loaded from elsewhere by a style", () => {
    const element = "<div className=\"bg-[url(https://evil.example/x.png)]\" />"
    assert.deepStrictEqual(check(showing(element)), ["remote-resource"])
  })

  it("tells every rule it holds to", () => {
    assert.deepStrictEqual(rules.filter(({ tell }) => !tell.endsWith(".")), [])
    assert.strictEqual(new Set(rules.map(({ name }) => name)).size, rules.length)
  })
})
