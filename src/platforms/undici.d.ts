/** The two parts of undici that are used, so that a bundle holds them and not the whole of it; the package has types for the whole only. */
declare module 'undici/lib/dispatcher/agent.js' {
  import {Agent} from 'undici';
  export default Agent;
}

declare module 'undici/lib/api/api-request.js' {
  import type {Dispatcher} from 'undici';
  export default function request(
    this: Dispatcher,
    options: Dispatcher.RequestOptions,
  ): Promise<Dispatcher.ResponseData>;
}
