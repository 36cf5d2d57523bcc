import { css } from 'lit'

export default css`
  .section {
    display: grid;
    gap: var(--_gap, calc(var(--_space) * 3));
  }
  .section + .section {
    margin-block-start: var(--_gap, calc(var(--_space) * 6));
  }
  .group {
    padding-inline: var(--_inset, 0);
    padding-block-start: var(--_inset, 0);
    color: var(--_muted);
    font-size: 0.93em;
  }
  .title {
    font-weight: 600;
  }
  .event .title {
    font-size: 1.143em;
    line-height: 1.5;
  }
  .header {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 4) calc(var(--_space) * 5);
  }
  .header .icon {
    inline-size: 24px;
    block-size: 24px;
  }
  .header .text {
    flex: 1 1 220px;
    min-inline-size: 0;
  }
  .state {
    font-weight: 500;
    color: var(--_ink);
  }
  .panel {
    padding: 0 calc(var(--_space) * 5) calc(var(--_space) * 4);
    transition: opacity 200ms;
  }
  @starting-style {
    .panel {
      opacity: 0;
    }
  }
  .panel > .link {
    margin-inline-start: 28px;
  }
  .older {
    margin-block-start: calc(var(--_space) * 3);
  }
  @container (inline-size < 400px) {
    .header {
      padding: calc(var(--_space) * 3);
      padding-inline: var(--_inset, calc(var(--_space) * 3));
    }
    .header .text {
      flex-basis: calc(100% - 36px);
    }
    .panel {
      padding-inline: var(--_inset, calc(var(--_space) * 3));
    }
  }
`
