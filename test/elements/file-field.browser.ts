import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import { createFormats } from '../../src/domain/format.ts';
import { fileFieldStyles } from '../../src/ui/file-field-styles.ts';
import { fileSizeLabel, lookAtFile, renderFileField, type ChosenFile, type FileRule } from '../../src/ui/file-field.ts';
import { waitUntil } from './wait-until.ts';

const rule: FileRule = { types: ['image/jpeg', 'image/png', 'image/heic'], mostBytes: 10 * 1024 * 1024 };
const formats = createFormats('de');
const jpeg = [0xff, 0xd8, 0xff, 0xe0];
const photo = (name = 'zähler.jpg', size = 4): File =>
  new File([new Uint8Array(jpeg), new Uint8Array(size - 4)], name, { type: 'image/jpeg' });

/** A form that has the field and nothing else. */
class FileForm extends LitElement {
  static override styles = fileFieldStyles;
  chosen: ChosenFile = { type: 'none' };
  locked = false;

  readonly #onFile = async (file: File | null): Promise<void> => {
    this.chosen = file ? await lookAtFile(file, rule) : { type: 'none' };
    this.requestUpdate();
  };

  override render(): TemplateResult {
    const { chosen, locked } = this;
    return renderFileField({
      id: 'photo',
      label: 'Foto (freiwillig)',
      chosen,
      locked,
      formats,
      ...rule,
      onFile: (file) => void this.#onFile(file),
    });
  }
}
customElements.define('file-form', FileForm);

let form: FileForm;
const root = (): ShadowRoot => form.shadowRoot!;
const input = (): HTMLInputElement => root().querySelector('input')!;
const text = (): string => root().textContent.replace(/\s+/g, ' ').trim();
const shows = (what: string): Promise<void> => waitUntil(() => text().includes(what), what);

/** Chooses a file as a browser does. */
function choose(file: File): void {
  const data = new DataTransfer();
  data.items.add(file);
  input().files = data.files;
  input().dispatchEvent(new Event('change', { bubbles: true }));
}

describe('a field for a file', () => {
  beforeEach(async () => {
    form = await fixture<FileForm>(html`<file-form></file-form>`);
  });

  it('is an input with a name, that says what it takes', () => {
    const names = input().getAttribute('aria-labelledby')!.split(' ');
    const name = names.map((id) => root().getElementById(id)!.textContent.trim()).join(' ');
    expect(name).to.equal('Foto (freiwillig) Datei wählen');
    expect(input().accept).to.equal('image/jpeg,image/png,image/heic');
    expect(input().hasAttribute('capture')).to.equal(false);
    expect(text()).to.include('JPEG, PNG oder HEIC, höchstens 10 MB.');
  });

  it('shows what was chosen with its size, announces it, and lets go of it', async () => {
    choose(photo('zähler.jpg', 1_258_291));
    await shows('1,2 MB');
    expect(root().querySelector('[role="status"]')!.textContent).to.include('zähler.jpg');
    const remove = root().querySelector('button')!;
    expect(remove.getAttribute('aria-label')).to.equal('zähler.jpg entfernen');
    remove.click();
    await waitUntil(() => !text().includes('zähler.jpg'));
    expect(root().activeElement).to.equal(input());
    choose(photo('zähler.jpg', 1_258_291));
    await shows('1,2 MB');
  });

  it('refuses what is none of these by what is in it, and says so in place', async () => {
    const alert = root().querySelector('[role="alert"]')!;
    choose(new File(['<script>alert(1)</script>'], 'foto.jpg', { type: 'image/jpeg' }));
    await shows('foto.jpg können wir nicht annehmen. Bitte wählen Sie JPEG, PNG oder HEIC.');
    expect(alert.textContent).to.include('foto.jpg');
    expect(input().getAttribute('aria-invalid')).to.equal('true');
    choose(new File(['%PDF-1.7'], 'foto.pdf'));
    await shows('foto.pdf können wir nicht annehmen');
    choose(photo('ohne-endung'));
    await waitUntil(() => alert.textContent.trim() === '');
    expect(form.chosen.type).to.equal('chosen');
  });

  it('refuses a file that is too large without reading it, and one that is empty', async () => {
    const large = photo('gross.jpg', rule.mostBytes + 1);
    large.slice = () => expect.fail('It was read');
    expect(await lookAtFile(large, rule)).to.deep.equal({ type: 'refused', name: 'gross.jpg', problem: 'too-large' });
    expect(await lookAtFile(photo('eben.jpg', rule.mostBytes), rule)).to.have.property('type', 'chosen');
    choose(new File([], 'leer.jpg'));
    await shows('leer.jpg ist leer');
  });

  it('says so when a file has gone in the meantime', async () => {
    const gone = photo();
    gone.slice = () =>
      ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')) }) as unknown as Blob;
    expect(await lookAtFile(gone, rule)).to.include({ type: 'refused', problem: 'unreadable' });
  });

  it('is not turned around by a name that runs from right to left', async () => {
    choose(photo('\u202Egpj.exe'));
    await shows('gpj.exe');
    expect(root().querySelector('bdi')!.textContent).to.equal('\u202Egpj.exe');
  });

  it('takes nothing while the form is being sent', async () => {
    choose(photo());
    await shows('1 kB');
    form.locked = true;
    form.requestUpdate();
    await form.updateComplete;
    expect(input().disabled).to.equal(true);
    root().querySelector('button')!.click();
    await form.updateComplete;
    expect(text()).to.include('zähler.jpg');
  });

  it('says sizes as people know them', () => {
    const sizes = [1, 1024, 380_000, 1024 ** 2, 10 * 1024 ** 2, 2_500_000].map((size) => fileSizeLabel(size, formats));
    expect(sizes.map((size) => size.replace('\u00a0', ' '))).to.deep.equal([
      '1 kB',
      '1 kB',
      '371 kB',
      '1 MB',
      '10 MB',
      '2,4 MB',
    ]);
  });
});
