import { randomUUID } from 'node:crypto';
import type { Actor, Command } from '../../domain/kernel/index.ts';
import { deriveId } from '../../domain/kernel/index.ts';
import { type DoorsCommand, doorsId, helpKinds, linkHolder, posterReader } from '../../domain/notices/index.ts';
import { type District, indexed } from '../../domain/places/index.ts';
import type { OpenedLink } from '../access/links.ts';

/** What came with the form. Lengths are cut, not refused: a call for help is not turned away for its words. */
export interface Form {
  readonly does: 'know' | 'help';
  readonly once: string;
  readonly room: string;
  readonly kind: string;
  readonly note: string;
}

export function readForm(body: Buffer): Form | undefined {
  const fields = new URLSearchParams(body.toString('utf8'));
  const does = fields.get('do');
  if (does !== 'know' && does !== 'help') return undefined;
  const field = (name: string, most: number) => [...(fields.get(name) ?? '').trim()].slice(0, most).join('');
  return {
    does,
    once: field('once', 64) || randomUUID(),
    room: field('room', 20),
    kind: field('kind', 40),
    note: field('note', 300),
  };
}

/** '３０２室' and ' 5号 302' mean what stands on the door: full-width digits, blanks and 室 do not count. */
export function plainRoom(room: string): string {
  return room
    .normalize('NFKC')
    .replace(/\s|室$/g, '')
    .toUpperCase();
}

export interface Answer {
  readonly actor: Actor;
  readonly command: Command;
}

/** The household that a link speaks for; on a poster that of the room, if the stairwell has it. */
export function householdOf(district: District, link: OpenedLink, room: string): string | undefined {
  const index = indexed(district);
  if (link.kind === 'household') return index.households.has(link.id) ? link.id : undefined;
  const plain = plainRoom(room);
  return plain === '' ? undefined : index.householdsOf(link.id).find((row) => plainRoom(row.room) === plain)?.id;
}

/** The answer as a command; `undefined` when the room of a poster is not known and nothing but "I know" was said. */
export function answerOf(district: District, link: OpenedLink, form: Form): Answer | undefined {
  const index = indexed(district);
  const household = householdOf(district, link, form.room);
  const poster = link.kind === 'stairwell';
  const stairwell = poster ? link.id : index.households.get(link.id)?.stairwell;
  if (stairwell === undefined) return undefined;
  const actor = poster ? posterReader(stairwell) : linkHolder(link.id);
  // The press is named by its page: sent twice it is one, and no id made here meets one of another link.
  const id = deriveId('link', link.tenant, link.notice, link.id, form.once, form.does, household ?? '');
  if (household === undefined) return form.does === 'help' ? helpSomewhere(district, stairwell, form, id) : undefined;
  const kinds = helpKinds(district);
  const kind = kinds.find((row) => row.code === form.kind) ?? (kinds.at(-1) as (typeof kinds)[number]);
  const command: DoorsCommand =
    form.does === 'know'
      ? {
          id,
          type: 'doors.confirm',
          stream: `doors/${doorsId(link.notice, stairwell)}`,
          data: { households: [household], by: poster ? 'neighbour' : 'self', way: poster ? 'qr' : 'link' },
        }
      : {
          id,
          type: 'doors.needs-help',
          stream: `doors/${doorsId(link.notice, stairwell)}`,
          data: {
            household,
            category: kind.code,
            way: poster ? 'qr' : 'link',
            ...(form.note ? { note: form.note } : {}),
          },
        };
  return { actor, command };
}

/**
 * Help for a room that is not on the roll, or for a household that the notice did not go to: a report at the front
 * door. The room stands in its words, because whoever comes must find it and nothing else names it.
 */
export function helpSomewhere(
  district: District,
  stairwell: string,
  form: Form,
  id: string,
  reporter = deriveId('link-reporter', id),
): Answer | undefined {
  const index = indexed(district);
  const place = index.stairwells.get(stairwell);
  const kinds = helpKinds(district);
  const kind = kinds.find((row) => row.code === form.kind) ?? kinds.at(-1);
  if (!place || !kind) return undefined;
  return {
    actor: { person: reporter, roles: ['resident'] },
    command: {
      id: deriveId('link-report', id),
      type: 'case.report',
      stream: `case/${deriveId('link-case', id)}`,
      data: {
        source: 'resident',
        category: kind.code,
        description: [form.room, form.note || kind.ask?.zh || kind.name.zh].filter(Boolean).join('：'),
        place: {
          position: place.position,
          committee: place.committee,
          stairwell,
          address: `${index.compounds.get(place.compound)?.address ?? ''}${place.name}`,
        },
        reporter,
      },
    },
  };
}
