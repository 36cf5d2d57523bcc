import { css } from 'lit'

export default css`
  :host([position=top]),
  :host([position=bottom]) {
    position: fixed;
    z-index: 2147483000;
    inset-inline: 0;
  }
  :host([position=top]) {
    inset-block-start: 0;
  }
  :host([position=bottom]) {
    inset-block-end: 0;
  }
  :host([position=top]) .notices,
  :host([position=bottom]) .notices {
    gap: 0;
    max-block-size: 85vh;
    overflow: auto;
  }
  :host([position=top]) .notice,
  :host([position=bottom]) .notice {
    border-radius: 0;
    border-width: 0 0 1px;
  }
  :host([position=bottom]) .notice {
    border-width: 1px 0 0;
  }
  :host([position=top]) .row,
  :host([position=bottom]) .row {
    padding-block: 7px;
  }
  @container (inline-size >= 720px) {
    :host([position=top]) .text,
    :host([position=bottom]) .text {
      display: flex;
      flex-wrap: wrap;
      gap: 0 8px;
      align-items: baseline;
    }
  }
  @media print {
    :host {
      position: static !important;
    }
  }
`
