import {expect} from 'chai';
import {sparkline} from '../../src/reports/sparkline.js';
import {textsFor} from '../../src/reports/text.js';

const OCTOBER = {from: '2026-10-01', to: '2026-11-01'};

describe('texts of a report', () => {
  const texts = textsFor('en', 'EUR', '–', OCTOBER);

  it('writes amounts, shares and changes', () => {
    expect(texts.money(120_410)).to.equal('1,204.10');
    expect(textsFor('en', 'JPY', '–', OCTOBER).money(-1234)).to.equal('-1,234');
    expect(textsFor('de', 'KWD', '–', OCTOBER).money(1_234_567)).to.equal('1.234,567');
    expect([texts.money(null), texts.share(null), texts.change(null), texts.count(null)]).to.deep.equal([
      '–',
      '–',
      '–',
      '–',
    ]);
    expect(texts.share('0.0312')).to.equal('3.1 %');
    expect(texts.share('-0.0001')).to.equal('0.0 %');
    expect([texts.change('0.1831'), texts.change('-0.028'), texts.change('-0.0002')]).to.deep.equal([
      '+18.3 %',
      '−2.8 %',
      '±0.0 %',
    ]);
    expect(texts.points('-0.006')).to.equal('−0.6');
  });

  it('names periods as people do', () => {
    expect(texts.period(OCTOBER)).to.equal('October 2026');
    expect(texts.period({from: '2026-10-01', to: '2026-12-01'})).to.equal('October–November 2026');
    expect(texts.period({from: '2026-10-05', to: '2026-10-12'})).to.equal('Oct 5–11, 2026');
    expect(texts.period({from: '2026-10-05', to: '2026-10-06'})).to.equal('Oct 5, 2026');
    expect(texts.step('2026-10-01', 'week')).to.equal('Oct 1–4');
    expect(texts.step('2026-10-03', 'day')).to.equal('Oct 3');
    expect(texts.step('2026-10', 'month')).to.equal('Oct 2026');
  });

  it('draws a course as one line', () => {
    expect(sparkline([])).to.equal('');
    expect(sparkline([null, null])).to.equal('');
    expect(sparkline([0, 0, 0])).to.equal('▁▁▁');
    expect(sparkline([0, 50, null, 100])).to.equal('▁▅ █');
    expect(sparkline([-100, 0, 100])).to.equal('▁▅█');
    expect(sparkline(Array.from({length: 365}, (_, i) => i))).to.have.length(48);
  });
});
