import { useEffect, useRef, useState } from 'react';
import { type CaseState, mayCase, type Step } from '../../../domain/cases/index.ts';
import { useAct } from '../../ui/act.ts';
import { personName, unitName } from '../../ui/derive/names.ts';
import { dayTime } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import type { CaseButton } from '../../ui/words/zh-work.ts';
import { useDesk } from '../desk.tsx';
import { buttonsOf, commandOf, formOf, isForward } from './steps.ts';

/** Steps shown before "more": the way forward, and four of the rest. */
const SHOWN = 6;

export function CaseActions({ id, state }: { readonly id: string; readonly state: CaseState }) {
  const { words, language } = useSpeech();
  const act = useAct();
  const actor = useActor();
  const district = useDistrict();
  const desk = useDesk();
  const shown = useShown(60_000);
  const [open, setOpen] = useState<CaseButton>();
  const [more, setMore] = useState(false);
  const asked = useRef(0);
  const buttons = shown.past ? [] : buttonsOf(state, actor);
  const setting = { state, screen: shown.state, district, words, language, now: shown.now, actor };
  const send = async (step: Step, data: Record<string, unknown>): Promise<void> => {
    const done = await act(
      { type: commandOf(step), stream: `case/${id}`, data },
      `${words.step[step as CaseButton]} ${state.no}`,
    );
    if (done) setOpen(undefined);
  };
  const press = (step: CaseButton): void => {
    const form = formOf(step, setting);
    if (form.fields.length === 0) void send(step, form.data({}));
    else setOpen(open === step ? undefined : step);
  };
  // The key D, pressed anywhere, asks the panel for its dispatch form.
  useEffect(() => {
    if (!desk.wanted || desk.wanted.key === asked.current) return;
    asked.current = desk.wanted.key;
    if (buttons.includes(desk.wanted.step as CaseButton)) setOpen(desk.wanted.step as CaseButton);
  });
  const form = open && buttons.includes(open) ? formOf(open, setting) : undefined;
  const visible = more ? buttons : buttons.slice(0, SHOWN);
  return (
    <section className="case-part case-actions" aria-label={words.case.actions}>
      <Requests id={id} state={state} />
      {buttons.length === 0 && !shown.past && <p className="muted">{words.case.noActions}</p>}
      <div className="row wrap">
        {visible.map((step, i) => (
          <button
            key={step}
            type="button"
            data-step={step}
            className={`button ${isForward(step) && i === 0 ? 'main' : isForward(step) ? '' : 'quiet'}`}
            aria-expanded={formOf(step, setting).fields.length ? open === step : undefined}
            onClick={() => press(step)}
          >
            {words.step[step]}
            {step === 'case.dispatch' && <kbd className="key">D</kbd>}
          </button>
        ))}
        {buttons.length > SHOWN && (
          <button type="button" className="button quiet" aria-expanded={more} onClick={() => setMore(!more)}>
            {more ? words.common.less : `${words.common.more} ${buttons.length - SHOWN}`}
          </button>
        )}
      </div>
      {form && open && (
        <FieldsForm
          key={open}
          fields={form.fields}
          submit={words.step[open]}
          grave={form.grave}
          onSubmit={(answers) => send(open, form.data(answers))}
          onCancel={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

/** Side requests that wait, each with the two answers of its approver. */
function Requests({ id, state }: { readonly id: string; readonly state: CaseState }) {
  const { words, language } = useSpeech();
  const act = useAct();
  const actor = useActor();
  const district = useDistrict();
  const shown = useShown(60_000);
  const [denying, setDenying] = useState<string>();
  if (state.requests.length === 0) return null;
  return (
    <div className="requests">
      <h3>{words.case.requests}</h3>
      {state.requests.map((request) => {
        const may = (verb: 'grant' | 'deny' | 'withdraw'): boolean =>
          !shown.past && mayCase(state, `case.${verb}:${request.kind}` as Step, actor);
        const send = (verb: 'grant' | 'deny' | 'withdraw', data: Record<string, unknown>): Promise<unknown> =>
          act(
            { type: `case.${verb}`, stream: `case/${id}`, data: { request: request.id, ...data } },
            words.step[`case.${verb}:${request.kind}` as CaseButton],
          ).then((done) => done && setDenying(undefined));
        return (
          <div key={request.id} className="request">
            <div>
              <strong>{words.request[request.kind]}</strong>
              {request.minutes !== undefined && ` · ${words.case.minutesMore(String(request.minutes))}`}
              {request.reviewAt !== undefined && ` · ${words.case.suspendedTill(dayTime(language, request.reviewAt))}`}
              {request.units?.length
                ? ` · ${request.units.map((unit) => unitName(district, unit, language)).join('、')}`
                : ''}
            </div>
            <div className="soft">{request.reason}</div>
            <div className="muted">
              {words.case.askedBy}{' '}
              {unitName(district, request.unit, language) ||
                personName(shown.state, district, request.by, language, words)}{' '}
              · {dayTime(language, request.at)}
            </div>
            <div className="row wrap">
              {may('grant') && (
                <button
                  type="button"
                  className="button main small"
                  onClick={() => void send('grant', request.units?.length ? { units: request.units } : {})}
                >
                  {words.step[`case.grant:${request.kind}` as CaseButton]}
                </button>
              )}
              {may('deny') && (
                <button
                  type="button"
                  className="button small"
                  aria-expanded={denying === request.id}
                  onClick={() => setDenying(request.id)}
                >
                  {words.step[`case.deny:${request.kind}` as CaseButton]}
                </button>
              )}
              {may('withdraw') && (
                <button type="button" className="button quiet small" onClick={() => void send('withdraw', {})}>
                  {words.step[`case.withdraw:${request.kind}` as CaseButton]}
                </button>
              )}
            </div>
            {denying === request.id && (
              <FieldsForm
                fields={[{ kind: 'text', name: 'reason', label: words.common.reason }]}
                submit={words.step[`case.deny:${request.kind}` as CaseButton]}
                onSubmit={(a) => send('deny', { reason: a['reason'] })}
                onCancel={() => setDenying(undefined)}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
