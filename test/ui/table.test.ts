import {expect} from 'chai';
import stringWidth from 'string-width';
import {forTerminal} from '../../src/ui/format.js';
import {tableLines} from '../../src/ui/table.js';

const COLUMNS = [{label: 'SKU'}, {label: 'TITLE', shrink: true}, {label: 'PRICE', align: 'right' as const}];
const lines = (rows: readonly (readonly string[])[], width = 60, fit = true) => [
  ...tableLines(COLUMNS, rows, {width, indent: 2, fit}),
];

describe('tables', () => {
  it('lines columns up, numbers to the right', () => {
    expect(
      lines([
        ['A', 'Mug', '12.00'],
        ['LONG-1', 'Bag', '8.50'],
      ]),
    ).to.deep.equal(['  SKU     TITLE  PRICE', '  A       Mug    12.00', '  LONG-1  Bag     8.50']);
  });

  it('counts wide characters as two', () => {
    const [, first = '', second = ''] = lines([
      ['A', '红色马克杯', '12.00'],
      ['B', 'Mug', '8.50'],
    ]);
    expect(stringWidth(first)).to.equal(stringWidth(second));
  });

  it('never goes beyond the terminal, and cuts the column that may give way', () => {
    for (const line of lines([['A-SKU', 'x'.repeat(200), '12.00']], 40)) expect(stringWidth(line)).to.be.at.most(40);
    expect(lines([['A-SKU', 'x'.repeat(200), '12.00']], 40)[1]).to.match(/^ {2}A-SKU {2}x+… {2}12\.00$/u);
  });

  it('cuts long names in their middle before it cuts values', () => {
    const columns = [
      {label: 'SKU', names: 12},
      {label: 'now', shrink: true},
      {label: 'will be', shrink: true},
    ];
    const rows = ['S', 'XL'].map((size) => [`taylor-swift-eras-tour-hoodie-${size}`, 'Taylor Swift', 'Taylor Swift 2']);
    const [, small = '', large = ''] = tableLines(columns, rows, {width: 50, indent: 2, fit: true});
    expect(small).to.match(/^ {2}taylor.+….+-S {2}Taylor Swift {2}Taylor Swift 2$/u);
    expect(large).to.match(/-XL {2}Taylor Swift {2}Taylor Swift 2$/u);
    for (const line of [small, large]) expect(stringWidth(line)).to.be.at.most(50);
    const narrow = [
      ...tableLines(columns, [['红'.repeat(20), 'x'.repeat(60), 'y']], {width: 50, indent: 2, fit: true}),
    ];
    expect(narrow[1]).to.match(/^ {2}红+…红+ {1,3}x+… {2}y$/u);
  });

  it('cuts nothing in a pipe', () => {
    expect(lines([['A', 'x'.repeat(200), '1']], 40, false)[1]).to.include('x'.repeat(200));
  });

  it('draws many rows as it draws few', () => {
    const many = Array.from({length: 1500}, (_, i) => [`S${i}`, 'Mug', '12.00']);
    const few = many.slice(0, 900);
    const padded = (rows: readonly (readonly string[])[]) =>
      lines([...rows, ['S-WIDEST', 'Mug', '12.00']]).slice(1, 900);
    expect(padded(many)).to.deep.equal(padded(few));
  });

  it('lets no control characters of a shop reach the terminal', () => {
    expect(forTerminal('a\u001B]0;title\u0007b\r\u202Ec\u001B[2J')).to.equal('a]0;titlebc[2J');
    expect(forTerminal('\u001B[31mred\u001B[39m\n'), 'our own colours stay').to.equal('\u001B[31mred\u001B[39m\n');
    expect(forTerminal('\u001B[8mhidden\u001B[0m'), 'a hidden text is shown').to.equal('hidden');
  });
});
