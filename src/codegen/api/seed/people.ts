/** Who rows are or belong to: people and firms, with addresses that go with their names. */
import { words } from "../../backend/names.ts"
import type { EntityModel, FieldModel } from "../model.ts"
import { headOf, type Place, titleIn } from "./place.ts"
import { chance } from "./random.ts"
import { companies, firstNames, lastNames } from "./words.ts"

/** Whether its rows are people: by its name, by its fields, or since they are who the product is for. */
export const isPeople = (entity: EntityModel | undefined): boolean =>
  entity !== undefined && !isOrganisation(entity) &&
  (entity.isRole || people.test(headOf(entity)) || entity.fields.some(({ name }) => personal.test(name)))

const people =
  /^(user|member|student|teacher|person|people|customer|client|driver|employee|author|contact|patient|guest|friend|agent|owner|profile|account|instructor|mentor|mentee|applicant|candidate|volunteer|staff|player|reader|borrower|tenant|buyer|seller|visitor|faculty|colleague|resident|tutor|artist|doctor|lead|singer|musician|conductor|coach|trainer|athlete|runner|dancer|actor|nurse|therapist|dentist|physician|surgeon|parent|child|kid|pupil|learner|worker|technician|engineer|chef|cook|farmer|gardener|neighbou?r|landlord|lodger|citizen|voter|donor|participant|attendee|speaker|host|organi[sz]er|moderator|editor|writer|photographer|designer|developer|admin|administrator|manager|supervisor|recruiter|lawyer|accountant|consultant|broker|realtor|passenger|sitter|caretaker|pilot|subscriber|follower|contestant|creator|professor|lecturer|alumnus|intern|trainee|apprentice|specialist|carer|caregiver)$/

// Fields that only people have.
const personal = /^(firstName|lastName|surname|fullName|givenName|familyName|birthday|birthDate|dateOfBirth|bornOn)$/

/** Whether its rows are firms and institutions. */
export const isOrganisation = (entity: EntityModel | undefined): boolean =>
  entity !== undefined && (organisations.test(headOf(entity)) ||
    entity.fields.some(({ examples, kind, name }) =>
      /^contactPerson|contactName$/.test(name) ||
      (kind === "string" && name === entity.titleField &&
        examples.slice(0, 1).some((one) => typeof one === "string" && firms.test(one)))
    ))

const organisations =
  /^(company|business|organi[sz]ation|supplier|vendor|employer|brand|firm|shop|store|restaurant|agency|publisher|partner|manufacturer|provider|school|university|college|institution|institute|academy|clinic|hospital|hotel|gym|library|museum|theatre|charity|club|association|practice|salon|bakery|bank)$/

const firms = /\b(Ltd|GmbH|Inc|LLC|Co|plc|AG|SA|Foods|Cafe|Bakery|Works|Group|Logistics|School|Academy|Partners)\b|Café/

/** What is made or taken by somebody, and goes by a number: a booking, an order. */
export const transacted =
  /^(booking|reservation|loan|order|application|registration|enrolment|enrollment|ticket|appointment|donation|invitation|sale|payment|rental|invoice|purchase|delivery|subscription|lease|contract|claim)$/

/** Names of fields that hold a person's name. */
export const personWords =
  /(^|\b)(borrower|author|owner|assignee|agent|student|driver|teacher|caller|reporter|reported by|landlord|instructor|holder|sender|recipient|voter|donor|applicant|patient|guest|tenant|buyer|seller|host|organi[sz]er|volunteer|(tended|done|created|posted|uploaded|written|added|made|taken|paid|led|approved|checked|booked|requested|invited|taught|owned|run|sold|submitted|performed|prepared|signed) by|assigned to|contact person|friend|member|candidate|player|reviewer|creator|customer|client|employee|manager|supervisor|neighbou?r|resident|technician|singer|soloist|coach|trainer|doctor|nurse|parent|speaker|responsible|photographer|editor)$/

/** Whether a field holds the name or address of a person, for which the row's own person is meant. */
const isPersonal = (field: FieldModel): boolean =>
  field.kind === "email" || personWords.test(words(field.name).join(" ").replace(/ name$/, ""))

/** Whether a field says who the row belongs to; the name of what somebody made or took is theirs where it is no thing's. */
export const belongs = (field: FieldModel, { entity }: Place): boolean =>
  isPersonal(field) ||
  (/^(full )?name$/.test(words(field.name).join(" ")) && transacted.test(headOf(entity)))

/** The person that row is, or belongs to. */
export const personOf = (entity: EntityModel | undefined, index: number): readonly [string, string] => {
  const start = Math.floor(chance(`person ${entity?.name ?? ""}`)() * firstNames.length)
  return [
    firstNames[(start + index) % firstNames.length] ?? "",
    lastNames[(start + index * 7 + Math.floor(index / firstNames.length)) % lastNames.length] ?? ""
  ]
}

/** The firm that row is, or belongs to. */
export const companyOf = (entity: EntityModel | undefined, index: number): string => {
  const start = Math.floor(chance(`company ${entity?.name ?? ""}`)() * companies.length)
  return companies[(start + index) % companies.length] ?? ""
}

/** Letters that no address book argues about. */
export const slug = (text: string): string =>
  text.normalize("NFD").replace(/[^A-Za-z0-9]+/g, (run) => /[\u0300-\u036f]/.test(run) ? "" : "-").toLowerCase()
    .replace(/^-+|-+$/g, "")

/** An address that goes with the name on the row. */
export const emailOf = (place: Place): string => {
  const { entity, index } = place
  if (isOrganisation(entity)) return `hello@${slug(titleIn(place)) || slug(companyOf(entity, index))}.example.com`
  const named = ownName(place)
  return named !== "" && slug(named) !== ""
    ? `${slug(named).replace(/^(dr|prof|mr|mrs|ms)-/, "").replace(/-/g, ".")}@example.com`
    : `${personOf(entity, index).map(slug).join(".")}${index < firstNames.length ? "" : index}@example.com`
}

/** The name of the person on the row, as far as it has one. */
const ownName = (place: Place): string => {
  const { entity, row = {} } = place
  if (isPeople(entity)) {
    const { firstName, lastName } = row
    return typeof firstName === "string" && typeof lastName === "string" ? `${firstName} ${lastName}` : titleIn(place)
  }
  const field = entity?.fields.find((one) => one.kind === "string" && belongs(one, place))
  const name = row[field?.name ?? ""]
  return typeof name === "string" ? name : ""
}

/** A page of the firm, the file or the thing on the row. */
export const urlOf = (name: string, place: Place): string => {
  const { entity, index } = place
  const title = slug(titleIn(place))
  if (isOrganisation(entity)) return `https://${title || slug(companyOf(entity, index))}.example.com`
  if (/file|document|pdf|attachment|download|score|sheet/.test(name)) {
    return `https://files.example.com/${title || `file-${index + 1}`}.pdf`
  }
  return title === "" || isPeople(entity)
    ? `https://${slug(companyOf(entity, index))}.example.com`
    : `https://example.com/${title}`
}
