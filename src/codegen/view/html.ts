/**
 * HTML of the views dpg leaves on disk (`trace.html`, `report.html`, `ir/wireframes.html`): what is put into a template is
 * escaped, unless it was made by one.
 */

/** Markup that needs no escaping any more. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
}

/** What a template takes: text is escaped, lists are joined, `false` and `undefined` leave nothing. */
export type Content = Html | string | number | false | undefined | ReadonlyArray<Content>

/** ``html`<td>${text}</td>` ``. Attribute values stand in double quotes. */
export const html = (strings: TemplateStringsArray, ...contents: ReadonlyArray<Content>): Html =>
  new Html(strings.map((string, index) => string + (index < contents.length ? markupOf(contents[index]) : "")).join(""))

/**
 * A whole page that stands alone: no script but the given, no request to anywhere. Its content security policy holds that
 * even where a model's words are shown in it.
 */
export const page = (
  { body, script = "", style = "", title }: {
    readonly title: string
    readonly body: Html
    /** Trusted: dpg's own, never a model's. */
    readonly style?: string
    readonly script?: string
  }
): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'${
    script === "" ? "" : "; script-src 'unsafe-inline'"
  }">
<title>${escape(title)}</title>
<style>
${baseStyle}${style}
</style>
</head>
<body>
${body.markup}
${script === "" ? "" : `<script>\n${script}\n</script>\n`}</body>
</html>
`

/** Text as it stands in an element or a quoted attribute. */
const escape = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const markupOf = (content: Content): string => {
  if (content === undefined || content === false) return ""
  if (content instanceof Html) return content.markup
  if (typeof content === "string") return escape(content)
  return typeof content === "number" ? String(content) : content.map(markupOf).join("")
}

/** Colours, type and tables that the views share; light and dark. */
const baseStyle = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1b1f24, #e6e9ee);
  --quiet: light-dark(#5a6472, #9aa4b2);
  --line: light-dark(#dde2e8, #333a44);
  --paper: light-dark(#ffffff, #14171c);
  --raised: light-dark(#f5f7f9, #1c2027);
  --accent: light-dark(#1f5fbf, #7db2ff);
  --good: light-dark(#17703b, #5fd08a);
  --doubtful: light-dark(#8a5a00, #f0b849);
  --bad: light-dark(#b3261e, #ff8a80);
}
* { box-sizing: border-box }
body {
  margin: 0 auto; max-width: 76rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem }
a { color: var(--accent) }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid var(--line); padding: .45rem .75rem .45rem 0; text-align: left; vertical-align: top }
th { color: var(--quiet); font-weight: 600 }
/* A table that is too wide for a phone is scrolled on its own. */
@media (max-width: 40rem) {
  table { display: block; overflow-x: auto }
  th, td { min-width: 4.5rem; overflow-wrap: normal }
}
code { font: .875em ui-monospace, monospace }
.quiet { color: var(--quiet) }
.good { color: var(--good) } .doubtful { color: var(--doubtful) } .bad { color: var(--bad) }
`
