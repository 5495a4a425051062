import {No} from './answer.js';
import {type Json, nextId, type State} from './state.js';

/** The id of a picture; one that is named by its address is copied into the library, under a name that is free there. */
export function addPicture(state: State, {id, src, alt}: Json): number {
  const known = Number(id ?? 0);
  if (known > 0) {
    if (!state.pictures.has(known))
      throw new No(400, 'woocommerce_product_invalid_image_id', `#${known} is an invalid image ID.`);
    setAlt(state, known, alt);
    return known;
  }
  const url = String(src ?? '');
  if (!/^https?:/u.test(url) || url.includes('broken'))
    throw new No(400, 'woocommerce_product_image_upload_error', `Error getting remote image ${url}. Error: Not Found`);
  const own = nextId(state);
  state.pictures.set(own, {src: freeName(state, url), alt: ''});
  setAlt(state, own, alt);
  return own;
}

/** An empty text is not looked at. */
function setAlt(state: State, id: number, alt: unknown): void {
  const picture = state.pictures.get(id);
  if (picture !== undefined && typeof alt === 'string' && alt !== '') picture.alt = alt;
}

function freeName({pictures}: State, url: string): string {
  const name = decodeURIComponent(url.split(/[?#]/u)[0]?.split('/').at(-1) ?? 'image')
    .replace(/[^\p{L}\p{N}._ -]/gu, '')
    .replace(/[\s-]+/gu, '-');
  const [, stem = name, kind = ''] = /^(.*?)(\.[a-z]+)?$/iu.exec(name) ?? [];
  const taken = new Set([...pictures.values()].map(({src}) => src));
  for (let n = 0; ; n++) {
    const src = `https://shop.example.com/wp-content/uploads/2026/03/${stem}${n === 0 ? '' : `-${n}`}${kind}`;
    if (!taken.has(src)) return src;
  }
}

export function showPicture({pictures}: State, id: number): Json {
  return {id, ...pictures.get(id), name: ''};
}
