import {expect} from 'chai';
import {completed, typedText} from '../../src/ui/typed.js';

describe('commands in hints', () => {
  it('come back as they can be pasted, whatever was quoted', () => {
    const args = ['--name', "Anna's mugs", '--where', 'a=b and c>0', '--to=2026-11-30', ''];
    expect(typedText({id: 'promo:add', args})).to.equal(
      "souk promo add --name 'Anna'\\''s mugs' --where 'a=b and c>0' --to=2026-11-30 ''",
    );
  });

  it('are completed: what the new flags replace is left out, also with its value', () => {
    const flags = ['--format', 'html', '--open'];
    const without = ['--format', '--output', '-o'];
    for (const args of [
      ['--last', '30d', '--format', 'table'],
      ['--format=table', '--last', '30d', '-o', 'x.txt'],
      ['--last', '30d', '--open'],
    ])
      expect(completed({id: 'report:sales', args}, flags, without)).to.equal(
        'souk report sales --last 30d --format html --open',
      );
  });
});
