import { assert, describe, it } from "@effect/vitest"
import { html, page } from "../../../src/codegen/view/html.ts"

describe("html", () => {
  it("escapes what is put in, in text and in attributes", () => {
    const hostile = "\"><script>alert('x')</script>&"
    assert.strictEqual(
      html`<p title="${hostile}">${hostile}</p>`.markup,
      "<p title=\"&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#38;\">&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#38;</p>"
    )
  })

  it("joins lists, keeps markup of its own, and leaves out what is not there", () => {
    const items = ["a", "<b>"].map((item) => html`<li>${item}</li>`)
    assert.strictEqual(
      html`<ul>${items}</ul>${false}${undefined}${3}`.markup,
      "<ul><li>a</li><li>&#60;b&#62;</li></ul>3"
    )
  })

  it("makes a page that allows no script but its own", () => {
    const plain = page({ title: "<T>", body: html`<h1>T</h1>` })
    assert.include(plain, "<title>&#60;T&#62;</title>")
    assert.notInclude(plain, "script-src")
    assert.include(page({ title: "T", body: html``, script: "let a = 1" }), "script-src 'unsafe-inline'")
  })
})
