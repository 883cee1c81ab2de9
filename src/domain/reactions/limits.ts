import type { CaseState, LimitsState } from '../cases/index.ts';
import { type Command, deriveId, type Recorded } from '../kernel/index.ts';
import { type ResponseState, severity } from '../responses/index.ts';
import type { Reaction } from './reaction.ts';

const LIMITS = 'limits/mode';
/** From this level on, every limit is counted in clock hours (domain.md §2.2). */
const STORM_FROM = 'III';

/** A response that reaches level Ⅲ puts all limits into storm mode; they go back when none stands at Ⅲ or above. */
export const switchLimits: Reaction = (event, context) => {
  const storm = context.open('response').some((stream) => {
    const response = context.state<ResponseState>(stream);
    return (
      response?.kind === 'flood-typhoon' && response.level !== null && severity(response.level) >= severity(STORM_FROM)
    );
  });
  if ((context.state<LimitsState>(LIMITS)?.storm ?? false) === storm) return [];
  return [
    {
      id: deriveId('limits.switch', event.stream, event.version),
      type: 'limits.switch',
      stream: LIMITS,
      data: { storm },
    },
  ];
};

/** Every open case goes over to the new limits; its old deadlines stay in its history. */
export const switchOpenCases: Reaction<Recorded<string, { readonly storm: boolean }>> = (event, context) => {
  const { storm } = event.data;
  return context.open('case').flatMap((stream): Command[] => {
    const state = context.state<CaseState>(stream);
    if (!state || state.storm === storm || state.stage === 'draft') return [];
    return [
      {
        id: deriveId('case.switch-limits', stream, event.version),
        type: 'case.switch-limits',
        stream,
        data: { storm },
      },
    ];
  });
};
