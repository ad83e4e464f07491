/**
 * Names of technologies as briefs have them: languages, frameworks, databases and tools. A product is not called after
 * one, and a demand for one limits how it is built, not what it does.
 */
const names =
  ("vue react angular svelte solid next nuxt remix gatsby astro ember backbone jquery bootstrap tailwind vuex " +
    "pinia redux axios webpack vite rollup babel eslint node deno bun express nest nestjs fastify django flask fastapi " +
    "rails laravel symfony spring dotnet html html5 css css3 sass scss less javascript typescript python java kotlin swift " +
    "php ruby rust golang c++ c# es6 sqlite mysql mariadb postgresql postgres mongodb redis elasticsearch firebase " +
    "supabase dynamodb oracle graphql rest soap grpc docker kubernetes terraform aws gcp heroku netlify vercel " +
    "nginx apache jest vitest mocha cypress playwright selenium karma json xml yaml").split(" ")

/** What the app is made of: a demand for one of these is met. */
const used: ReadonlySet<string> = new Set(
  "react typescript javascript html html5 css css3 es6 tailwind vite vitest postgresql postgres rest json".split(" ")
)

const known: ReadonlySet<string> = new Set(names)

/** Words in everyday use: they are names of technologies where `.js` follows. */
const everyday: ReadonlySet<string> = new Set(
  "solid next rest express spring less swift node rust ember oracle apache nest rails remix".split(" ")
)

/** The technologies that a text names, in lower case and without `.js`: `Vue.js 3 and SQLite` → `vue`, `sqlite`. */
export const technologiesIn = (text: string): ReadonlyArray<string> => {
  const found = text.replace(/\breact(?:s|ed|ing)?\s+(?:to|on)\b/gi, "").split(/[^\p{L}\p{N}+#.]+/u).flatMap((word) => {
    const name = word.toLowerCase().replace(/[.!?]+$/, "").replace(/\.?js$/, (js) => js.startsWith(".") ? "" : js)
    return known.has(name) && (!everyday.has(name) || /\.js\b/i.test(word)) ? [name] : []
  })
  return [...new Set(found)]
}

/** Whether a title says no more than what kind of thing it is and what with: `Vue.js Web Application`. */
export const isNameless = (title: string): boolean =>
  /^(?:(?:an?|the|our|new|simple|modern|interactive|web|single-page|mobile|full-?stack|frontend|backend)[\s,]*)*(?:app(?:lication)?|web ?site|site|project|demo|frontend|backend)?$/i
    .test(withoutTechnologies(title).trim())

/** Whether the app that dpg builds uses the technology. */
export const isUsed = (technology: string): boolean => used.has(technology)

/** A text without the technologies it names, their versions, and the words that only joined them: `Vue.js Web App` → `Web App`. */
export const withoutTechnologies = (text: string): string => {
  const rest = text.split(/\s+/).filter((word) =>
    technologiesIn(word).length === 0 && !/^v?\d+(?:\.[\dx]+)*\+?$/i.test(word)
  ).join(" ")
  return technologiesIn(text).length === 0
    ? text
    : rest.replace(/\s+(?:in|with|using|on|for|and|based|built|developed)(?:\s+(?:in|with|using|on|and))*$/i, "")
      .replace(/^(?:in|with|using|on|and|based)\s+/i, "").trim()
}
