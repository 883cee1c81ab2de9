import { useVirtualizer } from '@tanstack/react-virtual';
import { Inbox, Search, SearchX } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { STAGE_FACTS } from '../../../domain/cases/index.ts';
import type { CaseRow } from '../../ui/derive/cases.ts';
import { unitName } from '../../ui/derive/names.ts';
import { useKeys } from '../../ui/keys.ts';
import { useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { Bones, Hollow } from '../../ui/parts/Hollow.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { QueueRow } from './QueueRow.tsx';

type View = 'all' | 'new' | 'late' | 'mine';
const VIEWS: readonly View[] = ['all', 'new', 'late', 'mine'];
const ROW = 76;

export function Queue({ rows }: { readonly rows: readonly CaseRow[] }) {
  const { words, language } = useSpeech();
  const desk = useDesk();
  const district = useDistrict();
  const shown = useShown();
  const [view, setView] = useState<View>('all');
  const [text, setText] = useState('');
  const [at, setAt] = useState<string>();
  const search = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const effective: View = desk.figure === 'new' || desk.figure === 'late' ? desk.figure : view;
  const matches = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return rows.filter((row) => {
      if (effective === 'new' && !row.isNew) return false;
      if (effective === 'late' && !row.late) return false;
      if (effective === 'mine' && !row.mine) return false;
      if (!wanted) return true;
      const { state } = row;
      const category = district.categories.get(state.category)?.name;
      return [
        state.no,
        state.place?.address,
        state.description,
        category?.zh,
        category?.en,
        STAGE_FACTS[state.stage].name[language],
        unitName(district, state.unit, language),
      ].some((one) => one?.toLowerCase().includes(wanted));
    });
  }, [rows, effective, text, district, language]);
  const counts = useMemo(
    () => ({
      all: rows.length,
      new: rows.filter((r) => r.isNew).length,
      late: rows.filter((r) => r.late).length,
      mine: rows.filter((r) => r.mine).length,
    }),
    [rows],
  );
  const virtual = useVirtualizer({
    count: matches.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    getItemKey: (i) => matches[i]?.id ?? i,
  });

  const current = matches.findIndex((row) => row.id === (at ?? desk.selected));
  const walk = (by: number): void => {
    if (matches.length === 0) return;
    const next = Math.max(0, Math.min(matches.length - 1, current < 0 ? 0 : current + by));
    const row = matches[next];
    if (!row) return;
    setAt(row.id);
    virtual.scrollToIndex(next, { align: 'auto' });
    if (desk.selected) desk.select(row.id);
  };
  const here = matches[current];
  const onward = (): void => walk(1);
  const back = (): void => walk(-1);
  const openHere = (event: KeyboardEvent): void => {
    if ((event.target as HTMLElement).closest('button, a, [role=slider], summary')) return;
    if (here) desk.select(here.id);
  };
  useKeys({
    '/': () => search.current?.focus(),
    j: onward,
    k: back,
    ArrowDown: onward,
    ArrowUp: back,
    Enter: openHere,
    g: () => {
      const position = here?.state.place?.position;
      if (position) desk.look(position, 17);
    },
    d: () => {
      if (!here) return;
      desk.select(here.id);
      desk.want('case.dispatch');
    },
  });
  useEffect(() => {
    setAt(undefined);
  }, [desk.selected]);

  return (
    <section className="queue" aria-label={words.queue.title}>
      <div className="queue-top">
        <label className="queue-search">
          <Search size={16} />
          <span className="unseen">{words.queue.filter}</span>
          <input
            ref={search}
            value={text}
            placeholder={words.queue.filter}
            onChange={(e) => setText(e.target.value)}
            onKeyDown={(e) => {
              if (e.key === 'Escape') setText('');
              if (e.key === 'Escape' || e.key === 'Enter') e.currentTarget.blur();
            }}
          />
          <kbd className="key">/</kbd>
        </label>
        <fieldset className="queue-views" aria-label={words.queue.title}>
          {VIEWS.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={effective === one}
              onClick={() => {
                desk.narrow(undefined);
                setView(one);
              }}
            >
              {words.queue[one]}{' '}
              <span className={one === 'late' && counts.late > 0 ? 'late-ink' : 'muted'}>{counts[one]}</span>
            </button>
          ))}
        </fieldset>
      </div>
      <div ref={scroller} className="queue-list" tabIndex={-1}>
        {!shown.ready ? (
          <Bones rows={9} />
        ) : matches.length === 0 ? (
          <Hollow icon={rows.length ? SearchX : Inbox} title={rows.length ? words.queue.noMatch : words.queue.nothing}>
            {rows.length === 0 && words.queue.nothingNote}
          </Hollow>
        ) : (
          <ul style={{ height: virtual.getTotalSize(), position: 'relative' }}>
            {virtual.getVirtualItems().map((item) => {
              const row = matches[item.index];
              if (!row) return null;
              const before = matches[item.index - 1];
              return (
                <li
                  key={row.id}
                  style={{
                    position: 'absolute',
                    top: 0,
                    left: 0,
                    right: 0,
                    height: ROW,
                    transform: `translateY(${item.start}px)`,
                  }}
                  aria-posinset={item.index + 1}
                  aria-setsize={matches.length}
                >
                  <QueueRow
                    row={row}
                    now={shown.now}
                    selected={row.id === desk.selected}
                    walked={row.id === at}
                    first={effective === 'all' && before?.group !== row.group}
                    onOpen={() => desk.select(row.id)}
                  />
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </section>
  );
}
