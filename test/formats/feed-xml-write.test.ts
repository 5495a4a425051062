import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import fc from 'fast-check';
import {openTable} from '../../src/formats/csv.js';
import {feedText} from '../../src/formats/feed-xml-write.js';
import {withFolder} from '../support/souk.js';

async function read(text: string): Promise<Record<string, string>[]> {
  return await withFolder(async (folder) => {
    const file = path.join(folder, 'feed.xml');
    await writeFile(file, text);
    const table = await openTable(file);
    const rows: Record<string, string>[] = [];
    for await (const batch of table.rows())
      rows.push(
        ...batch.map(({cells}) =>
          Object.fromEntries(
            table.header.flatMap((name, at) => ((cells[at] ?? '') === '' ? [] : [[name, cells[at] ?? '']])),
          ),
        ),
      );
    return rows;
  });
}

const HEADER = ['id', 'title', 'description', 'image link', 'additional_image_link', 'shipping', 'installment'];

describe('a product feed that is written in XML', () => {
  it('is RSS 2.0 with Google’s names, parts in parts and lists as elements', () => {
    const row = [
      'A&B<1>',
      'Mug',
      '',
      'https://x/1.png?a=1&b=2',
      'https://x/2.png,https://x/a,b.png',
      'US::Standard:5.00 USD,CA:ON::9.00 USD',
      '6:50 BRL',
    ];
    const {pieces, columns, marks} = feedText(HEADER, [row], {title: 'main & co'});
    expect(pieces.join('')).to.equal(`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
<channel>
<title>main &amp; co</title>
<link></link>
<description></description>
<item>
  <g:id>A&amp;B&lt;1&gt;</g:id>
  <g:title>Mug</g:title>
  <g:image_link>https://x/1.png?a=1&amp;b=2</g:image_link>
  <g:additional_image_link>https://x/2.png</g:additional_image_link>
  <g:additional_image_link>https://x/a,b.png</g:additional_image_link>
  <g:shipping><g:country>US</g:country><g:region></g:region><g:service>Standard</g:service><g:price>5.00 USD</g:price></g:shipping>
  <g:shipping><g:country>CA</g:country><g:region>ON</g:region><g:service></g:service><g:price>9.00 USD</g:price></g:shipping>
  <g:installment><g:months>6</g:months><g:amount>50 BRL</g:amount></g:installment>
</item>
</channel>
</rss>
`);
    expect([columns, marks]).to.deep.equal([[], 0]);
  });

  it('says what XML can not: columns without a name, marks that are none', async () => {
    const {pieces, columns, marks} = feedText(
      ['id', 'souk variant / x', 'style[0]', 'title'],
      [
        ['1', 'lost', '', 'a\u0000b\u000bc\ud800d\ufffe'],
        ['2', '', '', 'fine 😀'],
      ],
      {title: 's'},
    );
    expect([columns, marks]).to.deep.equal([['souk variant / x'], 4]);
    expect(await read(pieces.join(''))).to.deep.equal([
      {id: '1', title: 'abcd'},
      {id: '2', title: 'fine 😀'},
    ]);
  });

  it('is read back cell by cell as it was', async () => {
    const text = fc.string({
      unit: fc.constantFrom(
        'a',
        '<',
        '>',
        '&',
        '"',
        "'",
        ']]>',
        '\r',
        '\n',
        '\r\n',
        '\t',
        ' ',
        ',',
        ':',
        '&amp;',
        '茶',
        '😀',
        '=',
        '<![CDATA[',
      ),
      maxLength: 12,
    });
    const names = [
      'id',
      'title',
      'description',
      'link',
      'shipping',
      'tax',
      'installment',
      'additional_image_link',
      'custom_label_0',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, {minLength: names.length, maxLength: names.length}), {minLength: 1, maxLength: 5}),
        async (drawn) => {
          const rows = drawn.map((cells, index) => [`S${index}`, ...cells.slice(1).map((cell) => cell.trim())]);
          const {pieces, columns, marks} = feedText(names, rows, {title: 'main'});
          expect([columns, marks]).to.deep.equal([[], 0]);
          expect(await read(pieces.join(''))).to.deep.equal(
            rows.map((cells) =>
              Object.fromEntries(names.flatMap((name, at) => (cells[at] === '' ? [] : [[name, cells[at]]]))),
            ),
          );
        },
      ),
      {numRuns: 200},
    );
  });
});
