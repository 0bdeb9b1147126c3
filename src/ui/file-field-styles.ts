import { css } from 'lit';

/** Goes with `renderFileField`; apart from it, because styles are there from the start and the field need not be. */
export const fileFieldStyles = css`
  .file-field .label {
    font-weight: 600;
  }

  .file-choice {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-2) var(--_space-3);
  }

  .file-choice input:focus-visible + label {
    outline: var(--_focus);
    outline-offset: 0.125em;
  }

  .file-chosen {
    min-inline-size: 0;
  }

  .file-name {
    overflow-wrap: anywhere;
  }
`;
