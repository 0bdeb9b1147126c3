/** What can be wrong with how a page reaches its data, for whoever built the page. */
export type NomosSessionErrorCode =
  /** The configuration makes no sense; nothing is asked. */
  | 'configuration'
  /** `fetchSession` threw. */
  | 'fetch-session-failed'
  /** `fetchSession` did not answer in ten seconds. */
  | 'fetch-session-timeout'
  /** What `fetchSession` gave is no token. */
  | 'fetch-session-malformed'
  /** The server does not take the token: run out, replaced, of another tenant or another origin. */
  | 'token-refused'
  /** Without a gateway: whose token it is cannot be told. Give `customer` along. */
  | 'customer-unknown'
  /** The gateway does not answer this page: a wrong address, no connection, or an origin that the tenant does not list. */
  | 'gateway-unreachable';

/** Why widgets do not get to their data. The page hears of it by the event `nomos-session-error`; customers never read it. */
export class NomosSessionError extends Error {
  override readonly name = 'NomosSessionError';
  readonly code: NomosSessionErrorCode;

  constructor(code: NomosSessionErrorCode, message: string, details: { cause?: unknown } = {}) {
    super(message, details);
    this.code = code;
  }
}
