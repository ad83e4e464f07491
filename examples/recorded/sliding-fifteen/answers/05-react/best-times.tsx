import { zodResolver } from "@hookform/resolvers/zod"
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { type ReactNode } from "react"
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
  FilterSelect,
  Heading,
  Loading,
  Page,
  Pager,
  Section,
  StatusBadge,
  TextField,
  TextLink,
  Toolbar,
  TwoColumns,
  usePaging,
  useToast
} from "../components"
import { useAddressState } from "../lib/address"
import { formatDate, formatNumber, formatText } from "../lib/format"
import { dateInput, numberInput, textInput, useFieldErrors } from "../lib/forms"
import { paths } from "../lib/paths"
import { errorMessage, oneOf } from "../lib/values"

/** Best times: See who was quickest on either board, and add what was played on wood. Serves FR-7, FR-8, FR-9, FR-10. */
export default function BestTimesPage() {
  const queryClient = useQueryClient()
  const toast = useToast()
  const [board, setBoard] = useAddressState("board", "")
  const resultsPaging = usePaging([], { name: "results" })
  const resultsQuery = useQuery({
    queryKey: ["listResults", {
      board: oneOf(board, ["screen", "wooden"]),
      sort: "seconds",
      limit: 20,
      offset: resultsPaging.offset
    }],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/results", {
        params: {
          query: {
            board: oneOf(board, ["screen", "wooden"]),
            limit: 20,
            offset: resultsPaging.offset,
            sort: "seconds"
          }
        },
        signal
      })),
    placeholderData: keepPreviousData
  })
  const results = resultsQuery.data?.items ?? []
  /** Add a result */
  const addWooden = useMutation({
    mutationFn: (input: { playerName: string; seconds: number; moves: number; playedOn: string }) =>
      unwrap(api.POST("/results", {
        body: {
          playerName: input.playerName,
          seconds: input.seconds,
          moves: input.moves,
          board: "wooden",
          playedOn: input.playedOn
        }
      })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["listResults"] })
      toast("The result is in the list.")
    },
    onError: (error) => toast("The result was not added. " + errorMessage(error), "danger")
  })
  return (
    <Page
      title="Best times"
      description="See who was quickest on either board, and add what was played on wood."
      layout="two-column"
    >
      <TwoColumns
        main={<>
          <Section>
            <Toolbar>
              <FilterSelect
                label="Board"
                value={board}
                onChange={setBoard}
                options={[{ value: "screen", label: "On screen" }, { value: "wooden", label: "On wood" }]}
              />
              <TextLink to={paths.play()}>Play</TextLink>
            </Toolbar>
            {resultsQuery.isLoading && <Loading label="Loading the results" />}
            {resultsQuery.isSuccess && results.length === 0 && <EmptyState title={board !== "" ? "Nothing matches." : "There is no result yet. Be the first."} />}
            {resultsQuery.isError && (
              <ErrorState
                title="The results could not be loaded."
                error={resultsQuery.error}
                onRetry={() => void resultsQuery.refetch()}
              />
            )}
            {results.length > 0 && (
              <DataTable
                caption="Best times"
                rows={results}
                rowKey={(result) => result.id}
                columns={[
                  {
                    id: "tablePlayerName-0",
                    header: "Name",
                    sortValue: (result) => result.playerName,
                    cell: (result) => formatText(result.playerName)
                  },
                  {
                    id: "tableSeconds-1",
                    header: "Seconds",
                    align: "right",
                    sortValue: (result) => result.seconds,
                    cell: (result) => formatNumber(result.seconds)
                  },
                  {
                    id: "tableMoves-2",
                    header: "Moves",
                    align: "right",
                    sortValue: (result) => result.moves,
                    cell: (result) => formatNumber(result.moves)
                  },
                  {
                    id: "tableBoard-3",
                    header: "Board",
                    sortValue: (result) => result.board,
                    cell: (result) => <StatusBadge value={result.board} />
                  },
                  {
                    id: "tablePlayedOn-4",
                    header: "Day",
                    sortValue: (result) => result.playedOn,
                    cell: (result) => formatDate(result.playedOn)
                  }
                ]}
              />
            )}
            <Pager paging={resultsPaging} size={20} total={resultsQuery.data?.total} />
          </Section>
        </>}
        aside={<>
          <Card>
            <Heading>Played on wood</Heading>
            <AddForm
              busy={addWooden.isPending}
              failure={addWooden.error}
              onSubmit={(values, done) => addWooden.mutate({
                playerName: values.playerName,
                seconds: values.seconds,
                moves: values.moves,
                playedOn: values.playedOn
              }, { onSuccess: done })}
            />
          </Card>
        </>}
      />
    </Page>
  )
}

const addFormSchema = z.object({
  playerName: textInput(z.string("Enter the name.").max(40, "At most 40 characters.")),
  seconds: numberInput(z.number("Enter the seconds as a number.").int("Enter a whole number.").min(1, "Give the seconds as a whole number, 1 or more.")),
  moves: numberInput(z.number("Enter the moves as a number.").int("Enter a whole number.").min(1, "Give the moves as a whole number, 1 or more.")),
  playedOn: dateInput(z.string("Enter the day."))
})

function AddForm({ busy, failure, onSubmit, children }: {
  busy: boolean
  failure: unknown
  onSubmit: (values: z.output<typeof addFormSchema>, done: () => void) => void
  children?: ReactNode
}) {
  const { register, handleSubmit, reset, setError, formState: { errors } } = useForm({
    resolver: zodResolver(addFormSchema),
    defaultValues: { playerName: "", seconds: "", moves: "", playedOn: "" }
  })
  useFieldErrors(failure, setError, addFormSchema)
  return (
    <form
      noValidate
      onSubmit={handleSubmit((values) => onSubmit(values, () => reset()))}
      className="space-y-5"
    >
      <TextField label="Name" required error={errors.playerName?.message} {...register("playerName")} />
      <TextField
        label="Seconds"
        required
        help="By the club's clock, in whole seconds"
        error={errors.seconds?.message}
        type="number"
        step="1"
        {...register("seconds")}
      />
      <TextField
        label="Moves"
        required
        error={errors.moves?.message}
        type="number"
        step="1"
        {...register("moves")}
      />
      <TextField
        label="Day"
        required
        error={errors.playedOn?.message}
        type="date"
        {...register("playedOn")}
      />
      <Actions>
        <Button type="submit" tone="primary" busy={busy}>Add the result</Button>
        {children}
      </Actions>
    </form>
  )
}
