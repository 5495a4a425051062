/** One product of the sample catalogue. Money is in US dollars and is turned into the shop's currency. */
export interface SampleGood {
  readonly code: string;
  readonly title: string;
  readonly category: string;
  readonly vendor: string;
  readonly price: number;
  readonly cost: number;
  readonly grams: number;
  readonly option?: string;
  readonly values: readonly string[];
}

/** `code | title | category | vendor | price | cost | grams | option: values` */
const LINES = `
MUG-CLAY | Clay mug, 300 ml | Kitchen | Kilnhouse | 14.90 | 5.20 | 380 | Colour: Sand, Slate, Moss
MUG-ENAMEL | Enamel camping mug | Kitchen | Kilnhouse | 11.50 | 4.10 | 160 | Colour: White, Blue
POT-TEA | Cast iron teapot, 0.8 l | Kitchen | Kilnhouse | 39.00 | 17.50 | 1450
FILTER-V2 | Pour-over dripper, size 2 | Kitchen | Morning Works | 22.00 | 8.40 | 310
PAPER-V2 | Paper filters, size 2, 100 pieces | Kitchen | Morning Works | 5.90 | 1.90 | 120
GRINDER-H | Hand coffee grinder | Kitchen | Morning Works | 64.00 | 31.00 | 620
BOARD-OAK | Oak chopping board | Kitchen | Feldholz | 28.00 | 11.80 | 950 | Size: S, L
KNIFE-PAR | Paring knife, 9 cm | Kitchen | Feldholz | 17.90 | 7.30 | 70
TOWEL-LIN | Linen tea towel | Kitchen | Weavery | 12.90 | 4.60 | 90 | Colour: Natural, Indigo
CANDLE-BW | Beeswax candle, 60 h | Home | Weavery | 19.50 | 7.90 | 420
CUSHION-W | Wool cushion cover, 45 cm | Home | Weavery | 34.00 | 14.20 | 310 | Colour: Ochre, Grey
THROW-W | Wool throw, 130 × 180 cm | Home | Weavery | 89.00 | 41.00 | 1100
TEE-HEAVY | Heavy cotton tee | Apparel | Loomworks | 24.00 | 8.10 | 210 | Size: S, M, L, XL
HOOD-ORG | Organic hoodie | Apparel | Loomworks | 59.00 | 24.50 | 540 | Size: S, M, L
SOCK-MER | Merino socks | Apparel | Loomworks | 16.50 | 5.90 | 80 | Size: 36-40, 41-45
CAP-TWILL | Twill cap | Apparel | Loomworks | 21.00 | 7.20 | 95 | Colour: Navy, Olive
SCARF-ALP | Alpaca scarf | Apparel | Loomworks | 49.00 | 21.00 | 190
BELT-LEA | Leather belt | Apparel | Saddler & Row | 38.00 | 15.60 | 220 | Size: 85, 95, 105
LAMP-DESK | Desk lamp, dimmable | Electronics | Lumo | 54.00 | 27.00 | 900
LAMP-BIKE | Bicycle front lamp, USB-C | Electronics | Lumo | 29.90 | 13.40 | 110
CABLE-C1 | USB-C cable, 1 m | Electronics | Volta | 9.90 | 2.60 | 40
CABLE-C2 | USB-C cable, 2 m | Electronics | Volta | 12.90 | 3.40 | 60
CHARGE-30 | Wall charger, 30 W | Electronics | Volta | 26.00 | 11.20 | 90
BANK-10K | Power bank, 10,000 mAh | Electronics | Volta | 34.90 | 17.80 | 230
EAR-WIRED | Wired earphones | Electronics | Volta | 18.90 | 7.10 | 20
TROWEL-HD | Hand trowel, ash handle | Garden | Greenfold | 15.90 | 6.20 | 280
SHEARS-PR | Pruning shears | Garden | Greenfold | 27.50 | 12.10 | 260
CAN-WATER | Watering can, 5 l | Garden | Greenfold | 31.00 | 13.90 | 980
SEED-HERB | Herb seeds, six kinds | Garden | Greenfold | 8.90 | 2.70 | 30
GLOVE-GDN | Garden gloves | Garden | Greenfold | 11.90 | 4.30 | 110 | Size: S, M, L
BOTTLE-ST | Steel bottle, 0.7 l | Outdoor | Ridgeline | 25.00 | 9.80 | 330 | Colour: Steel, Black
MAT-YOGA | Yoga mat, 5 mm | Outdoor | Ridgeline | 42.00 | 18.30 | 1300 | Colour: Teal, Plum
HEAD-TORCH | Head torch, 300 lm | Outdoor | Ridgeline | 33.00 | 15.20 | 85
PUZZLE-1K | Jigsaw, 1,000 pieces | Toys & games | Quiet Hours | 18.50 | 6.80 | 690 | Motif: Harbour, Forest
CARDS-PLY | Playing cards, linen finish | Toys & games | Quiet Hours | 9.50 | 2.90 | 100
BLOCKS-W | Wooden blocks, 60 pieces | Toys & games | Quiet Hours | 36.00 | 16.10 | 1500
NOTE-A5 | Notebook A5, dotted | Stationery | Papermill | 13.90 | 4.40 | 260 | Colour: Black, Red
PEN-BRASS | Brass ballpoint pen | Stationery | Papermill | 27.00 | 10.90 | 40
SOAP-OLIVE | Olive oil soap | Beauty | Saponaria | 6.90 | 2.10 | 110 | Scent: Plain, Lavender, Cedar
BALM-HAND | Hand balm, 50 ml | Beauty | Saponaria | 12.50 | 4.20 | 75
HONEY-500 | Blossom honey, 500 g | Food | Hillside | 11.90 | 5.40 | 720
CHOC-70 | Dark chocolate 70 %, 100 g | Food | Hillside | 4.90 | 2.00 | 105
`;

/** The goods of the sample catalogue, in its order. */
export function sampleGoods(): SampleGood[] {
  return LINES.trim()
    .split('\n')
    .map((line) => {
      const [code = '', title = '', category = '', vendor = '', price = '', cost = '', grams = '', variants = ''] = line
        .split('|')
        .map((part) => part.trim());
      const [option = '', values = ''] = variants.split(': ');
      const good = {code, title, category, vendor, price: Number(price), cost: Number(cost), grams: Number(grams)};
      if (option === '') return {...good, values: []};
      return {...good, option, values: values.split(',').map((value) => value.trim())};
    });
}
