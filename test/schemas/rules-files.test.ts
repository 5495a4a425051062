import {readFileSync} from 'node:fs';
import {expect} from 'chai';
import {parse} from 'yaml';
import {promotionsJsonSchema} from '../../src/app/promotion/file-schema.js';
import {faults, SCHEMAS} from './schemas.js';

/** Which schema the files that a seller gets must fit. */
const TEMPLATES = [
  ['pricing.schema.json', 'templates/pricing.yaml'],
  ['pricing.schema.json', 'templates/demo/pricing.yaml'],
  ['promotions.schema.json', 'templates/promotions.yaml'],
] as const;

describe('published schemas', () => {
  for (const [schema, file] of TEMPLATES) {
    it(`${schema} takes ${file}`, () => {
      expect(faults(schema, parse(readFileSync(file, 'utf8')))).to.deep.equal([]);
    });
  }

  it('promotions.schema.json is the one that souk reads by (npm run schemas)', () => {
    // What a file holds has been through JSON once: keys without a value are gone.
    const plain: unknown = JSON.parse(JSON.stringify(promotionsJsonSchema()));
    expect(SCHEMAS.get('promotions.schema.json')).to.deep.equal(plain);
  });

  it('pricing.schema.json refuses what souk refuses', () => {
    expect(faults('pricing.schema.json', {version: 1, guards: {steps: {}}})).to.not.deep.equal([]);
    expect(faults('pricing.schema.json', {version: 2})).to.not.deep.equal([]);
    expect(faults('pricing.schema.json', {version: 1, defaults: {strategy: 'cost', margin: 1.5}})).to.not.deep.equal(
      [],
    );
  });

  it('promotions.schema.json refuses what souk refuses', () => {
    expect(faults('promotions.schema.json', {version: 1, promotions: [{name: 'x', discount: 5}]})).to.not.deep.equal(
      [],
    );
  });

  it('every schema says which draft it is, and what it is', () => {
    for (const [file, schema] of SCHEMAS) {
      expect(schema['$schema'], file).to.equal('https://json-schema.org/draft/2020-12/schema');
      expect(schema['title'], file).to.be.a('string');
    }
  });
});
