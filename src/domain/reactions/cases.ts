import type { CaseEventData, CaseState } from '../cases/index.ts';
import { deriveId, idOf, type Recorded, streamName } from '../kernel/index.ts';
import type { Reaction } from './reaction.ts';

/** The master of a merge takes over the reporters and the pictures, so that everyone stays told. */
export const absorbMerged: Reaction<Recorded<string, CaseEventData['case.merged']>> = (event, context) => {
  const from = idOf(event.stream);
  const { into, carried, evidence } = event.data;
  const master = context.state<CaseState>(streamName('case', into));
  if (master?.absorbed.includes(from)) return [];
  return [
    {
      id: deriveId('case.absorb', event.stream, event.version),
      type: 'case.absorb',
      stream: streamName('case', into),
      data: { from, reporters: carried.map(({ ref, source, at }) => ({ ref, source, at })), evidence },
    },
  ];
};
