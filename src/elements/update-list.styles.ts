import { css } from 'lit'

export default css`
  .update {
    position: relative;
    padding-inline-start: 28px;
    padding-block-end: 20px;
  }
  .update::before {
    content: '';
    position: absolute;
    inset-inline-start: 7px;
    inset-block: 18px -2px;
    inline-size: 2px;
    border-radius: 1px;
    background: color-mix(in oklab, var(--_tone) 22%, transparent);
  }
  .update:last-child::before {
    display: none;
  }
  .update::after {
    content: '';
    position: absolute;
    inset-inline-start: 3px;
    inset-block-start: 5px;
    box-sizing: border-box;
    inline-size: 10px;
    block-size: 10px;
    border: 2px solid var(--_control);
    border-radius: 50%;
  }
  .newest::after {
    border: 0;
    background: var(--_tone);
    box-shadow: 0 0 0 3px color-mix(in oklab, var(--_tone) 18%, transparent);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 8px;
  }
  .status {
    font-weight: 600;
    color: var(--_ink);
  }
  .body {
    max-inline-size: 65ch;
    margin-block-start: 4px;
    text-wrap: pretty;
  }
  .body :is(p, ul, ol, blockquote, pre, table, h4, h5, h6):not(:last-child) {
    margin-block-end: 8px;
  }
  .body :is(h4, h5, h6) {
    font-weight: 600;
  }
  .body :is(ul, ol) {
    padding-inline-start: 20px;
  }
  .body ol {
    list-style: decimal;
  }
  .body ul {
    list-style: disc;
  }
  .body li:not(:last-child) {
    margin-block-end: 4px;
  }
  .body li::marker {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .body blockquote {
    margin: 0;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_border);
    color: var(--_muted);
  }
  .body :is(code, pre) {
    font-family: ui-monospace, monospace;
    font-size: 0.93em;
  }
  .body pre {
    margin: 0;
    overflow-x: auto;
  }
  .body table {
    display: block;
    overflow-x: auto;
    border-collapse: collapse;
    font: inherit;
    color: inherit;
    text-align: inherit;
    white-space: normal;
  }
  .body :is(th, td) {
    padding: 4px 8px;
    border: 1px solid var(--_border);
  }
  .body img {
    max-inline-size: 100%;
    block-size: auto;
  }
  .rest {
    margin-inline-start: 20px;
    margin-block-end: 16px;
  }
  @media (forced-colors: active) {
    .newest::after {
      border: 5px solid CanvasText;
    }
  }
`
