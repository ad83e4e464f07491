/**
 * The order that the events of an answer keep, whichever operation they come by: begin, blocks one after another, stop,
 * counts. What breaks it was lost, doubled or mixed up on its way. A server that leaves out what it need not say (the
 * beginning of a message or of a block, the end of a block) is taken as it is.
 */

/** An event as far as its place is concerned. */
export interface Sign {
  readonly name: string
  readonly kind: "begin" | "open" | "delta" | "close" | "note" | "stop" | "counts"
  /** The block's own number, where it is about one. */
  readonly index?: number | undefined
}

/** What has been seen; changed in place, since a stream has thousands of events. */
export interface Order {
  begun: boolean
  /** Some of the answer has arrived. */
  content: boolean
  stopped: boolean
  counted: boolean
  readonly opened: Set<number>
  readonly closed: Set<number>
}

export const newOrder = (): Order => ({
  begun: false,
  content: false,
  stopped: false,
  counted: false,
  opened: new Set(),
  closed: new Set()
})

/** What is wrong with an event where it stands, in words; takes note of it where nothing is. */
export const disorderOf = (order: Order, sign: Sign | undefined): string | undefined => {
  if (sign === undefined) return undefined
  const { index, kind, name } = sign
  if (kind === "counts") {
    if (order.counted) return `${name} came twice`
    order.counted = true
    return undefined
  }
  if (order.stopped) return `${name} came after the end of the message`
  switch (kind) {
    case "begin":
      if (order.begun || order.content) return `${name} came in the middle of the message`
      order.begun = true
      return undefined
    case "stop":
      order.stopped = true
      return undefined
    case "note":
      return undefined
    default:
      order.content = true
      return index === undefined ? undefined : disorderOfBlock(order, kind, index, name)
  }
}

const disorderOfBlock = (
  { closed, opened }: Order,
  kind: "open" | "delta" | "close",
  index: number,
  name: string
): string | undefined => {
  if (closed.has(index)) return `${name} came after the end of block ${index}`
  if (kind === "open" && opened.has(index)) return `${name} came twice for block ${index}`
  if (kind === "close") closed.add(index)
  else opened.add(index)
  return undefined
}
