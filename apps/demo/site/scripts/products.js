const product = (id, name, category, price, rating, colours, blurb) => ({ id, name, category, price, rating, colours, blurb });

/** The whole range; prices in cents, rating out of five. */
export const PRODUCTS = [
  product(
    'brass-lantern',
    'Brass lantern',
    'Boat',
    8900,
    4.8,
    ['#c79a3b', '#8a6a22'],
    'Gimballed, for paraffin or candle. Burns nine hours.',
  ),
  product(
    'harbour-mug',
    'Harbour mug',
    'Kitchen',
    1850,
    4.6,
    ['#1d4e6f', '#e2725b', '#f4ede1'],
    'Stoneware that stays put on a tilting table.',
  ),
  product('rope-basket', 'Rope basket', 'Home', 4200, 4.3, ['#d9bd85', '#8d6b3f'], 'Coiled by hand from twelve millimetre hemp.'),
  product(
    'wool-blanket',
    'Island wool blanket',
    'Home',
    12900,
    4.9,
    ['#1f6b57', '#d9694f', '#e9b44c'],
    'Undyed warp, three weights, one long winter.',
  ),
  product('ship-compass', 'Ship’s compass', 'Boat', 23900, 4.7, ['#c79a3b', '#fbf6e9'], 'Liquid damped, corrected for the northern zones.'),
  product('rigging-knife', 'Rigging knife', 'Boat', 5400, 4.5, ['#8796a3', '#a9653a'], 'Blade, marlinspike and shackle key in one.'),
  product('ash-oars', 'Ash oars, pair', 'Boat', 31500, 4.4, ['#e2725b', '#1f4d3f'], 'Copper tipped, balanced for a two metre beam.'),
  product(
    'storm-jacket',
    'Storm jacket',
    'Clothing',
    18900,
    4.8,
    ['#ffd84a', '#1d4e6f'],
    'Waxed cotton, welded seams, a hood that turns with you.',
  ),
  product('pine-lamp', 'Pine table lamp', 'Home', 7600, 4.2, ['#c98b52', '#f4ede1'], 'Turned from one piece of storm-felled pine.'),
  product('enamel-pot', 'Enamel pot', 'Kitchen', 6450, 4.6, ['#f7faf9', '#1d2b3a'], 'Four litres, for stove, oven and open fire.'),
  product('log-book', 'Log book', 'Boat', 2900, 4.1, ['#174360', '#e2725b'], 'Two hundred waterproof pages, sewn flat.'),
  product('tea-tin', 'Spruce tip tea', 'Kitchen', 1490, 4.5, ['#0c3a2e', '#4f8a3c'], 'Picked in May, dried in the loft over the shop.'),
  product('deck-bell', 'Deck bell', 'Boat', 13400, 4.7, ['#ffe08a', '#b27f22'], 'Cast bronze. You will hear it through fog.'),
  product('model-sloop', 'Model sloop', 'Home', 9900, 4.9, ['#b0532f', '#e2725b'], 'Half a metre of cedar, linen and patience.'),
];

export const CATEGORIES = [...new Set(PRODUCTS.map(({ category }) => category))];

export const findProduct = (id) => PRODUCTS.find((item) => item.id === id);

export const pictureOf = ({ id }) => `assets/products/${id}.svg`;
