import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isEmail, normalizeEmail } from '../../gateway/sign-in/email-address.ts';
import { codeDigits, createKeys, randomCode, randomId } from '../../gateway/sign-in/keys.ts';
import {
  attemptsPerChallenge,
  codeLifetimeMilliseconds,
  failureLimitsPerAddress,
  secondsToWait,
  sendLimitsPerAddress,
  sendLimitsPerNetwork,
} from '../../gateway/sign-in/limits.ts';
import { networkOf } from '../../gateway/sign-in/network.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe('the numbers of the sign-in', () => {
  it('are those that were decided', () => {
    assert.equal(codeDigits, 6);
    assert.equal(codeLifetimeMilliseconds, 10 * minute);
    assert.equal(attemptsPerChallenge, 5);
    assert.deepEqual(sendLimitsPerAddress, [
      { count: 1, milliseconds: minute },
      { count: 5, milliseconds: hour },
      { count: 10, milliseconds: day },
    ]);
    assert.deepEqual(sendLimitsPerNetwork, [{ count: 20, milliseconds: hour }]);
    assert.deepEqual(failureLimitsPerAddress, [
      { count: 10, milliseconds: hour },
      { count: 20, milliseconds: day },
    ]);
  });

  it('make the longest of several waits, in whole seconds rounded up', () => {
    const now = new Date('2026-11-24T10:00:00Z');
    const ago = (milliseconds: number): Date => new Date(now.getTime() - milliseconds);
    const limits = [
      { count: 1, milliseconds: minute },
      { count: 3, milliseconds: hour },
    ];
    assert.equal(secondsToWait(limits, [], now), 0);
    assert.equal(secondsToWait(limits, [ago(59_001)], now), 1);
    assert.equal(secondsToWait(limits, [ago(minute)], now), 0);
    assert.equal(secondsToWait(limits, [ago(0), ago(1), ago(30 * minute)], now), 30 * 60);
  });
});

describe('a code', () => {
  it('has six digits, any of them at any place, zeros in front included', () => {
    const seen = Array.from({ length: codeDigits }, () => new Set<string>());
    for (let n = 0; n < 5000; n += 1) {
      const code = randomCode();
      assert.match(code, /^\d{6}$/);
      seen.forEach((digits, place) => digits.add(code.charAt(place)));
    }
    assert.deepEqual(
      seen.map(({ size }) => size),
      [10, 10, 10, 10, 10, 10],
    );
  });

  it('is hashed with key, challenge, tenant and address: the same digits are never the same twice', () => {
    const keys = createKeys(Buffer.alloc(32, 1));
    const hashes = [
      keys.code('c1', 'lumio', 'a', '123456'),
      keys.code('c2', 'lumio', 'a', '123456'),
      keys.code('c1', 'voltwerk', 'a', '123456'),
      keys.code('c1', 'lumio', 'b', '123456'),
      keys.code('c1', 'lumio', 'a', '123457'),
      createKeys(Buffer.alloc(32, 2)).code('c1', 'lumio', 'a', '123456'),
      // Parts cannot be pushed over their borders.
      keys.code('c1lumio', '', 'a', '123456'),
    ].map((hash) => hash.toString('hex'));
    assert.equal(new Set(hashes).size, hashes.length);
    assert.ok(keys.equal(keys.code('c1', 'lumio', 'a', '123456'), Buffer.from(hashes[0] ?? '', 'hex')));
    assert.ok(hashes.every((hash) => hash.length === 64));
  });

  it('belongs to a challenge whose id nobody guesses', () => {
    assert.ok(Buffer.from(randomId(), 'base64url').length * 8 >= 128);
    assert.notEqual(randomId(), randomId());
  });
});

describe('what is sealed', () => {
  const keys = createKeys(Buffer.alloc(32, 1));
  const text = '{"email":"jörg@example.org"}';

  it('opens with its key and its context alone, and unchanged', () => {
    const sealed = keys.seal(text, 'row 1');
    assert.equal(keys.open(sealed, 'row 1'), text);
    assert.ok(!sealed.includes('example'));
    assert.throws(() => keys.open(sealed, 'row 2'));
    assert.throws(() => createKeys(Buffer.alloc(32, 2)).open(sealed, 'row 1'));
    for (const place of [0, 12, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[place] = (changed[place] ?? 0) ^ 1;
      assert.throws(() => keys.open(changed, 'row 1'));
    }
    assert.throws(() => keys.open(Buffer.alloc(5), 'row 1'));
  });

  it('looks different every time', () => {
    assert.notDeepEqual(keys.seal(text, 'row 1'), keys.seal(text, 'row 1'));
  });
});

describe('an e-mail address', () => {
  it('is the same however it is written', () => {
    for (const written of [
      'jörg@example.org',
      ' Jörg@EXAMPLE.org\n',
      'JO\u0308RG@example.org',
      '\u00a0jörg@example.org',
    ]) {
      assert.equal(normalizeEmail(written), 'jörg@example.org');
    }
    const once = normalizeEmail('İpek@example.org');
    assert.equal(normalizeEmail(once), once);
  });

  it('has a local part and a domain with a dot', () => {
    for (const email of [
      'a@b.de',
      "o'neil+strom@mail.example.org",
      'jörg@müller.example',
      '用户@例子.广告',
      `${'x'.repeat(64)}@example.org`,
      `a@${'b'.repeat(63)}.de`,
    ]) {
      assert.ok(isEmail(email), email);
    }
  });

  it('is nothing with which a mail could go to somebody else or carry more than it should', () => {
    for (const email of [
      '',
      'a',
      '@b.de',
      'a@',
      'a@b',
      'a@.de',
      'a@b.',
      'a@b..de',
      'a@b@c.de',
      'a b@c.de',
      'a@b.de,c@d.de',
      'a@b.de,evil',
      'a@b.de;evil',
      'a@b.de\r\nBcc: c',
      'a\u0000@b.de',
      'a\u200b@b.de',
      'a@b\u202e.de',
      'a@-b.de',
      'a@b-.de',
      'Anna <a@b.de>',
      '"a b"@c.de',
      'a@[127.0.0.1]',
      `${'x'.repeat(65)}@example.org`,
      `a@${'b'.repeat(64)}.de`,
    ]) {
      assert.ok(!isEmail(email), JSON.stringify(email));
    }
    const domain = `${'b'.repeat(61)}.${'c'.repeat(61)}.${'d'.repeat(62)}.de`;
    const longest = `${'a'.repeat(254 - domain.length - 1)}@${domain}`;
    assert.equal(longest.length, 254);
    assert.ok(isEmail(longest));
    assert.ok(!isEmail(`a${longest}`));
  });
});

describe('a network', () => {
  it('is one IPv4 address, however it is written', () => {
    for (const address of [
      '192.0.2.7',
      '::ffff:192.0.2.7',
      '::FFFF:192.0.2.7',
      '::ffff:c000:207',
      '0:0:0:0:0:ffff:c000:0207',
    ]) {
      assert.equal(networkOf(address), '192.0.2.7', address);
    }
  });

  it('is the first 64 bits of an IPv6 address', () => {
    for (const address of [
      '2001:db8:1:2::1',
      '2001:db8:1:2:ffff:ffff:ffff:ffff',
      '2001:0DB8:0001:0002::',
      '2001:db8:1:2::192.0.2.7',
      '2001:db8:1:2::1%eth0',
    ]) {
      assert.equal(networkOf(address), '2001:db8:1:2::/64', address);
    }
    assert.equal(networkOf('::1'), '0:0:0:0::/64');
    assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0::/64');
    assert.notEqual(networkOf('2001:db8:1:3::1'), networkOf('2001:db8:1:2::1'));
  });

  it('is one and the same for everything that is no address', () => {
    for (const address of ['', 'unknown', '300.1.1.1', 'fe80::zz', '1.2.3.4, 5.6.7.8']) {
      assert.equal(networkOf(address), 'unknown', address);
    }
  });
});
