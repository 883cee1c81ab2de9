/** Requests in a row that came to nothing before a provider counts as down. */
const STRIKES = 3;
const FIRST_REST_MS = 5_000;
const LONGEST_REST_MS = 120_000;

/**
 * Whether a provider answers. After some requests in a row without an answer it is left alone, each time twice as long,
 * and asked with one small request whether it is back; meanwhile the next provider of its kind takes over.
 */
export class Health {
  private strikes = 0;
  private rest = FIRST_REST_MS;
  private until = 0;
  private probing = false;
  /** Real time since when it has not answered; undefined while it does. */
  downSince: number | undefined;

  /** 'up', or 'probe' for one careful request, or 'down'. */
  state(now: number): 'up' | 'probe' | 'down' {
    if (this.downSince === undefined) return 'up';
    return now >= this.until && !this.probing ? 'probe' : 'down';
  }

  /** One careful request is under way. */
  probe(): void {
    this.probing = true;
  }

  /** It came to no request after all: the next one may ask. */
  unasked(): void {
    this.probing = false;
  }

  answered(): void {
    this.strikes = 0;
    this.rest = FIRST_REST_MS;
    this.probing = false;
    this.downSince = undefined;
  }

  silent(now: number): void {
    this.strikes += 1;
    if (this.downSince === undefined && this.strikes < STRIKES) return;
    // Requests that were under way when it went down say nothing new.
    if (this.downSince !== undefined && !this.probing) return;
    this.downSince ??= now;
    this.probing = false;
    this.until = now + this.rest;
    this.rest = Math.min(LONGEST_REST_MS, this.rest * 2);
  }
}
