/** The one thing that the tag ever writes to the console. */
export const warn = (...words: unknown[]): void => console.warn('[statuspane]', ...words)
