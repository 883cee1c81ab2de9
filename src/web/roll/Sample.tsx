import type { RollImport } from '../../contract/roll.ts';
import type { District } from '../../domain/places/index.ts';
import { useSpeech } from '../ui/words/index.tsx';

/** Some households as they would stand, so that a wrong column is seen before it is adopted. */
export function Sample({
  found,
  district,
}: {
  readonly found: RollImport;
  readonly district: Pick<District, 'stairwells' | 'compounds'> | undefined;
}) {
  const { words, name } = useSpeech();
  const w = words.roll;
  if (found.sample.length === 0) return null;
  const place = (id: string): string => {
    const stairwell = district?.stairwells.find((row) => row.id === id);
    const compound = district?.compounds.find((row) => row.id === stairwell?.compound);
    return `${name(compound?.name, '')} ${stairwell?.name ?? id}`;
  };
  return (
    <section className="card">
      <h2>{w.sample}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{w.place}</th>
            <th scope="col" className="num">
              {w.people}
            </th>
            <th scope="col">{w.name}</th>
            <th scope="col">{w.phone}</th>
            <th scope="col" className="num">
              {w.tags}
            </th>
            <th scope="col">{w.what}</th>
          </tr>
        </thead>
        <tbody>
          {found.sample.map((row) => (
            <tr key={`${row.stairwell} ${row.room}`}>
              <td>
                {place(row.stairwell)} <b>{row.room}</b>
              </td>
              <td className="num">{row.people ?? '—'}</td>
              <td>{row.name ?? '—'}</td>
              <td>{row.phone ?? '—'}</td>
              <td className="num">{row.tags}</td>
              <td>
                <span className={row.change === 'unchanged' ? 'tag' : 'tag accent'}>{w.change[row.change]}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
