import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {messagesIn} from '../../src/formats/notifications/messages.js';
import {rivalsTold} from '../../src/platforms/amazon/rivals/told.js';
import {soukJson, withFolder} from '../support/souk.js';
import {stockedShop} from './amazon/job.js';
import {STORE} from './amazon/server/state.js';
import {startServer} from './amazon/shops.js';

/** The only article of the test's server. */
const ASIN = 'B071VG5N9D';
const EARS = {marketplace: STORE, seller: 'S1', currency: 'USD'};

/** A message as Amazon's schema has its example, with these offers. */
function offerChanged(
  at: string,
  offers: Readonly<Record<string, number>>,
  trigger: Readonly<Record<string, string>> = {},
): object {
  const money = (Amount: number) => ({Amount, CurrencyCode: 'USD'});
  return {
    ...{NotificationVersion: '1.0', NotificationType: 'ANY_OFFER_CHANGED', PayloadVersion: '1.0', EventTime: at},
    NotificationMetadata: {ApplicationId: 'a', SubscriptionId: 's', PublishTime: at, NotificationId: 'n'},
    Payload: {
      AnyOfferChangedNotification: {
        SellerId: 'S1',
        OfferChangeTrigger: {
          ...{MarketplaceId: STORE, ASIN, ItemCondition: 'New', TimeOfOfferChange: at, OfferChangeType: 'External'},
          ...trigger,
        },
        Summary: {},
        Offers: Object.entries(offers).map(([SellerId, amount]) => ({
          ...{SellerId, SubCondition: 'new', ListingPrice: money(amount), Shipping: money(1.5)},
          IsFulfilledByAmazon: false,
        })),
      },
    },
  };
}

describe('amazon: messages of changed offers', () => {
  const at = '2026-07-13T19:42:04.284Z';

  it('tell of rivals in this store, in new condition, and not of ourselves', () => {
    const told = rivalsTold(offerChanged(at, {S1: 20, R1: 19}), EARS);
    expect(told).to.deep.include({extra: {name: 'ASIN', value: ASIN}, seenAt: Date.parse(at), whole: true});
    expect(told)
      .to.have.property('records')
      .that.deep.equals([
        {
          ...{sku: '', rival: 'amazon:R1', price: 1900, shipping: 150, inStock: true},
          ...{condition: 'new', seenAt: Date.parse(at)},
        },
      ]);
    const twenty = Object.fromEntries(Array.from({length: 20}, (_, i) => [`R${i}`, i + 1]));
    expect(rivalsTold(offerChanged(at, twenty), EARS), 'there may be others').to.have.property('whole', false);
    expect(rivalsTold(offerChanged(at, {}, {MarketplaceId: 'A2EUQ1WTGCTBG2'}), EARS)).to.equal('elsewhere');
    expect(rivalsTold(offerChanged(at, {}, {ItemCondition: 'Used'}), EARS)).to.equal('elsewhere');
    expect(rivalsTold({NotificationType: 'ORDER_CHANGE'}, EARS)).to.equal('elsewhere');
    expect(rivalsTold('text', EARS)).to.equal('elsewhere');
    expect(rivalsTold({NotificationType: 'ANY_OFFER_CHANGED', Payload: {}}, EARS)).to.equal('broken');
    expect(rivalsTold(offerChanged('', {R1: 1}), EARS)).to.equal('broken');
  });

  it('are found however a queue was emptied into a file', () =>
    withFolder(async (folder) => {
      const file = path.join(folder, 'dump.json');
      const one = offerChanged(at, {R1: 19});
      const found = async (text: string) => {
        await writeFile(file, text);
        return await messagesIn(file);
      };
      const plain = [{line: 1, message: one}];
      const text = JSON.stringify(one);
      expect(await found(`\uFEFF${text}`)).to.deep.equal(plain);
      expect(await found(JSON.stringify([one]))).to.deep.equal(plain);
      expect(await found(JSON.stringify({Messages: [{MessageId: '1', Body: text}]}, null, 2))).to.deep.equal(plain);
      const sns = JSON.stringify({Type: 'Notification', Message: text});
      expect(await found(JSON.stringify({Records: [{body: sns}]}))).to.deep.equal(plain);
      expect(await found(JSON.stringify({'detail-type': 'ANY_OFFER_CHANGED', detail: one}))).to.deep.equal(plain);
      // Wrapped more often than any queue does: no message, and no way to end souk.
      expect(await found(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)).to.have.length(1);
      expect(await found(`${text}\r\n\n{"cut":\n${text}\n`)).to.deep.equal([
        {line: 1, message: one},
        {line: 3, broken: true},
        {line: 4, message: one},
      ]);
    }));

  it('come into the store in their own order, every row of them counted', () =>
    withFolder(async (home) => {
      const server = await startServer();
      try {
        await stockedShop(server, home, ['P0', 'P1']);
        const file = path.join(home, 'queue.jsonl');
        const [early, late] = ['2026-07-13T10:00:00Z', '2026-07-13T11:00:00Z'];
        const lines = [
          ...[offerChanged(late, {R1: 18}), offerChanged(early, {R1: 19, R2: 17})],
          offerChanged(late, {R9: 1}, {ASIN: 'B000000000'}),
          offerChanged(late, {R9: 1}, {MarketplaceId: 'A2EUQ1WTGCTBG2'}),
        ];
        // Of our own store, and made by nobody who reads Amazon's schema.
        const odd = JSON.stringify(offerChanged(late, {R1: 18})).replace(/"Offers":\[.*\]/u, '"Offers":[null]');
        await writeFile(file, `${lines.map((each) => JSON.stringify(each)).join('\n')}\nnot json\n${odd}\n`);
        const run = async (...args: readonly string[]) => {
          const {code, document} = await soukJson([...args, '--shop', 'am'], {home});
          expect(code, JSON.stringify(document)).to.equal(0);
          return document as unknown as {result: Record<string, unknown>; warnings: readonly {code: string}[]};
        };
        const imported = await run('rival', 'import', file);
        // For each of two SKUs: two offers, then one, and the other is gone.
        const none = {changed: 0, same: 0, repeated: 0, held: 0};
        expect(imported.result['rows']).to.deep.equal({total: 12, added: 8, refused: 2, ignored: 2, ...none});
        const unreadable = ['MESSAGE_UNREADABLE', 'MESSAGE_UNREADABLE'];
        expect(imported.warnings.map(({code}) => code)).to.deep.equal(['FACT_SKUS_UNLISTED', ...unreadable]);
        const listed = JSON.stringify((await run('rival', 'list')).result);
        expect(listed).to.include('amazon:R1').and.to.include('18.00').and.not.to.include('17.00');
        const again = await run('rival', 'import', file);
        expect(again.result['rows']).to.deep.include({added: 0, same: 8});
        await writeFile(file, '{"hello": 1}\n');
        const strange = await soukJson(['rival', 'import', file, '--shop', 'am'], {home});
        expect(strange.code).to.equal(6);
        expect(JSON.stringify(strange.document)).to.include('MESSAGES_UNKNOWN');
      } finally {
        await server.stop();
      }
    }));
});
