import type { District, Household } from '../../domain/places/index.ts';
import type { DistrictPack } from '../district/index.ts';
import { keepPictures } from '../district/index.ts';
import type { Engine } from '../engine/index.ts';
import { loadRoll } from '../roll/index.ts';
import type { Pool } from '../roll/sql.ts';

interface Parts {
  readonly sql: Pool;
  readonly engine: Pick<Engine, 'subscribe'>;
  readonly say: (message: string) => void;
  readonly packs: ReadonlyMap<string, DistrictPack>;
}

export interface RollFollower {
  /** Reads the roll unless what stands at this place of the journal is in memory already. */
  learned(seq: number): Promise<void>;
  stop(): void;
}

/**
 * Districts with the households of the adopted roll in place of the pack's. Both may change at any time, on any node; each
 * pair of the two is put together once, so that everything that is remembered of a district stays good.
 */
export class Worlds {
  private readonly rolls = new Map<string, readonly Household[]>();
  private readonly made = new Map<string, { pack: DistrictPack; roll: readonly Household[]; district: District }>();
  private readonly parts: Parts;
  constructor(parts: Parts) {
    this.parts = parts;
  }

  of(tenant: string): District | undefined {
    const pack = this.parts.packs.get(tenant);
    const roll = this.rolls.get(tenant);
    if (!pack || !roll) return pack?.district;
    let made = this.made.get(tenant);
    if (made?.pack !== pack || made.roll !== roll) {
      // A pack of later may have given up a stairwell: nobody could be sent there.
      const known = new Set(pack.district.stairwells.map((row) => row.id));
      const district = { ...pack.district, households: roll.filter((row) => known.has(row.stairwell)) };
      keepPictures(district, pack.layers);
      made = { pack, roll, district };
      this.made.set(tenant, made);
    }
    return made.district;
  }

  /** Keeps the roll in memory at what the journal says was adopted, whichever node did it. */
  async follow(tenant: string): Promise<RollFollower> {
    const { sql, engine, say } = this.parts;
    let at = 0;
    let turn: Promise<void> = Promise.resolve();
    const read = async (seq: number): Promise<void> => {
      if (seq <= at) return;
      const roll = await loadRoll(sql, tenant);
      if (roll) this.rolls.set(tenant, roll.households);
      at = seq;
    };
    const learned = (seq: number): Promise<void> => {
      const reading = turn.then(() => read(seq));
      turn = reading.catch((error) => say(`${tenant}: the adopted roll was not taken over: ${String(error)}`));
      return reading;
    };
    const stop = engine.subscribe(tenant, (events) => {
      const last = events.findLast((event) => event.type === 'roll.adopted');
      if (last) learned(last.seq).catch(() => {});
    });
    const roll = await loadRoll(sql, tenant);
    if (roll) this.rolls.set(tenant, roll.households);
    return { learned, stop };
  }
}
