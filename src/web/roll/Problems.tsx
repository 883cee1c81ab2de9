import { CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { RollImport, RollProblems } from '../../contract/roll.ts';
import { call } from '../ui/api.ts';
import { count } from '../ui/format.ts';
import { Bones, Hollow } from '../ui/parts/Hollow.tsx';
import { useSpeech } from '../ui/words/index.tsx';

type Filter = 'all' | 'error' | 'warning';

/** What is wrong with the list, by sheet, row and column, and what to do about each. */
export function Problems({ found }: { readonly found: RollImport }) {
  const { words, language } = useSpeech();
  const w = words.roll;
  const { errors = 0, warnings = 0 } = found.report ?? {};
  const [filter, setFilter] = useState<Filter>(errors > 0 ? 'error' : 'all');
  const [rows, setRows] = useState<RollProblems['problems']>();
  const [next, setNext] = useState<number | null>(null);
  const ask = async (after: number): Promise<RollProblems> => {
    const only = filter === 'all' ? '' : `&severity=${filter}`;
    const answer = await call<RollProblems>(`/roll/imports/${found.id}/problems?limit=100&after=${after}${only}`);
    return answer.ok ? answer.value : { problems: [], next: null };
  };
  useEffect(() => {
    let left = false;
    void ask(0).then((page) => {
      if (left) return;
      setRows(page.problems);
      setNext(page.next);
    });
    return () => {
      left = true;
    };
  }, [filter, found.id]);
  const more = async (): Promise<void> => {
    const page = await ask(next ?? 0);
    setRows((known) => [...(known ?? []), ...page.problems]);
    setNext(page.next);
  };
  const counts: Record<Filter, number> = { all: errors + warnings, error: errors, warning: warnings };
  return (
    <section className="card">
      <div className="row">
        <h2 className="grow">{w.problems}</h2>
        {(['all', 'error', 'warning'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="button small"
            aria-pressed={filter === one}
            onClick={() => setFilter(one)}
          >
            {w.severity[one]} {count(language, counts[one])}
          </button>
        ))}
      </div>
      {!rows ? (
        <Bones rows={4} />
      ) : rows.length === 0 ? (
        <Hollow icon={CircleCheck} title={w.none}>
          {counts.all === 0 ? w.noneNote : undefined}
        </Hollow>
      ) : (
        <table className="plain roll-problems">
          <thead>
            <tr>
              <th scope="col">{w.sheet}</th>
              <th scope="col" className="num">
                {w.row}
              </th>
              <th scope="col">{w.column}</th>
              <th scope="col">{w.what}</th>
              <th scope="col">{w.todo}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <tr key={one.n}>
                <td>{one.sheet}</td>
                <td className="num">{one.row || '—'}</td>
                <td>
                  {one.column && (
                    <>
                      <b>{one.column}</b> <span className="soft">{one.heading}</span>
                    </>
                  )}
                </td>
                <td>
                  <span className={one.severity === 'error' ? 'tag late' : 'tag near'}>{w.severity[one.severity]}</span>{' '}
                  {one[language]}
                </td>
                <td className="soft">{one.todo[language]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next !== null && (
        <button type="button" className="button" onClick={() => void more()}>
          {w.more}
        </button>
      )}
    </section>
  );
}
