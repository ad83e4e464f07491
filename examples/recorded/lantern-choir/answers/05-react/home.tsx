import { zodResolver } from "@hookform/resolvers/zod"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { type ReactNode, useState } from "react"
import { useForm } from "react-hook-form"
import { z } from "zod"
import { api, unwrap } from "../api/client"
import { useSession } from "../api/session"
import {
  Actions,
  Badge,
  Button,
  CheckboxField,
  Dialog,
  EmptyState,
  ErrorState,
  Heading,
  Item,
  ItemList,
  Loading,
  Page,
  TextAreaField,
  TextField,
  TextLink,
  Toolbar,
  useToast
} from "../components"
import { formatDateTime, formatText } from "../lib/format"
import { dateTimeInput, textInput } from "../lib/forms"
import { paths } from "../lib/paths"
import { errorMessage, toText } from "../lib/values"

/** Concerts: See when and where the choir sings next; as conductor, announce a concert. Serves FR-1, FR-3, FR-11, FR-12, FR-13. */
export default function HomePage() {
  const { user } = useSession()
  const queryClient = useQueryClient()
  const toast = useToast()
  const [announcing, setAnnouncing] = useState(false)
  const concertsQuery = useQuery({
    queryKey: ["listConcerts"],
    queryFn: ({ signal }) => unwrap(api.GET("/concerts", { signal }))
  })
  const concerts = concertsQuery.data?.items ?? []
  /** Announce a concert */
  const announceConcert = useMutation({
    mutationFn: (input: {
      title: string
      startsAt: string
      place: string
      programme: string
      freeEntry: boolean
      description?: string
    }) =>
      unwrap(api.POST("/concerts", {
        body: {
          title: input.title,
          startsAt: input.startsAt,
          place: input.place,
          programme: input.programme,
          freeEntry: input.freeEntry,
          description: input.description
        }
      })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["listConcerts"] })
      toast("The concert is announced.")
      setAnnouncing(false)
    },
    onError: (error) => toast("The concert was not announced. " + errorMessage(error), "danger")
  })
  return (
    <Page
      title="Concerts"
      heading="Come and listen"
      description="Sixty voices, one lantern: these are our next concerts."
    >
      <Toolbar>
        {toText(user?.role) === "conductor" && <Button tone="primary" onClick={() => setAnnouncing(true)}>Announce a concert</Button>}
        <TextLink to={paths.rehearsals()}>For singers: rehearsals</TextLink>
      </Toolbar>
      {concertsQuery.isLoading && <Loading label="Loading the concerts" />}
      {concertsQuery.isSuccess && concerts.length === 0 && <EmptyState title="No concert is announced yet. Come back soon." />}
      {concertsQuery.isError && (
        <ErrorState
          title="The concerts could not be loaded."
          error={concertsQuery.error}
          onRetry={() => void concertsQuery.refetch()}
        />
      )}
      {concerts.length > 0 && (
        <ItemList label="Upcoming concerts">
          {concerts.map((concert) => (
            <Item key={concert.id} label={concert.title} to={paths.concert({ concertId: concert.id })}>
              <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <Heading>{concert.title}</Heading>
                {concert.freeEntry ? <Badge tone="primary">Free entry</Badge> : <Badge>Not free</Badge>}
              </div>
              <p className="font-medium">
                <time dateTime={concert.startsAt}>{formatDateTime(concert.startsAt)}</time>
                <span className="text-muted"> · {formatText(concert.place)}</span>
              </p>
              <div>
                <p className="text-sm text-muted">We sing</p>
                <Lines text={concert.programme} />
              </div>
            </Item>
          ))}
        </ItemList>
      )}
      <Dialog open={announcing} onClose={() => setAnnouncing(false)} title="Announce a concert">
        <Form
          busy={announceConcert.isPending}
          onSubmit={(values, done) => announceConcert.mutate({
            title: values.title,
            startsAt: values.startsAt,
            place: values.place,
            programme: values.programme,
            freeEntry: values.freeEntry,
            description: values.description
          }, { onSuccess: () => {
            done()
            setAnnouncing(false)
          } })}
        />
      </Dialog>
    </Page>
  )
}

/** A text of several lines as a list, a line each. */
function Lines({ text }: { text: string }) {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "")
  return (
    <ul className="space-y-1">
      {lines.map((line, index) => <li key={index} className="text-pretty">{line}</li>)}
    </ul>
  )
}

const formSchema = z.object({
  title: textInput(z.string("Enter the title.").max(100, "At most 100 characters.")),
  startsAt: dateTimeInput(z.string("Say when it begins.")),
  place: textInput(z.string("Enter the place.").max(120, "At most 120 characters.")),
  programme: textInput(z.string("Say what is sung.")),
  freeEntry: z.boolean(),
  description: textInput(z.string("Say what listeners should know.").optional())
})

function Form({ busy, onSubmit, children }: {
  busy: boolean
  onSubmit: (values: z.output<typeof formSchema>, done: () => void) => void
  children?: ReactNode
}) {
  const { register, handleSubmit, reset, formState: { errors } } = useForm({
    resolver: zodResolver(formSchema),
    defaultValues: { title: "", startsAt: "", place: "", programme: "", freeEntry: false, description: "" }
  })
  return (
    <form
      noValidate
      onSubmit={handleSubmit((values) => onSubmit(values, () => reset()))}
      className="space-y-5"
    >
      <TextField label="Title" required error={errors.title?.message} {...register("title")} />
      <TextField
        label="Begins"
        required
        error={errors.startsAt?.message}
        type="datetime-local"
        {...register("startsAt")}
      />
      <TextField label="Place" required error={errors.place?.message} {...register("place")} />
      <TextAreaField
        label="What we sing"
        required
        help="A piece a line"
        error={errors.programme?.message}
        {...register("programme")}
      />
      <CheckboxField label="Entry is free" error={errors.freeEntry?.message} {...register("freeEntry")} />
      <TextAreaField
        label="For listeners"
        help="Doors, seats, how to get there"
        error={errors.description?.message}
        {...register("description")}
      />
      <Actions>
        <Button type="submit" tone="primary" busy={busy}>Announce</Button>
        {children}
      </Actions>
    </form>
  )
}
