import { css } from 'lit'

export default css`
  .stack {
    overflow: hidden;
  }
  .stack > :not(:first-child, statuspane-banner) {
    border-block-start: 1px solid var(--_border);
  }
  statuspane-components,
  statuspane-timeline,
  .stack > .card {
    --_frame: none;
    --_frame-radius: 0;
    --_gap: 0;
    --_inset: calc(var(--_space) * 5);
  }
  statuspane-banner {
    margin: 0 calc(var(--_space) * 4) calc(var(--_space) * 4);
  }
  statuspane-banner:first-child {
    margin-block-start: calc(var(--_space) * 4);
  }
  .headline {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 4px calc(var(--_space) * 3);
    padding: calc(var(--_space) * 5);
  }
  .headline .icon {
    inline-size: 28px;
    block-size: 28px;
  }
  .headline .title {
    font-size: 1.286em;
    font-weight: 600;
    line-height: 1.4;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  .headline .meta {
    grid-column: 2;
  }
  @container (inline-size >= 560px) {
    .headline {
      grid-template-columns: auto 1fr auto;
    }
    .headline .meta {
      grid-column: 3;
    }
  }
  .quiet-row {
    border-block-start: 1px solid var(--_border);
  }
  .footer {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    padding: calc(var(--_space) * 3) calc(var(--_space) * 5);
    overflow: clip;
  }
  @container (inline-size >= 720px) {
    .headline .title {
      font-size: 1.429em;
    }
  }
`
