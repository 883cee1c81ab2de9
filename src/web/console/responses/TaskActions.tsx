import { useState } from 'react';
import { isLive, isOpen, mayRespond, type TaskState, unconfirmed } from '../../../domain/responses/index.ts';
import { useAct } from '../../ui/act.ts';
import { useActor, useShown } from '../../ui/live/LiveProvider.tsx';
import { type Answers, type Field, FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { evidenceFields, evidenceOf } from './evidence.ts';

type Form = 'complete' | 'claim' | 'reopen' | 'press' | 'refuse';

/** The steps that this person may take with the task now, and the form of the one that asks something. */
export function TaskActions({ task }: { readonly task: TaskState }) {
  const { words } = useSpeech();
  const w = words.task;
  const act = useAct();
  const actor = useActor();
  const { past } = useShown(60_000);
  const [form, setForm] = useState<Form>();
  const stream = `task/${task.id}`;
  const open = isOpen(task);
  const may = (type: string): boolean => !past && mayRespond(type, actor, [task.unit]) === 'yes';
  /** Not everybody asked has confirmed: the task cannot be called done, and the list below says who is missing. */
  const waits = task.confirm === 'person' && unconfirmed(task).length > 0;
  /** Asked by name, or nobody is: then the word of anybody of the unit is the receipt. */
  const isAsked = task.people.length === 0 ? task.phase === 'assigned' : unconfirmed(task).includes(actor.person);
  const send = async (type: string, data: Record<string, unknown>, told: string): Promise<void> => {
    const done = await act({ type, stream, data }, told);
    if (done) setForm(undefined);
  };
  const forms: Readonly<
    Record<Form, { fields: readonly Field[]; label: string; send: (a: Answers) => Promise<void> }>
  > = {
    complete: {
      fields: evidenceFields(task.evidenceKind, words),
      label: w.complete,
      send: (a) => send('task.complete', { evidence: evidenceOf(task.evidenceKind, a) }, w.complete),
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
    <section className="case-part">
      <div className="row wrap">
        {isLive(task) && isAsked && may('task.confirm') && (
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
        {open && !waits && may('task.complete') && (
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
  );
}
