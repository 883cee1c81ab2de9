import { ChevronsLeftRight } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { useSpeech } from '../../../ui/words/index.tsx';
import { addressOf, type Piece } from './pieces.ts';

/** Two photos one over the other, and an edge between them that a slider moves. */
export function Compare({
  id,
  pair: [before, after],
}: {
  readonly id: string;
  readonly pair: readonly [Piece, Piece];
}) {
  const { words } = useSpeech();
  const [share, setShare] = useState(50);
  const w = words.photo;
  return (
    <section className="case-part">
      <h3>{w.compare}</h3>
      <div className="compare" style={{ '--share': `${share}%` } as CSSProperties}>
        <img src={addressOf(id, after, 'large')} alt={w.when.after} draggable={false} />
        <img className="over" src={addressOf(id, before, 'large')} alt={w.when.before} draggable={false} />
        <span className="compare-edge" aria-hidden>
          <ChevronsLeftRight size={18} />
        </span>
        <span className="compare-word left" aria-hidden>
          {w.when.before}
        </span>
        <span className="compare-word right" aria-hidden>
          {w.when.after}
        </span>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={share}
          onChange={(event) => setShare(Number(event.target.value))}
          aria-label={w.compareSlider}
          aria-valuetext={w.compareValue(String(share))}
        />
      </div>
    </section>
  );
}
