import { CircleAlert, CircleSlash, Hourglass, ScanFace } from 'lucide-react';
import { useState } from 'react';
import { mediaRefusals } from '../../../../contract/refusals/media.ts';
import type { CaseState } from '../../../../domain/cases/index.ts';
import { count, hourMinute } from '../../../ui/format.ts';
import { useSpeech } from '../../../ui/words/index.tsx';
import { addressOf, isOpen, type Piece } from './pieces.ts';
import { Viewer } from './Viewer.tsx';
import './photos.css';

/** The photos of a case in a strip, recordings below; a photo opens large. */
export function Photos({
  id,
  state,
  pieces,
  again,
}: {
  readonly id: string;
  readonly state: CaseState;
  readonly pieces: readonly Piece[];
  readonly again: () => void;
}) {
  const { words, language } = useSpeech();
  const [opened, setOpened] = useState<string>();
  const w = words.photo;
  const simulated = pieces.filter((piece) => piece.found.state === 'none').length;
  const photos = pieces.filter((piece) => piece.found.state !== 'none' && (piece.found.kind ?? 'photo') === 'photo');
  const others = pieces.filter((piece) => piece.found.state === 'ready' && piece.found.kind !== 'photo');
  if (pieces.length === 0) return null;
  return (
    <section className="case-part photos" aria-label={w.title}>
      {photos.length > 0 && (
        <ul className="photo-strip">
          {photos.map((piece, n) => (
            <li key={piece.said.media}>
              {piece.found.state === 'ready' ? (
                <button
                  type="button"
                  className="photo-tile"
                  data-media={piece.said.media}
                  aria-label={w.open(w.when[piece.said.when], String(n + 1))}
                  onClick={() => setOpened(piece.said.media)}
                >
                  {isOpen(piece) ? (
                    <img src={addressOf(id, piece, 'thumb')} alt="" loading="lazy" />
                  ) : (
                    <Sign icon={ScanFace} word={w.face} />
                  )}
                  <Foot piece={piece} />
                </button>
              ) : (
                <div className="photo-tile empty" data-state={piece.found.state} title={longOf(piece)}>
                  <Sign
                    icon={
                      {
                        coming: Hourglass,
                        unlike: CircleAlert,
                        refused: CircleSlash,
                        erased: CircleSlash,
                        none: CircleSlash,
                      }[piece.found.state]
                    }
                    word={w[piece.found.state === 'none' ? 'refused' : piece.found.state]}
                  />
                  <span className="photo-told">{longOf(piece)}</span>
                  <Foot piece={piece} />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {others.map((piece) => (
        <figure key={piece.said.media} className="photo-sound">
          <figcaption className="soft">
            {piece.found.kind === 'voice' ? w.voice : w.video} · {w.when[piece.said.when]} ·{' '}
            {hourMinute(piece.said.takenAt)}
          </figcaption>
          {piece.found.kind === 'voice' ? (
            // biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said in it
            <audio controls preload="none" src={addressOf(id, piece, 'content')} />
          ) : (
            // biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said in it
            <video controls preload="none" src={addressOf(id, piece, 'content')} />
          )}
        </figure>
      ))}
      {simulated > 0 && <p className="muted">{w.noPicture(count(language, simulated))}</p>}
      {opened && (
        <Viewer
          id={id}
          no={state.no}
          pieces={photos.filter((piece) => piece.found.state === 'ready')}
          opened={opened}
          onOpen={setOpened}
          onChanged={again}
        />
      )}
    </section>
  );

  function longOf({ found }: Piece): string {
    if (found.state === 'refused') return mediaRefusals[found.refused ?? '']?.[language] ?? w.refused;
    return found.state === 'coming' ? w.comingLong : found.state === 'unlike' ? w.unlikeLong : w.erasedLong;
  }
}

function Sign({ icon: Icon, word }: { readonly icon: typeof ScanFace; readonly word: string }) {
  return (
    <span className="photo-sign">
      <Icon size={20} strokeWidth={1.6} />
      {word}
    </span>
  );
}

function Foot({ piece: { said } }: { readonly piece: Piece }) {
  const { words } = useSpeech();
  return (
    <span className={`photo-foot ${said.when}`}>
      {words.photo.when[said.when]} {hourMinute(said.takenAt)}
    </span>
  );
}
