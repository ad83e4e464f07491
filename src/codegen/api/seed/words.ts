/** Names and words for rows: invented people and firms, real towns, things by the kind of entity they are. */

const list = (text: string): ReadonlyArray<string> => text.split(",").map((word) => word.trim())

export const firstNames = list(
  "Amara, Jonas, Mei, Lucas, Fatima, Oliver, Priya, Mateo, Ingrid, Samuel, Leila, Tomasz, Grace, Diego, Hana, Felix, Zuri, Noah, Elena, Arjun, Clara, Kofi, Sofia, Emil"
)
export const lastNames = list(
  "Okafor, Lindqvist, Chen, Moreau, Haddad, Bennett, Raman, Fernández, Solberg, Adeyemi, Karimi, Nowak, Whitfield, Castillo, Tanaka, Brandt, Mwangi, Fischer, Petrova, Kapoor, Novak, Mensah, Rossi, Larsen"
)
export const companies = list(
  "Northwind Works, Harbour & Pine, Bluefield Group, Cedar Lane, Kestrel Partners, Brightwater, Ironbridge, Oakhurst, Silverline, Meadow & Sons, Redwood Supply, Granite House, Lumen Studio, Westgate, Copperfield, Summit Trading, Riverside Co-op, Juniper Labs"
)
export const cities = list(
  "Bristol, Lyon, Porto, Ghent, Kraków, Bergen, Graz, Bologna, Leeds, Utrecht, Aarhus, Valencia, Galway, Tampere, Leipzig, Ljubljana"
)
export const countries = list(
  "United Kingdom, France, Portugal, Belgium, Poland, Norway, Austria, Italy, Netherlands, Denmark, Spain, Ireland"
)
export const streets = list(
  "Mill Lane, Station Road, Orchard Street, Harbour View, Chapel Hill, Market Square, Willow Avenue, Kings Road, Quarry Close, Park Terrace, Bridge Street, Meadow Way"
)
export const colours = list("Navy, Forest green, Charcoal, Ivory, Crimson, Sand, Teal, Slate")
export const adjectives = list(
  "Spring, Standard, Everyday, Community, Annual, Compact, Classic, Evening, Regional, Starter, Premium, Weekend, Shared, Basic, Open, Summer, Central, Extended, Autumn, Winter"
)

/** Titles of things, by a word of the entity's name. */
export const titles: ReadonlyArray<readonly [RegExp, ReadonlyArray<string>]> = [
  [
    /^(task|todo|item|chore|reminder|action|step)$/,
    list(
      "Send the monthly summary, Book the meeting room, Renew the insurance, Prepare the slides, Call the plumber, Review the draft contract, Order new supplies, Back up the photos, Pay the electricity bill, Plan the team lunch, Update the address list, Water the plants, Return the parcel, Write the thank-you notes, Check the smoke alarms, Sort the receipts"
    )
  ],
  [
    /^(poll|question|survey|ballot)$/,
    list(
      "Where should we hold the summer party?, Which day suits the weekly meeting?, What should the new canteen serve?, Which logo do you prefer?, How often should we meet?, Which charity should we support?, What colour should the hall be?, Should the library open on Sundays?, Which feature comes next?, Where do we plant the trees?"
    )
  ],
  [
    /^(option|choice|candidate)$/,
    list(
      "By the lake, In the city hall, On the roof terrace, At the old mill, Monday, Wednesday, Friday, Every week, Every month, Not at all, The blue one, The green one"
    )
  ],
  [
    /^(car|vehicle|rental|model)$/,
    list(
      "Volvo XC40, Toyota Corolla, Renault Clio, Ford Focus, Skoda Octavia, Kia Niro, Fiat 500, Peugeot 3008, Mini Cooper, Hyundai Kona, Seat Leon, Nissan Leaf, Mazda CX-5, Opel Astra, BMW 320, Dacia Duster"
    )
  ],
  [
    /^(property|house|home|apartment|flat|listing|estate|room)$/,
    list(
      "2-bedroom apartment in the old town, 4-bedroom house with garden, Studio above the harbour, 3-bedroom house near the park, 1-bedroom apartment by the river, Commercial space on the square, 3-bedroom apartment with terrace, 5-bedroom house with orchard, Studio in the old mill, 2-bedroom house near schools, 3-bedroom apartment on the ground floor, 4-bedroom house with garage"
    )
  ],
  [
    /^(book|novel|publication)$/,
    list(
      "The Salt Path Home, A Winter of Maps, Letters to the Lighthouse, The Glass Orchard, Small Rivers, The Cartographer's Son, Under Paper Skies, The Last Ferry, A Field Guide to Silence, Seven Bridges, The Clockmaker's Garden, North of Nowhere"
    )
  ],
  [
    /^(job|position|vacancy|role|posting)$/,
    list(
      "Long-distance driver, Delivery driver, Bus driver, Warehouse coordinator, Night-shift driver, Fleet manager, Forklift operator, Dispatch planner, Courier, Tanker driver, Driving instructor, Transport clerk"
    )
  ],
  [
    /^(project|site|contract|initiative)$/,
    list(
      "Harbour warehouse, Riverside school extension, Town hall renovation, North bridge repair, Orchard housing, Central library roof, Station forecourt, Hillside clinic, Market square paving, Depot refit, Mill conversion, Sports hall"
    )
  ],
  [
    /^(course|class|lesson|program|programme|training|module|workshop|qualification)$/,
    list(
      "Introduction to statistics, Web development, Business writing, Electrical installation, First aid at work, Project management, Data analysis, Spanish for beginners, Welding basics, Digital marketing, Bookkeeping, Food hygiene"
    )
  ],
  [
    /^(school|university|college|provider|institution|faculty|department)$/,
    list(
      "School of Engineering, School of Law, School of Medicine, Faculty of Arts, Institute of Design, School of Business, Riverside College, Harbour Academy, Northern Technical College, School of Education, Faculty of Science, Conservatory of Music"
    )
  ],
  [
    /^(product|good|article|item|stock|cup)$/,
    list(
      "Espresso cup 120 ml, Takeaway cup 250 ml, Double-wall cup 350 ml, Large cup 450 ml, Ripple cup 300 ml, Cold drink cup 400 ml, Soup bowl 500 ml, Compostable cup 250 ml, Printed cup 350 ml, Tasting cup 60 ml, Cup lid 80 mm, Cup sleeve"
    )
  ],
  [
    /^(material|ingredient|supply|resource)$/,
    list(
      "Coated paperboard, Kraft paper, PE film, Food-safe ink, Bottom roll stock, Water-based glue, Corrugated cartons, Stretch wrap, PLA granulate, Sealing wire, Pallets, Label rolls"
    )
  ],
  [
    /^(event|meetup|conference|session|appointment|meeting)$/,
    list(
      "Spring open day, Evening of short films, Neighbourhood breakfast, Founders' talk, Autumn fair, Beginners' workshop, Garden walk, Annual meeting, Charity run, Book swap, Music by the river, Winter market"
    )
  ],
  [
    /^(recipe|dish|meal|menu)$/,
    list(
      "Roast squash soup, Lemon risotto, Chickpea stew, Rye bread, Mushroom pie, Apple crumble, Herb omelette, Tomato galette, Barley salad, Pear tart, Bean chilli, Potato pancakes"
    )
  ],
  [
    /^(movie|film|show|series|video)$/,
    list(
      "The Long Tide, Paper Moon Harbour, Night Train to Graz, The Beekeeper's Year, Signal Lost, A Quiet Mutiny, Second Sunrise, The Understudy, Low Water, Glasshouse, The Archivist, Winter Light"
    )
  ],
  [
    /^(tool|equipment|machine|asset|device)$/,
    list(
      "Cordless drill, Extension ladder, Pressure washer, Circular saw, Wheelbarrow, Hedge trimmer, Tile cutter, Belt sander, Paint sprayer, Spirit level, Wet vacuum, Post-hole digger"
    )
  ],
  [
    /^(post|update|story|photo|picture|share|news)$/,
    list(
      "First morning by the sea, What I learned this year, Our new allotment, A weekend in Porto, The cat has opinions, Before and after, Small wins, Found at the flea market, Rain on the roof, Sunday bread, New trail near the lake, Thank you all"
    )
  ],
  [
    /^(document|file|report|record|attachment)$/,
    list(
      "Site survey, Signed agreement, Safety plan, Floor plans, Budget overview, Meeting minutes, Inspection report, Delivery note, Insurance certificate, Progress photos, Permit application, Change request"
    )
  ],
  [
    /^(call|ticket|issue|case|enquiry|inquiry|request|incident|complaint)$/,
    list(
      "Invoice shows the wrong address, Delivery did not arrive, Cannot reset the password, Question about the warranty, Wants to change the plan, Damaged on arrival, Asks for a refund, Callback about the offer, Login page is slow, Needs a copy of the contract, Wrong item in the box, Update of contact details"
    )
  ],
  [
    /^(game|match|round)$/,
    list(
      "Morning round, Lunch-break game, Evening game, Practice, Rematch, Weekend game, Long run, Quick start, Second try, Late game"
    )
  ],
  [
    /^(expense|cost|spending|transaction)$/,
    list(
      "Train to the client, Lunch with the team, Printer paper, Hotel in Graz, Software licence, Taxi to the airport, Office rent, Train ticket home, Trade-fair stand, Coffee beans"
    )
  ],
  [
    /^(plant|crop|harvest|seed|flower|vegetable)$/,
    list(
      "Runner beans, Cherry tomatoes, Courgettes, Sunflowers, Strawberries, Rocket, Beetroot, Sweet peas, Rhubarb, Garlic, Lavender, Pumpkins"
    )
  ],
  [
    /^(estimate|costing|line)$/,
    list(
      "Foundations, Scaffolding, Roof timber, Electrical installation, Windows and doors, Plastering, Site clearance, Plumbing, Insulation, Paving, Painting, Drainage"
    )
  ],
  [
    /^(schedule|milestone|phase|timeline|stage)$/,
    list(
      "Site clearance, Foundations poured, Steel frame up, Roof closed, Windows fitted, First fix, Plastering, Second fix, Paving, Snagging, Handover, Final inspection"
    )
  ],
  [
    /^(message|notification|email)$/,
    list(
      "About Thursday's visit, Delivery moved to Monday, New drawings are up, Question about the invoice, Meeting at ten, Thank you, Access to the site, Photos from today, Change of plan, Your application"
    )
  ],
  [
    /^(review|comment|feedback|testimonial)$/,
    list(
      "Just what we needed, Works like new, Easy to handle, Would borrow again, A little worn but fine, Very helpful neighbour, Saved our weekend, Good value, Better than expected, Ready on time"
    )
  ],
  [
    /^(service|offer|treatment)$/,
    list(
      "Bicycle tune-up, Window cleaning, Garden care, Chimney check, House sitting, Piano tuning, Moving help, Computer set-up, Knife sharpening, Carpet cleaning"
    )
  ],
  [
    /^(repair|maintenance|defect|fault)$/,
    list(
      "Dripping tap in the kitchen, Lift stops between floors, Broken light on the stairs, Radiator stays cold, Window does not close, Mould behind the wardrobe, Doorbell is silent, Blocked drain in the yard, Loose handrail, Letterbox is jammed, Intercom crackles, Washing machine leaks"
    )
  ],
  [
    /^(skill|interest|tag|topic|category)$/,
    list(
      "Design, Logistics, Cooking, Gardening, Music, Carpentry, Finance, Languages, Photography, Teaching, Sport, Travel"
    )
  ]
]

/** Sentences for longer text, by what the field is called. */
export const sentences: ReadonlyArray<readonly [RegExp, ReadonlyArray<string>]> = [
  [/comment|review|feedback|opinion/, [
    "Exactly what I was looking for.",
    "Good overall, with one small thing to improve.",
    "Friendly, quick and clear from start to finish.",
    "It took a little longer than expected, but it was worth it.",
    "I would choose it again.",
    "Not quite for me, though I can see why others like it."
  ]],
  [/message|reply|remark/, [
    "Could we talk about this on Thursday?",
    "Everything is ready on our side.",
    "Please confirm by the end of the week.",
    "Thanks, that answers my question.",
    "I have attached what you asked for.",
    "Spoke on the phone; will follow up next week."
  ]],
  [/motivation|why|cover/, [
    "I want to move from theory to practice.",
    "It fits the direction I have been working towards.",
    "I have followed your work for years and would like to be part of it.",
    "I learn quickly and enjoy working with people."
  ]],
  [/requirement|entry|condition/, [
    "A completed school certificate.",
    "No previous experience needed.",
    "Two references and a short interview.",
    "Basic knowledge of the subject."
  ]],
  [/feature|amenit|equipment|includ/, [
    "Balcony, parking space, lift.",
    "Fitted kitchen, garden, cellar.",
    "Air conditioning, navigation, parking sensors.",
    "Underfloor heating, fibre internet."
  ]],
  [/bio|about|profile|introduction/, [
    "Grew up by the sea, now at home in the city.",
    "Works with numbers by day and wood by night.",
    "Curious, early riser, always up for a walk.",
    "Ten years in the trade and still learning.",
    "Likes clear plans and strong coffee."
  ]],
  [/step|action|follow|instruction/, [
    "Call back and confirm the details.",
    "Send the updated form by email.",
    "Check with the team and report back.",
    "Arrange a visit for next week.",
    "Close once the customer agrees."
  ]],
  [/./, [
    "Well kept and ready to use.",
    "Suitable for beginners and old hands alike.",
    "Agreed with everyone involved and on schedule.",
    "A favourite with regulars.",
    "Please read the details before you start.",
    "Updated recently; more to come soon.",
    "Simple, sturdy and easy to look after."
  ]]
]
