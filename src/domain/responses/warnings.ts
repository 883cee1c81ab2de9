import {
  type Aggregate,
  accept,
  type Context,
  type Decision,
  type Due,
  deriveId,
  type Event,
  idOf,
  type Recorded,
  refuse,
} from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import { concern, keepAreas } from './concern.ts';
import { severity } from './grades.ts';
import { refusalOfRight } from './may.ts';
import type { StandingState } from './standing.ts';
import type {
  WarningCommand,
  WarningEnding,
  WarningEvent,
  WarningMessage,
  WarningReference,
  WarningState,
} from './warning.ts';

/** The stream id of a message: the CAP identity (sender, identifier, sent) as one derived id. */
export function warningId(of: WarningReference): string {
  return deriveId('warning', of.sender, of.identifier, of.sent);
}

/**
 * The series in which signals of one station and kind replace each other, or null. Only messages with a stated
 * colour are in a series: other CAP issuers keep several alerts of one kind at once and name what they replace.
 */
export function seriesOf(message: WarningMessage): string | null {
  if (message.colourFrom !== 'stated' && message.form !== 'text') return null;
  return deriveId('signal', message.status, message.issuer, message.kind);
}

type RecordedWarning = WarningEvent extends infer E
  ? E extends Event<infer T, infer D>
    ? Recorded<T, D>
    : never
  : never;

export const warnings: Aggregate<WarningState, WarningCommand, WarningEvent, District> = {
  kind: 'warning',
  initial: {
    message: null,
    receivedAt: null,
    areaCount: 0,
    concerns: false,
    concernReason: '',
    ended: null,
    foretold: [],
  },
  needs(command) {
    if (command.type !== 'warning.receive') return [];
    const series = seriesOf(command.data.message);
    return series ? [`standing/${series}`] : [];
  },
  decide(state, command, context): Decision<WarningEvent> {
    const right = refusalOfRight(command.type, context.by, null);
    if (right) return right;
    const id = idOf(command.stream);
    switch (command.type) {
      case 'warning.receive':
        return receive(state, id, command.data.message, context);
      case 'warning.end': {
        const { how, by, status } = command.data;
        if (!state.message) {
          if (state.foretold.some((end) => end.by === by)) return accept();
          return accept({ type: 'warning.end-foretold', data: { id, how, by, status } });
        }
        // An exercise must not end a real warning, nor a test an exercise; what has ended has ended.
        if (state.message.status !== status || state.ended) return accept();
        return accept({ type: 'warning.ended', data: { id, how, by } });
      }
      case 'warning.expire':
        return state.message && !state.ended
          ? accept({ type: 'warning.ended', data: { id, how: 'expired' } })
          : accept();
      case 'warning.withdraw':
        if (!state.message) return refuse('warning.unknown');
        if (state.ended) return refuse('warning.already-ended');
        return accept({ type: 'warning.ended', data: { id, how: 'withdrawn', reason: command.data.reason } });
      case 'warning.judge':
        if (!state.message) return refuse('warning.unknown');
        if (state.concerns === command.data.concerns) return accept();
        return accept({ type: 'warning.judged', data: { id, ...command.data } });
    }
  },
  evolve(state, recorded) {
    const event = recorded as RecordedWarning;
    switch (event.type) {
      case 'warning.received':
        return {
          ...state,
          message: event.data.message,
          receivedAt: event.at,
          areaCount: event.data.areaCount,
          concerns: event.data.concerns,
          concernReason: event.data.concernReason,
        };
      case 'warning.ended': {
        const ended: WarningEnding = {
          how: event.data.how,
          at: event.at,
          ...(event.data.by ? { by: event.data.by } : {}),
          ...(event.data.reason ? { reason: event.data.reason } : {}),
        };
        return { ...state, ended };
      }
      case 'warning.end-foretold':
        return {
          ...state,
          foretold: [
            ...state.foretold,
            { how: event.data.how, by: event.data.by, status: event.data.status, at: event.at },
          ],
        };
      case 'warning.judged':
        return { ...state, concerns: event.data.concerns, concernReason: event.data.reason };
    }
  },
  due(state): Due | undefined {
    if (!state.message || state.ended || state.message.expires === null) return undefined;
    return { at: state.message.expires, type: 'warning.expire', data: {} };
  },
  open: (state) => state.message !== null && state.ended === null,
};

function receive(
  state: WarningState,
  id: string,
  message: WarningMessage,
  context: Context<District>,
): Decision<WarningEvent> {
  if (id !== warningId(message)) return refuse('warning.id-mismatch');
  if (state.message) {
    // The same message over another line or pasted twice: nothing new. Other content under the same identity: refuse.
    return state.message.digest === message.digest || sameWords(state.message, message)
      ? accept()
      : refuse('warning.identity-reused', { identifier: message.identifier.slice(0, 80) });
  }
  // Five minutes: clocks of issuers and ours differ a little; more is a wrong date in the paste.
  if (message.sent > context.now + 5 * 60_000)
    return refuse('warning.from-the-future', { minutes: Math.ceil((message.sent - context.now) / 60_000) });
  const series = seriesOf(message);
  const heads = (series && context.state<StandingState>(`standing/${series}`)?.heads) || [];
  const { concerns, reason } = concern(message, context.district);
  const named = message.references.map(warningId);
  const speaks = message.msgType !== 'Ack' && message.msgType !== 'Error';
  const implied =
    speaks && !message.keepsOthers && message.form === 'text'
      ? heads.filter((head) => head.at <= message.sent).map((head) => head.id)
      : [];
  const replaces =
    message.msgType === 'Update' || message.msgType === 'Cancel' || implied.length > 0
      ? [...new Set([...(speaks ? named : []), ...implied])].filter((other) => other !== id)
      : [];
  const events: WarningEvent[] = [
    {
      type: 'warning.received',
      data: {
        id,
        message: keepAreas(message, context.district),
        areaCount: message.areas.length,
        concerns,
        concernReason: reason,
        replaces,
        series: speaks ? series : null,
      },
    },
  ];
  const told = state.foretold.find((end) => end.status === message.status);
  const overtaken = message.form === 'text' ? heads.find((head) => head.at > message.sent) : undefined;
  if (told)
    events.push({ type: 'warning.ended', data: { id, how: told.how as 'replaced' | 'lifted', by: told.by as string } });
  else if (overtaken) events.push({ type: 'warning.ended', data: { id, how: 'replaced', by: overtaken.id } });
  else if (message.msgType === 'Cancel' || message.action === 'lift')
    events.push({ type: 'warning.ended', data: { id, how: 'lifted' } });
  else if (message.expires !== null && message.expires <= context.now)
    events.push({ type: 'warning.ended', data: { id, how: 'expired' } });
  return accept(...events);
}

function sameWords(a: WarningMessage, b: WarningMessage): boolean {
  return (
    a.text.replace(/\s+/g, '') === b.text.replace(/\s+/g, '') &&
    a.colour === b.colour &&
    a.action === b.action &&
    a.headline === b.headline
  );
}

/** Commands that follow from a received warning: ends of what it replaces, and its place in its series. */
export function afterWarning(event: RecordedWarning): { id: string; type: string; stream: string; data: unknown }[] {
  if (event.type !== 'warning.received') return [];
  const { id, message, replaces, series } = event.data;
  const lifts = message.msgType === 'Cancel' || message.action === 'lift';
  const ends = replaces.map((other) => ({
    id: deriveId('warning.end', id, other),
    type: 'warning.end',
    stream: `warning/${other}`,
    data: { how: lifts ? 'lifted' : 'replaced', by: id, status: message.status },
  }));
  if (!series) return ends;
  return [
    ...ends,
    {
      id: deriveId('standing.note', id),
      type: 'standing.note',
      stream: `standing/${series}`,
      data: { id, at: message.sent, alone: !message.keepsOthers && message.form === 'text' },
    },
  ];
}

/** Which statuses count: in a real district only Actual; in a drill exercises too. Test, System and Draft never do. */
export function counts(message: WarningMessage, mode: 'real' | 'drill'): boolean {
  return message.status === 'Actual' || (mode === 'drill' && message.status === 'Exercise');
}

/**
 * The warnings in force here at an instant, worst first, from the states of all warnings. Also right for a past
 * instant, as far as the states know it.
 */
export function activeWarnings(
  states: Iterable<WarningState>,
  at: number,
  mode: 'real' | 'drill',
): (WarningState & { message: WarningMessage })[] {
  const found: (WarningState & { message: WarningMessage })[] = [];
  for (const state of states) {
    const { message } = state;
    if (!message || !state.concerns || !counts(message, mode)) continue;
    if (
      message.msgType === 'Ack' ||
      message.msgType === 'Error' ||
      message.msgType === 'Cancel' ||
      message.action === 'lift'
    )
      continue;
    if (message.effective > at || (state.receivedAt ?? 0) > at) continue;
    if (state.ended && state.ended.at <= at) continue;
    if (message.expires !== null && message.expires <= at) continue;
    found.push(state as WarningState & { message: WarningMessage });
  }
  return found.sort((a, b) => colourRank(b.message) - colourRank(a.message) || b.message.sent - a.message.sent);
}
function colourRank(message: WarningMessage): number {
  return severity(message.colour);
}

/** A signal that nobody has repeated, changed or lifted for a day is doubtful (a 解除 may have been missed). */
export function isStale(message: WarningMessage, at: number): boolean {
  return message.expires === null && at - message.sent > 24 * 60 * 60_000;
}
