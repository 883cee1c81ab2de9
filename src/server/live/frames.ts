import type { GoodbyeReason, LiveClock } from '../../contract/live.ts';
import type { Recorded } from '../../domain/kernel/index.ts';

/** Text of one event, made once however many readers there are. The journal's events never change. */
const texts = new WeakMap<Recorded, string>();
export function textOf(event: Recorded): string {
  let text = texts.get(event);
  if (text === undefined) {
    text = JSON.stringify(event);
    texts.set(event, text);
  }
  return text;
}

/** A frame of facts; `seq` is the last one that it passes over, seen or hidden. */
export function eventsFrame(seq: number, events: readonly Recorded[]): Buffer {
  return Buffer.from(`id: ${seq}\nevent: events\ndata: [${events.map(textOf).join(',')}]\n\n`);
}

export function clockFrame(seq: number | undefined, clock: LiveClock): Buffer {
  return Buffer.from(`${seq === undefined ? '' : `id: ${seq}\n`}event: clock\ndata: ${JSON.stringify(clock)}\n\n`);
}

/** After these a reconnect is of no use until somebody does something. */
const FINAL: readonly GoodbyeReason[] = ['session', 'too-old', 'ahead'];

export function goodbyeFrame(reason: GoodbyeReason): Buffer {
  const retryAfter = reason === 'too-many' ? 10_000 : 1_000;
  return Buffer.from(
    `event: goodbye\ndata: ${JSON.stringify(FINAL.includes(reason) ? { reason } : { reason, retryAfter })}\n\n`,
  );
}
