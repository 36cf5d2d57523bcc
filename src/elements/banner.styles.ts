import { css } from 'lit'

export default css`
  .notices {
    display: grid;
    gap: calc(var(--_space) * 2);
  }
  .notice {
    background: var(--_tint);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  .row {
    display: flex;
    align-items: flex-start;
    gap: calc(var(--_space) * 3);
    padding: calc(var(--_space) * 3);
    padding-inline-start: calc(var(--_space) * 4);
  }
  .icon {
    inline-size: 20px;
    block-size: 20px;
    margin-block-start: 4px;
  }
  .text {
    flex: 1;
    min-inline-size: 0;
    padding-block: 4px 2px;
  }
  .line {
    text-wrap: pretty;
  }
  .title {
    display: inline;
    font-weight: 600;
  }
  .text > .meta {
    margin-block-start: 2px;
  }
  .actions {
    display: flex;
    align-items: center;
    gap: var(--_space);
  }
  .actions a,
  .actions ::slotted(a) {
    padding-inline: 8px;
    font-size: 0.93em;
    white-space: nowrap;
  }
  .quiet {
    background: var(--_wash);
  }
  .quiet:hover {
    background: color-mix(in oklab, var(--_tone) 20%, var(--_tint));
  }
  .close {
    justify-content: center;
    inline-size: 28px;
    color: var(--_muted);
  }
  .close:hover {
    color: var(--_text);
    background: var(--_wash);
  }
  .close .chevron {
    rotate: none;
  }
  .more {
    display: inline-block;
    min-block-size: 24px;
    margin-block: -4px;
    padding: 3px 0;
    border: 0;
    font: inherit;
    color: var(--_link);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .panel {
    border-block-start: 1px solid var(--_line);
    padding: calc(var(--_space) * 4);
    padding-block-end: calc(var(--_space) * 3);
    transition: opacity 200ms;
  }
  @starting-style {
    .panel {
      opacity: 0;
    }
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin-inline-start: 28px;
  }
  @container (inline-size < 480px) {
    .row {
      flex-wrap: wrap;
    }
    .text {
      flex-basis: calc(100% - 32px);
    }
    .actions {
      inline-size: 100%;
      padding-inline-start: 24px;
    }
    .close {
      margin-inline-start: auto;
    }
  }
`
