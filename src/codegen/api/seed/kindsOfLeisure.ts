/** What people read, play, cook, grow, write and meet for: a title a line, and what there is to say about it. */
export const kindsOfLeisure: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /^(book|novel|publication|title)$/,
    `
    The Salt Path Home: Two sisters walk the coast to sell a house.
    A Winter of Maps: A cartographer is snowed in with his rival.
    Letters to the Lighthouse: Forty years of post between a keeper and his daughter.
    The Glass Orchard: A family of gardeners and the summer that changed them.
    Small Rivers: Stories from a valley without a bridge.
    The Cartographer's Son: What he finds on the back of the last map.
    Under Paper Skies: A kite maker in a city at war.
    The Last Ferry: Six passengers, one night, no land in sight.
    A Field Guide to Silence: On monasteries, deserts and noise.
    Seven Bridges: A detective who never crosses the same one twice.
    The Clockmaker's Garden: For children from nine, and those who read to them.
    North of Nowhere: A winter at a weather station.`
  ],
  [
    /^(concert|performance|gig|recital)$/,
    `
    Songs for midwinter: Music for the darkest evening of the year, with candles.
    Lunchtime concert: Forty minutes; come as you are.
    An evening of folk songs: From five countries, some to sing along.
    Spring concert: Two pieces for the first time, and one old favourite.
    Music by the river: Outdoors if it stays dry.
    Young musicians play: The youngest is eight.
    Organ and brass: In the round, from all sides of the church.
    Summer serenade: In the courtyard, with lanterns.
    Harvest concert: Followed by soup and bread.
    Requiem: Without an interval.
    Family concert: For everyone from four years.
    New Year's concert: Waltzes, polkas and one surprise.`
  ],
  [
    /^(rehearsal|practice)$/,
    `
    First reading of the new programme: Pencils, please.
    Sectionals: High voices in the hall, low voices upstairs.
    Work on intonation: Slowly, without piano.
    Run-through: From beginning to end, whatever happens.
    Extra rehearsal: For those who missed the last one.
    Dress rehearsal: In concert clothes and order.
    With the soloists: They come at eight.
    From memory: Scores stay in the bag.`
  ],
  [
    /^(piece|song|track|score|composition|tune)$/,
    `
    Evening on the river: Slow, for unaccompanied voices.
    The turning year: Traditional, three verses.
    Lantern light: Starts very softly.
    Shenandoah: With a solo in the second verse.
    Sleep, little one: A lullaby in two languages.
    Dance of the harvest: Seven eighths; count.
    Blow the wind southerly: From the north-east coast.
    Morning hymn: To be sung standing.
    The blacksmith: Fast, with clapping.
    Homeward: The last of every evening.`
  ],
  [
    /^(event|meetup|conference|session|meeting|gathering|workshop)$/,
    `
    Spring open day: Every door is open, and there is cake.
    Evening of short films: Nine films in ninety minutes.
    Neighbourhood breakfast: Bring something to share.
    Founders' talk: Three people tell what went wrong first.
    Autumn fair: Stalls, music and a tombola.
    Beginners' workshop: No previous knowledge, tools are there.
    Garden walk: Two hours, sturdy shoes.
    Annual meeting: Report, accounts and elections.
    Charity run: Five or ten kilometres.
    Book swap: Bring three, take three.
    Music by the river: Until sunset.
    Winter market: Two days in the courtyard.`
  ],
  [
    /^(recipe|dish|meal|menu)$/,
    `
    Roast squash soup: Sweet and smoky, better on the second day.
    Lemon risotto: Twenty-five minutes of stirring.
    Chickpea stew: With tomatoes and a lot of cumin.
    Rye bread: Needs a night, and hardly any work.
    Mushroom pie: For a rainy Sunday.
    Apple crumble: With oats on top.
    Herb omelette: Whatever the garden gives.
    Tomato galette: A pie without a tin.
    Barley salad: Good to take along.
    Pear tart: Thin, with almonds.
    Bean chilli: Mild, with a hot sauce beside it.
    Potato pancakes: With apple sauce or smoked fish.`
  ],
  [
    /^(movie|film|show|series|video)$/,
    `
    The Long Tide: A family holds on to its island.
    Paper Moon Harbour: A smuggler, a customs officer, a wedding.
    Night Train to Graz: One carriage, eight hours, no phone.
    The Beekeeper's Year: A quiet documentary in four seasons.
    Signal Lost: Two climbers and a radio.
    A Quiet Mutiny: An office comedy.
    Second Sunrise: She wakes up twice on the same day.
    The Understudy: The night the star stays away.
    Low Water: A drought uncovers a village.
    Glasshouse: A thriller among orchids.
    The Archivist: He reads what he should only file.
    Winter Light: Three short stories about snow.`
  ],
  [
    /^(tool|equipment|machine|asset|device)$/,
    `
    Cordless drill: With two batteries and a set of bits.
    Extension ladder: Up to six metres; carry it with two.
    Pressure washer: Hose of eight metres, brush for cars.
    Circular saw: Guide rail is in the case.
    Wheelbarrow: New tyre since spring.
    Hedge trimmer: 60 cm, on a cable.
    Tile cutter: For tiles up to 60 cm.
    Belt sander: With three grits of paper.
    Paint sprayer: Please clean with water at once.
    Spirit level: One metre, exact.
    Wet vacuum: For cellars after rain.
    Post-hole digger: Easier with two.`
  ],
  [
    /^(product|good|article|stock|merchandise)$/,
    `
    Oak desk lamp: Turned by hand, with a linen shade.
    Wool blanket: 130 by 180 cm, undyed.
    Enamel mug: White with a blue rim.
    Canvas rucksack: Waxed, holds 20 litres.
    Fountain pen: Steel nib, medium.
    Wall clock: Silent, beech.
    Cast-iron pan: 26 cm, seasoned.
    Bread knife: Serrated, ash handle.
    Linen tea towels: Set of three.
    Folding chair: For balcony and camping.
    Notebook A5: Dotted, 160 pages.
    Beeswax candles: Six in a box.`
  ],
  [
    /^(picture|photo|image|painting|artwork)$/,
    `
    Fog over the harbour: Half past six, before the first ferry.
    Red door, blue wall: Found on the way to the market.
    The last snow: On the north side of the hill.
    Tram at dusk: A second and a half by hand.
    Our cat in the window: She knows exactly what she does.
    Rain on the station roof: From platform four.
    Market in Lyon: Tomatoes in nine colours.
    First strawberries: Three, to be exact.
    Under the bridge: Light from the water.
    Grandfather's hands: Mending a net.
    Clouds from the train: Somewhere after Graz.
    Night kiosk: The only light in the street.`
  ],
  [
    /^(post|update|story|share|news|article|blog|entry)$/,
    `
    First morning by the sea: Cold feet, hot coffee, nobody else about.
    What I learned this year: Ask earlier, sleep longer, write it down.
    Our new allotment: Forty square metres of weeds, and we are delighted.
    A weekend in Porto: Tiles, stairs and the best custard tarts of our lives.
    The cat has opinions: The new sofa is hers. We may use the chair.
    Before and after: Three weekends, two tins of paint, one hallway.
    Small wins: Ran five kilometres without stopping today.
    Found at the flea market: A radio from 1957, and it plays.
    Rain on the roof: A whole Sunday of reading.
    Sunday bread: The crust finally crackles.
    New trail near the lake: Two hours, mostly in the shade.
    Thank you all: For the cake, the cards and the terrible singing.`
  ],
  [
    /^(review|comment|feedback|testimonial|rating)$/,
    `
    Just what we needed: Arrived on time and did the job.
    Works like new: One would not think that it has been used before.
    Easy to handle: Even for somebody with two left hands.
    Would do it again: Friendly from beginning to end.
    A little worn but fine: Scratches on the side, otherwise perfect.
    Very helpful: Took the time to explain everything.
    Saved our weekend: We could not have finished without it.
    Good value: For that price there is nothing better.
    Better than expected: I was sceptical, and was wrong.
    Ready on time: As promised, to the hour.`
  ],
  [
    /^(game|match|round)$/,
    `
    Morning round: Before work.
    Lunch-break game: Ten minutes.
    Evening game: Too tired to win.
    Practice: Corners only.
    Rematch: This time it counted.
    Weekend game: Slow and careful.
    Long run: The best one so far.
    Quick start: Lost early.
    Second try: Much better.
    Late game: One more, then bed.`
  ],
  [
    /^(plant|crop|harvest|seed|flower|vegetable)$/,
    `
    Runner beans: Need a pole of two metres.
    Cherry tomatoes: Sweet until October.
    Courgettes: One plant is enough for four people.
    Sunflowers: Stalks stay for the birds.
    Strawberries: New runners every third year.
    Rocket: Sown every two weeks.
    Beetroot: Leaves are good, too.
    Sweet peas: Pick often, they bloom longer.
    Rhubarb: Leave it alone in the first year.
    Garlic: Planted in October.
    Lavender: Cut back after flowering.
    Pumpkins: Love the compost heap.`
  ],
  [
    /^(activity|hobby|exercise|workout|training|class)$/,
    `
    Easy run: Five kilometres along the canal.
    Strength, upper body: Three rounds.
    Yoga: Slow, with a long rest.
    Swimming: Forty lengths.
    Bicycle tour: Out with the wind, back against it.
    Stretching: Fifteen minutes before bed.
    Intervals: Eight times 400 metres.
    Long walk: To the mill and back.`
  ],
  [
    /^(reason|achievement|reward|badge)$/,
    `
    Uploaded a picture: The first of this month.
    Commented on a post: Helpful for three others.
    Invited a friend: Who has joined.
    Signed in seven days in a row: Keep going.
    Won the monthly vote: By two votes.
    Completed the profile: With a picture.
    Answered a question: Marked as the best answer.
    Shared a story: Read by many.
    Reported a mistake: It is corrected.
    Took part in a poll: The fifth.`
  ],
  [
    /^(goal|habit|resolution|target)$/,
    `
    Read twelve books: One a month.
    Walk every day: At least half an hour.
    Learn to bake bread: Sourdough, to begin with.
    Save for the trip: A little each week.
    Finish the course: Four lessons are left.
    Drink more water: A glass at each meal.
    Call home on Sundays: After breakfast.
    Sleep before eleven: On weekdays.`
  ],
  [
    /^(trip|tour|route|journey|travel|hike|destination)$/,
    `
    Around the lake: Flat, with two places to swim.
    Three days in the Dolomites: From hut to hut.
    Along the old railway: On gravel, by bicycle.
    City walk by night: Two hours with stories.
    Islands by ferry: Five in a week.
    Vineyards and villages: With a train for the way back.
    Over the pass: Only in dry weather.
    The coast path: Stage four of nine.`
  ],
  [
    /^(plot|bed|garden|field|parcel|allotment)$/,
    `
    Plot 1: By the gate, half in the shade.
    Plot 2: Old apple tree at the back.
    Plot 3: With a shed.
    Plot 4: Sunny all day.
    Plot 5: Next to the water butt.
    Plot 6: Good soil, many stones.
    Plot 7: Shared by two families.
    Plot 8: Raised beds.
    Plot 9: Long and narrow.
    Plot 10: Freshly dug.
    Plot 11: At the hedge.
    Plot 12: With a greenhouse.`
  ],
  [
    /^(room|hall|venue|space|studio|table|desk|court)$/,
    `
    Garden room: Twelve seats, a screen, door to the terrace.
    Large hall: Stage, piano and a hundred chairs.
    Library: Quiet; eight places.
    Workshop: Benches, tools on the wall.
    Studio 2: Mirrors and a wooden floor.
    Meeting room East: Six seats, whiteboard.
    Attic: Sofas; no lift.
    Kitchen: Two stoves and a long table.`
  ],
  [
    /^(skill|interest|tag|topic|category|subject|genre)$/,
    `
    Design
    Logistics
    Cooking
    Gardening
    Music
    Carpentry
    Finance
    Languages
    Photography
    Teaching
    Sport
    Travel`
  ],
  [
    /^(message|mail|notification|conversation|announcement)$/,
    `
    About Thursday's visit: Could we meet at ten instead of nine?
    Delivery moved to Monday: The lorry broke down; everything else stays as planned.
    New drawings are up: Two walls have moved. Please use only revision D from now on.
    Question about the invoice: Is the second position per piece or for the lot?
    Meeting at ten: In the small room on the first floor, half an hour.
    Thank you: That was quick. It works again.
    Access to the site: The gate code changes on Friday. I will send the new one.
    Photos from today: Twelve pictures, the last three show the north side.
    Change of plan: Rain is forecast, so we start inside.
    Your documents: I have them all now and will come back to you this week.
    Can you cover for me?: I am away on Wednesday afternoon.
    Well done: The client was very happy with the handover.`
  ],
  [
    /^(link|resource|bookmark)$/,
    `
    Getting started: Where newcomers begin.
    Opening hours: With the holidays of this year.
    House rules: One page, easy to read.
    Video tutorials: Twelve short films.
    Discussion board: Questions are answered within a day.
    Release notes: What is new, month by month.
    Glossary: The words we use and what they mean.
    Support desk: Monday to Friday, nine to five.
    Newsletter archive: All issues since the first.
    Events calendar: To subscribe to or to print.
    Style guide: Colours, type and tone.
    Frequently asked questions: The twenty most common.`
  ]
]
