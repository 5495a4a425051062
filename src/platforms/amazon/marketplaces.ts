/** A store of Amazon's, as its "Marketplace IDs" page lists it. `language`: of its texts where a listing has several. */
export interface Marketplace {
  readonly id: string;
  readonly country: string;
  readonly region: Region;
  /** ISO 4217. */
  readonly currency: string;
  readonly language: string;
  /** Whether prices there hold tax: they do everywhere but in the United States and Canada. */
  readonly taxIncluded: boolean;
}

export type Region = 'na' | 'eu' | 'fe';

/** Where a region answers ("SP-API Endpoints"). */
export const ENDPOINTS: Readonly<Record<Region, string>> = {
  na: 'https://sellingpartnerapi-na.amazon.com',
  eu: 'https://sellingpartnerapi-eu.amazon.com',
  fe: 'https://sellingpartnerapi-fe.amazon.com',
};

const ROWS = `
ATVPDKIKX0DER US na USD en_US
A2EUQ1WTGCTBG2 CA na CAD en_CA
A1AM78C64UM0Y8 MX na MXN es_MX
A2Q3Y263D00KWC BR na BRL pt_BR
A1RKKUPIHCS9HS ES eu EUR es_ES
A1F83G8C2ARO7P UK eu GBP en_GB
A13V1IB3VIYZZH FR eu EUR fr_FR
AMEN7PMS3EDWL BE eu EUR fr_BE
A1805IZSGTT6HS NL eu EUR nl_NL
A1PA6795UKMFR9 DE eu EUR de_DE
APJ6JRA9NG5V4 IT eu EUR it_IT
A2NODRKZP88ZB9 SE eu SEK sv_SE
AE08WJ6YKNBMC ZA eu ZAR en_ZA
A1C3SOZRARQ6R3 PL eu PLN pl_PL
ARBP9OOSHTCHU EG eu EGP ar_AE
A33AVAJ2PDY3EV TR eu TRY tr_TR
A17E79C6D8DWNP SA eu SAR ar_AE
A2VIGQ35RCS4UG AE eu AED en_AE
A21TJRUUN4KGV IN eu INR en_IN
A28R8C7NBKEWEA IE eu EUR en_IE
A19VAU5U5O7RUS SG fe SGD en_SG
A39IBJ37TRP1C6 AU fe AUD en_AU
A1VC38T7YXB528 JP fe JPY ja_JP
`;

const MARKETPLACES: ReadonlyMap<string, Marketplace> = new Map(
  ROWS.trim()
    .split('\n')
    .map((row) => {
      const [id = '', country = '', region = '', currency = '', language = ''] = row.split(' ');
      const taxIncluded = country !== 'US' && country !== 'CA';
      return [id, {id, country, region: region as Region, currency, language, taxIncluded}];
    }),
);

/** A store by its id or its country ("DE"); null for one that is not known here. */
export function marketplaceOf(text: string): Marketplace | null {
  const wanted = text.toUpperCase() === 'GB' ? 'UK' : text.toUpperCase();
  return MARKETPLACES.get(text) ?? [...MARKETPLACES.values()].find(({country}) => country === wanted) ?? null;
}
