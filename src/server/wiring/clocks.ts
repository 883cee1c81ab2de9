import type { DrillEvent } from '../../domain/drill/index.ts';
import type { Recorded } from '../../domain/kernel/index.ts';
import type { Engine } from '../engine/types.ts';

/**
 * Moves a drill's clock as its journal says: 'drill.clock-set' with a time ahead fires everything due on the way, each
 * at its own instant, and then sets the speed. One after the other; a fault is told and does not stop the next.
 */
export function followDrillClock(
  engine: Engine,
  tenant: string,
  realTime: () => number,
  failed: (error: unknown) => void,
): () => void {
  let turn = Promise.resolve();
  return engine.subscribe(tenant, (events) => {
    for (const recorded of events) {
      if (recorded.type !== 'drill.clock-set') continue;
      const { at, speed } = (recorded as Recorded<string, Extract<DrillEvent, { type: 'drill.clock-set' }>['data']>)
        .data;
      turn = turn.then(() => setClock(engine, tenant, at, speed, recorded.at, realTime)).catch(failed);
    }
  });
}

async function setClock(
  engine: Engine,
  tenant: string,
  at: number,
  speed: number,
  recordedAt: number,
  realTime: () => number,
): Promise<void> {
  const now = await engine.now(tenant);
  // Jumped, not merely set: while the timers on the way are worked off, the clock stands at the time of the jump.
  if (at > recordedAt && at > now) await engine.advance(tenant, at);
  await engine.setClock(tenant, { at: Math.max(at, await engine.now(tenant)), since: realTime(), speed });
}
