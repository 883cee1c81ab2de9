import { useEffect, useState } from 'react';
import type { HeadCountAnswer } from '../../../../contract/queries.ts';
import type { AudienceSpec } from '../../../../domain/places/index.ts';
import { call, type Trouble } from '../../../ui/api.ts';

/** How long (ms) the choice must hold still before it is counted. */
const PAUSE = 150;

/** Counts anew whenever the choice changes. The last count stays until the next is there, so that nothing jumps. */
export function useHeadCount(spec: AudienceSpec): {
  readonly head: HeadCountAnswer | undefined;
  readonly trouble: Trouble | undefined;
  /** The count is of an earlier choice. */
  readonly stale: boolean;
} {
  const [told, setTold] = useState<{ spec: AudienceSpec; head?: HeadCountAnswer; trouble?: Trouble }>();
  useEffect(() => {
    let left = false;
    const timer = setTimeout(() => {
      void call<HeadCountAnswer>('/notices/head-count', { body: { audience: spec } }).then((answer) => {
        if (!left) setTold(answer.ok ? { spec, head: answer.value } : { spec, trouble: answer.trouble });
      });
    }, PAUSE);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [spec]);
  return { head: told?.head, trouble: told?.trouble, stale: told?.spec !== spec };
}
