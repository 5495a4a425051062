import {expect} from 'chai';
import {lowestBefore} from '../../../src/domain/pricing/history.js';
import {DAY, NOW} from './support.js';

const held = (daysAgo: number, price: number, promotion: string | null = null) => ({
  at: NOW - daysAgo * DAY,
  price,
  promotion,
});

describe('the lowest price of the last days', () => {
  it('counts a price that began before the window and held into it', () => {
    expect(lowestBefore([held(90, 800), held(20, 1000)], NOW, 30)).to.include({
      price: 800,
      complete: true,
      promotion: null,
    });
    expect(lowestBefore([held(90, 800), held(40, 1000)], NOW, 30)).to.include({price: 1000, complete: true});
    expect(lowestBefore([held(90, 800), held(30, 1000)], NOW, 30)).to.include({price: 1000});
  });

  it('ends the window where the running promotion started, not now', () => {
    const found = lowestBefore(
      [held(60, 1000), held(20, 900), held(10, 1000), held(5, 600, 'M-1'), held(2, 550, 'M-1')],
      NOW,
      30,
    );
    expect(found).to.include({price: 900, until: NOW - 5 * DAY, promotion: 'M-1'});
  });

  it('says when the ledger is younger than the window, or empty before it', () => {
    expect(lowestBefore([held(3, 1000)], NOW, 30)).to.include({price: 1000, complete: false});
    expect(lowestBefore([held(0, 1000)], NOW, 30)).to.include({price: null, since: null, complete: false});
    expect(lowestBefore([held(2, 700, 'M-1')], NOW, 30)).to.include({price: null, complete: false});
    expect(lowestBefore([], NOW, 30)).to.include({price: null, complete: false});
  });

  it('ends the window where the reduction is announced, when somebody says when', () => {
    const history = [held(60, 1000), held(40, 800), held(30, 1000), held(6, 700)];
    expect(lowestBefore(history, NOW, 30)).to.include({price: 700});
    expect(lowestBefore(history, NOW, 30, NOW - 8 * DAY)).to.include({price: 800, until: NOW - 8 * DAY});
    expect(lowestBefore(history, NOW, 30, NOW + 20 * DAY)).to.include({price: 700, until: NOW + 20 * DAY});
    const running = [held(60, 1000), held(20, 900), held(10, 1000), held(5, 600, 'M-1')];
    expect(lowestBefore(running, NOW, 14, NOW - 25 * DAY)).to.include({price: 1000, promotion: 'M-1'});
  });

  it('counts a price that stood for a moment', () => {
    expect(
      lowestBefore([held(60, 1000), held(10, 1), {at: NOW - 10 * DAY + 1, price: 1000, promotion: null}], NOW, 30),
    ).to.include({price: 1});
  });
});
