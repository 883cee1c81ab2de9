import { Plus, Tent } from 'lucide-react';
import { useMemo } from 'react';
import { all } from '../../../domain/screen/index.ts';
import { type LedgerState, mayTransfer, roomIn, transferRow } from '../../../domain/transfers/index.ts';
import { count, dayTime, percent } from '../../ui/format.ts';
import { useActor, useShown } from '../../ui/live/LiveProvider.tsx';
import { Hollow } from '../../ui/parts/Hollow.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { DrawUp } from './DrawUp.tsx';
import { Shelters } from './Shelters.tsx';
import { TransferBoard } from './TransferBoard.tsx';
import '../notices/notices.css';
import './transfers.css';

/** Every transfer, and for one of them every household in a state; the shelters. `detail`: 'new', a transfer id, '<transfer>:<committee>', 'shelter', or 'shelter:<id>'. */
export default function TransfersTab() {
  const { words, language } = useSpeech();
  const w = words.transfer;
  const desk = useDesk();
  const actor = useActor();
  const { state, revision, past, now } = useShown(30_000);
  const transfers = useMemo(
    () =>
      Object.entries(all(state, 'transfer'))
        .filter(([, one]) => one.phase !== 'none')
        .sort(([, a], [, b]) => (b.orderedAt ?? b.drawnUpAt) - (a.orderedAt ?? a.drawnUpAt)),
    [state, revision],
  );
  const ledgersOf = useMemo(() => {
    const found = new Map<string, LedgerState[]>();
    for (const ledger of Object.values(all(state, 'ledger'))) {
      const list = found.get(ledger.transfer);
      if (list) list.push(ledger);
      else found.set(ledger.transfer, [ledger]);
    }
    return found;
  }, [state, revision]);
  const shelters = Object.values(all(state, 'shelter')).filter((one) => one.phase === 'open');
  const room = shelters.reduce((sum, one) => sum + roomIn(one), 0);
  const [kind, given] = (desk.detail ?? '').split(/:(.*)/s);
  const mayDrawUp = !past && mayTransfer({ drawnUpBy: '' }, 'transfer.draw-up', actor, actor.area ? [actor.area] : []);
  const drawing = kind === 'new' && mayDrawUp;
  const showsShelters = kind === 'shelter' || (!drawing && transfers.length === 0);
  const chosen = transfers.find(([id]) => id === kind) ?? transfers[0];
  return (
    <div className="notices transfers">
      <div className="notice-list">
        <button
          type="button"
          className="button main"
          disabled={!mayDrawUp}
          onClick={() => desk.open('transfers', 'new')}
        >
          <Plus size={16} />
          {w.drawUp}
        </button>
        <button
          type="button"
          className="notice-item"
          data-transfers="shelters"
          aria-current={showsShelters ? 'true' : undefined}
          onClick={() => desk.open('transfers', 'shelter')}
        >
          <span className="row">
            <Tent size={16} />
            <strong className="grow">{w.shelters}</strong>
            <span className="tag accent">{w.openOf(count(language, shelters.length))}</span>
          </span>
          <span className="soft">{w.free(count(language, room))}</span>
        </button>
        {transfers.length === 0 && (
          <Hollow icon={Tent} title={w.none}>
            {w.noneNote}
          </Hollow>
        )}
        {transfers.map(([id, one]) => {
          const row = transferRow(ledgersOf.get(id) ?? [], now);
          const listed = Object.keys(one.list).length;
          return (
            <button
              key={id}
              type="button"
              className="notice-item"
              aria-current={!drawing && !showsShelters && chosen?.[0] === id ? 'true' : undefined}
              onClick={() => desk.open('transfers', id)}
            >
              <span className="row">
                <span className={`tag ${one.phase === 'ordered' ? 'accent' : one.phase === 'closed' ? 'intime' : ''}`}>
                  {w.phase[one.phase]}
                </span>
                {row.late > 0 && (
                  <span className="tag late">
                    {w.lateCount} {count(language, row.late)}
                  </span>
                )}
                <span className="muted grow num">{dayTime(language, one.orderedAt ?? one.drawnUpAt)}</span>
              </span>
              <span className="two-lines">{one.title}</span>
              <span className="row soft">
                {row.households > 0 ? (
                  <>
                    <span className="bar-track">
                      <i style={{ width: percent((row.households - row.left) / row.households) }} />
                    </span>
                    {w.left} {count(language, row.left)} / {words.common.households(count(language, row.households))}
                  </>
                ) : (
                  words.common.households(count(language, listed))
                )}
              </span>
            </button>
          );
        })}
      </div>
      <div className="tab-main">
        {drawing ? (
          <DrawUp />
        ) : showsShelters ? (
          <Shelters chosen={given} ledgers={[...ledgersOf.values()].flat()} />
        ) : chosen ? (
          <TransferBoard
            key={chosen[0]}
            id={chosen[0]}
            transfer={chosen[1]}
            ledgers={ledgersOf.get(chosen[0]) ?? []}
            at={kind === chosen[0] ? given : undefined}
          />
        ) : null}
      </div>
    </div>
  );
}
