export { NomosApiError, type NomosApiErrorKind } from './api/nomos-api-error.ts';
export type { Locale } from './contract/gateway/languages.ts';
export { defineMessages, type MessageId, type MessageOverrides, type PlaceholderOf } from './i18n/messages.ts';
export { configureNomos, type Nomos, type NomosConfiguration } from './session/configure.ts';
export type { SessionSnapshot, SessionTheme } from './session/session-snapshot.ts';
export type { SessionStore } from './session/session-store.ts';
export type { NomosEventDetails, NomosEventMap } from './ui/element-events.ts';
export type { NomosElement, Theme } from './ui/nomos-element.ts';
export { version } from './ui/version.ts';
