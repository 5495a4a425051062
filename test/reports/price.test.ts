import {expect} from 'chai';
import {csvText} from '../../src/reports/csv.js';
import {type PriceComparison, priceTable} from '../../src/reports/price.js';
import {type PriceWords, pricePage} from '../../src/reports/price-page.js';

const COMPARISON: PriceComparison = {
  shop: 'main',
  currency: 'USD',
  zone: 'UTC',
  period: {from: '2026-03-03', to: '2026-04-06'},
  sides: [
    {side: 'by-rules', skus: 30, before: 89_741.2, since: 108_271},
    {side: 'old-prices', skus: 10, before: 29_839, since: 29_524},
  ],
  uplift: {uplift: 0.2194, low: 0.1578, high: 0.28421, error: 0.03},
};

const WORDS: PriceWords = {
  locale: 'en',
  none: '–',
  title: '<script>main</script>',
  facts: ['34 days & more'],
  headings: {rows: 'In figures', notes: 'To know'},
  chart: 'Since, of before',
  label: (key) => key,
  side: (side) => side,
  verdict: 'The rules earn +21.9 %.',
  notes: ['at today’s costs'],
  footer: 'souk',
};

async function linesOf(comparison: PriceComparison): Promise<readonly string[]> {
  const pieces: string[] = [];
  for await (const piece of csvText(priceTable(comparison))) pieces.push(piece);
  return pieces.join('').trim().split(/\r?\n/u);
}

describe('what the rules bring, in files', () => {
  it('is a row a side in CSV, the uplift beside what is by the rules', async () => {
    expect(await linesOf(COMPARISON)).to.deep.equal([
      'side,skus,profit_a_day_before,profit_a_day_since,ratio,uplift,uplift_low,uplift_high',
      'by-rules,30,897.41,1082.71,1.2065,0.2194,0.1578,0.2842',
      'old-prices,10,298.39,295.24,0.9894,,,',
    ]);
  });

  it('leaves empty what is not known, and writes losses as numbers', async () => {
    const [, rules, old] = await linesOf({
      ...COMPARISON,
      sides: [
        {side: 'by-rules', skus: 3, before: 500, since: null},
        {side: 'old-prices', skus: 1, before: -250, since: -300},
      ],
      uplift: null,
    });
    expect(rules).to.equal('by-rules,3,5.00,,,,,');
    expect(old).to.equal('old-prices,1,-2.50,-3.00,,,,');
    expect(await linesOf({...COMPARISON, sides: [], uplift: null})).to.have.length(1);
  });

  it('is one page without script or request, with a drawing for a screen and for a phone', async () => {
    const page = await pricePage(COMPARISON, WORDS);
    expect(page).to.contain('&lt;script&gt;main').and.to.contain('34 days &amp; more');
    expect(page).to.not.match(/<script|<img|https?:\/\/(?!www\.w3\.org)|NaN|undefined/u);
    expect(page.match(/<svg/gu)).to.have.length(2);
    expect(page).to.contain('<td class="n">1,082.71</td><td class="n">120.6 %</td>');
    expect(await pricePage(COMPARISON, WORDS), 'the same bytes').to.equal(page);
  });

  it('draws nothing before a day is over, and only says so where nothing was set aside', async () => {
    const sides = COMPARISON.sides.map((side) => ({...side, since: null}));
    const early = await pricePage({...COMPARISON, sides, uplift: null}, WORDS);
    expect(early).to.not.contain('<svg').and.not.contain('NaN');
    expect(early).to.contain('<td class="n">–</td><td class="n">–</td>');
    const none = await pricePage(
      {...COMPARISON, sides: [], uplift: null},
      {...WORDS, verdict: 'Nothing is set aside.'},
    );
    expect(none).to.contain('Nothing is set aside.').and.not.contain('<table');
  });
});
