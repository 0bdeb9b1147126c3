import { html, type TemplateResult } from 'lit';

/** A level of heading that HTML has. */
export type HeadingLevel = 1 | 2 | 3 | 4 | 5 | 6;

/**
 * A heading of a level that is known only at run time: the same element is the page's `<h1>` in the portal and a `<h3>` in
 * a supplier's sidebar. Levels beyond six become six.
 */
export function renderHeading(level: number, className: string, content: unknown, part = 'heading'): TemplateResult {
  switch (Math.min(6, Math.max(1, Math.round(level)))) {
    case 1:
      return html`<h1 class=${className} part=${part} tabindex="-1">${content}</h1>`;
    case 2:
      return html`<h2 class=${className} part=${part}>${content}</h2>`;
    case 3:
      return html`<h3 class=${className} part=${part}>${content}</h3>`;
    case 4:
      return html`<h4 class=${className} part=${part}>${content}</h4>`;
    case 5:
      return html`<h5 class=${className} part=${part}>${content}</h5>`;
    default:
      return html`<h6 class=${className} part=${part}>${content}</h6>`;
  }
}
