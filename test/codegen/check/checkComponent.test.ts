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

const found = (source: string) => checkComponent(source, context).map(({ rule }) => rule)

/** What is found but for names that a test declares for nothing. */
const check = (source: string) => found(source).filter((rule) => rule !== "unused")

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
        "<button type=\"button\">Save</button>",
        "<Button tone=\"primary\">Save</Button>",
        "<button type=\"button\" disabled>Save</button>",
        "<button type=\"button\" onClick={() => {}}>Save</button>",
        "<button type=\"button\" onClick={() => undefined}>Save</button>",
        "<button type=\"button\" onClick={() => void 0}>Save</button>",
        "<button type=\"button\" onClick={function () { return }}>Save</button>",
        "<button type=\"button\" onClick={() => console.log(\"saved\")}>Save</button>"
      ]
    ) {
      assert.deepStrictEqual(check(showing(element)), ["dead-control"], element)
    }
    for (
      const element of [
        "<button type=\"submit\">Save</button>",
        "<button type=\"button\" onClick={() => void tools.refetch()}>Again</button>",
        "<button type=\"button\" onClick={() => { tools.refetch() }}>Again</button>",
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

  it("lets nothing run on once its component is gone", () => {
    const effect = (body: string) => having(`useEffect(() => { ${body} }, [])`)
    const tidy =
      "const onKeyDown = (event: KeyboardEvent) => note(event.key); window.addEventListener(\"keydown\", onKeyDown); return () => window.removeEventListener(\"keydown\", onKeyDown)"
    assert.deepStrictEqual(check(effect(tidy)), [])
    assert.deepStrictEqual(
      check(
        effect(
          "const end = new AbortController(); addEventListener(\"keydown\", note, { signal: end.signal }); return () => end.abort()"
        )
      ),
      []
    )
    assert.deepStrictEqual(
      check(effect("const frame = requestAnimationFrame(draw); return () => cancelAnimationFrame(frame)")),
      []
    )
    for (
      const body of [
        "window.addEventListener(\"keydown\", note)",
        "document.addEventListener(\"pointermove\", note, true)",
        "setInterval(() => note(1), 250)",
        "requestAnimationFrame(draw)"
      ]
    ) {
      assert.deepStrictEqual(check(effect(body)), ["left-running"], body)
    }
  })

  it("lets nothing be asked that is another each time while a component renders", () => {
    for (
      const statement of [
        "const now = Date.now()",
        "const today = new Date()",
        "const said = Date()",
        "const dice = Math.random()",
        "const since = performance.now()",
        "const id = window.crypto.randomUUID()",
        "const [now] = useState(Date.now())",
        "const now = useMemo(() => Date.now(), [])",
        "const late = rows.filter((row) => row.at < Date.now())",
        "const isLate = (row: Row) => row.at < Date.now(); const late = isLate(rows[0])",
        "const isLate = (row: Row) => row.at < Date.now(); const late = rows.some(isLate)"
      ]
    ) {
      assert.deepStrictEqual(check(having(statement)), ["pure-render"], statement)
    }
    assert.deepStrictEqual(check(showing("<p>{new Date().getFullYear()}</p>")), ["pure-render"])
    assert.deepStrictEqual(check(`${skeleton}\nconst Row = () => <p>{Math.random()}</p>\n`), ["pure-render"])
    for (
      const statement of [
        "const [now] = useState(() => Date.now())",
        "const [now] = useState(Date.now)",
        "const save = () => tools.refetch({ at: Date.now() })",
        "useEffect(() => { const t = setInterval(() => note(Date.now()), 9); return () => clearInterval(t) }, [])",
        "const when = new Date(tools.data.at)",
        "const save = useCallback(() => note(new Date()), [])"
      ]
    ) {
      assert.deepStrictEqual(check(having(statement)), [], statement)
    }
    const finding = checkComponent(having("const now = Date.now()"), context).find(({ rule }) => rule !== "unused")
    assert.strictEqual(finding?.at, "line 6, column 15")
    assert.include(finding?.message, "useState(() => Date.now())")
  })

  it("has hooks called each time and in order", () => {
    for (
      const statement of [
        "if (tools.data) { const [a] = useState(0) }",
        "const a = tools.data && useMemo(() => 1, [])",
        "for (const one of rows) useState(one)",
        "const all = rows.map((row) => useState(row))",
        "const save = () => { const toast = useToast() }",
        "if (tools.isPending) return null\n  const [a] = useState(0)"
      ]
    ) {
      assert.deepStrictEqual(check(having(statement)), ["hooks"], statement)
    }
    assert.deepStrictEqual(check(`${skeleton}\nconst format = () => useSession().user\n`), ["hooks"])
    assert.deepStrictEqual(check(`${skeleton}\nconst useUser = () => useSession().user\n`), [])
    assert.deepStrictEqual(check(having("const [a] = useState(0)\n  if (a > 0) return null")), [])
  })

  it("lets state and refs be, while a component renders and straight in an effect", () => {
    const state = "const [a, setA] = useState(0)\n  const box = useRef(null)\n  "
    for (
      const statement of ["setA(1)", "useEffect(() => { setA(1) }, [])", "useEffect(() => { if (b) setA(1) }, [b])"]
    ) {
      assert.deepStrictEqual(check(having(`${state}${statement}`)), ["state"], statement)
    }
    for (const statement of ["const width = box.current", "box.current = a"]) {
      assert.deepStrictEqual(check(having(`${state}${statement}`)), ["refs"], statement)
    }
    for (
      const statement of [
        "if (a !== tools.data.total) setA(tools.data.total)",
        "const save = () => setA(1)",
        "useEffect(() => { const t = setTimeout(() => setA(1), 9); return () => clearTimeout(t) }, [])",
        "useEffect(() => { setA(box.current.offsetWidth) }, [])",
        "useEffect(() => { box.current = a }, [a])"
      ]
    ) {
      assert.deepStrictEqual(check(having(`${state}${statement}`)), [], statement)
    }
  })

  it("has components at the top, keys in lists, and forms that are read as the compiler can follow", () => {
    assert.deepStrictEqual(
      check(having("const Row = () => <p>a</p>").replace("</main>", "<Row /></main>")),
      ["component-in-component"]
    )
    assert.deepStrictEqual(check(showing("{rows.map((row) => <p>{row.name}</p>)}")), ["key"])
    assert.deepStrictEqual(check(showing("{rows.map((row) => { return <p>{row.name}</p> })}")), ["key"])
    assert.deepStrictEqual(check(showing("{rows.map((row) => <p key={row.id}>{row.name}</p>)}")), [])
    for (const form of ["const { watch } = useForm()\n  watch(\"a\")", "const form = useForm()\n  form.watch(\"a\")"]) {
      assert.deepStrictEqual(check(having(form)), ["form-watch"])
    }
    assert.deepStrictEqual(check(having("const { control } = useForm()\n  useWatch({ control, name: \"a\" })")), [])
  })

  it("has everybody operate and understand a page", () => {
    for (
      const element of [
        "<div onClick={() => tools.refetch()}>Again</div>",
        "<li onClick={() => tools.refetch()} onKeyDown={() => tools.refetch()}>Again</li>",
        "<span role=\"button\" onClick={() => tools.refetch()} onKeyDown={() => tools.refetch()}>Again</span>",
        "<div onKeyDown={() => tools.refetch()}>Again</div>",
        "<input aria-label=\"Name\" autoFocus />",
        "<input aria-label=\"Name\" tabIndex={3} />",
        "<section tabIndex={0}>Tools</section>",
        "<button onClick={() => tools.refetch()}>Again</button>",
        "<a onClick={() => tools.refetch()}>Again</a>"
      ]
    ) {
      assert.deepStrictEqual(check(showing(element)), ["operable"], element)
    }
    for (
      const element of [
        "<img src={tools.data.picture} />",
        "<label>Name</label>",
        "<ul role=\"list\" />",
        "<Button onClick={() => tools.refetch()}><svg aria-hidden=\"true\" /></Button>"
      ]
    ) {
      assert.deepStrictEqual(check(showing(element)), ["named"], element)
    }
    const tab = "<a href=\"https://example.org\" target=\"_blank\">Help</a>"
    assert.deepStrictEqual(check(showing(tab)), ["separate-tab"])
    assert.deepStrictEqual(check(showing(tab.replace(" target", " rel=\"noreferrer\" target"))), [])
    for (
      const element of [
        "<img alt=\"\" src={tools.data.picture} />",
        "<label>Name <input /></label>",
        "<label htmlFor=\"a\">Name</label>",
        "<label>{fields.map((one) => one)}</label>",
        "<div role=\"button\" tabIndex={0} onClick={() => tools.refetch()} onKeyDown={() => tools.refetch()}>Again</div>",
        "<div role=\"menu\" onKeyDown={() => tools.refetch()}>Again</div>",
        "<div aria-hidden=\"true\" onClick={() => tools.refetch()} />",
        "<div {...rest} onClick={() => tools.refetch()} />",
        "<main tabIndex={-1} />",
        "<button type=\"button\" aria-label=\"Again\" onClick={() => tools.refetch()}><svg /></button>",
        "<button type=\"button\" onClick={() => tools.refetch()}>{tools.data.total}</button>",
        "<input aria-label=\"Name\" autoFocus={false} />"
      ]
    ) {
      assert.deepStrictEqual(check(showing(element)), [], element)
    }
  })

  it("has nothing left over", () => {
    for (
      const source of [
        `import { useState } from "react"\n${skeleton}`,
        having("const left = 1"),
        having("const { data, error } = tools\n  note(data)"),
        `${skeleton}\nfunction Left() { return null }\n`,
        `${skeleton}\ninterface Left { a: string }\n`,
        having("tools.data && tools.refetch()"),
        having("tools.data ? note(1) : note(2)")
      ]
    ) {
      assert.deepStrictEqual(found(source), ["unused"], source)
    }
    for (
      const source of [
        `import { useState } from "react"\n${having("useState(1)")}`,
        `import { type FC } from "react"\n${skeleton}\nexport const A: FC = () => null\n`,
        having("const { data, ...rest } = tools\n  note(rest)"),
        having("const { data: shown } = tools\n  note({ shown })"),
        having("void tools.refetch()"),
        having("const [, set] = useState(1)\n  note(set)")
      ]
    ) {
      assert.deepStrictEqual(found(source), [], source)
    }
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
