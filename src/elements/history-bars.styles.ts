import { css } from 'lit'

export default css`
  .long > .component:has(.bars) {
    contain-intrinsic-size: auto 75px;
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
`
