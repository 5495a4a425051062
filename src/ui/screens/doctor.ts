import type {Finding} from '../../app/doctor/types.js';
import {type Language, render} from '../messages/catalogue.js';
import type {Screen} from '../screen.js';
import {rowCount, rowsJson, showRows} from './file-rows.js';

export function findingJson(language: Language, {severity, shop, message, rows}: Finding) {
  const {text, hint} = render(language, message);
  return {
    severity,
    ...(shop === undefined ? {} : {shop}),
    code: message.code,
    message: text,
    hint,
    ...(rows === undefined ? {} : {rows: rowsJson(language, rows)}),
  };
}

/** The findings by shop, worst marked, each with the command that mends it; the count of each last. */
export function showFindings(screen: Screen, findings: readonly Finding[]): void {
  const marks = {ok: 'ok  ', warning: screen.paint.look('look'), error: screen.paint.harm('bad ')};
  let shop: string | undefined;
  for (const finding of findings) {
    if (finding.shop !== shop) {
      shop = finding.shop;
      if (shop !== undefined) screen.line(screen.paint.strong(shop));
    }
    const {text, hint} = screen.words(finding.message);
    screen.line(`  ${marks[finding.severity]}  ${text}`);
    const {rows = []} = finding;
    showRows(screen, rows, '        ', rowCount(finding.message, rows));
    if (finding.severity !== 'ok' && hint !== '') screen.line(`        ${screen.paint.faint(hint)}`);
  }
  const count = (severity: Finding['severity']) => findings.filter((finding) => finding.severity === severity).length;
  screen.say('doctor.summary', {ok: count('ok'), warnings: count('warning'), errors: count('error')});
}
