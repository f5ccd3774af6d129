/** Milliseconds for which the main thread was ready and waited for a processor, since it began. */
export function waitedFor(): number;
