/** So many in any span of so many milliseconds, counted per key; a sliding window, the strictest reading of a limit. */
export class Window {
  readonly #most: number;
  readonly #spanMs: number;
  readonly #times = new Map<string, number[]>();
  constructor(most: number, spanMs: number) {
    this.#most = most;
    this.#spanMs = spanMs;
  }
  full(now: number, key: string): boolean {
    return (this.#times.get(key) ?? []).filter((at) => at > now - this.#spanMs).length >= this.#most;
  }
  /** Counts it and says true, or says false and counts nothing. */
  takes(now: number, key = '', count = 1): boolean {
    const recent = (this.#times.get(key) ?? []).filter((at) => at > now - this.#spanMs);
    const takes = recent.length + count <= this.#most;
    if (takes) for (let n = 0; n < count; n++) recent.push(now);
    this.#times.set(key, recent);
    return takes;
  }
}

/** Start of the day of a carrier in China (UTC+8). */
export const dayOf = (now: number): number => Math.floor((now + 28_800_000) / 86_400_000) * 86_400_000 - 28_800_000;

const MOBILE = /^1[3-9]\d{9}$/;
/** A mobile number of mainland China as carriers take it: 11 digits, or with +86, 0086, 86 before them. */
export function mobileOf(written: string): string | undefined {
  const digits = written.replace(/^(?:\+86|0086|86)(?=1[3-9]\d{9}$)/, '');
  return MOBILE.test(digits) ? digits : undefined;
}
