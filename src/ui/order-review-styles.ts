import { css } from 'lit';

/** Styles of `renderOrdering`, which may be loaded later than the element that shows it. */
export const orderReviewStyles = css`
  .order-review,
  .order-done {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    padding: var(--_space-4);
    border: 1px solid var(--_color-line);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .order-done .notice-title .icon {
    color: var(--_color-good);
  }

  .order-review [tabindex]:focus,
  .order-done:focus {
    outline: none;
  }

  .order-review dl {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
    max-inline-size: 42em;
  }

  .order-review dt {
    font-size: var(--_text-small);
    color: var(--_color-muted);
  }

  .order-actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-2);
  }

  .order-problem {
    display: flex;
    gap: var(--_space-2);
    font-weight: 600;
    color: var(--_color-bad);
  }

  .order-problem .request-id {
    display: block;
    font-weight: 400;
  }
`;
