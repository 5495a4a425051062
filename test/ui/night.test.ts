import {expect} from 'chai';
import stringWidth from 'string-width';
import {message} from '../../src/domain/errors.js';
import {render} from '../../src/ui/messages/catalogue.js';
import {en} from '../../src/ui/messages/en/index.js';
import type {Screen} from '../../src/ui/screen.js';
import {showNight} from '../../src/ui/screens/night.js';
import {wrapped} from '../../src/ui/wrap.js';

describe('the screen of a night', () => {
  it('keeps a failed part to its own lines, inside the width, each command whole', () => {
    const lines: string[] = [];
    const same = (text: string) => text;
    const screen = {
      width: 80,
      paint: {strong: same, harm: same, look: same, good: same, faint: same},
      line: (text = '') => lines.push(text),
      words: (said: Parameters<Screen['words']>[0]) => render(en, said),
    } as unknown as Screen;
    const pulled = message('night.pulled', {shop: 'practice', listings: 1200, orders: 34, refused: 0});
    const planned = message('night.planned', {starts: 0, ends: 0, changes: 1199, held: 12, skipped: 3});
    const tripped = message('BREAKER_TRIPPED', {plan: 'P-7K2AB', limits: 2});
    const parts = [
      {part: 'pull', exit: 0, reason: pulled},
      {part: 'plan', exit: 0, reason: planned},
      {part: 'apply', exit: 5, reason: tripped},
    ] as const;
    showNight(screen, {shops: [{shop: 'practice', parts, warnings: [], written: 0, exit: 5}], exit: 5});
    for (const line of lines) expect(stringWidth(line), line).to.be.at.most(80);
    expect(lines.slice(-2).map((line) => line.trim())).to.deep.equal([
      'Look: souk plan show P-7K2AB --sort move',
      'Accept: souk run apply P-7K2AB --accept-breaker',
    ]);
    expect(lines[0]).to.match(/^practice {2}pulled 1200 listings/u);
  });

  it('breaks between words only', () => {
    expect(wrapped('one two three', 7)).to.deep.equal(['one two', 'three']);
    expect(wrapped('extraordinary', 5)).to.deep.equal(['extraordinary']);
    expect(wrapped('a\nb', 5)).to.deep.equal(['a', 'b']);
  });
});
