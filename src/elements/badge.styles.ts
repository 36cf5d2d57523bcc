import { css } from 'lit'

export default css`
  :host {
    display: inline-block;
    vertical-align: middle;
  }
  .base {
    container-type: normal;
  }
  .pill {
    anchor-name: --pill;
    box-sizing: border-box;
    display: inline-flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    min-block-size: 32px;
    padding-block: 5px;
    padding-inline: 9px 12px;
    border: 1px solid var(--_border);
    border-radius: 99px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    color: var(--_text);
    font-size: 0.93em;
    font-weight: 500;
    line-height: 1.385;
    text-decoration: none;
    white-space: normal;
  }
  .pill:is(a, button):hover {
    border-color: var(--_control);
  }
  .icon {
    inline-size: 16px;
    block-size: 16px;
  }
  .popup {
    position-anchor: --pill;
    position-area: block-end span-inline-end;
    position-try-fallbacks: flip-block, flip-inline, flip-block flip-inline;
    box-sizing: border-box;
    inline-size: min(440px, calc(100vw - 24px));
    max-block-size: min(640px, 80vh);
    margin: 8px 0;
    padding: 0;
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    box-shadow: 0 8px 24px #0000001f;
  }
  .popup > statuspane-widget {
    --_frame: none;
    --_frame-radius: 0;
  }
  .restore {
    margin: calc(var(--_space) * 3);
  }
`
