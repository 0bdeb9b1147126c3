import { css } from 'lit';

/** Styles of `renderCustomerRequests`, which may be loaded later than the element that shows them. */
export const customerRequestListStyles = css`
  .request + .request {
    margin-block-start: var(--_space-3);
    padding-block-start: var(--_space-3);
    border-block-start: 1px solid var(--_color-line);
  }

  .request .what {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--_space-1) var(--_space-4);
    font-weight: 600;
  }
`;
