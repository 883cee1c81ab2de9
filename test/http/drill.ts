import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { District } from '../../src/domain/places/index.ts';
import { DRILL_PASSWORD, startYiping, type Yiping } from '../../src/server/wiring/index.ts';
import { Visitor } from './town.ts';

const PACK = join(import.meta.dirname, '..', '..', 'districts', 'nanjing-west-road');

/** The whole server with the drill of the shipped district, its clock standing at an instant, its data in a folder of its own. */
export interface Drill {
  readonly yiping: Yiping;
  readonly district: District;
  /** Signed in as the first account that holds a role. */
  as(role: string): Promise<Visitor>;
  close(): Promise<void>;
}

/** @param withReal a real district of the same data stands beside it, as tenant 'real' */
export async function openDrill(at: number, withReal = false): Promise<Drill> {
  const folder = await mkdtemp(join(tmpdir(), 'yiping-drill-'));
  const yiping = await startYiping({
    folder,
    port: 0,
    host: '127.0.0.1',
    version: 'test',
    say: () => {},
    places: [
      { id: 'drill', mode: 'drill', pack: PACK, drill: { scenario: 'in-fa-2021', at, speed: 0 } },
      ...(withReal ? [{ id: 'real', mode: 'real' as const, pack: PACK }] : []),
    ],
  });
  return {
    yiping,
    district: yiping.doors.districtOf('drill') as District,
    as(role) {
      const account = yiping.doors.drillDoor('drill')?.accounts.find((one) => one.roles.includes(role));
      return new Visitor(yiping.url).signIn(account?.login ?? '', DRILL_PASSWORD, 'drill');
    },
    async close() {
      await yiping.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
