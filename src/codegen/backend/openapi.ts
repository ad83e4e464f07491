/** The design as an OpenAPI 3.1 document. */
import { examplesDay } from "../../domain/Backend.ts"
import { type OpenApiDocument, operations } from "../../domain/OpenApi.ts"
import { bodySchemas } from "./bodies.ts"
import { hasSignIn, type Model } from "./design.ts"
import { entitySchema } from "./entitySchema.ts"
import { hasRows } from "./examples.ts"
import { markdown, phrase } from "./names.ts"
import { toPaths } from "./paths.ts"
import { problemResponse, problems, problemSchema, problemStatuses } from "./problems.ts"
import { securityScheme, securitySchemeObject } from "./security.ts"

/** The OpenAPI half of the contract. Every operation of the model is in it, under its own id. */
export const toOpenApi = (model: Model): OpenApiDocument => {
  const bodies = bodySchemas(model)
  const paths = toPaths(model, bodies)
  const description = infoText(model)
  const problemName = model.entities.has("ProblemDetails") ? "HttpProblem" : "ProblemDetails"
  const document: OpenApiDocument = {
    openapi: "3.1.0",
    info: { title: model.design.title, version: "1.0.0", description },
    servers: [{ url: "/api" }],
    paths
  }
  const used = operations(document).map(({ object }) => object)
  const statuses = problemStatuses.filter((status) => used.some(({ responses }) => String(status) in responses))
  return {
    openapi: document.openapi,
    ...(hasRows(model) ? { "x-examples-day": examplesDay } : {}),
    info: document.info,
    servers: document.servers ?? [],
    tags: [...new Set(used.flatMap(({ tags = [] }) => tags))].map((name) => ({
      name,
      description: about(model, name)
    })),
    paths,
    components: {
      schemas: {
        ...Object.fromEntries([...model.entities.values()].map((entity) => [entity.name, entitySchema(model, entity)])),
        ...Object.fromEntries(bodies.components),
        ...(statuses.length === 0 ? {} : { [problemName]: problemSchema })
      },
      responses: Object.fromEntries(
        statuses.map((status) => [problems[status].name, problemResponse(status, problemName)])
      ),
      ...(hasSignIn(model) ? { securitySchemes: { [securityScheme]: securitySchemeObject(model) } } : {})
    }
  }
}

const about = (model: Model, tag: string): string => {
  const entity = model.entities.get(tag)
  if (entity === undefined) return `Operations on ${phrase(tag)}.`
  return entity.description === "" ? `Operations on ${phrase(entity.plural)}.` : markdown(entity.description)
}

const infoText = ({ design, operations: all, personas }: Model): string =>
  [
    markdown(design.description),
    all.some(({ returns }) => returns === "many")
      ? "Lists answer a page: `items`, and in `total` how many there are on all pages."
      : "",
    all.some(({ method }) => method === "patch")
      ? "A `PATCH` changes what it holds; `null` takes a value away that need not be there."
      : "",
    "A property without a value is left out. Times are in UTC. Failures are problem details (RFC 9457).",
    personas.length === 0
      ? ""
      : `Roles: ${personas.map(({ id, signsIn }) => `\`${id}\`${signsIn ? "" : " (not signed in)"}`).join(", ")}.`,
    markdown(design.notes.join("\n"))
  ].filter((part) => part !== "").join("\n\n")
