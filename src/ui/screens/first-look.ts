import type {FirstLook} from '../../app/shop/connect.js';
import {type Language, render} from '../messages/catalogue.js';
import type {Screen} from '../screen.js';
import {shopJson} from './shop.js';

export function firstLookJson(language: Language, {shop, look, findings}: FirstLook) {
  return {
    shop: shopJson(shop),
    look,
    findings: findings.map((said) => ({
      code: said.code,
      message: render(language, said).text,
      hint: render(language, said).hint,
    })),
  };
}

/** What is connected, what is in it, what to mend first, and what to type next. */
export function showFirstLook(screen: Screen, {shop, look, findings}: FirstLook): void {
  screen.say('init.connected', {name: shop.name, platform: shop.platform, mode: shop.mode});
  screen.say('init.look', {listings: look.listings, offers: look.offers});
  for (const finding of findings) {
    const {text, hint} = screen.words(finding);
    screen.line(`  ${screen.paint.look('look')}  ${text}`);
    if (hint !== '') screen.line(`        ${screen.paint.faint(hint)}`);
  }
  screen.say(shop.mode === 'observe' ? 'init.next-observe' : 'init.next', {name: shop.name});
}
