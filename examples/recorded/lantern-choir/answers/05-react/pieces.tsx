import { zodResolver } from "@hookform/resolvers/zod"
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { useForm } from "react-hook-form"
import { z } from "zod"
import { api, unwrap } from "../api/client"
import { useSession } from "../api/session"
import {
  Actions,
  Button,
  DataTable,
  Dialog,
  EmptyState,
  ErrorState,
  ExternalLink,
  Loading,
  Page,
  SearchBox,
  TextField,
  TextLink,
  Toolbar,
  useToast
} from "../components"
import { formatNumber, formatText } from "../lib/format"
import { numberInput, textInput } from "../lib/forms"
import { paths } from "../lib/paths"
import { errorMessage, toText } from "../lib/values"

/** Pieces: Find a piece of this season and open its score; as conductor, add one. Serves FR-9, FR-10. */
export default function PiecesPage() {
  const { user } = useSession()
  const queryClient = useQueryClient()
  const toast = useToast()
  const [search, setSearch] = useState("")
  const [adding, setAdding] = useState(false)
  const piecesQuery = useQuery({
    queryKey: ["listPieces", { search: search || undefined }],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/pieces", { params: { query: { search: search || undefined } }, signal })),
    placeholderData: keepPreviousData
  })
  const pieces = piecesQuery.data?.items ?? []
  /** Add a piece */
  const addPiece = useMutation({
    mutationFn: (input: { title: string; composer: string; voices: number; scoreUrl: string }) =>
      unwrap(api.POST("/pieces", {
        body: {
          title: input.title,
          composer: input.composer,
          voices: input.voices,
          scoreUrl: input.scoreUrl
        }
      })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["listPieces"] })
      toast("The piece is added.")
      setAdding(false)
    },
    onError: (error) => toast("The piece was not added. " + errorMessage(error), "danger")
  })
  return (
    <Page
      title="Pieces"
      heading="Pieces of this season"
      description="What we sing, and where the scores are."
    >
      <Toolbar>
        <SearchBox label="Find by title" value={search} onChange={setSearch} />
        {toText(user?.role) === "conductor" && <Button tone="primary" onClick={() => setAdding(true)}>Add a piece</Button>}
        <TextLink to={paths.rehearsals()}>Rehearsals</TextLink>
      </Toolbar>
      {piecesQuery.isLoading && <Loading label="Loading the pieces" />}
      {piecesQuery.isSuccess && pieces.length === 0 && <EmptyState title={search === "" ? "No piece is in this season yet." : `No piece has “${search}” in its title.`} />}
      {piecesQuery.isError && (
        <ErrorState
          title="The pieces could not be loaded."
          error={piecesQuery.error}
          onRetry={() => void piecesQuery.refetch()}
        />
      )}
      {pieces.length > 0 && (
        <DataTable
          caption="Pieces"
          rows={pieces}
          rowKey={(piece) => piece.id}
          columns={[
            {
              id: "title",
              header: "Title",
              sortValue: (piece) => piece.title,
              cell: (piece) => formatText(piece.title)
            },
            {
              id: "composer",
              header: "Composer",
              sortValue: (piece) => piece.composer,
              cell: (piece) => formatText(piece.composer)
            },
            {
              id: "voices",
              header: "Voices",
              align: "right",
              sortValue: (piece) => piece.voices,
              cell: (piece) => formatNumber(piece.voices)
            },
            {
              id: "score",
              header: "Score",
              sortValue: (piece) => piece.scoreUrl,
              cell: (piece) => <ExternalLink href={piece.scoreUrl} />
            }
          ]}
        />
      )}
      <Dialog open={adding} onClose={() => setAdding(false)} title="Add a piece">
        <Form
          busy={addPiece.isPending}
          onSubmit={(values, done) => addPiece.mutate({
            title: values.title,
            composer: values.composer,
            voices: values.voices,
            scoreUrl: values.scoreUrl
          }, { onSuccess: () => {
            done()
            setAdding(false)
          } })}
        />
      </Dialog>
    </Page>
  )
}

const formSchema = z.object({
  title: textInput(z.string("Enter the title.").max(120, "At most 120 characters.")),
  composer: textInput(z.string("Enter the composer.").max(120, "At most 120 characters.")),
  voices: numberInput(z.number("Say for how many voices it is.").int("Enter a whole number.").min(1, "At least one voice.").max(40, "Forty voices are the most there ever were.")),
  scoreUrl: textInput(z.url({ protocol: /^https?$/, error: "Enter a web address, with https://." }))
})

function Form({ busy, onSubmit, children }: {
  busy: boolean
  onSubmit: (values: z.output<typeof formSchema>, done: () => void) => void
  children?: ReactNode
}) {
  const { register, handleSubmit, reset, formState: { errors } } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { title: "", composer: "", voices: "", scoreUrl: "" }
  })
  return (
    <form
      noValidate
      onSubmit={handleSubmit((values) => onSubmit(values, () => reset()))}
      className="space-y-5"
    >
      <TextField label="Title" required error={errors.title?.message} {...register("title")} />
      <TextField label="Composer" required error={errors.composer?.message} {...register("composer")} />
      <TextField
        label="Number of voices"
        required
        error={errors.voices?.message}
        type="number"
        step="1"
        {...register("voices")}
      />
      <TextField
        label="Link to the score"
        required
        error={errors.scoreUrl?.message}
        type="url"
        {...register("scoreUrl")}
      />
      <Actions>
        <Button type="submit" tone="primary" busy={busy}>Add</Button>
        {children}
      </Actions>
    </form>
  )
}
