/** HTML that is safe to print: made by {@link html} or {@link trusted} only. */
export interface Markup {
  readonly html: string;
}

type Value = string | number | Markup | readonly Markup[];

const MARKS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Control characters, and those that turn the direction of what follows: a title may not rearrange a page. */
const UNSEEN = /(?![\t\n\r])\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Text as HTML shows it, safe inside elements and quoted attributes. */
export function escapeText(text: string): string {
  return plain(text).replace(/[&<>"'`]/gu, (mark) => MARKS[mark] ?? mark);
}

/** Text without characters that can not be seen. */
export function plain(text: string): string {
  return text.replace(UNSEEN, '');
}

/** A template whose values are escaped, unless they are markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return {html: parts.reduce((sofar, part, index) => sofar + textOf(values[index - 1] ?? '') + part)};
}

/** Takes text as markup: for what this program itself has drawn. */
export function trusted(text: string): Markup {
  return {html: text};
}

function textOf(value: Value): string {
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map((each) => each.html).join('');
}
