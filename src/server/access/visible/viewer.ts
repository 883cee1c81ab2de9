import type { Recorded } from '../../../domain/kernel/index.ts';
import { can } from '../../../domain/people/index.ts';
import type { Session } from '../session.ts';

/** What visibility depends on, and nothing else. */
export interface Viewer {
  /** May know what concerns single households. */
  readonly personal: boolean;
  /** Whose private things are seen beside what all see; absent: nobody's. */
  readonly person?: string;
}

export function viewerOf(session: Pick<Session, 'actor'>): Viewer {
  return { personal: can(session.actor.roles, 'read-personal'), person: session.actor.person };
}

/**
 * Two viewers with the same key see the same and share every frame of the live stream, but for what is private to one
 * of them (`privateTo`).
 */
export function viewerKey(viewer: Viewer): string {
  return viewer.personal ? 'personal' : 'plain';
}

/** What of an event a viewer may see: the event itself, a copy with less in it, or undefined for nothing. */
export type Visible = (event: Recorded, viewer: Viewer) => Recorded | undefined;

/** Everybody who may read the screen. */
export const whole: Visible = (event) => event;

/** A copy whose `data` lacks free words about a household at any depth; ids, states and counts stay, so folds still add up. */
export function withoutNotes(event: Recorded): Recorded {
  return { ...event, data: blanked(event.data) };
}
/** The same of a state. */
export function stateWithoutNotes<T>(state: T): T {
  return blanked(state) as T;
}

const FREE_WORDS = new Set(['note', 'notes', 'tags']);
function blanked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(blanked);
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value))
    copy[key] = FREE_WORDS.has(key)
      ? typeof inner === 'string'
        ? ''
        : Array.isArray(inner)
          ? []
          : inner
      : blanked(inner);
  return copy;
}
