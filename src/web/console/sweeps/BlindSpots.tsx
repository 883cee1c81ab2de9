import type { Target } from '../../../domain/sweeps/index.ts';
import { targetName } from '../../ui/derive/names.ts';
import { count } from '../../ui/format.ts';
import { useDistrict } from '../../ui/live/LiveProvider.tsx';
import { Scrolling } from '../../ui/parts/Scrolling.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

/** What nobody has looked at yet; each opens on the map. */
export function BlindSpots({ blind }: { readonly blind: readonly Target[] }) {
  const { words, language } = useSpeech();
  const w = words.sweep;
  const desk = useDesk();
  const district = useDistrict();
  return (
    <section className="card blind">
      <h3>
        {w.blind} <span className={blind.length ? 'near-ink' : 'intime-ink'}>{count(language, blind.length)}</span>
      </h3>
      {blind.length === 0 ? (
        <p className="intime-ink">{w.noBlind}</p>
      ) : (
        <Scrolling className="blind-list" label={w.blind}>
          <ul>
            {blind.slice(0, 300).map((target) => (
              <li key={target.id}>
                <button
                  type="button"
                  className="link-row"
                  onClick={() => {
                    const position =
                      district.points.get(target.id)?.position ?? district.stairwells.get(target.id)?.position;
                    if (!position) return;
                    desk.open('map');
                    desk.look(position, 17);
                  }}
                >
                  <span>{targetName(district, target.id, language)}</span>
                  <span className="muted">
                    {w.point[target.kind]} · {district.committees.get(target.committee)?.name[language]}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </Scrolling>
      )}
    </section>
  );
}
