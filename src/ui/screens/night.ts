import type {NightResult} from '../../app/nightly/nightly.js';
import type {Message} from '../../domain/errors.js';
import {type Language, render} from '../messages/catalogue.js';
import type {Screen} from '../screen.js';
import {wrapped} from '../wrap.js';
import {rowsJson, showRows} from './file-rows.js';

export function nightJson(language: Language, {shops, exit}: NightResult) {
  return {
    shops: shops.map((night) => ({
      shop: night.shop,
      exit: night.exit,
      parts: night.parts.map(({reason, rows, ...part}) => ({
        ...part,
        ...(reason === undefined ? {} : reasonJson(language, reason)),
        ...(rows === undefined ? {} : {rows: rowsJson(language, rows)}),
      })),
    })),
    exit,
  };
}

function reasonJson(language: Language, reason: Message) {
  const {text, hint} = render(language, reason);
  return {code: reason.code, reason: text, ...(hint === '' ? {} : {hint})};
}

/** One paragraph a shop: what was read, what was planned, what was written. */
export function showNight(screen: Screen, {shops}: NightResult): void {
  for (const night of shops) {
    const {shop} = night;
    const said = night.parts.flatMap(({reason, exit}) =>
      reason === undefined ? [] : [{exit, ...screen.words(reason)}],
    );
    const quiet = said.filter(({exit}) => exit === 0).map(({text}) => text);
    joined(quiet, screen.width - shop.length - 2).forEach((line, index) => {
      screen.line(`${index === 0 ? screen.paint.strong(shop) : ' '.repeat(shop.length)}  ${line}`.trimEnd());
    });
    for (const {text, hint} of said.filter(({exit}) => exit !== 0)) {
      for (const line of wrapped(text, screen.width - 2)) screen.line(`  ${screen.paint.harm(line)}`);
      for (const line of hint.split(/ {4,}/u)) if (line !== '') screen.line(`    ${line}`);
    }
    for (const {rows = []} of night.parts) showRows(screen, rows, '  ');
  }
}

/** Parts with dots between them, on as many lines of `width` as they need; always one. */
function joined(parts: readonly string[], width: number): string[] {
  const lines = [''];
  for (const part of parts) {
    const last = lines.at(-1) ?? '';
    const longer = last === '' ? part : `${last} · ${part}`;
    if (last !== '' && longer.length > width) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
