import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {draftMap, writeMap} from '../../../src/app/listing/draft-map.js';
import {exportListings} from '../../../src/app/listing/export.js';
import {readMap} from '../../../src/app/listing/map.js';
import {KnownError} from '../../../src/domain/errors.js';
import {type TestShop, withShop} from './shop.js';

const FILE =
  'ArtNr;Name;Preis;Farbe;Gewicht;Aktiv;Regal\n' +
  'A1;Tasse;"1.234,50";rot;0,35;ja;R7\n' +
  'A2;Teller;1,80;blau;1;nein;R8\n';
const MAP = `version: 1
name: lager
delimiter: ";"
columns:
  sku: ArtNr
  title: Name
  price: {column: Preis, decimal: comma}
  weight_g: {column: Gewicht, decimal: comma, unit: kg}
  status: {column: Aktiv, words: {ja: active, nein: draft}}
  vendor: {value: Acme}
options:
  Farbe: Farbe
`;

async function files(shop: TestShop, map = MAP): Promise<{readonly file: string; readonly map: string}> {
  const paths = {file: path.join(shop.folder, 'lager.csv'), map: path.join(shop.folder, 'map.yaml')};
  await writeFile(paths.file, FILE);
  await writeFile(paths.map, map);
  return paths;
}

async function failure(work: Promise<unknown>): Promise<KnownError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof KnownError) return error;
  throw error ?? new Error('nothing failed');
}

describe('--map', () => {
  it('reads a file of no known format by a mapping, and writes it again byte by byte', async () => {
    await withShop(async (shop) => {
      const {file, map} = await files(shop);
      const first = await shop.bring(file, {reading: {map}});
      expect(first.errors).to.deep.equal([]);
      expect(first.dialect).to.equal('map:lager');
      const listings = await shop.context.data.catalog.listings(shop.shop.id);
      expect(listings.map(({title, vendor, status}) => ({title, vendor, status}))).to.deep.equal([
        {title: 'Tasse', vendor: 'Acme', status: 'active'},
        {title: 'Teller', vendor: 'Acme', status: 'draft'},
      ]);
      expect(listings[0]?.offers[0]).to.deep.include({
        price: 123450,
        weightGrams: 350,
        options: [{name: 'Farbe', value: 'rot'}],
      });
      const output = path.join(shop.folder, 'out.csv');
      await exportListings(shop.context, {shop: shop.shop.name, dialect: 'souk', map, output, bom: false});
      expect((await readFile(output, 'utf8')).replaceAll('"', '')).to.equal(FILE.replaceAll('"', ''));
      expect((await shop.import(output, {reading: {map}, against: 'none'})).plan?.changes).to.deep.equal([]);
    });
  });

  it('says on which line of the mapping something is wrong', async () => {
    await withShop(async (shop) => {
      const unknown = await failure(readMap((await files(shop, MAP.replace('  sku:', '  skuu:'))).map));
      expect(unknown).to.deep.include({code: 'RULES_KEY_UNKNOWN'});
      expect(unknown.params).to.include({line: 5, key: 'skuu', nearest: 'sku'});
      const {file, map} = await files(shop, MAP.replace('Preis,', 'Preise,'));
      const lacking = await failure(shop.import(file, {reading: {map}}));
      expect(lacking.code).to.equal('MAP_COLUMN_MISSING');
      expect(lacking.params).to.deep.include({line: 7, column: 'Preise', nearest: 'Preis'});
    });
  });

  it('is drafted from the file, with samples and guesses', async () => {
    await withShop(async (shop) => {
      const {file} = await files(shop);
      const {columns, guesses, delimiter} = await draftMap(file, {});
      expect(delimiter).to.equal(';');
      expect(columns.find(({header}) => header === 'Farbe')?.samples).to.deep.equal(['rot', 'blau']);
      expect(guesses.filter(({column}) => column !== '')).to.deep.equal([
        {field: 'title', column: 'Name'},
        {field: 'price', column: 'Preis'},
      ]);
      const output = path.join(shop.folder, 'drafted.yaml');
      await writeMap(async () => shop.context, {
        output,
        force: false,
        name: 'Läger 1',
        delimiter,
        columns: {sku: 'ArtNr'},
      });
      expect((await readMap(output)).mapping.fields).to.deep.equal({sku: {column: 'ArtNr'}});
    });
  });
});
