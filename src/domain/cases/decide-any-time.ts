import { accept, refuse } from '../kernel/index.ts';
import type { CaseEvent } from './events.ts';
import type { Deciders } from './matter.ts';

/** What may be added at any time and moves nothing: contact chain, notes, pictures, numbers of other systems, links. */
export const anyTime: Pick<
  Deciders,
  'case.contact' | 'case.note' | 'case.add-evidence' | 'case.set-external-no' | 'case.link'
> = {
  'case.contact': ({ data }) =>
    accept<CaseEvent>({
      type: 'case.contacted',
      data: { who: data.who, way: data.way, result: data.result, note: data.note },
    }),

  'case.note': ({ data }) =>
    data.text.trim() === ''
      ? refuse('case.nothing-said')
      : accept<CaseEvent>({ type: 'case.noted', data: { text: data.text } }),

  'case.add-evidence'({ state, data }) {
    const known = new Set(state.evidence.map((row) => row.media));
    const evidence = data.evidence.filter((row) => !known.has(row.media));
    if (evidence.length === 0) return refuse('case.nothing-said');
    return accept<CaseEvent>({
      type: 'case.evidence-added',
      data: state.stage === 'draft' ? { evidence, draft: true } : { evidence },
    });
  },

  'case.set-external-no': ({ state, data }) =>
    state.externalNos[data.system] === data.no
      ? refuse('case.nothing-said')
      : accept<CaseEvent>({ type: 'case.external-no-set', data: { system: data.system, no: data.no } }),

  'case.link'({ data }) {
    if (Object.keys(data).length === 0) return refuse('case.nothing-said');
    return accept<CaseEvent>({ type: 'case.linked', data: { links: data } });
  },
};
