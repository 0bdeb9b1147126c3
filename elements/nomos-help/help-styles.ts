import { css } from 'lit';

/** The search above, articles beneath it, and the ways to the customer service beside them where there is room. */
export const helpStyles = css`
  .section,
  .main,
  .frame {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    min-inline-size: 0;
  }

  .main:focus,
  .contact:focus {
    outline: none;
  }

  .search {
    gap: var(--_space-2);
    max-inline-size: 42em;
  }

  .search label {
    font-weight: 600;
  }

  .search .box {
    position: relative;
  }

  .search .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0.875em;
    block-size: 100%;
    color: var(--_color-muted);
    pointer-events: none;
  }

  .search .input {
    padding-inline-start: 2.75em;
  }

  .search-status:empty {
    display: none;
  }

  .topics {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-4);
    align-items: start;
  }

  .articles li + li {
    border-block-start: 1px solid var(--_color-line);
  }

  .articles a {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space-3);
    min-block-size: 2.75em;
    padding-block: var(--_space-2);
    color: var(--_color-text);
    text-decoration: none;
  }

  .articles a > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .articles a:hover .article-name {
    text-decoration: underline;
  }

  .articles .icon {
    color: var(--_color-brand);
  }

  .articles .small {
    display: block;
  }

  .article-name {
    font-weight: 500;
  }

  .back {
    padding-inline: 0;
  }

  article {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
  }

  .feedback {
    margin-block-start: var(--_space-3);
    padding-block-start: var(--_space-4);
    border-block-start: 1px solid var(--_color-line);
  }

  .feedback [role='group'],
  .feedback-answer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
  }

  .feedback-answer:focus {
    outline: none;
  }

  .feedback-failed {
    display: flex;
    gap: var(--_space-2);
    margin-block-start: var(--_space-2);
    color: var(--_color-bad);
    font-size: var(--_text-small);
    font-weight: 600;
  }

  .channels {
    display: flex;
    flex-direction: column;
    gap: var(--_space-3);
  }

  .channels li {
    display: flex;
    gap: var(--_space-3);
    overflow-wrap: anywhere;
  }

  .channels li > .icon {
    margin-block-start: 0.125em;
    color: var(--_color-muted);
  }

  .channels li > div {
    display: flex;
    flex-direction: column;
    gap: var(--_space-1);
    min-inline-size: 0;
  }

  .opening {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
  }

  .opening .chip {
    white-space: normal;
  }

  .to-contact {
    align-self: flex-start;
    padding-inline: 0;
  }

  @container (min-width: 46em) {
    .topics {
      display: block;
      columns: 2;
      column-gap: var(--_space-4);
      margin-block-end: calc(-1 * var(--_space-4));
    }

    .topics .card {
      break-inside: avoid;
      margin-block-end: var(--_space-4);
    }
  }

  @container (min-width: 58em) {
    .frame.with-contact {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 20em;
      align-items: start;
    }

    .to-contact {
      display: none;
    }
  }
`;
