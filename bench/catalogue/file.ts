import {once} from 'node:events';
import {createWriteStream} from 'node:fs';
import {chance} from './chance.js';

/** The columns of the generated file: twenty, as a merchant of many things has them. */
export const HEADER =
  'sku,product,title,category,tags,price,compare_at_price,currency,tax_rate,stock,gtin,status,description,image_urls,vendor,weight_g,cost,colour,shelf,note';

const NAMES = [
  '不锈钢保温杯大容量便携',
  'Термос из нержавеющей стали',
  'Thermosflasche aus Edelstahl',
  'Insulated bottle, steel',
];
const NOTES = ['a plain note', '说明, 带逗号', 'zweite Wahl; günstig', 'said "good" twice'];

/**
 * Writes a catalogue of `rows` rows and 20 columns: every row with quotes and a line break in a cell, texts in four
 * scripts. About 320 bytes a row; the same seed, the same bytes.
 */
export async function writeCatalogue(file: string, rows: number, seed = 7): Promise<void> {
  const out = createWriteStream(file);
  const random = chance(seed);
  let text = `${HEADER}\n`;
  for (let n = 0; n < rows; n++) {
    text += rowText(n, random);
    if (text.length < 1 << 18) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await once(out, 'close');
}

function rowText(n: number, random: (below: number) => number): string {
  const cents = 100 + random(90_000);
  const money = (minor: number) => (minor / 100).toFixed(2);
  return `SKU-${n},product-${n},"${NAMES[n % 4]} ""${n}""",Home > Kitchen,"steel, bottle",${money(cents)},${money(cents + 500)},EUR,0.19,${random(900)},${gtin(n)},active,"Line one of ${n}\nand line two, with ${NAMES[random(4)]} in it",https://cdn.example.com/images/${n}/front.jpg,Acme,${random(5000)},${money(cents >> 1)},${n % 5 === 0 ? 'rot' : 'blue'},A${n % 40},"${NOTES[random(4)]?.replaceAll('"', '""')}"\n`;
}

/** A GTIN-13 with its check digit. */
function gtin(n: number): string {
  const body = `400${String(n).padStart(9, '0')}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return body + String((10 - (sum % 10)) % 10);
}
