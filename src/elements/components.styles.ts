import { css } from 'lit'

export default css`
  .list {
    overflow: hidden;
  }
  .group:not(:first-child),
  .rows + .group {
    border-block-start: 1px solid var(--_border);
  }
  .group-heading {
    padding: calc(var(--_space) * 3) calc(var(--_space) * 5) var(--_space);
    color: var(--_muted);
    font-size: 0.93em;
    font-weight: 600;
    overflow: clip;
  }
  .title {
    font-weight: 600;
  }
  .component {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    padding: 10px calc(var(--_space) * 5);
  }
  .component + .component {
    border-block-start: 1px solid color-mix(in oklab, var(--_border) 60%, transparent);
  }
  .long > .component {
    content-visibility: auto;
    contain-intrinsic-size: auto 20px;
  }
  .name {
    flex: 1 1 auto;
    max-inline-size: 100%;
    font-weight: 500;
  }
  .status {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--_ink);
    font-size: 0.93em;
    font-weight: 500;
  }
  .status .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .window {
    flex-basis: 100%;
  }
  @container (inline-size < 320px) {
    .group-heading,
    .component {
      padding-inline: calc(var(--_space) * 4);
    }
  }
`
