import type { HeadCountAnswer } from '../../../../contract/queries.ts';
import type { Trouble } from '../../../ui/api.ts';
import { count } from '../../../ui/format.ts';
import { useDistrict } from '../../../ui/live/LiveProvider.tsx';
import { Scrolling } from '../../../ui/parts/Scrolling.tsx';
import { useSpeech } from '../../../ui/words/index.tsx';

/** How many will be reached, in all and by committee, before anything is sent. */
export function HeadCount({
  head,
  trouble,
  stale,
}: {
  readonly head: HeadCountAnswer | undefined;
  readonly trouble: Trouble | undefined;
  readonly stale: boolean;
}) {
  const { words, language } = useSpeech();
  const w = words.audience;
  const district = useDistrict();
  const n = (value: number): string => count(language, value);
  const signedFrom = district.district.settings['secondSignatureFrom'] ?? 0;
  return (
    <div className={stale ? 'head-count stale' : 'head-count'} aria-busy={stale}>
      <div role="status" data-households={stale ? undefined : head?.households}>
        <span className="soft">{words.notice.head}</span>
        {head ? (
          <strong>
            {head.households > 0
              ? words.notice.headNote(n(head.households), n(head.people), n(head.stairwells))
              : words.notice.headEmpty}
          </strong>
        ) : (
          <strong className="muted">{trouble ? trouble[language] : words.common.loading}</strong>
        )}
      </div>
      {head && head.atMost > head.households && <p className="soft">{w.atMost(n(head.atMost))}</p>}
      {head && head.atMost > signedFrom && <p className="near-ink">{words.notice.signNote}</p>}
      {head && head.committees.length > 0 && (
        <details>
          <summary className="soft">{w.byCommittee}</summary>
          <Scrolling className="head-committees" label={w.byCommittee}>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{words.notice.committee}</th>
                  <th scope="col" className="num">
                    {w.households}
                  </th>
                  <th scope="col" className="num">
                    {w.people}
                  </th>
                  <th scope="col" className="num">
                    {w.stairwells}
                  </th>
                </tr>
              </thead>
              <tbody>
                {head.committees.map((part) => (
                  <tr key={part.committee} data-committee={part.committee}>
                    <th scope="row">{district.committees.get(part.committee)?.name[language] ?? part.committee}</th>
                    <td className="num">{n(part.households)}</td>
                    <td className="num">{n(part.people)}</td>
                    <td className="num">{n(part.stairwells)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolling>
        </details>
      )}
    </div>
  );
}
