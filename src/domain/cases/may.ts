import type { Actor } from '../kernel/index.ts';
import type { Role } from '../people/index.ts';
import type { CaseState } from './case.ts';
import { CONDITIONS } from './conditions.ts';
import { fromOf, LOOP, loopRow, type Step } from './loop.ts';

/** What must hold between the actor and the case besides the role. */
export type Relation =
  | 'own-unit' // the actor's unit has the case
  | 'own-unit-or-helper' // … or helps with it
  | 'own-area' // the case lies in the area that the post is bound to
  | 'by-voice' // entered for a unit that said it over the radio
  | 'author' // wrote the draft
  | 'reporter' // told the case
  | 'for-reporter' // enters what a named reporter said
  | 'asker' // made the request
  | 'not-asker' // somebody else made the request
  | 'not-fixer' // did not fix it in person
  | 'not-handler'; // neither this person nor this unit handled it

/** Read a row as a sentence: these roles may do this step when all of this holds. */
export interface Right {
  readonly roles: readonly Role[];
  readonly may: readonly Step[];
  readonly when: readonly Relation[];
}

const FIELD: readonly Role[] = ['supervisor', 'committee', 'handler'];
const DESK: readonly Role[] = ['intake', 'dispatcher', 'shift-leader'];
const UNIT: readonly Role[] = ['handler', 'committee'];

export const RIGHTS: readonly Right[] = [
  // telling it
  { roles: [...FIELD, ...DESK], may: ['case.draft'], when: [] },
  { roles: [...FIELD, ...DESK], may: ['case.discard'], when: ['author'] },
  { roles: [...FIELD, ...DESK, 'commander', 'resident', 'gateway', 'system'], may: ['case.report'], when: [] },
  { roles: [...FIELD, 'system'], may: ['case.fix-on-spot'], when: [] },
  { roles: [...DESK, 'supervisor', 'gateway', 'system'], may: ['case.join'], when: [] },
  // taking it in
  { roles: ['intake', 'shift-leader'], may: ['case.accept', 'case.reject'], when: [] },
  { roles: ['supervisor', 'intake'], may: ['case.verify'], when: [] },
  { roles: ['committee'], may: ['case.verify'], when: ['own-area'] },
  { roles: ['shift-leader'], may: ['case.register'], when: [] },
  { roles: DESK, may: ['case.correct', 'case.merge'], when: [] },
  { roles: ['system'], may: ['case.absorb', 'case.merge'], when: [] },
  // sending it out and working on it
  { roles: ['dispatcher', 'shift-leader'], may: ['case.dispatch', 'case.hand-up', 'case.take-back'], when: [] },
  { roles: UNIT, may: ['case.take', 'case.assign', 'case.feed-back'], when: ['own-unit'] },
  { roles: DESK, may: ['case.take', 'case.feed-back'], when: ['by-voice'] },
  { roles: [...DESK, 'supervisor'], may: ['case.follow-up', 'case.upper-done'], when: [] },
  { roles: UNIT, may: ['case.follow-up', 'case.upper-done'], when: ['own-unit'] },
  // side requests: who asks never grants
  {
    roles: UNIT,
    may: [
      'case.request-delay',
      'case.request-send-back',
      'case.request-suspend',
      'case.request-help',
      'case.request-void',
    ],
    when: ['own-unit'],
  },
  { roles: ['intake', 'dispatcher'], may: ['case.request-void'], when: [] },
  {
    roles: ['dispatcher'],
    may: [
      'case.grant:delay',
      'case.deny:delay',
      'case.grant:send-back',
      'case.deny:send-back',
      'case.grant:suspend',
      'case.deny:suspend',
      'case.grant:help',
      'case.deny:help',
    ],
    when: ['not-asker'],
  },
  { roles: ['shift-leader'], may: ['case.grant:void', 'case.deny:void'], when: ['not-asker'] },
  {
    roles: [...UNIT, 'intake', 'dispatcher'],
    may: [
      'case.withdraw:delay',
      'case.withdraw:send-back',
      'case.withdraw:suspend',
      'case.withdraw:void',
      'case.withdraw:help',
    ],
    when: ['asker'],
  },
  { roles: ['dispatcher'], may: ['case.prolong', 'case.resume'], when: [] },
  { roles: ['commander', 'shift-leader'], may: ['case.supervise'], when: [] },
  { roles: UNIT, may: ['case.answer'], when: ['own-unit-or-helper'] },
  { roles: ['dispatcher', 'intake'], may: ['case.answer'], when: [] },
  { roles: ['commander', ...DESK, 'supervisor', 'system'], may: ['case.remind'], when: [] },
  { roles: ['resident'], may: ['case.remind'], when: ['reporter'] },
  // checking and closing: who handled does not check
  { roles: ['intake', 'shift-leader'], may: ['case.audit-fix'], when: ['not-fixer'] },
  { roles: ['intake', 'supervisor', 'shift-leader'], may: ['case.start-check', 'case.check'], when: ['not-handler'] },
  { roles: ['committee'], may: ['case.start-check', 'case.check'], when: ['own-area', 'not-handler'] },
  // after the close
  { roles: ['shift-leader', 'commander'], may: ['case.reopen', 'case.answer-dispute'], when: [] },
  { roles: ['resident', ...FIELD], may: ['case.dispute', 'case.evaluate'], when: ['reporter'] },
  { roles: ['intake', 'gateway'], may: ['case.dispute', 'case.evaluate'], when: ['for-reporter'] },
  // at any time
  {
    roles: [...DESK, 'commander', 'supervisor', 'committee', 'system'],
    may: ['case.contact', 'case.note', 'case.add-evidence'],
    when: [],
  },
  { roles: ['handler'], may: ['case.contact', 'case.note', 'case.add-evidence'], when: ['own-unit-or-helper'] },
  { roles: ['handler'], may: ['case.add-evidence'], when: ['author'] },
  { roles: ['resident'], may: ['case.note', 'case.add-evidence'], when: ['reporter'] },
  { roles: [...DESK, 'gateway', 'system'], may: ['case.set-external-no'], when: [] },
  { roles: [...DESK, 'supervisor', 'system'], may: ['case.link'], when: [] },
  // the clock and the reactions
  {
    roles: ['system'],
    may: [
      'case.switch-limits',
      'case.note-overdue',
      'case.escalate',
      'case.review-suspension',
      'case.let-evaluation-lapse',
    ],
    when: [],
  },
];

/** The rows of each step: asked at every decision and for every button. */
const RIGHTS_OF: ReadonlyMap<Step, readonly Right[]> = new Map(
  LOOP.map(({ step }) => [step, RIGHTS.filter((right) => right.may.includes(step))]),
);

/** What of the command the rights need to see. All absent when a button is drawn. */
export interface About {
  /** Unit for which somebody enters what it said by voice. */
  readonly voiceUnit?: string;
  /** Reporter in whose name it is entered. */
  readonly reporter?: string;
}

const RELATION_CODE: Readonly<Record<Relation, string>> = {
  'own-unit': 'case.not-own-unit',
  'own-unit-or-helper': 'case.not-own-unit',
  'own-area': 'case.not-own-area',
  'by-voice': 'case.voice-unit-missing',
  author: 'case.not-author',
  reporter: 'case.not-reporter',
  'for-reporter': 'case.not-reporter',
  asker: 'case.not-asker',
  'not-asker': 'case.asker-may-not-grant',
  'not-fixer': 'case.handler-may-not-check',
  'not-handler': 'case.handler-may-not-check',
};

function holds(relation: Relation, state: CaseState, step: Step, actor: Actor, about: About): boolean {
  // At most one request of a kind is pending, so the step names it.
  const asked = state.requests.find((request) => step.endsWith(`:${request.kind}`));
  switch (relation) {
    case 'own-unit':
      return actor.unit !== undefined && actor.unit === state.unit;
    case 'own-unit-or-helper':
      return actor.unit !== undefined && (actor.unit === state.unit || state.helpers.includes(actor.unit));
    case 'own-area':
      return actor.area !== undefined && actor.area === state.place?.committee;
    case 'by-voice':
      return about.voiceUnit !== undefined && about.voiceUnit === state.unit;
    case 'author':
      return actor.person === state.author.person;
    case 'reporter':
      return state.reporters.some((reporter) => reporter.ref === actor.person);
    case 'for-reporter':
      return about.reporter !== undefined && state.reporters.some((reporter) => reporter.ref === about.reporter);
    case 'asker':
      return asked?.by === actor.person;
    case 'not-asker':
      return asked?.by !== actor.person;
    case 'not-fixer':
      return !state.handledBy.persons.includes(actor.person);
    case 'not-handler':
      return (
        !state.handledBy.persons.includes(actor.person) &&
        !(actor.unit !== undefined && state.handledBy.units.includes(actor.unit))
      );
  }
}

/** undefined: allowed. Otherwise the refusal code that says what is missing: the nearest miss among the rows of the role. */
export function forbiddenTo(state: CaseState, step: Step, actor: Actor, about: About = {}): string | undefined {
  // Every step on a draft, whoever else may take it later.
  if (state.id !== '' && state.stage === 'draft' && state.author.person !== actor.person) return 'case.not-author';
  let nearest = 'case.not-allowed';
  for (const right of RIGHTS_OF.get(step) ?? []) {
    if (!right.roles.some((role) => actor.roles.includes(role))) continue;
    const missing = right.when.find((relation) => !holds(relation, state, step, actor, about));
    if (missing === undefined) return undefined;
    // 'by-voice' is a second way in: the reason of the first way says more unless somebody tried by voice.
    if (nearest === 'case.not-allowed' || (missing === 'by-voice' && about.voiceUnit !== undefined))
      nearest = RELATION_CODE[missing];
  }
  return nearest;
}

/** Whether an actor may take a step now: the loop allows it from where the case stands, nothing of the case speaks against it, and the rights give it to the actor. */
export function mayCase(state: CaseState, step: Step, actor: Actor, about: About = {}): boolean {
  return (
    loopRow(step).from.includes(fromOf(state)) &&
    CONDITIONS[step]?.(state) === undefined &&
    forbiddenTo(state, step, actor, about) === undefined
  );
}

/** Steps that an actor may take now, in the order of the loop. */
export function allowedSteps(state: CaseState, actor: Actor, about: About = {}): readonly Step[] {
  return LOOP.map((row) => row.step).filter((step) => mayCase(state, step, actor, about));
}
