/** What things are called, by the category they are of and by what they belong to. */

const list = (text: string): ReadonlyArray<string> => text.split(",").map((word) => word.trim())

/** Names of things that are kept, sold or lent, by a word of their category. */
export const byCategory: ReadonlyArray<readonly [RegExp, ReadonlyArray<string>]> = [
  [
    /^(small|compact|mini|economy|hatchback|city)/,
    list("Fiat 500, Renault Clio, Toyota Yaris, Mini Cooper, Opel Corsa")
  ],
  [
    /^(estate|station wagon|kombi|family)$/,
    list("Skoda Octavia Estate, Volvo V60, Ford Focus Estate, Seat Leon Estate")
  ],
  [/^(suv|4x4|off-road)/, list("Volvo XC40, Peugeot 3008, Mazda CX-5, Dacia Duster, Hyundai Tucson")],
  [/^(van|minibus|transporter|people carrier)/, list("Ford Transit, VW Caddy, Renault Trafic, Mercedes Vito")],
  [/^electric$/, list("Nissan Leaf, Kia Niro EV, Renault Zoe, Hyundai Kona Electric")],
  [/^(saloon|sedan|luxury|premium|business)/, list("BMW 320, Audi A4, Mercedes C 200, Toyota Camry")],
  [/^(convertible|cabrio|sports)/, list("Mazda MX-5, Mini Convertible, BMW Z4")],
  [/tool|workshop|hardware|repair/, list("Cordless drill, Extension ladder, Belt sander, Spirit level, Tile cutter")],
  [/kitchen|bak|cook|cake/, list("Springform cake tin, Waffle iron, Preserving pan, Fondue set, Muffin tins")],
  [
    /labou?r|crew|staff|subcontract/,
    list("Carpenters, Electricians, Bricklayers, Crane operator, Painters, Plumbers, Roofers")
  ],
  [/machine|vehicle|heavy/, list("Tower crane, Concrete mixer, Dumper truck, Mini digger, Scissor lift, Road roller")],
  [
    /material|supplies/,
    list("Facing bricks, Roof timber, Cement, Steel beams, Insulation boards, Gravel, Plasterboard")
  ],
  [/garden|plant|outdoor/, list("Hedge trimmer, Wheelbarrow, Lawn rake, Garden shredder, Watering cans")],
  [/sport|fitness/, list("Badminton set, Two-seat kayak, Table-tennis bats, Climbing helmet, Child's bicycle")],
  [/game|toy|play/, list("Giant chess set, Croquet set, Settlers board game, Skittles, Jigsaw of 1000 pieces")],
  [/camp|travel|hik/, list("Four-person tent, Camping stove, Cool box, Sleeping mats, Rucksack 60 l")],
  [/home|house|living|furniture/, list("Oak desk lamp, Wool blanket, Wall clock, Folding chair, Picture frame")],
  [/office|stationery/, list("Desk organiser, Fountain pen, Document tray, Monitor stand, Hole punch")],
  [/electronic|tech|comput|phone/, list("Bluetooth speaker, Projector, Label printer, Webcam, Multimeter")],
  [
    /book|read/,
    list("Field guide to birds, Atlas of rivers, The Bread Book, A Short History of Maps, Poems for Winter")
  ],
  [/music|instrument/, list("Acoustic guitar, Cajón, Music stand, Violin 3/4, Keyboard")],
  [/cloth|wear|fashion/, list("Rain jacket, Wool scarf, Linen shirt, Work gloves, Walking boots")],
  [/food|grocer|drink|pantry/, list("Rye bread, Olive oil 500 ml, Ground coffee, Apple juice, Raw honey")],
  [/child|baby|kid/, list("High chair, Travel cot, Balance bike, Wooden train set, Baby carrier")],
  [/party|event/, list("Party tent, String lights, Chafing dish, Folding tables, Punch bowl")]
]

/** Answers to the questions that polls of the same place ask: `questions[0]` has the answers `answers[0]`. */
export const questions = list(
  "Where should we hold the summer party?, Which day suits the weekly meeting?, What should the new canteen serve?, Which logo do you prefer?, How often should we meet?, Which charity should we support?, Should the library open on Sundays?, Where do we plant the trees?"
)

export const answers: ReadonlyArray<ReadonlyArray<string>> = [
  list("By the lake, In the city hall, On the roof terrace"),
  list("Monday, Wednesday, Friday"),
  list("Soups and salads, A daily curry, Build-your-own bowls"),
  list("The blue wave, The green leaf, The plain letters"),
  list("Every week, Every second week, Once a month"),
  list("The food bank, The animal shelter, The reading club"),
  list("Yes, Only in winter, No"),
  list("Along the canal, In the school yard, Around the square")
]

/** Places inside and around a building, for what happens or breaks there. */
export const places = list(
  "Community hall, Courtyard, Staircase B, Room 2.14, Laundry room, Meeting room 3, Ground floor, Workshop, Reading room, Bicycle cellar"
)
