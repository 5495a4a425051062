/** Under which name a shop's secret is kept: `shop.main.password`. */
export function shopSecret(shop: string, word: string): string {
  return `shop.${shop}.${word}`;
}

/** The environment variable that holds a secret: `shop.main.token` is SOUK_SECRET_SHOP_MAIN_TOKEN. */
export function variableOf(name: string): string {
  return `SOUK_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/gu, '_')}`;
}
