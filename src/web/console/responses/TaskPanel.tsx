import { X } from 'lucide-react';
import { useState } from 'react';
import { clockColour, MINUTE } from '../../../domain/kernel/index.ts';
import {
  type Evidence,
  isLive,
  isOpen,
  mayRespond,
  spentShare,
  type TaskState,
} from '../../../domain/responses/index.ts';
import { useAct } from '../../ui/act.ts';
import { personName, unitName } from '../../ui/derive/names.ts';
import { dayTime, span } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { type Answers, type Field, FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { Ring } from '../../ui/parts/Ring.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

type Form = 'complete' | 'claim' | 'reopen' | 'press' | 'refuse';

export function TaskPanel({ task }: { readonly task: TaskState }) {
  const { words, language } = useSpeech();
  const w = words.task;
  const act = useAct();
  const actor = useActor();
  const desk = useDesk();
  const district = useDistrict();
  const { state, now, past } = useShown();
  const [form, setForm] = useState<Form>();
  const stream = `task/${task.id}`;
  const may = (type: string): boolean => !past && mayRespond(type, actor, [task.unit]) === 'yes';
  const send = async (type: string, data: Record<string, unknown>, told: string): Promise<void> => {
    const done = await act({ type, stream, data }, told);
    if (done) setForm(undefined);
  };
  const share = spentShare(task, now);
  const round = task.rounds.at(-1);
  const open = isOpen(task);
  const forms: Readonly<
    Record<Form, { fields: readonly Field[]; label: string; send: (a: Answers) => Promise<void> }>
  > = {
    complete: {
      fields: evidenceFields(),
      label: w.complete,
      send: (a) => send('task.complete', { evidence: evidenceOf(a) }, w.complete),
    },
    claim: {
      fields: [{ kind: 'text', name: 'reason', label: words.common.reason }],
      label: w.notApplicable,
      send: (a) => send('task.claim-not-applicable', { reason: a['reason'] }, w.notApplicable),
    },
    reopen: {
      fields: [{ kind: 'text', name: 'reason', label: words.common.reason }],
      label: w.reopen,
      send: (a) => send('task.reopen', { reason: a['reason'] }, w.reopen),
    },
    press: {
      fields: [{ kind: 'text', name: 'note', label: words.common.note }],
      label: w.press,
      send: (a) => send('task.press', { note: a['note'] }, w.press),
    },
    refuse: {
      fields: [{ kind: 'text', name: 'reason', label: words.common.reason }],
      label: w.refuseClaim,
      send: (a) => send('task.answer-claim', { accept: false, reason: a['reason'] }, w.refuseClaim),
    },
  };
  return (
    <aside className="panel" aria-label={w.panel}>
      <header className="case-head">
        <div className="grow">
          <h2>
            {task.row} · {unitName(district, task.unit, language)}
          </h2>
          <div className="row wrap">
            <span className={`tag solid-${task.level === 'LIFT' ? 'none' : task.level}`}>
              {words.level[task.level]}
            </span>
            <span
              className={`tag ${task.lateAt !== null && open ? 'late' : task.phase === 'done' ? 'intime' : 'accent'}`}
              data-task-phase={task.phase}
            >
              {w.phase[task.phase]}
            </span>
            {task.lateAt !== null && open && <span className="tag late">{w.late}</span>}
            {task.mustClose && <span className="tag">{w.mustClose}</span>}
          </div>
        </div>
        <button
          type="button"
          className="button quiet square"
          onClick={() => desk.open('responses')}
          aria-label={words.common.close}
        >
          <X size={18} />
        </button>
      </header>
      <p className="case-what">{task.action[language]}</p>
      <div className="clocks">
        <div className="clock-card">
          {share !== null && round?.dueAt ? (
            <Ring share={share} colour={clockColour(round.openedAt, round.dueAt, now)} size={34} label={w.due} />
          ) : null}
          <div>
            <div className="soft">{w.due}</div>
            <div>{round?.dueAt ? dayTime(language, round.dueAt) : w.noDue}</div>
            {round?.dueAt && open && (
              <div className={now > round.dueAt ? 'late-ink' : 'intime-ink'}>
                {now > round.dueAt
                  ? words.common.over(span(language, now - round.dueAt))
                  : words.common.in(span(language, round.dueAt - now))}
              </div>
            )}
          </div>
        </div>
      </div>
      <section className="case-part">
        <div className="row wrap">
          {task.phase === 'assigned' && may('task.confirm') && (
            <button
              type="button"
              className="button main"
              data-task="confirm"
              onClick={() => void send('task.confirm', {}, w.confirm)}
            >
              {w.confirm}
            </button>
          )}
          {open && task.phase !== 'in-hand' && may('task.take-in-hand') && (
            <button type="button" className="button" onClick={() => void send('task.take-in-hand', {}, w.inHand)}>
              {w.inHand}
            </button>
          )}
          {open && may('task.complete') && (
            <button
              type="button"
              className={`button ${task.phase === 'assigned' ? '' : 'main'}`}
              data-task="complete"
              aria-expanded={form === 'complete'}
              onClick={() => setForm('complete')}
            >
              {w.complete}
            </button>
          )}
          {open && !task.claim && may('task.claim-not-applicable') && (
            <button type="button" className="button quiet" onClick={() => setForm('claim')}>
              {w.notApplicable}
            </button>
          )}
          {isLive(task) && may('task.press') && (
            <button type="button" className="button quiet" onClick={() => setForm('press')}>
              {w.press}
            </button>
          )}
          {(task.phase === 'done' || task.phase === 'not-applicable') && may('task.reopen') && (
            <button type="button" className="button quiet" onClick={() => setForm('reopen')}>
              {w.reopen}
            </button>
          )}
        </div>
        {task.claim && (
          <div className="request">
            <div>
              <strong>{w.claim}</strong> · {task.claim.reason}
            </div>
            {may('task.answer-claim') && (
              <div className="row">
                <button
                  type="button"
                  className="button main small"
                  onClick={() => void send('task.answer-claim', { accept: true, reason: w.acceptClaim }, w.acceptClaim)}
                >
                  {w.acceptClaim}
                </button>
                <button type="button" className="button small" onClick={() => setForm('refuse')}>
                  {w.refuseClaim}
                </button>
              </div>
            )}
          </div>
        )}
        {form && (
          <FieldsForm
            key={form}
            fields={forms[form].fields}
            submit={forms[form].label}
            onSubmit={forms[form].send}
            onCancel={() => setForm(undefined)}
          />
        )}
      </section>
      <dl className="facts">
        <div>
          <dt>{w.evidence}</dt>
          <dd>{w.kind[task.evidenceKind]}</dd>
        </div>
        <div>
          <dt>{w.basis}</dt>
          <dd>{task.basis}</dd>
        </div>
        {task.everyMinutes && (
          <div>
            <dt>{w.rounds(String(round?.number ?? 1))}</dt>
            <dd>{w.every(span(language, task.everyMinutes * MINUTE))}</dd>
          </div>
        )}
        {task.progress && (
          <div>
            <dt>{w.progress}</dt>
            <dd>
              {task.progress.done}/{task.progress.total}
            </dd>
          </div>
        )}
        {task.reminders > 0 && (
          <div>
            <dt>{w.press}</dt>
            <dd>{w.reminded(String(task.reminders))}</dd>
          </div>
        )}
        {task.escalatedAt !== null && (
          <div>
            <dt>{w.escalated}</dt>
            <dd>{dayTime(language, task.escalatedAt)}</dd>
          </div>
        )}
      </dl>
      {task.confirmations.length > 0 && (
        <section className="case-part">
          <h3>{w.receipts}</h3>
          {task.confirmations.map((one) => (
            <div key={one.person}>
              {personName(state, district, one.person, language, words)}{' '}
              <span className="muted">{dayTime(language, one.at)}</span>
            </div>
          ))}
        </section>
      )}
      {task.evidence.length > 0 && (
        <section className="case-part">
          <h3>{w.given}</h3>
          {task.evidence
            .toReversed()
            .slice(0, 20)
            .map((piece) => (
              <div key={`${piece.at}${piece.round}`}>
                <span className="tag">{w.kind[piece.what.kind]}</span> {tell(piece.what)}{' '}
                <span className="muted">
                  {dayTime(language, piece.at)}
                  {task.everyMinutes ? ` · ${w.rounds(String(piece.round))}` : ''}
                </span>
              </div>
            ))}
        </section>
      )}
    </aside>
  );

  function evidenceFields(): readonly Field[] {
    const text: Field = { kind: 'text', name: 'text', label: w.text };
    const whole = (name: string, label: string): Field => ({
      kind: 'number',
      name,
      label,
      value: 0,
      min: 0,
      max: 1_000_000,
    });
    switch (task.evidenceKind) {
      case 'list':
        return [whole('total', w.total), whole('done', w.finished), { ...text, optional: true }];
      case 'ledger':
        return [
          whole('due', w.total),
          whole('done', w.finished),
          whole('refused', w.refused),
          { ...text, optional: true },
        ];
      case 'counts':
        return [
          { kind: 'line', name: 'what', label: words.case.what },
          whole('found', w.foundCount),
          whole('removed', w.removed),
          whole('reinforced', w.reinforced),
        ];
      case 'photo':
        return [
          { kind: 'line', name: 'refs', label: w.photoRefs },
          { ...text, optional: true },
        ];
      case 'brief':
        return [whole('number', w.number), text];
      default:
        return [text];
    }
  }
  function evidenceOf(a: Answers): Evidence {
    const text = a['text'] ?? '';
    const n = (name: string): number => Number(a[name] ?? 0);
    switch (task.evidenceKind) {
      case 'receipt':
        return { kind: 'receipt', note: text };
      case 'list':
        return { kind: 'list', total: n('total'), done: n('done'), text };
      case 'ledger':
        return { kind: 'ledger', due: n('due'), done: n('done'), refused: n('refused'), text };
      case 'counts':
        return {
          kind: 'counts',
          rows: [{ what: a['what'] ?? '', found: n('found'), removed: n('removed'), reinforced: n('reinforced') }],
        };
      case 'photo':
        return { kind: 'photo', refs: (a['refs'] ?? '').split(/[\s,，]+/).filter(Boolean), text };
      case 'brief':
        return { kind: 'brief', number: n('number'), text };
      default:
        return { kind: task.evidenceKind, text };
    }
  }
  function tell(what: Evidence): string {
    switch (what.kind) {
      case 'receipt':
        return what.note;
      case 'list':
        return `${what.done}/${what.total} ${what.text}`;
      case 'ledger':
        return `${what.done}/${what.due} · ${w.refused} ${what.refused} ${what.text}`;
      case 'counts':
        return what.rows
          .map(
            (row) =>
              `${row.what}: ${w.foundCount} ${row.found}, ${w.removed} ${row.removed}, ${w.reinforced} ${row.reinforced}`,
          )
          .join('; ');
      case 'photo':
        return `${what.refs.length} · ${what.text}`;
      case 'brief':
        return `${w.number} ${what.number} · ${what.text}`;
      default:
        return what.text;
    }
  }
}
