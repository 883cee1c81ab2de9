import type { Coverage } from '../../../domain/sweeps/index.ts';
import { percent } from '../../ui/format.ts';
import { useSpeech } from '../../ui/words/index.tsx';

/** How much of each kind or area has been seen, the blindest first. */
export function CoverTable({ rows }: { readonly rows: readonly (readonly [string, Coverage])[] }) {
  const { words } = useSpeech();
  return (
    <table className="plain">
      <tbody>
        {rows
          .toSorted((a, b) => b[1].blind - a[1].blind)
          .map(([name, cover]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span className={cover.blind ? 'bar-track blindish' : 'bar-track'}>
                  <i style={{ width: percent(cover.looked / Math.max(1, cover.targets)) }} />
                </span>
              </td>
              <td className="num">
                {cover.looked}/{cover.targets}
              </td>
              <td className={`num ${cover.hazards ? 'late-ink' : 'muted'}`} title={words.sweep.hazards}>
                {cover.hazards}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
