import {
  type About,
  allowedSteps,
  type CaseState,
  REJECT_REASONS,
  SOURCES,
  type Step,
} from '../../../domain/cases/index.ts';
import { type Actor, HOUR, type Instant } from '../../../domain/kernel/index.ts';
import type { DistrictIndex } from '../../../domain/places/index.ts';
import { all, type ScreenState } from '../../../domain/screen/index.ts';
import { newId } from '../../ui/api.ts';
import { personName } from '../../ui/derive/names.ts';
import { type Answers, type Field, many, type Option } from '../../ui/parts/FieldsForm.tsx';
import type { Dictionary, Language } from '../../ui/words/index.tsx';
import type { CaseButton } from '../../ui/words/zh-work.ts';

export interface Setting {
  readonly state: CaseState;
  readonly screen: ScreenState;
  readonly district: DistrictIndex;
  readonly words: Dictionary;
  readonly language: Language;
  readonly now: Instant;
  readonly actor: Actor;
}
/** How a step is asked for: without fields one press sends it. */
export interface StepForm {
  readonly fields: readonly Field[];
  readonly data: (answers: Answers) => Record<string, unknown>;
  readonly grave?: boolean;
}

/** Steps that are no buttons of the panel: they belong to the report form, to requests, or to pictures from a phone. */
const NOT_HERE: ReadonlySet<string> = new Set([
  'case.report',
  'case.fix-on-spot',
  'case.draft',
  'case.add-evidence',
  'case.link',
  'case.absorb',
]);
/** The way forward comes first; what stops or turns a case back comes last. */
const FORWARD: readonly CaseButton[] = [
  'case.accept',
  'case.verify',
  'case.register',
  'case.dispatch',
  'case.take',
  'case.feed-back',
  'case.upper-done',
  'case.audit-fix',
  'case.start-check',
  'case.check',
  'case.resume',
  'case.answer-dispute',
  'case.evaluate',
];
export function isForward(step: CaseButton): boolean {
  return FORWARD.includes(step);
}

/** Buttons that the loop and the rights allow now, the way forward first. */
export function buttonsOf(state: CaseState, actor: Actor): readonly CaseButton[] {
  // A desk may enter what the unit said over the radio.
  const about: About = { voiceUnit: state.unit ?? undefined, reporter: state.reporters[0]?.ref };
  const steps = allowedSteps(state, actor, about).filter(
    (step) => !NOT_HERE.has(step) && !/^case\.(grant|deny|withdraw):/.test(step),
  ) as CaseButton[];
  return steps
    .filter((step) => step !== 'case.answer' || state.supervisions.some((one) => !one.answer))
    .filter((step) => step !== 'case.answer-dispute' || state.dispute !== null)
    .sort((a, b) => rank(a) - rank(b));
}
function rank(step: CaseButton): number {
  const at = FORWARD.indexOf(step);
  return at < 0 ? FORWARD.length : at;
}
export function commandOf(step: Step): string {
  return step.replace(/:.*$/, '');
}

const optional = (answers: Answers, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (answers[name] ? [[name, answers[name]]] : [])));

export function formOf(step: CaseButton, setting: Setting): StepForm {
  const { state, words, now, district } = setting;
  const w = words.case;
  const reason: Field = { kind: 'text', name: 'reason', label: words.common.reason };
  const note: Field = { kind: 'text', name: 'note', label: words.common.note, optional: true };
  const none: StepForm = { fields: [], data: () => ({}) };
  const because: StepForm = { fields: [reason], data: (a) => ({ reason: a['reason'] }) };
  const reviewAt: Field = { kind: 'time', name: 'reviewAt', label: w.reviewAt, value: now + 24 * HOUR };
  const voice = voiceOf(setting);
  switch (step) {
    case 'case.accept':
      return {
        fields: [
          { kind: 'yes', name: 'verify', label: w.verifyFirst },
          { kind: 'choice', name: 'urgency', label: w.urgency, value: state.urgency, options: pairs(words.urgency) },
          note,
        ],
        data: (a) => ({ verify: a['verify'] === 'yes', ...optional(a, 'urgency', 'note') }),
      };
    case 'case.verify':
      return {
        fields: [
          {
            kind: 'choice',
            name: 'found',
            label: words.step[step],
            value: 'yes',
            options: [
              { value: 'yes', label: w.found },
              { value: 'no', label: w.notFound },
            ],
          },
          note,
        ],
        data: (a) => ({ found: a['found'] === 'yes', ...optional(a, 'note') }),
      };
    case 'case.register':
    case 'case.start-check':
    case 'case.discard':
    case 'case.resume':
    case 'case.remind':
      return none;
    case 'case.take':
      return { fields: [], data: () => voice };
    case 'case.reject':
      return {
        fields: [
          {
            kind: 'choice',
            name: 'reason',
            label: words.common.reason,
            options: REJECT_REASONS.map((value) => ({ value, label: words.reject[value] })),
          },
          note,
        ],
        data: (a) => ({ reason: a['reason'], ...optional(a, 'note') }),
        grave: true,
      };
    case 'case.correct':
      return {
        fields: [
          { kind: 'choice', name: 'category', label: w.category, value: state.category, options: categories(setting) },
          { kind: 'text', name: 'description', label: w.what, value: state.description },
          { kind: 'choice', name: 'urgency', label: w.urgency, value: state.urgency, options: pairs(words.urgency) },
        ],
        data: (a) => ({
          ...(a['category'] !== state.category ? { category: a['category'] } : {}),
          ...(a['description'] !== state.description ? { description: a['description'] } : {}),
          ...(a['urgency'] !== state.urgency ? { urgency: a['urgency'] } : {}),
        }),
      };
    case 'case.merge':
      return {
        fields: [{ kind: 'choice', name: 'into', label: w.into, options: otherCases(setting) }],
        data: (a) => ({ into: a['into'] }),
      };
    case 'case.join':
      return {
        fields: [
          {
            kind: 'choice',
            name: 'source',
            label: w.source,
            value: 'resident',
            options: SOURCES.map((value) => ({ value, label: words.source[value] })),
          },
          note,
        ],
        data: (a) => ({ reporter: `told-${newId()}`, source: a['source'], ...optional(a, 'note') }),
      };
    case 'case.dispatch':
      return {
        fields: [
          {
            kind: 'choice',
            name: 'unit',
            label: w.unit,
            options: units(setting, false),
            value: district.unitsFor(state.category, state.place?.committee)[0]?.id,
          },
          note,
        ],
        data: (a) => ({ unit: a['unit'], ...optional(a, 'note') }),
      };
    case 'case.hand-up':
      return {
        fields: [{ kind: 'choice', name: 'unit', label: w.upper, options: units(setting, true) }, note],
        data: (a) => ({ unit: a['unit'], ...optional(a, 'note') }),
      };
    case 'case.assign':
      return {
        fields: [{ kind: 'choice', name: 'handler', label: w.handler, options: people(setting) }],
        data: (a) => ({ handler: a['handler'] }),
      };
    case 'case.feed-back':
    case 'case.upper-done':
      return {
        fields: [
          { kind: 'text', name: 'done', label: w.doneText },
          {
            kind: 'line',
            name: 'withoutPhoto',
            label: w.withoutPhoto,
            value: step === 'case.feed-back' && 'voice' in voice ? w.voice : undefined,
          },
        ],
        data: (a) => ({
          done: a['done'],
          evidence: [],
          ...optional(a, 'withoutPhoto'),
          ...(step === 'case.feed-back' ? voice : {}),
        }),
      };
    case 'case.follow-up':
      return { fields: [{ kind: 'text', name: 'word', label: w.text }], data: (a) => ({ word: a['word'] }) };
    case 'case.note':
      return { fields: [{ kind: 'text', name: 'text', label: w.text }], data: (a) => ({ text: a['text'] }) };
    case 'case.supervise':
      return {
        fields: [
          { kind: 'text', name: 'text', label: w.text },
          { kind: 'time', name: 'answerBy', label: w.answerBy, value: now + HOUR, optional: true },
        ],
        data: (a) => ({ text: a['text'], ...(a['answerBy'] ? { answerBy: Number(a['answerBy']) } : {}) }),
      };
    case 'case.answer':
      return {
        fields: [{ kind: 'text', name: 'text', label: w.text }],
        data: (a) => ({ supervision: state.supervisions.find((one) => !one.answer)?.id, text: a['text'] }),
      };
    case 'case.request-delay':
      return {
        fields: [{ kind: 'number', name: 'minutes', label: w.minutes, value: 60, min: 1, max: 43_200 }, reason],
        data: (a) => ({ minutes: Number(a['minutes']), reason: a['reason'] }),
      };
    case 'case.request-send-back':
      return {
        fields: [
          reason,
          { kind: 'choice', name: 'unit', label: w.unit, options: units(setting, false), optional: true },
        ],
        data: (a) => ({ reason: a['reason'], ...optional(a, 'unit') }),
      };
    case 'case.request-help':
      return {
        fields: [
          reason,
          { kind: 'many', name: 'units', label: w.units, options: units(setting, false), optional: true },
        ],
        data: (a) => ({ reason: a['reason'], units: many(a['units']) }),
      };
    case 'case.request-suspend':
    case 'case.prolong':
      return { fields: [reason, reviewAt], data: (a) => ({ reason: a['reason'], reviewAt: Number(a['reviewAt']) }) };
    case 'case.check':
    case 'case.audit-fix':
      return {
        fields: [
          {
            kind: 'choice',
            name: 'passed',
            label: words.step[step],
            value: 'yes',
            options: [
              { value: 'yes', label: w.passed },
              { value: 'no', label: w.failed },
            ],
          },
          note,
        ],
        data: (a) => ({ passed: a['passed'] === 'yes', ...optional(a, 'note') }),
      };
    case 'case.evaluate':
      return {
        fields: [
          {
            kind: 'choice',
            name: 'score',
            label: w.score,
            value: '5',
            options: ['5', '4', '3', '2', '1'].map((value) => ({ value, label: value })),
          },
          { kind: 'yes', name: 'solved', label: w.solved, value: true },
        ],
        data: (a) => ({ score: Number(a['score']), solved: a['solved'] === 'yes', ...reporterOf(setting) }),
      };
    case 'case.dispute':
      return { fields: [reason], data: (a) => ({ reason: a['reason'], ...reporterOf(setting) }) };
    case 'case.contact':
      return {
        fields: [
          { kind: 'choice', name: 'who', label: w.who, value: 'resident', options: pairs(words.who) },
          { kind: 'choice', name: 'way', label: w.way, value: 'call', options: pairs(words.way) },
          { kind: 'choice', name: 'result', label: w.result, value: 'reached', options: pairs(words.result) },
          note,
        ],
        data: (a) => ({ who: a['who'], way: a['way'], result: a['result'], ...optional(a, 'note') }),
      };
    case 'case.set-external-no':
      return {
        fields: [
          { kind: 'line', name: 'system', label: w.system, value: '12345' },
          { kind: 'line', name: 'no', label: w.external },
        ],
        data: (a) => ({ system: a['system'], no: a['no'] }),
      };
    default:
      return because;
  }
}

/** Entered for the unit when the actor is not of it: then the rights ask for what was said by radio. */
function voiceOf({ state, actor }: Setting): Record<string, unknown> {
  return state.unit && actor.unit !== state.unit ? { voice: { unit: state.unit } } : {};
}
function reporterOf({ state, actor }: Setting): Record<string, unknown> {
  const reporter = state.reporters[0]?.ref;
  return reporter && !state.reporters.some((one) => one.ref === actor.person) ? { reporter } : {};
}
function pairs<T extends string>(names: Readonly<Record<T, string>>): readonly Option[] {
  return (Object.entries(names) as [string, string][]).map(([value, label]) => ({ value, label }));
}
export function categories({ district, language }: Pick<Setting, 'district' | 'language'>): readonly Option[] {
  return district.district.categories.map((row) => ({ value: row.code, label: `${row.code} ${row.name[language]}` }));
}
function units({ district, language, state }: Setting, upper: boolean): readonly Option[] {
  const able = district
    .unitsFor(state.category, state.place?.committee)
    .filter((unit) => Boolean(unit.upper) === upper);
  const rest = district.district.units.filter((unit) => Boolean(unit.upper) === upper && !able.includes(unit));
  return [...able, ...rest].map((unit) => ({ value: unit.id, label: unit.name[language] }));
}
function people({ screen, district, state, words, language }: Setting): readonly Option[] {
  return Object.entries(all(screen, 'person'))
    .filter(([, person]) => person.posts.some((post) => post.unit === state.unit))
    .map(([id]) => ({ value: id, label: personName(screen, district, id, language, words) }));
}
function otherCases({ screen, state, district, language }: Setting): readonly Option[] {
  return Object.entries(all(screen, 'case'))
    .filter(
      ([id, other]) => id !== state.id && other.no && other.closedAt === null && other.category === state.category,
    )
    .slice(-60)
    .map(([id, other]) => ({
      value: id,
      label: `${other.no} ${district.categories.get(other.category)?.name[language] ?? ''} ${other.place?.address ?? ''}`,
    }));
}
