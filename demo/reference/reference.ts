/** What a page of the reference does beyond being read: it finds things, and brings its example to life. */
import { startFilter } from './filter.ts';

startFilter();
const example = document.querySelector<HTMLElement>('.example');
if (example) {
  const { startExample } = await import('./example.ts');
  await startExample(example);
}
