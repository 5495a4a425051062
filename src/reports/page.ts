import {html, type Markup} from './markup.js';
import {STYLE} from './style.js';

/** What stands around every page: all in the reader's language. */
export interface PageFrame {
  /** BCP 47. */
  readonly locale: string;
  readonly title: string;
  readonly facts: readonly string[];
  readonly footer: string;
}

/** One HTML page that needs nothing else: no script, no request, every text escaped, drawings inline. */
export function pageOf({locale, title, facts, footer}: PageFrame, body: Markup): string {
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${title}</h1>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
</header>
${body}
<footer>${footer}</footer>
</main>
</body>
</html>
`.html;
}

export function section(heading: string, body: Markup): Markup {
  return html`<section><h2>${heading}</h2>${body}</section>`;
}

export function noteList(notes: readonly string[]): Markup {
  return html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}
