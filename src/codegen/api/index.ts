/**
 * The generated app's side of the contract, and a backend to run it without one.
 *
 * ## What the app gets
 * - `openapi.yaml`: the contract itself, so that the app stands alone.
 * - `src/api/schema.d.ts`: its types, in the form of openapi-typescript 7: `paths`, `components`, `operations`.
 * - `src/api/client.ts`: `api` (an openapi-fetch client), `apiUrl`, `unwrap(call)`, which gives a success's data and
 *   throws `ApiError` (`status`, `title`, `detail`, `errors`) for anything else.
 * - `src/api/session.ts`: `useSession()` gives `{ user: { name, role, token? } | null, signIn, signOut }`; `currentUser()`,
 *   `signIn(user)` and `signOut()` do the same outside of components. `developmentToken(role)` is a token that the mock takes.
 * - `src/mocks/`: Mock Service Worker handlers for every operation over rows in the tab's session storage, which answer and
 *   decline as the contract says.
 *   `startMocks()` in `src/mocks/browser.ts` starts it; `resetMocks()` in `src/mocks/db.ts`, or `?mocks=reset` in the
 *   address, puts the first rows back.
 *
 * ## What the app must have
 * - dependencies `openapi-fetch` 0.17 and `react`; `msw` 2.15; the types of `vite/client`.
 * - `public/mockServiceWorker.js`, which msw writes: scripts `predev` and `prebuild` of `msw init public --no-save`.
 * - a start that awaits `startMocks()` before it renders, wherever `VITE_API_URL` is not set.
 */
import type { Backend } from "../../domain/OpenApi.ts"
import type { Prd } from "../../domain/Prd.ts"
import type { AppFile } from "../AppFile.ts"
import { renderOpenApi } from "../backend/index.ts"
import { words } from "../backend/names.ts"
import { mockFiles } from "./mocks/files.ts"
import { schemaTypes } from "./schemaTypes.ts"
import { hash } from "./seed/random.ts"
import { stringLiteral } from "./source.ts"
import { clientFiles } from "./templates/client.ts"
import { mockRequestFiles } from "./templates/mockRequests.ts"
import { mockServerFiles } from "./templates/mockServer.ts"
import { mockStoreFiles } from "./templates/mockStore.ts"

/** The files of the client, the session and the mocks. The same contract gives the same files. */
export const apiFiles = (
  { backend, prd }: { readonly prd: Prd; readonly backend: Backend }
): ReadonlyArray<AppFile> => {
  const generated = mockFiles(backend.openapi, prd)
  const product = words(prd.title).join("-") || "app"
  const version = hash(generated.map(({ content }) => content).join("\n")).toString(36)
  return [
    { path: "openapi.yaml", content: renderOpenApi(backend.openapi) },
    { path: "src/api/schema.d.ts", content: schemaTypes(backend.openapi) },
    ...clientFiles(stringLiteral(`${product}.session`)),
    ...mockStoreFiles(stringLiteral(`${product}.mocks.${version}`)),
    ...mockRequestFiles,
    ...mockServerFiles,
    ...generated
  ]
}
