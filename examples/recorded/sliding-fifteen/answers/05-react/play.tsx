import { zodResolver } from "@hookform/resolvers/zod"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useEffect, useReducer, useState } from "react"
import { useForm } from "react-hook-form"
import { z } from "zod"
import { api, unwrap } from "../api/client"
import {
  Actions,
  Button,
  Card,
  DataTable,
  EmptyState,
  ErrorState,
  Heading,
  Loading,
  Page,
  Text,
  TextField,
  TextLink,
  TwoColumns,
  useToast
} from "../components"
import { cn } from "../lib/cn"
import { localDay } from "../lib/days"
import { formatNumber, formatText } from "../lib/format"
import { textInput, useFieldErrors } from "../lib/forms"
import { paths } from "../lib/paths"
import { errorMessage } from "../lib/values"

/** Play: Bring the fifteen tiles in order, and have the result kept. Serves FR-1, FR-2, FR-3, FR-4, FR-5, FR-6, FR-10. */
export default function PlayPage() {
  const queryClient = useQueryClient()
  const toast = useToast()
  const fiveBestQuery = useQuery({
    queryKey: ["listResults", { sort: "seconds", limit: 5 }],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/results", { params: { query: { limit: 5, sort: "seconds" } }, signal }))
  })
  const fiveBest = fiveBestQuery.data?.items ?? []
  /** Add a result */
  const keepResult = useMutation({
    mutationFn: (input: { playerName: string; seconds: number; moves: number; playedOn: string }) =>
      unwrap(api.POST("/results", {
        body: {
          playerName: input.playerName,
          seconds: input.seconds,
          moves: input.moves,
          board: "screen",
          playedOn: input.playedOn
        }
      })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["listResults"] })
      toast("Your result is among the best times.")
    },
    onError: (error) => toast("The result was not kept. " + errorMessage(error), "danger")
  })
  return (
    <Page
      title="Play"
      heading="Slide the fifteen into order"
      description="Bring the fifteen tiles in order, and have the result kept."
      layout="two-column"
    >
      <TwoColumns
        main={
          <Board
            busy={keepResult.isPending}
            failure={keepResult.error}
            onKeep={(result, done) => keepResult.mutate(result, { onSuccess: done })}
          />
        }
        aside={
          <Card>
            <Heading>The five best</Heading>
            {fiveBestQuery.isLoading && <Loading label="Loading the best times" />}
            {fiveBestQuery.isSuccess && fiveBest.length === 0 && (
              <EmptyState title="There is no result yet. Be the first." />
            )}
            {fiveBestQuery.isError && (
              <ErrorState
                title="The results could not be loaded."
                error={fiveBestQuery.error}
                onRetry={() => void fiveBestQuery.refetch()}
              />
            )}
            {fiveBest.length > 0 && (
              <DataTable
                caption="The five best"
                rows={fiveBest}
                rowKey={(result) => result.id}
                columns={[
                  { id: "name", header: "Name", cell: (result) => formatText(result.playerName) },
                  { id: "seconds", header: "Seconds", align: "right", cell: (result) => formatNumber(result.seconds) },
                  { id: "moves", header: "Moves", align: "right", cell: (result) => formatNumber(result.moves) }
                ]}
              />
            )}
            <TextLink to={paths.bestTimes()}>All best times</TextLink>
          </Card>
        }
      />
    </Page>
  )
}

interface Result {
  playerName: string
  seconds: number
  moves: number
  playedOn: string
}

function Board({ busy, failure, onKeep }: {
  busy: boolean
  failure: unknown
  onKeep: (result: Result, done: () => void) => void
}) {
  const [game, dispatch] = useReducer(play, undefined, newGame)
  const [now, setNow] = useState(0)
  const isRunning = game.startedAt !== undefined && game.endedAt === undefined
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [isRunning])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const step = steps.get(event.key)
      const isElsewhere = event.target instanceof Element &&
        event.target.closest("input, select, textarea, dialog") !== null
      if (step === undefined || isElsewhere || event.altKey || event.ctrlKey || event.metaKey) return
      // The arrow keys slide tiles here; the page scrolls by its other keys.
      event.preventDefault()
      dispatch({ type: "step", step, at: Date.now() })
    }
    window.addEventListener("keydown", onKeyDown)
    return () => window.removeEventListener("keydown", onKeyDown)
  }, [])
  const gap = game.tiles.indexOf(0)
  const seconds = secondsOf(game, Math.max(now, game.startedAt ?? 0))
  return (
    <Card className="max-w-md">
      <div className="flex items-baseline justify-between gap-4">
        <Figure label="Moves" value={game.moves} />
        <Figure label="Seconds" value={seconds} />
      </div>
      <div role="group" aria-label="The board, four by four" className="relative aspect-square rounded-xl bg-subtle p-1.5">
        <div className="relative size-full">
          {order.slice(0, -1).map((tile) => {
            const place = game.tiles.indexOf(tile)
            const isMovable = game.endedAt === undefined && isBeside(place, gap)
            return (
              <button
                key={tile}
                type="button"
                aria-label={"Tile " + tile + ", row " + (rowOf(place) + 1) + ", column " + (columnOf(place) + 1)}
                // Of fifteen tiles, those that can slide are stops of the tab key.
                tabIndex={isMovable ? undefined : -1}
                onClick={() => dispatch({ type: "press", tile, at: Date.now() })}
                className="absolute top-0 left-0 size-1/4 p-1 transition-transform duration-150 motion-reduce:transition-none"
                style={{ transform: "translate(" + columnOf(place) * 100 + "%, " + rowOf(place) * 100 + "%)" }}
              >
                <span
                  className={cn(
                    "grid size-full place-items-center rounded-lg border text-2xl font-bold tabular-nums shadow-xs sm:text-3xl",
                    place === tile - 1
                      ? "border-accent-strong/40 bg-accent-soft text-accent-strong"
                      : "border-border bg-surface text-foreground",
                    isMovable && "hover:border-accent-strong"
                  )}
                >
                  {tile}
                </span>
              </button>
            )
          })}
        </div>
      </div>
      <p aria-live="polite" className="min-h-6 text-sm text-muted">{game.said}</p>
      {game.endedAt !== undefined && !game.isKept && (
        <KeepForm
          busy={busy}
          failure={failure}
          onSubmit={(playerName) =>
            onKeep(
              { playerName, seconds, moves: game.moves, playedOn: localDay(new Date()) },
              () => dispatch({ type: "kept" })
            )}
        />
      )}
      <Actions>
        <Button
          tone={game.endedAt === undefined || game.isKept ? "primary" : "neutral"}
          onClick={() => dispatch({ type: "shuffle", tiles: shuffled() })}
        >
          Shuffle
        </Button>
      </Actions>
      <Text className="text-sm">
        Click a tile beside the gap, or press an arrow key, to slide it. Tiles that stand right are green; in order, they
        run from 1 to 15 with the gap at the end.
      </Text>
    </Card>
  )
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <p className="text-sm text-muted">
      {label} <span className="ml-1 text-2xl font-semibold text-foreground tabular-nums">{formatNumber(value)}</span>
    </p>
  )
}

const keepFormSchema = z.object({
  playerName: textInput(z.string("Enter your name.").max(40, "At most 40 characters."))
})

function KeepForm({ busy, failure, onSubmit }: {
  busy: boolean
  failure: unknown
  onSubmit: (playerName: string) => void
}) {
  const { register, handleSubmit, setError, formState: { errors } } = useForm({
    resolver: zodResolver(keepFormSchema),
    defaultValues: { playerName: "" }
  })
  useFieldErrors(failure, setError, keepFormSchema)
  return (
    <form noValidate onSubmit={handleSubmit((values) => onSubmit(values.playerName))} className="space-y-4">
      <TextField label="Your name" required error={errors.playerName?.message} {...register("playerName")} />
      <Actions>
        <Button type="submit" tone="primary" busy={busy}>Keep the result</Button>
      </Actions>
    </form>
  )
}

/** Places are 0 to 15, row by row; 0 is the gap. */
interface Game {
  tiles: ReadonlyArray<number>
  moves: number
  startedAt: number | undefined
  endedAt: number | undefined
  isKept: boolean
  said: string
}

type Play =
  | { type: "press"; tile: number; at: number }
  | { type: "step"; step: readonly [rows: number, columns: number]; at: number }
  | { type: "shuffle"; tiles: ReadonlyArray<number> }
  | { type: "kept" }

const size = 4
const order = [...Array.from({ length: size * size - 1 }, (_, index) => index + 1), 0]
const rowOf = (place: number): number => Math.floor(place / size)
const columnOf = (place: number): number => place % size

const isBeside = (one: number, other: number): boolean =>
  Math.abs(rowOf(one) - rowOf(other)) + Math.abs(columnOf(one) - columnOf(other)) === 1

/** Where the tile comes from that a key slides, seen from the gap: the left arrow slides the one at its right. */
const steps: ReadonlyMap<string, readonly [rows: number, columns: number]> = new Map([
  ["ArrowUp", [1, 0]],
  ["ArrowDown", [-1, 0]],
  ["ArrowLeft", [0, 1]],
  ["ArrowRight", [0, -1]]
])

const fresh = (tiles: ReadonlyArray<number>, said: string): Game => ({
  tiles,
  moves: 0,
  startedAt: undefined,
  endedAt: undefined,
  isKept: false,
  said
})

const newGame = (): Game => fresh(shuffled(), "")

const play = (game: Game, action: Play): Game => {
  switch (action.type) {
    case "press": {
      const place = game.tiles.indexOf(action.tile)
      if (game.endedAt !== undefined) return { ...game, said: "Shuffle to play again." }
      return isBeside(place, game.tiles.indexOf(0))
        ? slide(game, place, action.at)
        : { ...game, said: "Tile " + action.tile + " cannot slide: it is not beside the gap." }
    }
    case "step": {
      const gap = game.tiles.indexOf(0)
      const [rows, columns] = action.step
      const [row, column] = [rowOf(gap) + rows, columnOf(gap) + columns]
      const isOnBoard = row >= 0 && row < size && column >= 0 && column < size
      return game.endedAt === undefined && isOnBoard ? slide(game, row * size + column, action.at) : game
    }
    case "shuffle":
      return fresh(action.tiles, "Shuffled. The seconds count from your first move.")
    case "kept":
      return { ...game, isKept: true, said: "Your result is kept. Shuffle to play again." }
  }
}

const slide = (game: Game, from: number, at: number): Game => {
  const tiles = swapped(game.tiles, from)
  const moves = game.moves + 1
  const startedAt = game.startedAt ?? at
  const isSolved = tiles.every((tile, place) => tile === order[place])
  const moved = { ...game, tiles, moves, startedAt, endedAt: isSolved ? at : undefined }
  return {
    ...moved,
    said: isSolved
      ? "Solved in " + secondsOf(moved, at) + " seconds with " + moves + " moves."
      : "Tile " + game.tiles[from] + " slid."
  }
}

/** The tile at a place and the gap change places. */
const swapped = (tiles: ReadonlyArray<number>, from: number): ReadonlyArray<number> => {
  const gap = tiles.indexOf(0)
  return tiles.map((tile, place) => place === gap ? tiles[from] ?? 0 : place === from ? 0 : tile)
}

/** Whole seconds from the first move on; a result has one at least. */
const secondsOf = ({ endedAt, startedAt }: Game, now: number): number =>
  startedAt === undefined
    ? 0
    : Math.max(endedAt === undefined ? 0 : 1, Math.floor(((endedAt ?? now) - startedAt) / 1000))

/** Slid back and forth from the solved order, so that there is a way back. */
const shuffled = (): ReadonlyArray<number> => {
  let tiles: ReadonlyArray<number> = order
  let last = -1
  for (let count = 0; count < 240; count++) {
    const gap = tiles.indexOf(0)
    const choices = order.map((_, place) => place).filter((place) => isBeside(place, gap) && place !== last)
    last = gap
    tiles = swapped(tiles, choices[Math.floor(Math.random() * choices.length)] ?? gap)
  }
  return tiles
}
