import { useEffect, useState } from 'react';
import { type Instant, MINUTE } from '../../../domain/kernel/index.ts';
import { call } from '../api.ts';
import { useDistrict } from '../live/LiveProvider.tsx';

const NONE: ReadonlyMap<string, number> = new Map();
/** How far back a reading still counts as the latest. */
const WITHIN = 15 * MINUTE;

/** Latest depth of every gauge (cm), asked again every few real seconds. */
export function useGauges(now: Instant, wanted: boolean): ReadonlyMap<string, number> {
  const district = useDistrict();
  const [depths, setDepths] = useState(NONE);
  const turn = Math.floor(now / (5 * MINUTE));
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    const to = (turn + 1) * 5 * MINUTE;
    const gauges = district.pointsOfKind('gauge');
    void Promise.all(
      gauges.map(async ({ id }) => {
        const answer = await call<{ points: readonly (readonly number[])[] }>(
          `/observations?series=${encodeURIComponent(`gauge/${id}`)}&from=${to - WITHIN}&to=${to}&step=${5 * MINUTE}`,
        );
        const mean = answer.ok ? answer.value.points.at(-1)?.[3] : undefined;
        return mean === undefined ? undefined : ([id, mean] as const);
      }),
    ).then((found) => {
      if (!left) setDepths(new Map(found.filter((one) => one !== undefined)));
    });
    return () => {
      left = true;
    };
  }, [district, turn, wanted]);
  return depths;
}
