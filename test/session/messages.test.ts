import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messageIds } from '../../src/i18n/generated/message-ids.ts';
import { defineMessages } from '../../src/i18n/messages.ts';
import { unknownMessages } from '../../src/i18n/unknown-messages.ts';

describe('ids of messages', () => {
  it('that are not there are told with those that are near, each once', () => {
    assert.deepEqual(unknownMessages(['invoices.title', 'portal.language']), []);
    assert.equal(unknownMessages(['invoices.titel', 'invoices.titel']).length, 1);
    assert.match(unknownMessages(['invoices.titel'])[0] ?? '', /^invoices\.titel: did you mean invoices\.title\b/);
    assert.deepEqual(unknownMessages(['nothing-like-any-of-them-at-all']), ['nothing-like-any-of-them-at-all']);
    assert.equal(new Set(messageIds).size, messageIds.length);
  });
});

describe('messages that are defined', () => {
  it('are what was written, and are checked while they are written', () => {
    const messages = { de: { 'invoices.title': 'Meine Rechnungen', 'switcher.ends': '{what}, noch bis {lastDay}' } };
    assert.deepEqual(defineMessages(messages), messages);
    defineMessages({ de: { 'declaration.sign-in': 'Oder {a}melden Sie sich an{/a}.' }, tr: { loading: '…' } });
    // @ts-expect-error There is no such placeholder.
    defineMessages({ de: { 'switcher.ends': '{what}, noch bis {date}' } });
    // @ts-expect-error The message has none at all.
    defineMessages({ en: { 'invoices.title': 'Bills of {name}' } });
    // @ts-expect-error There is no such message.
    defineMessages({ de: { 'invoices.titel': 'Meine Rechnungen' } });
    // @ts-expect-error There is no such language.
    defineMessages({ fr: { 'invoices.title': 'Factures' } });
  });
});
