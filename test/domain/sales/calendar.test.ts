import {expect} from 'chai';
import {
  addDays,
  dayAt,
  drawnStep,
  lastPeriod,
  parseDay,
  periodBefore,
  stepDays,
  stepKeys,
  zoneDays,
} from '../../../src/domain/sales/calendar.js';

describe('calendar of reports', () => {
  it('reads days and nothing else', () => {
    expect(parseDay(' 2026-02-28 ')).to.equal('2026-02-28');
    for (const text of [
      '2026-02-30',
      '2026-13-01',
      '26-01-01',
      '2026-1-1',
      '0001-01-01',
      '2500-01-01',
      'today',
      '',
      '2026-01-01T10:00',
    ]) {
      expect(parseDay(text), text).to.equal(null);
    }
  });

  it('reads stretches that end today', () => {
    expect(lastPeriod('30d', '2026-03-31')).to.deep.equal({from: '2026-03-02', to: '2026-04-01'});
    expect(lastPeriod('2w', '2026-01-14')).to.deep.equal({from: '2026-01-01', to: '2026-01-15'});
    expect(lastPeriod('1m', '2026-03-31')).to.deep.equal({from: '2026-03-01', to: '2026-04-01'});
    expect(lastPeriod('1y', '2026-12-31')).to.deep.equal({from: '2026-01-01', to: '2027-01-01'});
    for (const text of ['0d', '-3d', '30', 'd', '9999y', '1e3d', '1.5m', ''])
      expect(lastPeriod(text, '2026-03-31'), text).to.equal(null);
  });

  it('compares whole months with whole months, and any other stretch with as many days', () => {
    expect(periodBefore({from: '2026-10-01', to: '2026-11-01'})).to.deep.equal({from: '2026-09-01', to: '2026-10-01'});
    expect(periodBefore({from: '2026-01-01', to: '2027-01-01'})).to.deep.equal({from: '2025-01-01', to: '2026-01-01'});
    expect(periodBefore({from: '2026-10-05', to: '2026-10-12'})).to.deep.equal({from: '2026-09-28', to: '2026-10-05'});
  });

  it('cuts weeks and months to the period and leaves no gap', () => {
    const period = {from: '2026-10-01', to: '2026-11-01'};
    expect(stepKeys(period, 'week')).to.deep.equal([
      '2026-10-01',
      '2026-10-05',
      '2026-10-12',
      '2026-10-19',
      '2026-10-26',
    ]);
    expect(stepDays('2026-10-01', 'week', period)).to.deep.equal({first: '2026-10-01', last: '2026-10-04'});
    expect(stepDays('2026-10-26', 'week', period)).to.deep.equal({first: '2026-10-26', last: '2026-10-31'});
    expect(stepKeys({from: '2025-12-30', to: '2026-02-02'}, 'month')).to.deep.equal(['2025-12', '2026-01', '2026-02']);
    expect(stepDays('2026-02', 'month', {from: '2025-12-30', to: '2026-02-02'})).to.deep.equal({
      first: '2026-02-01',
      last: '2026-02-01',
    });
    expect(stepKeys(period, 'day')).to.have.length(31);
    expect([
      drawnStep(period),
      drawnStep({from: '2026-01-01', to: '2027-01-01'}),
      drawnStep({from: '2020-01-01', to: '2027-01-01'}),
    ]).to.deep.equal(['day', 'week', 'month']);
  });

  it('days of 23 and 25 hours are one day each', () => {
    const spring = zoneDays({from: '2026-03-28', to: '2026-03-31'}, 'Europe/Berlin');
    expect(spring.instantOf(2) - spring.instantOf(1)).to.equal(23 * 3_600_000);
    expect(spring.indexOf(Date.parse('2026-03-28T22:59:59.999Z'))).to.equal(0);
    expect(spring.indexOf(Date.parse('2026-03-28T23:00:00Z'))).to.equal(1);
    expect(spring.indexOf(Date.parse('2026-03-29T22:00:00Z'))).to.equal(2);
    const autumn = zoneDays({from: '2026-10-25', to: '2026-10-26'}, 'Europe/Berlin');
    expect(autumn.end - autumn.start).to.equal(25 * 3_600_000);
    expect(autumn.indexOf(autumn.start - 1)).to.equal(-1);
    expect(autumn.indexOf(autumn.end)).to.equal(-1);
  });

  it('agrees with the wall of zones whose midnight or whole day is missing', () => {
    for (const [zone, from, to] of [
      ['America/Sao_Paulo', '2018-11-02', '2018-11-07'],
      ['Pacific/Apia', '2011-12-28', '2012-01-03'],
      ['Africa/Cairo', '2026-04-22', '2026-04-27'],
      ['Asia/Kathmandu', '2026-01-01', '2026-01-03'],
    ] as const) {
      const days = zoneDays({from, to}, zone);
      for (let instant = days.start; instant < days.end; instant += 900_000) {
        expect(days.dates[days.indexOf(instant)], `${zone} ${new Date(instant).toISOString()}`).to.equal(
          dayAt(instant, zone),
        );
      }
    }
  });

  it('counts over leap days', () => {
    expect(addDays('2028-02-28', 2)).to.equal('2028-03-01');
    expect(zoneDays({from: '2028-02-01', to: '2028-03-01'}, 'UTC').dates).to.have.length(29);
  });
});
