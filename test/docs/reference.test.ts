import {readFileSync} from 'node:fs';
import {expect} from 'chai';
import {parse} from 'yaml';
import {parseRules} from '../../src/app/price/rules-file.js';
import {DEFAULT_BREAKER, DEFAULT_GUARDS} from '../../src/domain/pricing/rules.js';
import {SOUK_COLUMNS} from '../../src/formats/dialects/souk.js';
import {FACT_KINDS} from '../../src/formats/facts/kinds.js';
import {LISTING_COLUMNS} from '../../src/platforms/folder/sheet.js';
import {faults, propertiesOf} from '../schemas/schemas.js';

const page = (name: string) => readFileSync(`docs/${name}.md`, 'utf8');

/** The text of a page from a heading to the next one of its level or above. */
function section(text: string, heading: string): string {
  const from = text.indexOf(heading);
  if (from < 0) throw new RangeError(`no heading ${heading}`);
  const level = heading.indexOf(' ');
  const body = text.slice(from + heading.length);
  const to = body.search(new RegExp(`\\n#{1,${level}} `, 'u'));
  return heading + (to < 0 ? body : body.slice(0, to));
}

/** Cells of the table rows of a text, marks taken off. */
function tableCells(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| ?-/u.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/u)
        .map((cell) => cell.replace(/[`*]/gu, '').trim()),
    );
}

/** Names in the first column; several may share a row. */
const firstColumn = (text: string) => tableCells(text).flatMap(([cell = '']) => cell.split(', '));

const yamlBlocks = (text: string) => [...text.matchAll(/```yaml\n([\s\S]*?)```/gu)].map(([, block = '']) => block);

describe('docs/pricing-rules.md', () => {
  const text = page('pricing-rules');
  const [example = ''] = yamlBlocks(text);

  it('shows a file that souk reads', () => {
    const rules = parseRules(example, 'pricing.yaml', {currency: 'EUR', zone: 'Europe/Berlin'});
    expect(rules.rules).to.have.length(3);
    expect(faults('pricing.schema.json', parse(example))).to.deep.equal([]);
  });

  it('names every key of the schema', () => {
    const keys = new Set(propertiesOf('pricing.schema.json').map((place) => place.split('/').at(-1) ?? ''));
    const missing = [...keys].filter((key) => !new RegExp(`\\b${key}\\b`, 'u').test(text));
    expect(missing).to.deep.equal([]);
  });

  it('tells the defaults of the breaker as they are', () => {
    const rows = new Map(tableCells(section(text, '## The breaker')).map(([key = '', value = '']) => [key, value]));
    const told = Object.fromEntries([...rows].filter(([key]) => key !== 'key'));
    const percent = (share: number | null) => `${Math.round((share ?? 0) * 100)} %`;
    expect(told).to.deep.equal({
      move: percent(DEFAULT_BREAKER.moveAbove),
      share: percent(DEFAULT_BREAKER.share),
      mean_move: percent(DEFAULT_BREAKER.meanMove),
      largest_move: percent(DEFAULT_BREAKER.largestMove),
      large_moves: percent(DEFAULT_BREAKER.largeMoves),
      at_floor: percent(DEFAULT_BREAKER.atFloor),
      rows_fallen: percent(DEFAULT_BREAKER.rowsFallen),
      revenue: percent(DEFAULT_BREAKER.revenue),
    });
  });

  it('tells the defaults of the guards as they are', () => {
    const {stepDown, stepUp, stepWeek, daysBetween, minMargin, listFactor, costMaxAgeDays, rivalMaxAgeHours} =
      DEFAULT_GUARDS;
    const percent = (share: string) => `${Number(share) * 100} %`;
    const rows = new Map(
      tableCells(section(text, '## Guards')).map(([, guard = '', , , value = '']) => [guard, value]),
    );
    expect(rows.get('inputs')).to.equal(String(costMaxAgeDays));
    expect(rows.get('step')).to.equal(`${percent(stepDown)}, ${percent(stepUp)}, ${percent(stepWeek)}, ${daysBetween}`);
    expect(rows.get('floor')).to.equal(`–, ${percent(minMargin)}`);
    expect(rows.get('ceiling')).to.equal(`–, ${listFactor}, none`);
    expect(section(text, '## Guards')).to.contain(`\`rival_max_age_hours\` (default ${rivalMaxAgeHours})`);
  });
});

describe('docs/promotions.md', () => {
  const text = page('promotions');

  it('shows a file that fits the schema, and names every key', () => {
    const [example = ''] = yamlBlocks(text);
    expect(faults('promotions.schema.json', parse(example))).to.deep.equal([]);
    const keys = propertiesOf('promotions.schema.json').filter((place) => !place.includes('/when/'));
    const told = new Set([...firstColumn(section(text, '## `promotions.yaml`')), 'version', 'promotions']);
    expect(keys.map((place) => place.split('/').at(-1)).filter((key) => !told.has(key ?? ''))).to.deep.equal([]);
  });
});

describe('docs/files.md', () => {
  const text = page('files');

  it("has souk's own catalogue columns", () => {
    const told = firstColumn(section(text, "### souk's own columns")).filter((name) => name !== 'column');
    expect(told).to.have.members(SOUK_COLUMNS.map(({headers}) => headers[0]));
  });

  for (const kind of Object.values(FACT_KINDS)) {
    it(`has the columns of ${kind.file}, the needed ones in bold`, () => {
      const part = section(text, `### \`${kind.file}\``);
      expect(firstColumn(part).filter((name) => name !== 'column')).to.have.members(kind.columns.map(({name}) => name));
      const bold = [...part.matchAll(/^\| \*\*(\w+)\*\*/gmu)].map(([, name]) => name);
      expect(bold).to.have.members(kind.columns.filter(({need}) => need === 'cell').map(({name}) => name));
    });
  }

  it("has the columns of a folder shop's listings.csv", () => {
    const part = section(text, "## A folder shop's directory");
    const told = firstColumn(part.slice(part.search(/^\| column /mu))).filter((name) => name !== 'column');
    expect(told).to.have.members(LISTING_COLUMNS.map(({name}) => name));
  });
});

describe('docs/plans-and-runs.md', () => {
  it('has every exit code', () => {
    const told = firstColumn(section(page('plans-and-runs'), '## Exit codes')).filter((cell) => cell !== 'code');
    expect(told).to.deep.equal(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '130']);
  });
});
