import { FileSpreadsheet, Printer } from 'lucide-react';
import { useState } from 'react';
import { HOUR } from '../../../domain/kernel/index.ts';
import { mayNotice, type NoticeState } from '../../../domain/notices/index.ts';
import { mayTransfer, type TransferState } from '../../../domain/transfers/index.ts';
import { useAct } from '../../ui/act.ts';
import { fetchFile } from '../../ui/api.ts';
import { count, dayTime } from '../../ui/format.ts';
import { useActor, useShown } from '../../ui/live/LiveProvider.tsx';
import { type Answers, type Field, FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { useTeller } from '../../ui/parts/Toasts.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { AddSheet } from './AddSheet.tsx';
import { NotifySheet } from './NotifySheet.tsx';

type Ask = 'order' | 'lift' | 'discard';
const NO_NOTICE = { composedBy: '', committees: [] as readonly string[] } as Pick<
  NoticeState,
  'composedBy' | 'committees'
>;

/** What was ordered, by when, and what may be done with the transfer. */
export function TransferHead({ id, transfer }: { readonly id: string; readonly transfer: TransferState }) {
  const { words, language } = useSpeech();
  const w = words.transfer;
  const act = useAct();
  const actor = useActor();
  const { refused } = useTeller();
  const { past, now } = useShown(30_000);
  const [asking, setAsking] = useState<Ask>();
  const [sheet, setSheet] = useState<'add' | 'notify'>();
  const { phase } = transfer;
  const may = (type: Parameters<typeof mayTransfer>[1]): boolean => !past && mayTransfer(transfer, type, actor);
  const own = actor.area ? [actor.area] : [];
  const running = phase === 'ordered' || phase === 'lifted';
  const mayNotify = !past && running && mayNotice(NO_NOTICE as NoticeState, 'notice.compose', actor, own);
  const list = Object.values(transfer.list);
  const people = list.reduce((sum, row) => sum + row.people, 0);
  const forms: Readonly<Record<Ask, { fields: readonly Field[]; submit: string; data: (a: Answers) => object }>> = {
    order: {
      submit: w.orderDo,
      fields: [
        { kind: 'line', name: 'order', label: w.order },
        { kind: 'time', name: 'tellBy', label: w.tellBy, value: now + 2 * HOUR },
        { kind: 'time', name: 'arriveBy', label: w.arriveBy, value: now + 6 * HOUR },
      ],
      data: (a) => ({ order: a['order'], tellBy: Number(a['tellBy']), arriveBy: Number(a['arriveBy']) }),
    },
    lift: {
      submit: w.lift,
      fields: [{ kind: 'line', name: 'order', label: w.liftOrder }],
      data: (a) => ({ order: a['order'] }),
    },
    discard: {
      submit: w.discard,
      fields: [{ kind: 'text', name: 'note', label: words.common.reason }],
      data: (a) => ({ note: a['note'] }),
    },
  };
  const ask = (what: Ask, className = 'button main') => (
    <button
      type="button"
      className={className}
      data-transfer={what}
      aria-expanded={asking === what}
      onClick={() => setAsking(what)}
    >
      {forms[what].submit}
    </button>
  );
  return (
    <section className="card stack notice-head">
      <div className="row wrap">
        <h2>{transfer.title}</h2>
        <span className="tag accent" data-transfer-phase={phase}>
          {w.phase[phase]}
        </span>
        <span className="tag">{w.risks[transfer.risk]}</span>
        <strong>
          {words.common.households(count(language, list.length))}
          {phase === 'drawn-up' && ` · ${words.common.people(count(language, people))}`}
        </strong>
      </div>
      {transfer.order === undefined ? (
        <p className="near-ink">{w.waits}</p>
      ) : (
        <p className="row wrap">
          <span>{w.underOrder(transfer.order)}</span>
          {(
            [
              ['tellBy', transfer.tellBy],
              ['arriveBy', transfer.arriveBy],
            ] as const
          ).map(([what, at]) =>
            at === undefined ? null : (
              <span key={what} className={phase === 'ordered' && now > at ? 'late-ink' : 'soft'}>
                {w[what]} {dayTime(language, at)}
              </span>
            ),
          )}
          {transfer.liftOrder !== undefined && (
            <strong>{w.lifted(transfer.liftOrder, dayTime(language, transfer.liftedAt ?? 0))}</strong>
          )}
        </p>
      )}
      <div className="row wrap no-print">
        {phase === 'drawn-up' && may('transfer.order') && ask('order')}
        {phase === 'ordered' && may('transfer.lift') && ask('lift', 'button')}
        {(phase === 'drawn-up' || phase === 'ordered') &&
          !past &&
          mayTransfer(transfer, 'transfer.add', actor, own) && (
            <button type="button" className="button" data-transfer="add" onClick={() => setSheet('add')}>
              {w.add}
            </button>
          )}
        {mayNotify && (
          <button type="button" className="button" data-transfer="notify" onClick={() => setSheet('notify')}>
            {phase === 'lifted' ? w.notifyReturn : w.notify}
          </button>
        )}
        {phase === 'drawn-up' && may('transfer.discard') && ask('discard', 'button grave')}
        {transfer.order !== undefined && (
          <>
            <button
              type="button"
              className="button small"
              data-transfer="excel"
              onClick={() =>
                void fetchFile(`/transfers/${id}/ledger.xlsx?language=${language}`, `${w.ledger}.xlsx`).then(
                  (trouble) => trouble && refused(trouble[language], trouble.todo[language]),
                )
              }
            >
              <FileSpreadsheet size={15} />
              {w.excel}
            </button>
            <button type="button" className="button small" onClick={() => window.print()}>
              <Printer size={15} />
              {w.printList}
            </button>
          </>
        )}
      </div>
      {asking && (
        <FieldsForm
          key={asking}
          fields={forms[asking].fields}
          submit={forms[asking].submit}
          grave={asking === 'discard'}
          onCancel={() => setAsking(undefined)}
          onSubmit={async (a) => {
            const wish = { type: `transfer.${asking}`, stream: `transfer/${id}`, data: forms[asking].data(a) };
            if (await act(wish, forms[asking].submit)) setAsking(undefined);
          }}
        />
      )}
      {sheet === 'add' && <AddSheet id={id} onClose={() => setSheet(undefined)} />}
      {sheet === 'notify' && <NotifySheet id={id} transfer={transfer} onClose={() => setSheet(undefined)} />}
    </section>
  );
}
