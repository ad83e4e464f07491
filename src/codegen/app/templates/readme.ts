/** The README of the app: how it is run, told and changed. */
import type { Prd } from "../../../domain/Prd.ts"

/** Markdown; the PRD's words are escaped. */
export const readme = (prd: Prd): string =>
  `# ${escapeMarkdown(prd.title)}

${escapeMarkdown(prd.summary)}

## Run it

    npm install
    npm run dev

It needs Node 20.19 or newer. Without further settings every answer comes from a mock in the browser, with data made up
from the API's contract: an entity's examples in \`openapi.yaml\`, where there are four or more, are its rows. What you change
is kept for as long as the tab; \`?mocks=reset\` in the address puts the first data back, \`?mocks=many\` makes so much of it
that lists have pages.

| command | what it does |
| --- | --- |
| \`npm run dev\` | starts the app, and shows each change at once |
| \`npm run build\` | checks the types and writes \`dist/\`, for any static host (send every path to \`index.html\`) |
| \`npm run preview\` | shows what was built |
| \`npm run typecheck\` | checks the types alone |
| \`npm run lint\` | oxlint, with the rules of hooks and of accessibility (\`.oxlintrc.json\`) |
| \`npm test\` | opens every page in every state, gives every form bad input, works tables, menus and choices by keyboard, against the mock |

## Use a real backend

    VITE_API_URL=https://api.example.com npm run dev

Set it for \`npm run build\` as well, or write that line (\`VITE_API_URL=…\`) into \`.env.local\`; the mock is then not even loaded. The backend keeps to \`openapi.yaml\`. Calls carry
\`Authorization: Bearer …\` once somebody has signed in, so a backend on another origin has to allow this app's origin and
the headers \`authorization\` and \`content-type\` (CORS). The token is the one in the answer to signing in (\`openapi.yaml\`).
Where that has no way to sign in, one chooses a role and calls carry \`mock.<role>.\`, which the mock alone takes: put the way
to your backend's token into \`src/shell/ChooseRole.tsx\`.

What the backend declines reaches the user: a 401 ends the session, asks to sign in again, and leads back to the page; a 403 is
shown as forbidden; what a 409 or 422 names in \`errors\` (by \`pointer\`) stands at that field of the form; any other error is told,
with another try.

## What the mock holds to

It answers as \`openapi.yaml\` says, so that a real backend is no surprise: 401 without a token that it knows, 403 for another
role, 404 for an id that nothing has, 400 and 415 for what is no JSON, 422 with the places in \`errors\` for a body or a query
that does not fit, 409 for what there is once (\`x-unique\`) or is booked on the same days (\`x-no-overlap\`). Its tokens are
\`mock.<role>.<id of an account>\`; \`mock.<role>.\` is somebody of that role. How often one asks (429) is left to a real backend, and so is whether a password is the right one.

## Sign in

${signInText(prd)}

## Lists

A table sorts and pages through the API where that takes \`sort\`, \`limit\` and \`offset\`, else over the rows at hand. Where one is in a
list, its order, what is searched for and what it is narrowed to stand in the address: a reload, a bookmark and the way back
find it again.

## See every state

The mock can be told what to do, by the address of any page; the tab remembers it:

| address | what the mock does |
| --- | --- |
| \`?mock=loading\` | never answers what is read |
| \`?mock=empty\` | has lists with nothing in them |
| \`?mock=error\` | fails to read (500) |
| \`?mock=forbidden\` | refuses to read (403) |
| \`?mock=expired\` | no longer knows who asks (401) |
| \`?mock=normal\` | answers again |

What shows such a state has \`data-state\` (\`loading\`, \`empty\`, \`error\`, \`forbidden\`; \`ready\` on a page that is there), and the root of
every page \`data-page\` with its id.

## Where things are

| to change | look in |
| --- | --- |
| a page | \`src/pages/\`, one file each |
| which pages there are, and who may open them | \`src/routes.tsx\`, \`src/navigation.ts\`, \`src/lib/paths.ts\`; \`src/test/pages.ts\` for the tests |
| colours, corners and fonts, light and dark | \`src/index.css\`; what is chosen at the start: \`public/theme.js\`, \`src/lib/theme.ts\` |
| buttons, tables, forms, menus, dialogs | \`src/components/\` |
| what of a page the address keeps | \`src/lib/address.ts\`, \`src/components/Pager.tsx\` |
| how dates and amounts are written | \`src/lib/format.ts\` |
| navigation, sign-in, guards | \`src/shell/\`, \`src/api/session.ts\` |
| what the backend offers | \`openapi.yaml\`, then \`npx --yes openapi-typescript@7 openapi.yaml -o src/api/schema.d.ts\`: the types show what no longer fits |
| how calls are made | \`src/api/client.ts\` |
| the mock's data, rules and answers | \`src/mocks/seed.ts\`, \`src/mocks/contract.ts\`, \`src/mocks/handlers.ts\`; what it does for each kind of operation: \`src/mocks/operations.ts\`, and declines: \`src/mocks/validate.ts\`, \`src/mocks/conflicts.ts\` |
| what the tests ask of every page | \`src/test/\` |

A page more, from the first step to the last:

1. \`src/pages/AboutPage.tsx\` with \`export default function AboutPage() { return <Page title="About">…</Page> }\`
2. its address in \`src/lib/paths.ts\`, its route in \`src/routes.tsx\` (beneath \`RequireAccess\` where not everybody may open it)
3. where the navigation is to list it, a line in \`src/navigation.ts\`
4. a row in \`src/test/pages.ts\`, and \`npm test\` opens it in its states

## How it was made

${
    (prd.notes.length === 0 ? ["Made by dpg from a brief."] : prd.notes).map((note) => `- ${escapeMarkdown(note)}`)
      .join("\n")
  }

What you change here stays yours: when dpg is run again it merges what it makes anew into it, line by line.
`

const signInText = (prd: Prd): string => {
  const names = prd.personas.filter(({ signsIn }) => signsIn).map(({ name }) => escapeMarkdown(name))
  return names.length === 0
    ? "Nobody has to."
    : `Who signs in: ${
      names.join(", ")
    }. With the mock any valid e-mail address and password will do: those of a row of its data
sign in as that person, others as the first one; where the product has no page of its own to sign in on, one chooses a role.`
}

const escapeMarkdown = (text: string): string =>
  text.replace(/\s*\n\s*/g, " ").replace(/[\\`*_[\]<>|]/g, "\\$&").replace(/^([#>+-])/, "\\$1").trim()
