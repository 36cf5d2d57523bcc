import { css } from 'lit'

/**
 * What every element shares. Nothing that matters stands on the host, where a page's reset reaches it:
 * the wrapper starts from initial values and takes from the page only what it means to.
 */
export default css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none !important;
  }
  :host(:state(empty)) {
    display: none !important;
  }
  .base {
    all: initial;
    display: block;
    container-type: inline-size;
    color: var(--_text);
    color-scheme: inherit;
    font: 400 var(--_font-size) / calc(10em / 7) sans-serif;
    font-family: var(--_font);
    text-align: start;
    overflow-wrap: anywhere;
    -webkit-font-smoothing: antialiased;
  }
  * {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  p,
  ol,
  ul {
    margin: 0;
    padding: 0;
    font: inherit;
  }
  ol,
  ul {
    list-style: none;
  }
  /* Each text runs in its own direction, and stands at the side where the page's begins. */
  .title,
  .text > .meta,
  .name,
  .window,
  .more,
  .body > div > *,
  button > span,
  .label,
  .legend > span {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  /* Towers of marks stay within what they are part of; a ring around the focus has room. */
  .text,
  .component,
  .headline,
  .pill,
  .panel {
    overflow: clip;
    overflow-clip-margin: 4px;
  }
  .meta {
    color: var(--_muted);
    font-size: 0.93em;
    line-height: 1.385;
    font-variant-numeric: tabular-nums;
  }
  .icon {
    flex: none;
    display: block;
    color: var(--_tone);
  }
  .icon svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
  button {
    all: unset;
    box-sizing: border-box;
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-block-size: 28px;
    padding: 4px 8px;
    border-radius: calc(var(--_radius) / 2);
    font-size: 0.93em;
    font-weight: 500;
    line-height: 1.385;
    cursor: pointer;
    white-space: nowrap;
    transition: background-color 150ms;
  }
  .quiet {
    background: color-mix(in oklab, currentColor 7%, transparent);
  }
  .quiet:hover {
    background: color-mix(in oklab, currentColor 12%, transparent);
  }
  .chevron {
    inline-size: 12px;
    block-size: 12px;
    transition: rotate 150ms;
  }
  [aria-expanded='true'] > .chevron {
    rotate: 180deg;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  a {
    padding-block: 4px;
    color: var(--_link);
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 35%, transparent);
    text-underline-offset: 3px;
  }
  a:hover {
    text-decoration-color: currentColor;
  }
  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
  @media (forced-colors: active) {
    button {
      border: 1px solid ButtonText;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
`
