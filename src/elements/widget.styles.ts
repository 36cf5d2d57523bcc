import { css } from 'lit'

export default css`
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_space) * 5);
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
  .card > .quiet-row {
    border-block-start: 1px solid var(--_border);
  }
  .footer {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  @container (inline-size >= 720px) {
    .headline .title {
      font-size: 1.429em;
    }
  }
`
