import { css } from 'lit'

/**
 * Public variables to private ones, read once and with their defaults: a value set anywhere above arrives.
 * A tone is a status's colour; ink, tint and lines are mixed from it, so that one variable changes them all.
 */
export default css`
  :host {
    --_surface: var(--statuspane-surface, light-dark(#fff, #14171c));
    --_text: var(--statuspane-text, light-dark(#1b1f24, #eceff3));
    --_muted: var(--statuspane-muted, light-dark(#57606a, #a3acb8));
    --_border: var(--statuspane-border, light-dark(#e1e5ea, #2a3038));
    --_link: var(--statuspane-link, light-dark(#0b5fcc, #7ab4ff));
    --_focus: var(--statuspane-focus, var(--_link));
    --_radius: var(--statuspane-radius, 12px);
    --_space: var(--statuspane-space, 4px);
    --_font: var(--statuspane-font, inherit);
    --_font-size: var(--statuspane-font-size, 14px);
    --_shadow: var(--statuspane-shadow, 0 1px 2px light-dark(#1018280f, #0000));
    --_control: light-dark(#858d98, #717b89);
    --_on: light-dark(#fff, #14171c);
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  .operational {
    --_tone: var(--statuspane-operational, light-dark(#129355, #47cf79));
    --_on-tone: var(--statuspane-on-operational, var(--_on));
  }
  .degraded-performance {
    --_tone: var(--statuspane-degraded-performance, light-dark(#b88100, #f8c143));
    --_on-tone: var(--statuspane-on-degraded-performance, var(--_on));
  }
  .partial-outage {
    --_tone: var(--statuspane-partial-outage, light-dark(#c65102, #f98f3a));
    --_on-tone: var(--statuspane-on-partial-outage, var(--_on));
  }
  .major-outage {
    --_tone: var(--statuspane-major-outage, light-dark(#c51320, #fb605f));
    --_on-tone: var(--statuspane-on-major-outage, var(--_on));
  }
  .under-maintenance {
    --_tone: var(--statuspane-under-maintenance, light-dark(#256ad2, #6daaf8));
    --_on-tone: var(--statuspane-on-under-maintenance, var(--_on));
  }
  .unknown {
    --_tone: var(--statuspane-unknown, light-dark(#727880, #989fa8));
    --_on-tone: var(--statuspane-on-unknown, var(--_on));
  }
  .tone {
    --_ink: color-mix(in oklab, var(--_tone) 80%, light-dark(#000, #fff));
    --_tint: light-dark(
      color-mix(in oklab, var(--_tone) 9%, var(--_surface)),
      color-mix(in oklab, var(--_tone) 17%, var(--_surface))
    );
    --_line: color-mix(in oklab, var(--_tone) 28%, var(--_tint));
    --_wash: color-mix(in oklab, var(--_tone) 12%, var(--_tint));
  }
  @media (forced-colors: active) {
    .tone {
      --_tone: CanvasText;
      --_on-tone: Canvas;
      --_ink: CanvasText;
    }
  }
`
