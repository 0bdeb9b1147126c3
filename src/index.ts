export { NomosApiError, type NomosApiErrorKind } from './api/nomos-api-error.ts';
export type { MessageOverrides } from './i18n/localization.ts';
export { NomosConfigurationError, type NomosConfiguration } from './session/configuration.ts';
export { configureNomos, type Nomos } from './session/configure.ts';
export type { FetchedSession, FetchSession, SessionReason } from './session/fetch-session.ts';
export { NomosSessionError, type NomosSessionErrorCode } from './session/session-error.ts';
export type { SessionSnapshot, SessionTheme } from './session/session-snapshot.ts';
export type { SessionStore } from './session/session-store.ts';
export { version } from './ui/version.ts';
