import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkIban, checkIbanAsTyped, ibanLengthOf } from '../../src/domain/iban-check.ts';
import { groupedIban, maskedIban, plainIban, regroupIban } from '../../src/domain/iban-input.ts';

/** Examples of the SWIFT IBAN registry, one of each SEPA country, and three that are often used for trying things. */
const valid = [
  'DE89370400440532013000',
  'DE75512108001245126199',
  'DE68500105178297336485',
  'AD1200012030200359100100',
  'AL47212110090000000235698741',
  'AT611904300234573201',
  'BE68539007547034',
  'BG80BNBG96611020345678',
  'CH9300762011623852957',
  'CY17002001280000001200527600',
  'CZ6508000000192000145399',
  'DK5000400440116243',
  'EE382200221020145685',
  'ES9121000418450200051332',
  'FI2112345600000785',
  'FR1420041010050500013M02606',
  'GB29NWBK60161331926819',
  'GI75NWBK000000007099453',
  'GR1601101250000000012300695',
  'HR1210010051863000160',
  'HU42117730161111101800000000',
  'IE29AIBK93115212345678',
  'IS140159260076545510730339',
  'IT60X0542811101000000123456',
  'LI21088100002324013AA',
  'LT121000011101001000',
  'LU280019400644750000',
  'LV80BANK0000435195001',
  'MC5811222000010123456789030',
  'MD24AG000225100013104168',
  'ME25505000012345678951',
  'MK07250120000058984',
  'MT84MALT011000012345MTLCAST001S',
  'NL91ABNA0417164300',
  'NO9386011117947',
  'PL61109010140000071219812874',
  'PT50000201231234567890154',
  'RO49AAAA1B31007593840000',
  'RS35260005601001611379',
  'SE4550000000058398257466',
  'SI56263300012039086',
  'SK3112000000198742637541',
  'SM86U0322509800000000270100',
  'VA59001123000012345678',
];

const reasonOf = (typed: string): string => {
  const check = checkIban(plainIban(typed));
  return check.type === 'valid' ? 'valid' : check.reason;
};

const ibans = fc.constantFrom(...valid);
/** What stands between the groups of an IBAN in mails, on cards and in documents. */
const separator = fc.constantFrom('', '', ' ', '  ', '\u00a0', '\u202f', '\u2009', '\t', '\u200b', '\ufeff', '-', '.');

describe('an IBAN', () => {
  it('is taken from every country of SEPA', () => {
    for (const iban of valid) assert.equal(reasonOf(iban), 'valid', iban);
  });

  it('is refused with the reason', () => {
    for (const [typed, reason] of [
      ['', 'empty'],
      ['   ', 'empty'],
      ['IBAN', 'empty'],
      ['370400440532013000', 'no-iban'],
      ['D', 'no-iban'],
      ['1E89370400440532013000', 'no-iban'],
      ['XX89370400440532013000', 'unknown-country'],
      ['ZZ00', 'unknown-country'],
      ['US64SVBKUS6S3300958879', 'unknown-country'],
      // Countries that have IBANs but no SEPA, with valid ones of the registry.
      ['TR330006100519786457841326', 'not-sepa'],
      ['AE070331234567890123456', 'not-sepa'],
      ['BR1800360305000010009795493C1', 'not-sepa'],
      ['UA213223130000026007233566001', 'not-sepa'],
      ['GE29NB0000000101904917', 'not-sepa'],
      ['DE', 'too-short'],
      ['DE8937040044053201300', 'too-short'],
      ['NO938601111794', 'too-short'],
      ['DE893704004405320130000', 'too-long'],
      ['DE89370400440532013000DE89370400440532013000', 'too-long'],
      ['DE8937040044053201300O', 'structure'],
      ['DEA9370400440532013000', 'structure'],
      ['DEI937040044O532O13000', 'structure'],
      ['NL910000041716430A', 'structure'],
      ['GB290WBK60161331926819', 'structure'],
      ['DE88370400440532013000', 'check-digits'],
      ['DE89370400440532013001', 'check-digits'],
      ['DE98370400440532013000', 'check-digits'],
      ['DE00370400440532013000', 'check-digits'],
      ['FR1420041010050500013M02607', 'check-digits'],
      ['DE89 3704 0044 0532 0130 0ö', 'foreign-characters'],
      ['DE89370400440532013💶00', 'foreign-characters'],
      ["DE89370400440532013000'; DROP TABLE", 'foreign-characters'],
      ['<b>DE89370400440532013000</b>', 'foreign-characters'],
      ['DE89/3704/0044/0532/0130/00', 'foreign-characters'],
      ['__proto__', 'foreign-characters'],
      ['constructor', 'unknown-country'],
    ] as const) {
      assert.equal(reasonOf(typed), reason, typed);
    }
  });

  it('is read however it is written', () => {
    for (const typed of [
      'DE89 3704 0044 0532 0130 00',
      'de89370400440532013000',
      'De89 3704\u00a00044\u202f0532 0130 00',
      'IBAN: DE89 3704 0044 0532 0130 00',
      'iban DE89370400440532013000',
      ' IBAN DE89-3704-0044-0532-0130-00\n',
      'ＤＥ89 3704 0044 0532 0130 00',
      '\u202aDE89370400440532013000\u202c',
    ]) {
      assert.equal(plainIban(typed), 'DE89370400440532013000', JSON.stringify(typed));
    }
    fc.assert(
      fc.property(ibans, fc.array(separator, { minLength: 40, maxLength: 40 }), fc.boolean(), (iban, between, low) => {
        const written = Array.from(iban)
          .map((character, at) => (between[at] ?? '') + character)
          .join('');
        assert.equal(plainIban(low ? written.toLowerCase() : written), iban);
      }),
    );
  });

  it('is not valid with any one digit changed, nor with two neighbouring digits swapped', () => {
    for (const iban of valid) {
      for (let at = 2; at < iban.length; at += 1) {
        const [digit = '', next = ''] = iban.slice(at);
        if (!/\d/.test(digit)) continue;
        for (const other of '0123456789') {
          const changed = iban.slice(0, at) + other + iban.slice(at + 1);
          assert.equal(checkIban(changed).type === 'valid', changed === iban, changed);
        }
        if (!/\d/.test(next)) continue;
        const swapped = iban.slice(0, at) + next + digit + iban.slice(at + 2);
        assert.equal(checkIban(swapped).type === 'valid', swapped === iban, swapped);
      }
    }
  });

  it('is not complained of while it may still become one', () => {
    for (const iban of valid) {
      for (let length = 0; length < iban.length; length += 1) {
        assert.equal(checkIbanAsTyped(iban.slice(0, length)), null, iban.slice(0, length));
      }
      assert.deepEqual(checkIbanAsTyped(iban), { type: 'valid' });
      assert.equal(ibanLengthOf(iban.slice(0, 2)), iban.length);
    }
    assert.deepEqual(checkIbanAsTyped('TR'), { type: 'invalid', reason: 'not-sepa', country: 'TR' });
  });
});

describe('the field of an IBAN', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    ibans.map(groupedIban),
    fc.string({ unit: fc.constantFrom(...Array.from('DE89 ab\u00a0-ö💶')), maxLength: 40 }),
  );

  it('groups by four and keeps every character', () => {
    assert.equal(groupedIban('DE89370400440532013000'), 'DE89 3704 0044 0532 0130 00');
    assert.equal(groupedIban(''), '');
    fc.assert(
      fc.property(texts, (typed) => {
        const plain = plainIban(typed);
        assert.equal(plainIban(plain), plain);
        assert.equal(plainIban(groupedIban(plain)), plain);
      }),
    );
  });

  it('keeps the caret behind the character that was typed', () => {
    fc.assert(
      fc.property(ibans, fc.nat(), fc.constantFrom(...Array.from('0123456789abcDEF')), (iban, place, key) => {
        const shown = groupedIban(iban.slice(0, -1));
        const at = place % (shown.length + 1);
        const typed = shown.slice(0, at) + key + shown.slice(at);
        const { grouped, caret } = regroupIban(typed, at + 1);
        assert.equal(grouped[caret - 1], key.toUpperCase());
        assert.equal(plainIban(grouped.slice(0, caret)), plainIban(typed.slice(0, at + 1)));
      }),
    );
  });

  it('lets one delete through it in either direction, key by key', () => {
    let [text, caret] = [groupedIban(valid[0]!), groupedIban(valid[0]!).length];
    for (let presses = 0; text !== ''; presses += 1) {
      assert.ok(presses < 40, 'backspace gets on');
      ({ grouped: text, caret } = regroupIban(text.slice(0, caret - 1) + text.slice(caret), caret - 1));
    }
    [text, caret] = [groupedIban(valid[0]!), 0];
    for (let presses = 0; text !== ''; presses += 1) {
      assert.ok(presses < 40, 'delete gets on');
      const next = text.slice(0, caret) + text.slice(caret + 1);
      ({ grouped: text, caret } = regroupIban(next, caret, { forward: true }));
    }
  });

  it('leaves the caret within what it shows, whatever is pasted', () => {
    fc.assert(
      fc.property(texts, fc.nat(), fc.boolean(), (typed, place, forward) => {
        const { grouped, caret, plain } = regroupIban(typed, place % (typed.length + 1), { forward });
        assert.ok(caret >= 0 && caret <= grouped.length);
        assert.equal(plain, plainIban(typed));
      }),
    );
  });
});

describe('a masked IBAN', () => {
  it('tells the country and the end, and never more', () => {
    for (const masked of ['DE************6485', 'DE68 **** **** **** **64 85', 'DE68500105178297336485']) {
      assert.deepEqual(maskedIban(masked), { country: 'DE', last: '6485', text: 'DE•• •••• •••• 6485' });
    }
    assert.equal(maskedIban('**************3000').text, '•• •••• •••• 3000');
    assert.equal(maskedIban('').last, '');
    fc.assert(fc.property(ibans, (iban) => assert.ok(!maskedIban(iban).text.includes(iban.slice(2, 6)))));
  });
});
