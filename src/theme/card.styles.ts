import { css } from 'lit'

/** What stands on a surface of its own, and the quiet sentences beside it: all that is no banner and no badge. */
export default css`
  /* Within another card there is no frame. */
  .card {
    background: var(--_surface);
    border: var(--_frame, 1px solid var(--_border));
    border-radius: var(--_frame-radius, var(--_radius));
    box-shadow: var(--_frame, var(--_shadow));
  }
  .quiet-row {
    display: flex;
    align-items: flex-start;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4) calc(var(--_space) * 5);
    overflow: clip;
  }
  .quiet-row .icon {
    inline-size: 20px;
    block-size: 20px;
  }
  .strong {
    font-weight: 600;
  }
`
