import { useQuery } from "@tanstack/react-query"
import { useParams } from "react-router"
import { api, unwrap } from "../api/client"
import {
  Badge,
  Card,
  Detail,
  DetailList,
  EmptyState,
  ErrorState,
  Loading,
  Page,
  Section,
  Text,
  TextLink,
  TwoColumns
} from "../components"
import { formatDateTime, formatText } from "../lib/format"
import { paths } from "../lib/paths"
import { toText } from "../lib/values"

/** Concert: Read all there is to know of one concert. Serves FR-2. */
export default function ConcertPage() {
  const { concertId = "" } = useParams()
  const concertQuery = useQuery({
    queryKey: ["getConcert", { concertId }],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/concerts/{concertId}", { params: { path: { concertId } }, signal }))
  })
  const concert = concertQuery.data
  return (
    <Page
      title="Concert"
      heading={concert ? concert.title : undefined}
      layout="two-column"
    >
      <TwoColumns
        main={<>
          {concertQuery.isLoading && <Loading label="Loading the concert" />}
          {concertQuery.isSuccess && !concert && <EmptyState title="There is no such concert." />}
          {concertQuery.isError && (
            <ErrorState
              title="The concert could not be loaded."
              error={concertQuery.error}
              onRetry={() => void concertQuery.refetch()}
            />
          )}
          {Boolean(concert) && (
            <Section title="What we sing">
              <Lines text={toText(concert?.programme)} />
              {Boolean(concert?.description) && <Text>{formatText(concert?.description)}</Text>}
            </Section>
          )}
          <TextLink to={paths.home()}>All concerts</TextLink>
        </>}
        aside={<>
          {concert && (
            <Card title="Coming">
              <DetailList>
                <Detail label="When"><time dateTime={concert.startsAt}>{formatDateTime(concert.startsAt)}</time></Detail>
                <Detail label="Where">{formatText(concert.place)}</Detail>
                <Detail label="Entry">
                  {concert.freeEntry ? <Badge tone="primary">Free entry</Badge> : <Badge>Not free</Badge>}
                </Detail>
              </DetailList>
            </Card>
          )}
        </>}
      />
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
