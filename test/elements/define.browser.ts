import { expect } from '@open-wc/testing';
import { define } from '../../src/ui/define.ts';

/** What the console was warned of while something ran. */
function warningsDuring(action: () => void): string[] {
  const { warn } = console;
  const warnings: string[] = [];
  console.warn = (...parts: unknown[]): void => void warnings.push(parts.join(' '));
  try {
    action();
  } finally {
    console.warn = warn;
  }
  return warnings;
}

describe('define', () => {
  it('registers a tag', () => {
    class First extends HTMLElement {}
    define('nomos-define-new', First);
    expect(document.createElement('nomos-define-new')).to.be.instanceOf(First);
  });

  it('is silent when the same version registers a tag again, and keeps the first class', () => {
    class First extends HTMLElement {}
    class Second extends HTMLElement {}
    define('nomos-define-twice', First);
    const warnings = warningsDuring(() => {
      define('nomos-define-twice', Second);
    });
    expect(warnings).to.deep.equal([]);
    expect(customElements.get('nomos-define-twice')).to.equal(First);
  });

  it('warns, and does not throw, when something else has taken the tag', () => {
    class Foreign extends HTMLElement {}
    class Ours extends HTMLElement {}
    customElements.define('nomos-define-taken', Foreign);
    const warnings = warningsDuring(() => {
      define('nomos-define-taken', Ours);
    });
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.contain('<nomos-define-taken>');
    expect(customElements.get('nomos-define-taken')).to.equal(Foreign);
  });
});
