import { randomUUID } from 'node:crypto';
import { setTimeout as rest } from 'node:timers/promises';

/** A console that follows while others confirm. */
export interface Counters {
  /** Ends; how many milliseconds after its answer each look was counted here. */
  stop(): Promise<readonly number[]>;
}

const EVERY_MS = 100;
const PATIENCE_MS = 10_000;

/**
 * Follows the live stream as a console does, and confirms a household itself from time to time: how long after the answer
 * the stream has brought the events up to this one, whose counts the board adds up.
 * @param probes data of commands, each `doors.confirm` of a household that nobody else confirms.
 */
export async function watchCounters(
  url: string,
  headers: Readonly<Record<string, string>>,
  probes: readonly { readonly stream: string; readonly data: object }[],
): Promise<Counters> {
  const line = new AbortController();
  const live = await fetch(`${url}/api/v1/live`, { headers, signal: line.signal });
  if (!live.ok || !live.body) throw new Error(`no live stream: ${live.status}`);
  const reader = live.body.getReader();
  let reached = 0;
  let arrived: () => void = () => {};
  const follow = async (): Promise<void> => {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const piece = Buffer.from(value);
      const at = piece.lastIndexOf('\nid: ');
      const mark = at >= 0 ? at + 5 : piece.subarray(0, 4).toString() === 'id: ' ? 4 : -1;
      if (mark < 0) continue;
      reached = Math.max(reached, Number.parseInt(piece.toString('latin1', mark, mark + 16), 10) || 0);
      arrived();
    }
  };
  const following = follow().catch(() => {});
  const lags: number[] = [];
  let stopped = false;
  const look = async ({ stream, data }: (typeof probes)[number]): Promise<void> => {
    const answer = await fetch(`${url}/api/v1/commands`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ id: randomUUID(), type: 'doors.confirm', stream, data }),
    });
    const { seq } = (await answer.json()) as { seq?: number };
    if (!answer.ok || seq === undefined) throw new Error(`a look was refused: ${answer.status}`);
    const from = performance.now();
    while (reached < seq && performance.now() - from < PATIENCE_MS)
      await Promise.race([
        new Promise<void>((resolve) => {
          arrived = resolve;
        }),
        rest(PATIENCE_MS / 10),
      ]);
    lags.push(performance.now() - from);
  };
  const looking = (async () => {
    for (const probe of probes) {
      if (stopped) return;
      await look(probe);
      await rest(EVERY_MS);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await looking;
      line.abort();
      await following;
      return lags;
    },
  };
}
