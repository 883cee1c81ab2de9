import { type CaseState, isDraft } from '../../domain/cases/index.ts';
import type { TaskState } from '../../domain/responses/index.ts';
import type { Session } from '../access/session.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';

/** A piece of media as a stream names it. */
export interface Named {
  readonly media: string;
  readonly sha256?: string | undefined;
}

/** Media that a stream names, in its order, each once; nothing is there for whoever may not see the stream. */
export async function namedBy(doors: Doors, session: Session, stream: string): Promise<readonly Named[]> {
  const found = await doors.engine.state(session.tenant, stream);
  if (!found) throw new Refused('request.not-found');
  const named = NAMED[stream.split('/', 1)[0] as keyof typeof NAMED](found.state as never, session.actor.person);
  return [...new Map(named.map((piece) => [piece.media, piece])).values()];
}

const NAMED = {
  case(state: CaseState, person: string): readonly Named[] {
    // A draft is its author's alone.
    if (isDraft(state) && state.author.person !== person) throw new Refused('request.not-found');
    return state.evidence;
  },
  task: (state: TaskState): readonly Named[] =>
    state.evidence.flatMap(({ what }) => (what.kind === 'photo' ? what.refs.map((media) => ({ media })) : [])),
};
