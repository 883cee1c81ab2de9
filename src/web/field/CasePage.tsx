import { Mic, Navigation } from 'lucide-react';
import { useState } from 'react';
import { allowedSteps, type CaseState, STAGE_FACTS } from '../../domain/cases/index.ts';
import { unitName } from '../ui/derive/names.ts';
import { hourMinute } from '../ui/format.ts';
import { FieldsForm } from '../ui/parts/FieldsForm.tsx';
import { useSpeech } from '../ui/words/index.tsx';
import { useDo, useFieldNow, useShift } from './context.tsx';
import { PageHead } from './PageHead.tsx';
import { CaseClock } from './WorkTab.tsx';

type Asking = 'done' | 'help' | 'not-mine' | 'delay' | 'note';
const MINUTES = ['30', '60', '120', '240'] as const;

/** One case in the hand: where, what, how long yet, and the few things that one does with it out there. */
export function CasePage({ id }: { readonly id: string }) {
  const { words, language } = useSpeech();
  const { streams, actor, district } = useShift();
  const now = useFieldNow();
  const act = useDo();
  const [asking, setAsking] = useState<Asking>();
  const w = words.field;
  const stream = `case/${id}`;
  const state = streams[stream]?.state as CaseState | undefined;
  if (!state) return <PageHead title={words.case.gone} back="/field" />;
  const may = new Set<string>(allowedSteps(state, actor));
  const send = (type: string, data: unknown, told: string) => act({ type, stream, data }, told);
  const note = (text: string, told: string) => void send('case.note', { text }, told);
  const forms: Readonly<
    Record<Asking, { type: string; ask: string; told: string; data: (a: Record<string, string>) => unknown }>
  > = {
    done: {
      type: 'case.feed-back',
      ask: w.doneWhat,
      told: w.done,
      data: (a) => ({ done: a['text'], evidence: [], withoutPhoto: a['photo'] }),
    },
    help: { type: 'case.request-help', ask: w.needHelpWhy, told: w.needHelp, data: (a) => ({ reason: a['text'] }) },
    'not-mine': {
      type: 'case.request-send-back',
      ask: w.notMineWhy,
      told: w.notMine,
      data: (a) => ({ reason: a['text'] }),
    },
    delay: {
      type: 'case.request-delay',
      ask: w.delayWhy,
      told: w.delay,
      data: (a) => ({ reason: a['text'], minutes: Number(a['minutes']) }),
    },
    note: { type: 'case.note', ask: w.note, told: w.note, data: (a) => ({ text: a['text'] }) },
  };
  const form = asking && forms[asking];
  const button = (which: Asking, label: string, step: string, main = false) =>
    may.has(step) && (
      <button
        type="button"
        className={main ? 'button big main' : 'button big'}
        aria-expanded={asking === which}
        onClick={() => setAsking(asking === which ? undefined : which)}
      >
        {label}
      </button>
    );
  const at = state.place?.position;
  return (
    <>
      <PageHead title={district.categories.get(state.category)?.name[language] ?? state.category} back="/field">
        <CaseClock state={state} now={now} />
      </PageHead>
      <section className="field-card">
        <p className="field-big">{state.place?.address ?? ''}</p>
        {state.description && <p>{state.description}</p>}
        <p className="soft">
          {state.no && `${state.no} · `}
          {STAGE_FACTS[state.stage].name[language]}
          {state.unit ? ` · ${unitName(district, state.unit, language)}` : ''} ·{' '}
          {w.due(hourMinute(state.clocks.step?.dueAt ?? now))}
        </p>
        <div className="row wrap">
          {at && (
            <a className="button big" href={`geo:${at[1]},${at[0]}?q=${at[1]},${at[0]}`}>
              <Navigation size={20} aria-hidden /> {words.case.place}
            </a>
          )}
          <button type="button" className="button big" disabled title={w.talkLater}>
            <Mic size={20} aria-hidden /> {w.talk}
          </button>
        </div>
      </section>
      <section className="field-steps" aria-label={words.case.actions}>
        {may.has('case.take') && (
          <button
            type="button"
            className="button big main"
            onClick={() => void send('case.take', {}, words.step['case.take'])}
          >
            {words.step['case.take']}
          </button>
        )}
        {may.has('case.feed-back') && may.has('case.note') && (
          <>
            <button type="button" className="button big" onClick={() => note(w.onMyWayNote, w.onMyWay)}>
              {w.onMyWay}
            </button>
            <button type="button" className="button big" onClick={() => note(w.arrivedNote, w.arrived)}>
              {w.arrived}
            </button>
          </>
        )}
        {button('done', w.done, 'case.feed-back', true)}
        {button('help', w.needHelp, 'case.request-help')}
        {button('not-mine', w.notMine, 'case.request-send-back')}
        {button('delay', w.delay, 'case.request-delay')}
        {button('note', w.note, 'case.note')}
      </section>
      {form && (
        <section className="field-card">
          <FieldsForm
            key={asking}
            fields={[
              { kind: 'text', name: 'text', label: form.ask },
              ...(asking === 'done' ? [{ kind: 'line', name: 'photo', label: w.noPhoto } as const] : []),
              ...(asking === 'delay'
                ? [
                    {
                      kind: 'choice',
                      name: 'minutes',
                      label: w.delay,
                      options: MINUTES.map((value) => ({ value, label: w.minutes(value) })),
                    } as const,
                  ]
                : []),
            ]}
            submit={w.send}
            onCancel={() => setAsking(undefined)}
            onSubmit={async (a) => {
              if (await send(form.type, form.data(a as Record<string, string>), form.told)) setAsking(undefined);
            }}
          />
        </section>
      )}
    </>
  );
}
