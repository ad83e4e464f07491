/** What is worked on, sold, built and asked for: a title a line, and what there is to say about it. */
export const kindsOfWork: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /^(task|todo|item|chore|reminder)$/,
    `
    Send the monthly summary: The figures are in the shared folder; one page is enough.
    Book the meeting room: For eight people, with a screen, if possible in the morning.
    Renew the insurance: The old contract ends this month. Compare two offers first.
    Prepare the slides: Ten at most; last year's are a good start.
    Call the plumber: The tap in the kitchen drips again.
    Review the draft contract: Look at the notice period and the annexes.
    Order new supplies: Paper, toner, envelopes and coffee.
    Back up the photos: Both cards, then empty them.
    Pay the electricity bill: Amount as last month; the reference is on the letter.
    Plan the team lunch: Two vegetarians, one without gluten.
    Update the address list: Three people have moved since spring.
    Water the plants: The big one by the window needs the most.
    Return the parcel: The label is printed, the shop takes it until six.
    Write the thank-you notes: One for each helper at the fair.
    Check the smoke alarms: Stairs, hall and kitchen; batteries are in the drawer.
    Sort the receipts: By month, then into the blue folder.`
  ],
  [
    /^(step|action|follow|measure)$/,
    `
    Call back with the answer: Best between nine and eleven.
    Send the corrected invoice: With the new address, by e-mail.
    Check stock with the warehouse: Two pieces may be left on the upper shelf.
    Arrange a visit by a technician: Any day next week suits.
    Pass on to accounting: They hold the original.
    Confirm the new address: Compare it with the delivery note.
    Offer a replacement: The same model, delivered free of charge.
    Ask for a photo of the damage: Front and back, with the label.
    Close when the customer agrees: Nothing else is open.
    Send a copy of the contract: The signed one, as a PDF.
    Book a callback: Thursday after lunch.
    Thank for the feedback: It goes to the team as well.`
  ],
  [
    /^(call|ticket|issue|case|enquiry|inquiry|incident|complaint|request)$/,
    `
    Invoice shows the wrong address: Moved in March; the invoice still goes to the old office.
    Delivery did not arrive: Promised for Tuesday, nothing came, no card in the letterbox.
    Cannot reset the password: The e-mail with the link never arrives, not even in the spam folder.
    Question about the warranty: Bought eighteen months ago; wants to know whether the battery is covered.
    Wants to change the plan: From monthly to yearly, starting with the next invoice.
    Damaged on arrival: The box was open on one side and the lid is cracked.
    Asks for a refund: Returned within a week, the money has not come back yet.
    Callback about the offer: Has two questions on delivery times before deciding.
    Login page is slow: Takes half a minute in the morning, later it is fine.
    Needs a copy of the contract: The original was lost in a move.
    Wrong item in the box: Ordered the large one and got the small one.
    Update of contact details: New telephone number and a second e-mail address.
    Thanks for the quick repair: Wants the technician to know.
    Opening hours over the holidays: Asks whether somebody is there on the 27th.`
  ],
  [
    /^(repair|maintenance|defect|fault)$/,
    `
    Dripping tap in the kitchen: A drop a second, worse at night.
    Lift stops between floors: Twice this week, each time around the third floor.
    Broken light on the stairs: Between the first and the second floor, dark from five o'clock.
    Radiator stays cold: The one below the window; the others are warm.
    Window does not close: The handle turns, the latch does not move.
    Mould behind the wardrobe: About the size of a hand, outer wall.
    Doorbell is silent: Visitors knock or ring the neighbours.
    Blocked drain in the yard: Water stands up to the step after rain.
    Loose handrail: Two screws are gone at the top.
    Letterbox is jammed: The key turns half way.
    Intercom crackles: One hears that somebody speaks, but not what.
    Washing machine leaks: A puddle after each spin.`
  ],
  [
    /^(car|vehicle|rental|model)$/,
    `
    Volvo XC40: High seats, a large boot and heated mirrors.
    Toyota Corolla: Quiet, thrifty and easy to park.
    Renault Clio: Small outside, roomy enough for four.
    Ford Focus: Made for long motorway days.
    Skoda Octavia: The boot takes a pram and the shopping.
    Kia Niro: Hybrid; hardly uses fuel in town.
    Fiat 500: Fits into every gap, with a glass roof.
    Peugeot 3008: Comfortable for five, with a good view.
    Mini Cooper: Nimble, for two and their bags.
    Hyundai Kona: Fully electric, 400 km with one charge.
    Seat Leon: Five doors, cruise control, parking sensors.
    Nissan Leaf: Electric, for the town and around it.
    Mazda CX-5: Tows a trailer, has winter tyres.
    Opel Astra: Air conditioning and a tow bar.
    BMW 320: Automatic, leather seats, navigation.
    Dacia Duster: High enough for forest roads.`
  ],
  [
    /^(property|house|home|apartment|flat|listing|estate|room)$/,
    `
    2-bedroom apartment in the old town: Beamed ceilings, a small balcony, everything on foot.
    4-bedroom house with garden: Quiet street, old apple trees, a garage for one car.
    Studio above the harbour: One bright room with a kitchen corner and a view of the boats.
    3-bedroom house near the park: Rebuilt in 2015, with a wood stove and a south terrace.
    1-bedroom apartment by the river: Second floor with a lift, cellar and bicycle store.
    Commercial space on the square: Shop window of nine metres, store room and a small office.
    3-bedroom apartment with terrace: Top floor, open kitchen, terrace to the west.
    5-bedroom house with orchard: Room for a large family, and for a workshop.
    Studio in the old mill: Brick walls, high windows, five minutes to the station.
    2-bedroom house near schools: Small garden, two schools and a nursery in the same street.
    3-bedroom apartment on the ground floor: Without steps, with a garden of its own.
    4-bedroom house with garage: Solar panels, double garage, ready to move in.`
  ],
  [
    /^(job|position|vacancy|role|posting)$/,
    `
    Delivery driver: Parcels in the inner city, from seven to three.
    Bookkeeper: Accounts of six small firms, from home on Fridays.
    Night nurse: Ward of eighteen beds, seven nights in three weeks.
    Warehouse coordinator: Plans the loading bays and leads a team of six.
    Software developer: Looks after what runs and builds what comes next.
    Electrician: New buildings and old ones, a van of one's own.
    Office manager: Knows where everything is and who is to be asked.
    Long-distance driver: Four nights out, three days at home.
    Primary school teacher: A class of twenty, music as a second subject.
    Customer adviser: By telephone and letter, half days possible.
    Cook: Lunch for ninety, evenings off.
    Dispatch planner: Plans routes for two days ahead, keeps calm when they change.`
  ],
  [
    /^(project|site|contract|initiative)$/,
    `
    Harbour warehouse: Two floors of storage behind the old brick front.
    Riverside school extension: Six classrooms, a hall and a covered yard.
    New website: Fewer pages, all of them up to date.
    Town hall renovation: Roof, windows and the council chamber, floor by floor.
    North bridge repair: New bearings and railings, one lane stays open.
    Move to the new office: Forty desks, one weekend.
    Orchard housing: Twenty-four flats around a shared garden.
    Customer survey: Twelve questions, four languages.
    Station forecourt: Trees, benches and a dry way to the buses.
    Hillside clinic: Ground floor for patients, offices above.
    Market square paving: Natural stone, with new drains under it.
    Depot refit: Charging points for thirty buses.`
  ],
  [
    /^(estimate|costing)$/,
    `
    Foundations: Concrete, formwork and pumping.
    Scaffolding: Set up, twelve weeks, taken down.
    Roof timber: Cut to size and treated.
    Electrical installation: Two floors with lighting.
    Windows and doors: Triple glazing, fitted.
    Plastering: Inside walls, two coats.
    Site clearance: With removal of the old sheds.
    Plumbing: Pipes, basins and one boiler.
    Insulation: Mineral wool, 20 cm.
    Paving: Yard and paths.
    Painting: Walls and woodwork.
    Drainage: New pipes to the street.`
  ],
  [
    /^(schedule|milestone|phase|timeline|stage)$/,
    `
    Kick-off: Everyone round one table.
    Plan agreed: Dates and names are settled.
    Preparations: What is needed is ordered.
    First part: The most urgent comes first.
    Halfway review: What is late, and why.
    Second part: Goes on where the first one ends.
    Inspection: With those it is for.
    Corrections: What the inspection found.
    Final check: Point by point.
    Closing meeting: What to do better next time.
    Handover: Keys and papers.
    Documentation: Complete, and where it is looked for.`
  ],
  [
    /^(activity|time|entry|work|shift)$/,
    `
    Site meeting: With the client and those who do the work.
    Planning: What comes next, and who does it.
    Deliveries and unloading: Two lorries in the morning.
    Correspondence: Everything answered up to Tuesday.
    Preparation: Tools, papers, keys.
    On the road: There and back, with one stop.
    Clean-up: Waste sorted and picked up.
    Inspection: Nothing to complain about.
    Team meeting: Plan for the next two weeks.
    Paperwork: Delivery notes and hours.
    Training: Safety at work.
    Handover to the next shift: The list is on the desk.`
  ],
  [
    /^(document|file|report|record|attachment)$/,
    `
    Survey results: With all answers in the annex.
    Signed agreement: Both parties, all pages.
    Safety plan: Replaces the earlier version.
    Floor plans: Ground floor to roof, 1:100.
    Budget overview: With what was added so far.
    Meeting minutes: Decisions are on the first page.
    Inspection report: Three points, all settled.
    Delivery note: Complete, one pallet damaged.
    Insurance certificate: Valid for the whole term.
    Photos of the week: Twenty, with the date on each.
    Permit application: Handed in with four annexes.
    Change request: One page, with what it costs.`
  ],
  [
    /^(material|supply|supplies)$/,
    `
    Coated paperboard: 240 g, on pallets.
    Kraft paper: Brown, 90 g.
    Steel sheet: 2 mm, galvanised.
    Water-based ink: Four colours.
    Pine boards: Planed, 22 mm.
    Glue: In drums of 30 kg.
    Corrugated cartons: Flat, in bundles of 25.
    Stretch wrap: For pallets.
    Plastic granulate: Recycled, in bags.
    Copper wire: On spools.
    Label rolls: 60 by 40 mm.
    Wooden pallets: Exchange pallets.`
  ],
  [
    /^(cup)$/,
    `
    Espresso cup 120 ml: Single wall, white.
    Takeaway cup 250 ml: Single wall, for hot drinks.
    Double-wall cup 350 ml: Needs no sleeve.
    Large cup 450 ml: Double wall, matt.
    Ripple cup 300 ml: With a good grip.
    Cold drink cup 400 ml: Coated on both sides.
    Soup bowl 500 ml: With a paper lid.
    Compostable cup 250 ml: PLA coating.
    Printed cup 350 ml: From 5,000 pieces with your logo.
    Tasting cup 60 ml: In sleeves of 50.
    Cup lid 80 mm: Fits 250 to 350 ml.
    Cup sleeve: Plain kraft.`
  ],
  [
    /^(finished|manufactured)$/,
    `
    Takeaway box: Folds flat, holds tight.
    Gift carton: With a window.
    Carrier bag: Twisted handles, holds 8 kg.
    Display stand: Comes in one piece.
    Mailing tube: For posters up to A1.
    Cup carrier: For four cups.`
  ],
  [
    /^(course|class|lesson|program|programme|training|module|qualification|curriculum)$/,
    `
    Introduction to statistics: Numbers that describe, numbers that decide; with exercises each week.
    Web development: From the first page to a small shop, in pairs.
    Business writing: Letters, offers and minutes that are read to the end.
    Electrical installation: Theory in the mornings, workshop in the afternoons.
    First aid at work: Two days, with a certificate for three years.
    Project management: Plans, people and what to do when both change.
    Data analysis: Questions first, spreadsheets second.
    Spanish for beginners: Speaking from the first evening.
    Welding basics: Three processes, protective gear is provided.
    Digital marketing: Ten small campaigns in ten weeks.
    Bookkeeping: From the receipt to the balance.
    Food hygiene: What the law asks for, and why.`
  ],
  [
    /^(assignment|homework|exam|test|quiz|essay|thesis)$/,
    `
    Essay on a primary source: 1,500 words with a list of sources.
    Lab report, week 4: Method, readings, errors.
    Problem set 6: Questions 1 to 8; show your work.
    Group presentation: Ten minutes and five slides.
    Reading response: One page on chapter three.
    Midterm exam: Covers weeks one to six.
    Case study: Choose one of the three firms.
    Field notes: From the visit to the site.
    Draft of the final paper: At least the outline and one section.
    Vocabulary test: Units 9 and 10.`
  ],
  [
    /^(school|university|college|provider|institution|institute|academy|faculty|department)$/,
    `
    School of Engineering: Machines, materials and buildings, with five workshops.
    School of Law: Civil, criminal and European law.
    School of Medicine: Teaching hospital next door.
    Faculty of Arts: History, languages and music.
    Institute of Design: Studios open day and night.
    School of Business: With a semester abroad.
    Riverside College: Evening classes for those who work.
    Harbour Academy: Small groups, practice from the first week.
    Northern Technical College: Apprentices from forty firms.
    School of Education: Trains teachers for all ages.
    Faculty of Science: Laboratories renewed last year.
    Conservatory of Music: Concerts every Friday.`
  ],
  [
    /^(appointment|visit|consultation|checkup|examination)$/,
    `
    Yearly check-up: Please bring the vaccination card.
    Follow-up visit: Two weeks after the first.
    Blood test: Without breakfast.
    Vaccination: Second dose.
    First consultation: Takes three quarters of an hour.
    Results and next steps: By telephone, if that is easier.
    Physiotherapy: Left knee, sixth of ten.
    Eye test: For a new prescription.
    Skin check: Once a year.
    Dressing change: Takes ten minutes.`
  ],
  [
    /^(expense|cost|spending|transaction)$/,
    `
    Train to the client: Return, second class.
    Lunch with the team: Seven people.
    Printer paper: Ten reams.
    Hotel in Graz: Two nights with breakfast.
    Software licence: One year, five seats.
    Taxi to the airport: Early flight.
    Office rent: Including heating.
    Trade-fair stand: Second half of the fee.
    Coffee beans: 6 kg.
    Repair of the projector: New lamp.`
  ],
  [
    /^(service|treatment|offer)$/,
    `
    Bicycle tune-up: Brakes, gears and a test ride.
    Window cleaning: Inside and out, frames included.
    Garden care: Mowing, hedges and beds, every second week.
    Chimney check: With a report for the insurance.
    House sitting: Post, plants and pets.
    Piano tuning: At home, takes two hours.
    Moving help: Two people and a van.
    Computer set-up: New device, old data.
    Knife sharpening: While you wait.
    Carpet cleaning: Picked up and brought back.`
  ]
]
