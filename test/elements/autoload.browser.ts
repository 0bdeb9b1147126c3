import { expect } from '@open-wc/testing';
import { elementModules } from '../../elements/element-modules.ts';
import { observeElements } from '../../elements/autoload.ts';

const [first = '', second = '', third = ''] = Object.keys(elementModules).sort().reverse();

describe('the autoloader', () => {
  afterEach(() => {
    document.body.replaceChildren();
  });

  it('leaves the elements that a page does not use', () => {
    expect(customElements.get(first)).to.equal(undefined);
  });

  it('loads an element that is added to the page', async () => {
    document.body.append(document.createElement(first));
    await customElements.whenDefined(first);
  });

  it('loads an element inside something that is added', async () => {
    const section = document.createElement('section');
    section.innerHTML = `<p><${second}></${second}></p>`;
    document.body.append(section);
    await customElements.whenDefined(second);
  });

  it('looks into a shadow root that it is shown', async () => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    root.append(document.createElement(third));
    document.body.append(host);
    const stop = observeElements(root);
    await customElements.whenDefined(third);
    stop();
  });

  it('lets tags alone that are not ours', async () => {
    const foreign = document.createElement('nomos-constructor');
    document.body.append(foreign);
    await new Promise(requestAnimationFrame);
    expect(customElements.get('nomos-constructor')).to.equal(undefined);
  });
});
