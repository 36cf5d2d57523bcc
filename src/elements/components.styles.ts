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
  .long > .component:has(.bars) {
    contain-intrinsic-size: auto 75px;
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
  .bars {
    flex-basis: 100%;
    display: flex;
    justify-content: flex-end;
    block-size: 28px;
    margin-block-start: 6px;
    overflow: hidden;
    border-radius: 2px;
  }
  .bars svg {
    flex: none;
    inline-size: 300%;
    block-size: 100%;
  }
  :host(:dir(rtl)) .bars svg {
    scale: -1 1;
  }
  .bars path {
    fill: none;
    stroke: var(--_tone);
    stroke-width: 5px;
    stroke-linecap: round;
    vector-effect: non-scaling-stroke;
  }
  .bars .no-data {
    stroke: light-dark(#e3e7ec, #313741);
  }
  .bars .chosen {
    stroke: var(--_text);
    opacity: 0.3;
  }
  .legend {
    flex-basis: 100%;
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 8px;
    font-size: 0.857em;
    white-space: nowrap;
  }
  .d60,
  .d90 {
    display: none;
  }
  @container (inline-size >= 440px) {
    .bars svg {
      inline-size: 150%;
    }
    .d30 {
      display: none;
    }
    .d60 {
      display: inline;
    }
  }
  @container (inline-size >= 640px) {
    .bars svg {
      inline-size: 100%;
    }
    .d60 {
      display: none;
    }
    .d90 {
      display: inline;
    }
  }
  @container (inline-size >= 900px) {
    .bars path {
      stroke-width: 7px;
    }
  }
  @container (inline-size < 320px) {
    .group-heading,
    .component {
      padding-inline: calc(var(--_space) * 4);
    }
  }
`
