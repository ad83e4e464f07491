import { assert, describe, it } from "@effect/vitest"
import { Redacted } from "effect"
import { inspect } from "node:util"
import { proxyFor, type ProxySettings } from "../../src/domain/Proxy.ts"

const bedrock = "https://bedrock-runtime.eu-central-1.amazonaws.com"

const variable = (name: string, value: string) => ({ name, value: Redacted.make(value) })

/** The host of the proxy for a URL, or what is wrong with it. */
const through = (url: string, settings: Partial<ProxySettings>): string | undefined => {
  const proxy = proxyFor(new URL(url), { noProxy: "", ...settings })
  return proxy === undefined ? undefined : "unusable" in proxy ? `unusable ${proxy.unusable}` : proxy.host
}

describe("proxyFor", () => {
  it("goes by the scheme, then by what is for all", () => {
    const settings = {
      https: variable("HTTPS_PROXY", "http://secure.example:3128"),
      http: variable("HTTP_PROXY", "http://plain.example"),
      all: variable("ALL_PROXY", "http://any.example:1")
    }
    assert.strictEqual(through(bedrock, settings), "secure.example:3128")
    assert.strictEqual(through("http://endpoint.example", settings), "plain.example")
    assert.strictEqual(through(bedrock, { ...settings, https: undefined }), "any.example:1")
    assert.strictEqual(through(bedrock, { http: settings.http }), undefined)
    assert.strictEqual(through(bedrock, {}), undefined)
  })

  it("takes an address without a scheme, and no other kind of proxy", () => {
    assert.strictEqual(through(bedrock, { https: variable("HTTPS_PROXY", "proxy:8080") }), "proxy:8080")
    for (const value of ["socks5://proxy:1080", "http://", "://", "http://a b"]) {
      assert.strictEqual(through(bedrock, { all: variable("all_proxy", value) }), "unusable all_proxy", value)
    }
  })

  it("never shows a password", () => {
    const proxy = proxyFor(new URL(bedrock), {
      https: variable("HTTPS_PROXY", "http://user:s3cret@proxy:8080"),
      noProxy: ""
    })
    assert.deepInclude(proxy, { host: "proxy:8080", source: "HTTPS_PROXY" })
    assert.notInclude(inspect(proxy, { depth: 9 }) + JSON.stringify(proxy), "s3cret")
  })

  it("reaches loopback without it", () => {
    const all = variable("ALL_PROXY", "http://proxy")
    for (const host of ["127.0.0.1:8080", "127.1.2.3", "localhost:1", "[::1]:1", "a.localhost", "LOCALHOST"]) {
      assert.strictEqual(through(`http://${host}`, { all }), undefined, host)
    }
    for (const host of ["128.0.0.1", "localhost.example", "[::2]"]) {
      assert.strictEqual(through(`http://${host}`, { all }), "proxy", host)
    }
  })

  const all = variable("ALL_PROXY", "http://proxy")
  const cases: ReadonlyArray<readonly [noProxy: string, url: string, without: boolean]> = [
    ["*", bedrock, true],
    ["amazonaws.com", bedrock, true],
    [".amazonaws.com", bedrock, true],
    ["*.amazonaws.com", bedrock, true],
    ["AmazonAWS.com", bedrock, true],
    ["other.example, .amazonaws.com", bedrock, true],
    ["other.example .amazonaws.com", bedrock, true],
    ["naws.com", bedrock, false],
    ["bedrock-runtime.eu-central-1.amazonaws.com", bedrock, true],
    ["bedrock-runtime.us-east-1.amazonaws.com", bedrock, false],
    ["amazonaws.com:443", bedrock, true],
    ["amazonaws.com:8443", bedrock, false],
    ["10.0.0.7", "http://10.0.0.7:8080", true],
    ["10.0.0.7:80", "http://10.0.0.7:8080", false],
    ["fd00::7", "http://[fd00::7]:8080", true],
    ["[fd00::7]:8080", "http://[fd00::7]:8080", true],
    ["", bedrock, false],
    [",,", bedrock, false]
  ]
  for (const [noProxy, url, without] of cases) {
    it(`NO_PROXY="${noProxy}" ${without ? "frees" : "does not free"} ${url}`, () => {
      assert.strictEqual(through(url, { all, noProxy }), without ? undefined : "proxy")
    })
  }
})
