import type { Command } from '../../../domain/kernel/index.ts';
import type { Answer, Trouble } from '../../ui/api.ts';
import type { Entry, Store } from './entry.ts';

/** Commands of one request: small, so that a bad line gets something through. */
const BATCH = 25;

export type Outcome =
  | { readonly id: string; readonly seq: number }
  | { readonly id?: string; readonly refusal: Omit<Trouble, 'status'> };

/** Sends commands in order; the same contract as POST /commands/batch. */
export type Send = (commands: readonly Command[]) => Promise<Answer<{ readonly outcomes: readonly Outcome[] }>>;

/** How a flush ended: all gone, the line is down, the server asks to wait, or somebody has to sign in first. */
export type Flushed = 'empty' | 'offline' | 'busy' | 'signed-out';

/** Refusals that say nothing about the command: it stays kept and goes again later. */
const LATER = new Set(['engine.busy', 'engine.storage', 'request.too-many']);

/**
 * Sends what one person has kept in one district, in the order in which it was made. Running it twice, or in two tabs,
 * or after an answer was lost, does nothing twice: the server knows commands by their ids. It stops at the first thing
 * that is not an answer, so that nothing overtakes what was said before it.
 */
export async function flush(store: Store, tenant: string, person: string, send: Send): Promise<Flushed> {
  for (;;) {
    const mine = (await store.entries()).filter(
      (entry) => entry.state === 'kept' && entry.tenant === tenant && entry.person === person,
    );
    if (mine.length === 0) return 'empty';
    const batch = mine.slice(0, BATCH);
    const answer = await send(batch.map((entry) => entry.command));
    if (!answer.ok) return stopped(answer.trouble);
    const changed: Entry[] = [];
    let wait = false;
    for (const [i, entry] of batch.entries()) {
      const outcome = answer.value.outcomes[i];
      if (!outcome || ('refusal' in outcome && LATER.has(outcome.refusal.code))) {
        wait = true;
        break;
      }
      changed.push(settled(entry, outcome));
    }
    await store.change(changed);
    if (wait) return 'busy';
  }
}

function settled(entry: Entry, outcome: Outcome): Entry {
  if ('seq' in outcome) return { ...entry, state: 'agreed', seq: outcome.seq };
  const { refusal } = outcome;
  // The phone's clock ran ahead in spite of all. When it happened is not worth losing that it happened: told as of now.
  if (refusal.code === 'clock.ahead' && entry.command.occurredAt !== undefined) {
    const { occurredAt: _wrong, ...command } = entry.command;
    return { ...entry, command };
  }
  return { ...entry, state: 'refused', trouble: { ...refusal, status: 409 } };
}

function stopped({ status, code }: Trouble): Flushed {
  if (status === 0) return 'offline';
  if (code.startsWith('session.') || status === 401) return 'signed-out';
  return 'busy';
}
