/** An answer of the shop: a body that is a text is a page. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export function yes(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return {status, body, headers};
}

/** An error in the form of WordPress. */
export class No extends Error {
  readonly status: number;
  readonly code: string;
  readonly more: object;

  constructor(status: number, code: string, text: string, more: object = {}) {
    super(text);
    this.name = 'No';
    this.status = status;
    this.code = code;
    this.more = more;
  }

  body(): {code: string; message: string; data: object} {
    return {code: this.code, message: this.message, data: {status: this.status, ...this.more}};
  }
}

/** A parameter that the schema does not let through; told of single requests only. */
export function badParam(name: string, code: string, text: string): No {
  return new No(400, 'rest_invalid_param', `Invalid parameter(s): ${name}`, {
    params: {[name]: text},
    details: {[name]: {code, message: text, data: null}},
  });
}

export function page(status: number, title: string): Reply {
  const body = `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return {status, body, headers: {'content-type': 'text/html; charset=UTF-8'}};
}
