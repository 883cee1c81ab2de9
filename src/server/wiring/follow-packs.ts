import type { Recorded } from '../../domain/kernel/index.ts';
import type { DistrictPack, DistrictStore } from '../district/index.ts';
import type { Engine, Outcome } from '../engine/index.ts';

interface Parts {
  readonly store: Pick<DistrictStore, 'find'>;
  readonly engine: Pick<Engine, 'subscribe'>;
  readonly say: (message: string) => void;
  /** District data in memory, by tenant. */
  readonly packs: Map<string, DistrictPack>;
}

export interface PackFollower {
  /** Seq of the adoption that the data in memory comes from; 0 while it is what the start brought. */
  readonly at: () => number;
  /** Adopts a pack that this node holds already: it is in memory before the answer, and not read from the store again. */
  adopt(pack: DistrictPack, adopting: () => Promise<Outcome>): Promise<Outcome>;
  stop(): void;
}

/** Keeps the district data in memory at what the journal says is in force, whichever node put it there. */
export function followPacks({ store, engine, say, packs }: Parts, tenant: string): PackFollower {
  let at = 0;
  let turn = Promise.resolve();
  let inHand: DistrictPack | undefined;
  const put = (seq: number, pack: DistrictPack): void => {
    if (seq <= at) return;
    at = seq;
    packs.set(tenant, pack);
  };
  const learn = async ({ seq, data }: Recorded): Promise<void> => {
    if (seq <= at) return;
    const { digest, version } = data as { digest: string; version: string };
    const held = [inHand, packs.get(tenant)].find((pack) => pack?.digest === digest);
    const pack = held ?? (await store.find(tenant, digest));
    if (!pack) throw new Error(`the content of ${version} is lost`);
    put(seq, pack);
    if (!held) say(`${tenant}: district data ${version} is in force, adopted elsewhere`);
  };
  const stop = engine.subscribe(tenant, (events) => {
    for (const event of events) {
      if (event.type !== 'district.adopted') continue;
      turn = turn
        .then(() => learn(event))
        .catch((error) => say(`${tenant}: adopted district data was not taken over: ${String(error)}`));
    }
  });
  return {
    at: () => at,
    stop,
    async adopt(pack, adopting) {
      inHand = pack;
      try {
        const outcome = await adopting();
        if (outcome.ok) put(outcome.seq, pack);
        return outcome;
      } finally {
        inHand = undefined;
      }
    },
  };
}
