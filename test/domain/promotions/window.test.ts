import {expect} from 'chai';
import fc from 'fast-check';
import {bothZones, type Edge, readEdge, zoneKnown} from '../../../src/domain/promotions/window.js';

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';

/** The instant as ISO text, or the code of the refusal. */
function read(text: string, zone: string, edge: Edge = 'start'): string {
  const reading = readEdge(text, zone, edge);
  return reading.ok ? new Date(reading.at).toISOString() : reading.problem.code;
}

function notes(text: string, zone: string, edge: Edge): string[] {
  const reading = readEdge(text, zone, edge);
  return reading.ok ? reading.notes.map(({code}) => code) : [reading.problem.code];
}

describe('window of a promotion', () => {
  it('reads a date as a whole day of the shop', () => {
    expect(read('2026-11-27', BERLIN)).to.equal('2026-11-26T23:00:00.000Z');
    expect(read('2026-11-27', BERLIN, 'end')).to.equal('2026-11-27T23:00:00.000Z');
    expect(notes('2026-11-27', BERLIN, 'end')).to.deep.equal(['PROMO_END_WHOLE_DAY']);
    expect(notes('2026-11-27', BERLIN, 'start')).to.deep.equal([]);
  });

  it('counts a day of 23 and of 25 hours', () => {
    const hours = (day: string, zone: string) =>
      (Date.parse(read(day, zone, 'end')) - Date.parse(read(day, zone, 'start'))) / 3_600_000;
    expect(hours('2026-03-29', BERLIN)).to.equal(23);
    expect(hours('2026-10-25', BERLIN)).to.equal(25);
    expect(hours('2026-03-08', NEW_YORK)).to.equal(23);
    expect(hours('2026-11-01', NEW_YORK)).to.equal(25);
  });

  it('reads the shop’s wall clock, and exact times', () => {
    expect(read('2026-11-27T18:00', BERLIN)).to.equal('2026-11-27T17:00:00.000Z');
    expect(read('2026-07-27 18:00:30', BERLIN)).to.equal('2026-07-27T16:00:30.000Z');
    expect(read('2026-11-27T24:00', BERLIN)).to.equal('2026-11-27T23:00:00.000Z');
    expect(read('2026-11-27T18:00Z', NEW_YORK)).to.equal('2026-11-27T18:00:00.000Z');
    expect(read('2026-11-27T18:00-0500', BERLIN)).to.equal('2026-11-27T23:00:00.000Z');
    expect(notes('2026-11-27T18:00+02:00', BERLIN, 'start')).to.deep.equal(['PROMO_TIME_OTHER_OFFSET']);
    expect(notes('2026-11-27T18:00+01:00', BERLIN, 'start')).to.deep.equal([]);
  });

  it('refuses an hour that the clock skips, and says the jump', () => {
    for (const [text, zone, from, to] of [
      ['2026-03-29T02:30', BERLIN, '2026-03-29 02:00', '2026-03-29 03:00'],
      ['2026-03-08T02:00', NEW_YORK, '2026-03-08 02:00', '2026-03-08 03:00'],
    ] as const) {
      const reading = readEdge(text, zone, 'start');
      expect(reading).to.deep.equal({ok: false, problem: {code: 'PROMO_TIME_SKIPPED', params: {text, zone, from, to}}});
    }
    expect(read('2026-03-29T03:00', BERLIN)).to.equal('2026-03-29T01:00:00.000Z');
  });

  it('refuses an hour that comes twice, and offers both', () => {
    const reading = readEdge('2026-10-25T02:30', BERLIN, 'end');
    const params = {
      text: '2026-10-25T02:30',
      zone: BERLIN,
      earlier: '2026-10-25T02:30+02:00',
      later: '2026-10-25T02:30+01:00',
    };
    expect(reading).to.deep.equal({ok: false, problem: {code: 'PROMO_TIME_TWICE', params}});
    expect(read(params.earlier, BERLIN)).to.equal('2026-10-25T00:30:00.000Z');
    expect(read(params.later, BERLIN)).to.equal('2026-10-25T01:30:00.000Z');
    expect(notes(params.later, BERLIN, 'end')).to.deep.equal([]);
    expect(read('2026-11-01T01:15', NEW_YORK)).to.equal('PROMO_TIME_TWICE');
  });

  it('starts a day without midnight, and one with two, at its first instant', () => {
    expect(read('2024-04-26', 'Africa/Cairo')).to.equal('2024-04-25T22:00:00.000Z');
    expect(notes('2024-04-26', 'Africa/Cairo', 'start')).to.deep.equal(['PROMO_TIME_NO_MIDNIGHT']);
    expect(read('2026-11-01', 'America/Havana')).to.equal('2026-11-01T04:00:00.000Z');
  });

  it('refuses what is no time', () => {
    for (const text of [
      '',
      'tomorrow',
      '27.11.2026',
      '2026-02-30',
      '2026-13-01',
      '2026-11-27T25:00',
      '2026-11-27T24:01',
      '1e999',
      '2026-11-27T18:00+99:00',
      '2026-11-27T18:60',
      '0026-11-27',
      '2026-11-27T18:00 Europe/Berlin',
    ]) {
      expect(read(text, BERLIN), text).to.equal('PROMO_TIME_INVALID');
    }
    expect(zoneKnown('Europe/Berlin')).to.equal(true);
    expect(zoneKnown('Europe/Nowhere')).to.equal(false);
  });

  it('prints an instant in both zones', () => {
    const at = Date.parse('2026-11-27T17:00:00Z');
    expect(bothZones(at, BERLIN)).to.deep.equal({
      local: '2026-11-27 18:00 +01:00 Europe/Berlin',
      utc: '2026-11-27 17:00 UTC',
    });
  });

  it('reads back every instant it prints', () => {
    const zones = fc.constantFrom(BERLIN, NEW_YORK, 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC');
    const instants = fc.integer({min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000});
    fc.assert(
      fc.property(zones, instants, (zone, seconds) => {
        const [date = '', time = '', offset = ''] = bothZones(seconds * 1000, zone).local.split(' ');
        const reading = readEdge(`${date}T${time}${offset}`, zone, 'start');
        const plain = readEdge(`${date}T${time}`, zone, 'start');
        return (
          reading.ok &&
          reading.at === seconds * 1000 &&
          reading.notes.length === 0 &&
          (plain.ok ? plain.at === seconds * 1000 : plain.problem.code === 'PROMO_TIME_TWICE')
        );
      }),
    );
  });
});
