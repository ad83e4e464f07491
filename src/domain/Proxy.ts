/** Which proxy stands between a program and a URL, by the variables that say so. Pure. */
import { Redacted } from "effect"

/** The variables as they are; each may hold a password, but for `noProxy`. */
export interface ProxySettings {
  /** For `https:` URLs: `https_proxy`, `HTTPS_PROXY`. */
  readonly https?: ProxyVariable | undefined
  /** For `http:` URLs: `http_proxy`, `HTTP_PROXY`. */
  readonly http?: ProxyVariable | undefined
  /** For both, where they have none of their own: `all_proxy`, `ALL_PROXY`. */
  readonly all?: ProxyVariable | undefined
  /** `no_proxy`, `NO_PROXY`; `""` where it is not set. */
  readonly noProxy: string
}

export interface ProxyVariable {
  readonly name: string
  readonly value: Redacted.Redacted
}

export interface Proxy {
  /** With user name and password, where the variable has them. */
  readonly url: Redacted.Redacted<URL>
  /** Host and port alone: what may be shown. */
  readonly host: string
  /** The variable that named it. */
  readonly source: string
}

export const noProxies: ProxySettings = { noProxy: "" }

/**
 * The proxy for a URL: undefined where there is none, `"unusable"` with the variable's name where it holds no URL of an
 * HTTP proxy. Loopback is never reached through a proxy.
 */
export const proxyFor = (
  url: URL,
  settings: ProxySettings
): Proxy | { readonly unusable: string } | undefined => {
  const variable = (url.protocol === "https:" ? settings.https : settings.http) ?? settings.all
  if (variable === undefined || isLoopback(url.hostname) || isExempt(url, settings.noProxy)) return undefined
  const text = Redacted.value(variable.value)
  const full = text.includes("://") ? text : `http://${text}`
  const proxy = URL.canParse(full) ? new URL(full) : undefined
  return proxy !== undefined && /^https?:$/.test(proxy.protocol) && proxy.hostname !== ""
    ? { url: Redacted.make(proxy, { label: "proxy" }), host: proxy.host, source: variable.name }
    : { unusable: variable.name }
}

/** 127.0.0.0/8, ::1 and localhost. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])\.?$/i.test(hostname)

/**
 * An entry is a host, which stands for its subdomains too, with or without a dot or `*.` before it, with or without a
 * port; `*` is every host.
 */
const isExempt = (url: URL, noProxy: string): boolean => {
  const host = url.hostname.toLowerCase()
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port
  return noProxy.toLowerCase().split(/[\s,]+/).some((entry) => {
    if (entry === "*") return true
    const [, name = "", onPort] = /^(.*?)(?::(\d+))?$/.exec(bracketed(entry)) ?? []
    if (name === "" || (onPort !== undefined && onPort !== port)) return false
    const suffix = name.replace(/^\*?\./, "")
    return host === suffix || host.endsWith(`.${suffix}`)
  })
}

/** A bare IPv6 address has colons and no port. */
const bracketed = (entry: string): string => /^[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*$/.test(entry) ? `[${entry}]` : entry
