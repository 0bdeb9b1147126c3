import { css } from 'lit';

export const loginStyles = css`
  .login {
    display: flex;
    flex-direction: column;
    gap: var(--_space-4);
    max-inline-size: 26em;
  }

  .refused p {
    display: flex;
    gap: var(--_space-2);
    padding: var(--_space-3);
    border: 1px solid var(--_color-line);
    border-radius: var(--_radius-small);
    background: var(--_color-sunken);
  }

  .refused:empty {
    display: none;
  }

  .input.code {
    min-block-size: 2em;
    padding-block: 0.25em;
    font-size: max(1.75em, 16px);
    font-weight: 600;
    letter-spacing: 0.3em;
    text-align: center;
  }

  .again {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
  }

  .again .button {
    padding-inline: 0.25em;
  }
`;
