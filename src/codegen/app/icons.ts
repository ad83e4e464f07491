/** The drawings beside the entries of the navigation: strokes on a field of 24 by 24, chosen by what an entry is called. */

/** The path of the drawing that goes with a page, by the words of its title and address. */
export const iconOf = (words: string): string => drawings.find(([told]) => told.test(words))?.[1] ?? list

const list = "M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"

const drawings: ReadonlyArray<readonly [told: RegExp, path: string]> = [
  [/\b(?:home|start|welcome)\b|^\/$/i, "M4 11l8-7 8 7v9h-5v-6H9v6H4z"],
  [
    /\b(?:sign|log)[ -]?(?:in|out)|\bregister|\bregistration|\bjoin\b/i,
    "M14 4h5v16h-5M4 12h10m-4-4 4 4-4 4"
  ],
  [/\b(?:my )?(?:profile|account)\b/i, "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4 20c1-4 4-6 8-6s7 2 8 6"],
  [
    /\b(?:report|statistic|chart|analy|dashboard|overview|figure|comparison|compare|trend|result)/i,
    "M5 20v-9m5 9V4m5 16v-7m5 7V8"
  ],
  [/\b(?:setting|preference|configur|admin)/i, "M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.5v5m-7 5v5"],
  [
    /\b(?:calendar|event|schedule|appointment|booking|reservation|timetable|rehearsal|concert|session)/i,
    "M4 6h16v14H4zM4 10h16M8 3v5m8-5v5"
  ],
  [
    /\b(?:message|comment|chat|conversation|review|feedback|forum|post|question|discussion)/i,
    "M4 5h16v11h-9l-4 4v-4H4z"
  ],
  [
    /\b(?:call|phone|contact)/i,
    "M6 3h4l2 5-2.5 1.5a11 11 0 0 0 5 5L16 12l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2Z"
  ],
  [/\b(?:cart|basket|order|checkout|shop|purchase)/i, "M3 4h2l2.5 11h10L20 7H6m3 13h.01M16 20h.01"],
  [/\b(?:payment|invoice|price|loan|revenue|billing|expense|sale|transaction|financ)/i, "M3 6h18v12H3zM3 10h18M7 15h3"],
  [/\b(?:task|to-?do|step|check|issue|ticket|repair|poll|survey|vote|exam|assignment)/i, "M5 4h14v16H5zM9 12l2 2 4-4"],
  [
    /\b(?:client|customer|compan|building|propert|house|estate|project|site|department|provider|school|college|organi[sz]ation|supplier|plot|garden)/i,
    "M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3m-3 4h3"
  ],
  [
    /\b(?:people|person|user|member|team|student|employee|candidate|applicant|driver|friend|follower|staff|patient|group|teacher|neighbour|neighbor)/i,
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.6-3.6 3-5.5 6.5-5.5s5.9 1.9 6.5 5.5M16 4.3a3.5 3.5 0 0 1 0 6.5M18 14.7c2 .9 3.2 2.6 3.5 5.3"
  ],
  [
    /\b(?:book|course|program|training|librar|piece|lesson|class|subject|grade)/i,
    "M12 6c-2-1.5-4.5-2-8-2v14c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4c-3.5 0-6 .5-8 2Zm0 0v14"
  ],
  [
    /\b(?:article|news|document|file|contract|application|resume|job|offer|note|polic|term)/i,
    "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6m-6 4h6"
  ],
  [
    /\b(?:song|track|music|album|playlist|listen|podcast|artist)/i,
    "M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Zm10-2a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z"
  ],
  [/\b(?:picture|photo|image|galler|design)/i, "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01"],
  [
    /\b(?:car|vehicle|truck|deliver|shipment|transport)/i,
    "M5 12l2-5h10l2 5v5H5zM5 12h14M7 17v2m10-2v2M8 14.5h.01M16 14.5h.01"
  ],
  [
    /\b(?:product|item|cup|stock|inventor|material|equipment|asset|catalog)/i,
    "M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4m-8 4v8"
  ],
  [
    /\b(?:map|place|location|city|cities|address|branch)/i,
    "M12 21c4-4.5 6-7.8 6-11a6 6 0 1 0-12 0c0 3.2 2 6.5 6 11Zm0-9a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z"
  ],
  [/\b(?:notification|alert|reminder|announcement)/i, "M6 16v-5a6 6 0 1 1 12 0v5l2 2H4zm4 5h4"],
  [
    /\b(?:favou?rite|wish|saved|like|rating|point|reward)/i,
    "M12 20c-5-3.5-8-6.5-8-10a4 4 0 0 1 8-1.5A4 4 0 0 1 20 10c0 3.5-3 6.5-8 10Z"
  ],
  [/\b(?:about|help|faq|info|guide|how)/i, "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5m0-8h.01"],
  [/\b(?:time|clock|histor|past|log|recent|hour)/i, "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3 2"],
  [/\b(?:game|play|round|score)/i, "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z"]
]
