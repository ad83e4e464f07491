/** Where a value stands: what is known of its row when it is made up. */
import { words } from "../../backend/names.ts"
import type { EntityModel } from "../model.ts"

/** Which row of how many a value is for. */
export interface Place {
  readonly entity: EntityModel | undefined
  readonly index: number
  /** Numbers from 0 up to 1, of this row and field. */
  readonly random: () => number
  /** What is settled of the row already: its title, then its states and kinds. */
  readonly row?: { readonly [field: string]: unknown }
  /** The category of the row, which its name should fit, and how many rows before it are of the same. */
  readonly category?: { readonly name: string; readonly turn: number } | undefined
  /** The name of the person that the row belongs to; absent where it belongs to none. */
  readonly person?: string | undefined
  /** What the one thing is called that the row refers to; absent where it refers to none. */
  readonly thing?: string | undefined
  /** Which row of its parent it is of, and which among its siblings: an answer to a question. */
  readonly within?: readonly [parent: number, place: number] | undefined
}

/** The last word of an entity's name, which says what its rows are: a maintenance request is a request. */
export const headOf = (entity: EntityModel | undefined): string => words(entity?.name ?? "").at(-1) ?? ""

/** What the row is called, where that is settled. */
export const titleIn = ({ entity, row }: Place): string => {
  const title = row?.[entity?.titleField ?? ""]
  return typeof title === "string" ? title : ""
}
