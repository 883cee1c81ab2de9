import { accept, type Context, type Decision, type Due, deriveId, refuse, SYSTEM } from '../kernel/index.ts';
import {
  audience,
  type District,
  RING_CORNERS,
  RINGS_MOST,
  saysWhom,
  unfitRing,
  unknownPlace,
} from '../places/index.ts';
import { ladderFor } from './ladder.ts';
import { mayNotice } from './may.ts';
import type { ComposeNotice, FollowUp, NoticeCommand, NoticeEvent, NoticePhase, NoticeState } from './notice.ts';
import { quietFor } from './quiet.ts';
import { render } from './text.ts';

type Decided = Decision<NoticeEvent>;
type Ctx = Context<District>;

/** Phases from which a step may be taken; composing starts from nothing. */
const FROM: Readonly<Record<Exclude<NoticeCommand['type'], 'notice.compose'>, readonly NoticePhase[]>> = {
  'notice.discard': ['composed', 'signed'],
  'notice.sign': ['composed'],
  'notice.issue': ['composed', 'signed'],
  'notice.correct': ['issued', 'settled', 'closed', 'expired'],
  'notice.take-back': ['issued', 'settled', 'closed', 'expired'],
  'notice.close': ['issued', 'settled'],
  'notice.expire': ['issued', 'settled'],
  'notice.note-stairwell': ['issued', 'settled', 'closed', 'expired', 'taken-back'],
};

export function decideNotice(state: NoticeState, command: NoticeCommand, ctx: Ctx): Decided {
  if (command.type === 'notice.compose') return compose(state, command.data, ctx);
  if (state.phase === 'none') return refuse('notice.unknown');
  if (!mayNotice(state, command.type, ctx.by)) {
    return refuse(
      command.type === 'notice.sign' && state.composedBy === ctx.by.person ? 'notice.own-signature' : 'notice.may-not',
      { step: command.type },
    );
  }
  if (!FROM[command.type].includes(state.phase))
    return refuse('notice.wrong-phase', { step: command.type, phase: state.phase });
  switch (command.type) {
    case 'notice.discard':
      return accept({ type: 'notice.discarded', data: command.data });
    case 'notice.sign':
      return accept({ type: 'notice.signed', data: {} });
    case 'notice.issue':
      return issue(state, ctx);
    case 'notice.correct':
      return follow(command, 'notice.corrected', ctx);
    case 'notice.take-back':
      return follow(command, 'notice.taken-back', ctx);
    case 'notice.close':
      if (state.phase === 'issued' && !command.data.reason?.trim())
        return refuse('notice.open-doors', { stairwells: state.open.length });
      return accept({ type: 'notice.closed', data: { ...command.data, openStairwells: state.open.length } });
    case 'notice.expire':
      if (state.expiresAt === undefined || ctx.now < state.expiresAt) return refuse('notice.not-expired');
      return accept({ type: 'notice.expired', data: { openStairwells: state.open.length } });
    case 'notice.note-stairwell':
      return noteStairwell(state, command.data);
  }
}

function compose(state: NoticeState, data: ComposeNotice, ctx: Ctx): Decided {
  if (state.phase !== 'none') return refuse('notice.exists');
  const { fields, ...rest } = data;
  const text = rendered(data.template, fields, ctx.district);
  if (!text.ok) return text;
  if (!saysWhom(data.audience)) return refuse('notice.audience-open');
  const missing = unknownPlace(ctx.district, data.audience);
  if (missing !== undefined) return refuse('notice.audience-unknown', { place: missing });
  const unfit = (data.audience.rings ?? []).flatMap((ring) => unfitRing(ring) ?? [])[0];
  if (unfit === 'crossed') return refuse('notice.area-crossed');
  if (unfit === 'corners' || (data.audience.rings?.length ?? 0) > RINGS_MOST)
    return refuse('notice.area-corners', { ...RING_CORNERS, areas: RINGS_MOST });
  if (data.expiresAt !== undefined && data.expiresAt <= ctx.now) return refuse('notice.expiry-past');
  let within: readonly string[] | undefined;
  if (data.audience.of) {
    const earlier = ctx.state<NoticeState>(`notice/${data.audience.of.notice}`);
    if (!earlier?.issuedAt) return refuse('notice.earlier-unknown', { notice: data.audience.of.notice });
    within = Object.keys(earlier.stairwells);
  }
  const meant = audience(ctx.district, data.audience, within && { stairwells: within });
  const { headCount } = meant;
  const committees = meant.committees.map((part) => part.committee);
  if (headCount.households === 0) return refuse('notice.audience-empty');
  if (!mayNotice(state, 'notice.compose', ctx.by, committees))
    return refuse('notice.may-not', { step: 'notice.compose' });
  const needsSecond = headCount.households > signedFrom(ctx.district) && !putsRight(data, ctx);
  return accept({
    type: 'notice.composed',
    data: { ...rest, body: text.body, committees, headCount, within, needsSecond },
  });
}

/** A correction or take-back that the system makes of a signed notice; the person who asked for it was judged there. */
function putsRight(data: ComposeNotice, ctx: Ctx): boolean {
  return data.follows !== undefined && data.follows.as !== 'reminder' && ctx.by.roles.includes('system');
}

/** Households above which a second person signs. A district that does not say has every notice signed. */
function signedFrom(district: District): number {
  return district.settings.secondSignatureFrom ?? 0;
}

function rendered(template: string, fields: Readonly<Record<string, string>>, district: District) {
  const found = district.noticeTemplates.find((row) => row.id === template);
  return found ? render(found, fields) : refuse('notice.unknown-template', { template });
}

function issue(state: NoticeState, ctx: Ctx): Decided {
  if (state.needsSecond && state.signedBy === undefined) {
    return refuse('notice.second-signature-missing', {
      households: state.headCount.households,
      from: signedFrom(ctx.district),
    });
  }
  if (state.expiresAt !== undefined && state.expiresAt <= ctx.now) return refuse('notice.expiry-past');
  const meant = audience(ctx.district, state.audience, state.within && { stairwells: state.within });
  if (meant.headCount.households === 0) return refuse('notice.audience-empty');
  // What was signed is what goes out: a roll that grew past the line since then needs a signature of its own.
  if (
    state.signedBy === undefined &&
    state.composedBy !== SYSTEM.person &&
    meant.headCount.households > signedFrom(ctx.district)
  ) {
    return refuse('notice.second-signature-missing', {
      households: meant.headCount.households,
      from: signedFrom(ctx.district),
    });
  }
  const quiet = quietFor(ctx.district, state.level);
  const stairwells = meant.stairwells.map((row) => ({ id: row.stairwell.id, households: row.households.length }));
  return accept({
    type: 'notice.issued',
    data: {
      stairwells,
      headCount: meant.headCount,
      ladder: ladderFor(ctx.district, state.level),
      ...(quiet ? { quiet } : {}),
    },
  });
}

function follow(
  command: Extract<NoticeCommand, { type: 'notice.correct' | 'notice.take-back' }>,
  type: 'notice.corrected' | 'notice.taken-back',
  ctx: Ctx,
): Decided {
  const { template, fields, reason } = command.data;
  const text = rendered(template, fields, ctx.district);
  if (!text.ok) return text;
  const followUp: FollowUp = {
    notice: deriveId(ctx.commandId, 'follow-up'),
    as: type === 'notice.corrected' ? 'correction' : 'take-back',
    template,
    fields,
  };
  return accept({ type, data: { reason, followUp } });
}

function noteStairwell(
  state: NoticeState,
  { stairwell, settled }: { readonly stairwell: string; readonly settled: boolean },
): Decided {
  // After the end the doors still tell of help given; the notice itself is past that.
  if (state.phase !== 'issued' && state.phase !== 'settled') return accept();
  if (settled !== state.open.includes(stairwell)) return accept();
  if (!settled) return accept({ type: 'notice.stairwell-reopened', data: { stairwell } });
  const event: NoticeEvent = { type: 'notice.stairwell-settled', data: { stairwell } };
  return state.open.length === 1
    ? accept<NoticeEvent>(event, { type: 'notice.settled', data: { households: state.headCount.households } })
    : accept(event);
}

/** Only composing looks at another notice: the one whose households it follows. */
export function needsNotice(command: NoticeCommand): readonly string[] {
  return command.type === 'notice.compose' && command.data.audience.of
    ? [`notice/${command.data.audience.of.notice}`]
    : [];
}

export function dueNotice(state: NoticeState): Due | undefined {
  const runs = state.phase === 'issued' || state.phase === 'settled';
  return runs && state.expiresAt !== undefined ? { at: state.expiresAt, type: 'notice.expire', data: {} } : undefined;
}
