import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useParams } from "react-router"
import { api, unwrap } from "../api/client"
import {
  Badge,
  type BadgeTone,
  DataTable,
  EmptyState,
  ErrorState,
  FilterSelect,
  Grid,
  Loading,
  Page,
  Section,
  Stat,
  Text,
  TextLink,
  Toolbar
} from "../components"
import { formatDateTime, formatNumber, formatText, humanise } from "../lib/format"
import { paths } from "../lib/paths"
import { oneOf } from "../lib/values"

/** Who comes: See who comes to a rehearsal, counted by voice. Serves FR-8. */
export default function AttendancePage() {
  const { rehearsalId = "" } = useParams()
  const [voice, setVoice] = useState("")
  const rehearsalQuery = useQuery({
    queryKey: ["getRehearsal", { rehearsalId }],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/rehearsals/{rehearsalId}", { params: { path: { rehearsalId } }, signal }))
  })
  const rehearsal = rehearsalQuery.data
  const countsQuery = useQuery({
    queryKey: ["countReplies", { rehearsalId }],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/rehearsals/{rehearsalId}/counts", { params: { path: { rehearsalId } }, signal }))
  })
  const counts = countsQuery.data
  const repliesQuery = useQuery({
    queryKey: ["listReplies", { rehearsalId, voice: oneOf(voice, ["soprano", "alto", "tenor", "bass"]) }],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/rehearsals/{rehearsalId}/replies", {
        params: {
          path: { rehearsalId },
          query: { voice: oneOf(voice, ["soprano", "alto", "tenor", "bass"]) }
        },
        signal
      })),
    placeholderData: keepPreviousData
  })
  const replies = repliesQuery.data?.items ?? []
  return (
    <Page
      title="Who comes"
      description={rehearsal ? formatDateTime(rehearsal.startsAt) : undefined}
      layout="dashboard"
    >
      {rehearsalQuery.isLoading && <Loading label="Loading the rehearsal" />}
      {rehearsalQuery.isSuccess && !rehearsal && <EmptyState title="There is no such rehearsal." />}
      {rehearsalQuery.isError && (
        <ErrorState
          title="The rehearsal could not be loaded."
          error={rehearsalQuery.error}
          onRetry={() => void rehearsalQuery.refetch()}
        />
      )}
      {rehearsal && <Text className="whitespace-pre-line">{formatText(rehearsal.workOn)}</Text>}
      {countsQuery.isLoading && <Loading label="Counting" />}
      {countsQuery.isSuccess && !counts && <EmptyState title="Nobody has answered yet." />}
      {countsQuery.isError && (
        <ErrorState
          title="The answers could not be counted."
          error={countsQuery.error}
          onRetry={() => void countsQuery.refetch()}
        />
      )}
      {counts && (
        <Section title={`${formatNumber(counts.soprano + counts.alto + counts.tenor + counts.bass)} said yes`}>
          <Grid columns={4}>
            <Stat label="Soprano" value={formatNumber(counts.soprano)} />
            <Stat label="Alto" value={formatNumber(counts.alto)} />
            <Stat label="Tenor" value={formatNumber(counts.tenor)} />
            <Stat label="Bass" value={formatNumber(counts.bass)} />
          </Grid>
        </Section>
      )}
      <Toolbar>
        <FilterSelect
          label="Voice"
          value={voice}
          onChange={setVoice}
          options={[
            { value: "soprano", label: "Soprano" },
            { value: "alto", label: "Alto" },
            { value: "tenor", label: "Tenor" },
            { value: "bass", label: "Bass" }
          ]}
        />
      </Toolbar>
      {repliesQuery.isLoading && <Loading label="Loading the answers" />}
      {repliesQuery.isSuccess && replies.length === 0 && <EmptyState title="Nobody has answered yet." />}
      {repliesQuery.isError && (
        <ErrorState
          title="The answers could not be loaded."
          error={repliesQuery.error}
          onRetry={() => void repliesQuery.refetch()}
        />
      )}
      {replies.length > 0 && (
        <DataTable
          caption="Answers"
          rows={replies}
          rowKey={(reply) => reply.id}
          columns={[
            {
              id: "singer",
              header: "Singer",
              sortValue: (reply) => reply.singer,
              cell: (reply) => formatText(reply.singer)
            },
            {
              id: "voice",
              header: "Voice",
              sortValue: (reply) => reply.voice,
              cell: (reply) => humanise(reply.voice)
            },
            {
              id: "answer",
              header: "Comes",
              sortValue: (reply) => reply.answer,
              cell: (reply) => <Badge tone={answerTone[reply.answer]}>{humanise(reply.answer)}</Badge>
            },
            { id: "note", header: "Note", sortValue: (reply) => reply.note, cell: (reply) => formatText(reply.note) }
          ]}
        />
      )}
      <TextLink to={paths.rehearsal({ rehearsalId })}>Back to the rehearsal</TextLink>
    </Page>
  )
}

const answerTone: Record<"yes" | "maybe" | "no", BadgeTone> = { yes: "primary", maybe: "neutral", no: "danger" }
