import { type Clock, type Instant, tenantTime } from '../../domain/kernel/index.ts';

/** More than this between two looks at the clocks is no drift: somebody set the phone's clock (ms). */
const JUMP = 2_000;

/**
 * Tenant time on a phone whose own clock may be wrong, by an hour or by a day: it counts from what the server said, and
 * goes on with a clock that nobody can set when the other one is set in the middle of a shift.
 */
export class FieldClock {
  private clock: Clock | undefined;
  /** Server's real time less the phone's. */
  private ahead = 0;
  private readonly wall: () => number;
  private readonly steady: () => number;
  private between: number;

  constructor(wall: () => number = Date.now, steady: () => number = () => performance.now()) {
    this.wall = wall;
    this.steady = steady;
    this.between = wall() - steady();
  }

  /** @param ahead as `aheadNow` gave it when the answer came; kept across a restart together with it. */
  set(clock: Clock, ahead: number): void {
    this.clock = clock;
    this.ahead = ahead;
    this.between = this.wall() - this.steady();
  }

  /** Server's real time less the phone's, as the phone stands now. */
  aheadOf(serverTime: number): number {
    return serverTime - this.wall();
  }

  now(): Instant {
    const jumped = this.wall() - this.steady() - this.between;
    if (Math.abs(jumped) > JUMP) {
      this.ahead -= jumped;
      this.between += jumped;
    }
    const real = this.wall() + this.ahead;
    return Math.floor(this.clock ? tenantTime(this.clock, real) : real);
  }
}
