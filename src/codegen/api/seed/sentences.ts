/** A few words for longer text, by what the field is called and what the row is. */

type Sentences = ReadonlyArray<string>

/** Fields whose name says enough, whatever the row is. */
const byField: ReadonlyArray<readonly [RegExp, Sentences]> = [
  [/comment|answer$/, [
    "Thank you, that helps.",
    "Any news on this?",
    "Same here since Monday.",
    "I will be there on Thursday.",
    "That did the trick.",
    "Could somebody look at it again?",
    "Good idea; count me in."
  ]],
  [/review|feedback|opinion|testimonial/, [
    "Exactly what I was looking for.",
    "Good overall, with one small thing to improve.",
    "Friendly, quick and clear from start to finish.",
    "It took a little longer than expected, and was worth it.",
    "I would choose it again.",
    "Not quite for me, though I see why others like it."
  ]],
  [/message|reply|inquiry|enquiry/, [
    "Could we talk about this on Thursday?",
    "Everything is ready on our side.",
    "Please let me know by the end of the week.",
    "Thanks, that answers my question.",
    "Is there still a place left?",
    "When could somebody call me back?"
  ]],
  [/motivation|why|cover|pitch/, [
    "I want to move from theory to practice.",
    "It fits the direction I have been working towards.",
    "I have followed your work for years and would like to be part of it.",
    "I learn quickly and enjoy working with people.",
    "After six years in the trade I am looking for something new."
  ]],
  [/requirement|entry|condition|prerequisite/, [
    "A completed school certificate.",
    "No previous experience needed.",
    "Two references and a short interview.",
    "Basic knowledge of the subject."
  ]],
  [/result|outcome|resolution|solution/, [
    "Settled; the other side has agreed.",
    "Waiting for an answer.",
    "Replaced free of charge.",
    "Nothing further to do.",
    "Will be looked at again next week."
  ]],
  [/symptom|diagnos|complaint|condition/, [
    "Better since last week.",
    "Comes and goes, mostly in the evening.",
    "Nothing unusual found.",
    "To be checked again in a month."
  ]],
  [/instruction|direction|how to/, [
    "Ring at the side door; the front one is locked after six.",
    "Read the sheet on the wall first.",
    "Two people, gloves, and no hurry.",
    "Leave it as you would like to find it."
  ]],
  [/allerg|diet/, ["None known.", "Nuts.", "Vegetarian.", "Pollen, in spring."]]
]

const ofPeople: Sentences = [
  "Grew up by the sea, now at home in the city.",
  "Works with numbers by day and wood by night.",
  "Curious, early riser, always up for a walk.",
  "Ten years in the trade and still learning.",
  "Likes clear plans and strong coffee.",
  "Came for a year and stayed.",
  "Plays the trumpet, to the joy of some neighbours."
]

const onPeople: Sentences = [
  "Prefers to be called in the morning.",
  "Best reached by e-mail.",
  "Speaks French and some German.",
  "Away until the end of the month.",
  "Came on the recommendation of a friend.",
  "Wants to be told about changes early."
]

const onOrders: Sentences = [
  "Arrives late, around nine.",
  "Asked for an invoice.",
  "Please ring at the side door.",
  "Changed once already; this is final.",
  "Needs somebody to help carry.",
  "Same as last time."
]

const onCases: Sentences = [
  "Tried twice, nobody there.",
  "Photos are on file.",
  "Happened once before, in spring.",
  "The part is ordered.",
  "Wants to hear from us either way.",
  "Promised an answer by Friday."
]

const onVisits: Sentences = [
  "First visit.",
  "Please come ten minutes early.",
  "Prefers the afternoon.",
  "Bring earlier papers.",
  "Moved once already.",
  "Confirm by telephone the day before."
]

const onThings: Sentences = [
  "A scratch on the side, works as it should.",
  "Cleaned and checked last month.",
  "The manual is in the case.",
  "Spare parts are in drawer four.",
  "Replaced an older one in spring.",
  "Keep it dry."
]

const ofCars: Sentences = [
  "Serviced every spring, non-smoking.",
  "Winter tyres from November.",
  "A large boot and a quiet engine.",
  "Easy to park, easy on fuel.",
  "High seats and a good view all round.",
  "With a child seat on request."
]

const ofFirms: Sentences = [
  "Family-run since 1987.",
  "Three branches and some forty people.",
  "Known for keeping its word on dates.",
  "Small, quick and good to work with.",
  "Works all over the region.",
  "Has been with us from the beginning."
]

const onFirms: Sentences = [
  "Pays within ten days.",
  "Orders go to the main office.",
  "Closed on Wednesday afternoons.",
  "Two contacts: ask for the manager first.",
  "Wants one invoice a month.",
  "Visit planned for spring."
]

const onDocuments: Sentences = [
  "Replaces the earlier version.",
  "The signed copy is in the folder.",
  "Page three was corrected.",
  "Sent to everyone involved.",
  "Valid until further notice.",
  "For internal use."
]

const ofThings: Sentences = [
  "Solid, easy to clean and easy to store.",
  "Complete, with the manual.",
  "Used a few times, in good order.",
  "Lighter than it looks.",
  "An old favourite; there is always somebody who wants it.",
  "Comes in its own box."
]

const onPlaces: Sentences = [
  "Access from the yard only.",
  "The permit is there.",
  "Key at the neighbours', ground floor.",
  "Price agreed until June.",
  "Two deliveries are still open.",
  "Neighbours have been told."
]

const onEvents: Sentences = [
  "Doors open half an hour before.",
  "Please be on time; latecomers wait for the break.",
  "Moved from the small room to the large one.",
  "Bring something to write.",
  "Afterwards we stay for a drink.",
  "There are a few places left."
]

const onQuestions: Sentences = [
  "The result is binding.",
  "One vote each; one can change it until the end.",
  "We decide at the next meeting.",
  "Asked by several members.",
  "Two suggestions are from last year."
]

const onAnything: Sentences = [
  "Nothing open at the moment.",
  "To be looked at again next week.",
  "As agreed at the last meeting.",
  "Taken over from the old list.",
  "Ask before changing anything here.",
  "Checked twice."
]

const themes: ReadonlyArray<readonly [heads: RegExp, about: Sentences, notes: Sentences]> = [
  [/^(appointment|visit|consultation|viewing|inspection|checkup)$/, onVisits, onVisits],
  [/^(car|vehicle)$/, ofCars, onThings],
  [/^(document|file|attachment|permit|certificate|drawing|policy)$/, onDocuments, onDocuments],
  [/^(poll|ballot|survey|question|vote)$/, onQuestions, onQuestions],
  [
    /^(booking|reservation|loan|order|application|registration|enrolment|enrollment|donation|invitation|sale|payment|rental|delivery|purchase|subscription|invoice)$/,
    onOrders,
    onOrders
  ],
  [
    /^(ticket|issue|case|call|log|request|incident|complaint|task|todo|step|repair|defect|fault|report)$/,
    onCases,
    onCases
  ],
  [
    /^(item|product|good|article|thing|equipment|tool|gear|asset|lendable|merchandise|stock|machine|device|material|bike|boat|instrument|toy|book|resource|supply)$/,
    ofThings,
    onThings
  ],
  [
    /^(project|site|property|house|home|apartment|flat|building|room|plot|unit|contract|estimate|office|place|location)$/,
    onPlaces,
    onPlaces
  ],
  [
    /^(event|meetup|conference|session|concert|rehearsal|class|course|lesson|workshop|meeting|match|tour|show|screening|shift|performance|program|programme|training)$/,
    onEvents,
    onEvents
  ]
]

const isNote = /note|remark|additional|internal|memo|hint|special|wish/

/** What such a field may say of a row whose entity's name ends in that word; `kind` where its rows are people or firms. */
export const sentencesFor = (name: string, head: string, kind: "person" | "firm" | "thing"): Sentences => {
  const own = (byField.find(([pattern]) => pattern.test(name)) ??
    (isNote.test(name) ? undefined : byField.slice(0, 3).find(([pattern]) => pattern.test(head))))?.[1]
  if (own !== undefined) return own
  if (kind === "firm") return isNote.test(name) ? onFirms : ofFirms
  if (/^(bio|biography|about|about me|profile|introduction)$/.test(name)) return ofPeople
  if (kind === "person") return isNote.test(name) ? onPeople : ofPeople
  const theme = themes.find(([heads]) => heads.test(head))
  if (theme === undefined) return onAnything
  return isNote.test(name) ? theme[2] : theme[1]
}
