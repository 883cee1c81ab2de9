import { ChevronLeft, ChevronRight, Download, Eye, ScanFace, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MediaArea } from '../../../../contract/media.ts';
import { can } from '../../../../domain/people/index.ts';
import { call, callForBytes, type Trouble } from '../../../ui/api.ts';
import { personName } from '../../../ui/derive/names.ts';
import { dayTime } from '../../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../../ui/live/LiveProvider.tsx';
import { FieldsForm } from '../../../ui/parts/FieldsForm.tsx';
import { Sheet } from '../../../ui/parts/Sheet.tsx';
import { useTeller } from '../../../ui/parts/Toasts.tsx';
import { useSpeech } from '../../../ui/words/index.tsx';
import { Cover } from './Cover.tsx';
import { addressOf, isOpen, type Piece } from './pieces.ts';

type Asking = 'look' | 'original' | 'erase' | 'cover';

/** Photos of a case one by one, large. Arrow keys turn to the next; what concerns people asks for a reason. */
export function Viewer({
  id,
  no,
  pieces,
  opened,
  onOpen,
  onChanged,
}: {
  readonly id: string;
  readonly no: string;
  readonly pieces: readonly Piece[];
  readonly opened: string;
  readonly onOpen: (media: string | undefined) => void;
  readonly onChanged: () => void;
}) {
  const { words, language } = useSpeech();
  const w = words.photo;
  const actor = useActor();
  const district = useDistrict();
  const shown = useShown(60_000);
  const { done, refused } = useTeller();
  const [asking, setAsking] = useState<Asking>();
  const [uncovered, setUncovered] = useState<string>();
  const at = pieces.findIndex((one) => one.said.media === opened);
  const piece = pieces[at];
  // A look ends with the photo that it was granted for.
  useEffect(() => {
    if (uncovered === undefined) return;
    return () => URL.revokeObjectURL(uncovered);
  }, [uncovered]);
  useEffect(() => {
    setUncovered(undefined);
    setAsking(undefined);
  }, [opened]);
  const turn = (by: number): void => {
    const next = pieces[(at + by + pieces.length) % pieces.length];
    if (next) onOpen(next.said.media);
  };
  // Wherever the focus is in the dialog: it begins at the button that closes it.
  useEffect(() => {
    if (asking || pieces.length < 2) return;
    const listen = ({ key }: KeyboardEvent): void => {
      if (key === 'ArrowLeft') turn(-1);
      else if (key === 'ArrowRight') turn(1);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
  if (!piece) return null;
  const { found, said } = piece;
  const may = {
    personal: can(actor.roles, 'read-personal'),
    originals: can(actor.roles, 'read-originals'),
    command: can(actor.roles, 'command'),
  };
  const failed = (trouble: Trouble): void => refused(trouble[language], trouble.todo[language]);
  const of = `?of=case/${encodeURIComponent(id)}`;

  const forReason = async (reason: string): Promise<void> => {
    if (asking === 'erase') {
      const answer = await call(`/media/${found.id}/erase${of}`, { body: { reason } });
      if (!answer.ok) return failed(answer.trouble);
      onChanged();
      return onOpen(undefined);
    }
    const original = asking === 'original';
    const answer = await callForBytes(`/media/${found.id}/${original ? 'original' : 'unmask'}${of}`, { reason });
    if (!answer.ok) return failed(answer.trouble);
    const url = URL.createObjectURL(answer.value);
    setAsking(undefined);
    if (!original) return setUncovered(url);
    const link = document.createElement('a');
    link.href = url;
    link.download = `${no}-${found.id.slice(0, 8)}.${found.type?.split('/')[1] ?? 'bin'}`;
    link.click();
    // The browser reads the file after the click has returned.
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  const cover = async (face: boolean, areas: readonly MediaArea[]): Promise<void> => {
    const answer = await call(`/media/${found.id}/faces${of}`, { method: 'PUT', body: { face, areas } });
    if (!answer.ok) return failed(answer.trouble);
    done(!face ? w.coverUndone : areas.length > 0 ? w.coverDone : w.coverHeld);
    setAsking(undefined);
    setUncovered(undefined);
    onChanged();
  };

  const picture = uncovered ?? (isOpen(piece) ? addressOf(id, piece, 'large') : undefined);
  const mayCover = may.command && !shown.past && picture !== undefined && (!found.face || may.personal);
  return (
    <Sheet
      wide
      title={`${w.when[said.when]} · ${no}`}
      onClose={() => (asking ? setAsking(undefined) : onOpen(undefined))}
      footer={
        asking !== 'cover' && (
          <div className="row wrap grow">
            <span className="soft grow">
              {w.taken(dayTime(language, said.takenAt))}
              {found.by && ` · ${w.by(personName(shown.state, district, found.by, language, words))}`}
              {found.face && (found.areas?.length ?? 0) > 0 && ` · ${w.covered}`}
            </span>
            {mayCover && (
              <button type="button" className="button" onClick={() => setAsking('cover')}>
                <ScanFace size={16} /> {found.face ? w.coverChange : w.cover}
              </button>
            )}
            {found.face && may.personal && uncovered === undefined && (
              <button type="button" className="button" onClick={() => setAsking('look')}>
                <Eye size={16} /> {w.look}
              </button>
            )}
            {may.originals && (
              <button
                type="button"
                className="button quiet"
                title={w.originalNote}
                onClick={() => setAsking('original')}
              >
                <Download size={16} /> {w.original}
              </button>
            )}
            {may.personal && !shown.past && (
              <button type="button" className="button quiet" onClick={() => setAsking('erase')}>
                <Trash2 size={16} /> {w.erase}
              </button>
            )}
          </div>
        )
      }
    >
      <div className="photo-viewer">
        {asking && asking !== 'cover' && (
          <FieldsForm
            key={asking}
            fields={[{ kind: 'line', name: 'reason', label: w.reason }]}
            submit={w[asking]}
            grave={asking === 'erase'}
            onSubmit={(answers) => forReason(answers['reason'] ?? '')}
            onCancel={() => setAsking(undefined)}
          />
        )}
        {picture === undefined ? (
          <div className="photo-held">
            <ScanFace size={40} strokeWidth={1.4} />
            <p>{may.personal ? w.faceLong : w.faceNoRight}</p>
          </div>
        ) : asking === 'cover' ? (
          <Cover
            picture={picture}
            areas={found.areas ?? []}
            mayUncover={may.personal && found.face === true}
            onSave={cover}
            onCancel={() => setAsking(undefined)}
          />
        ) : (
          <img className="photo-large" src={picture} alt={w.when[said.when]} />
        )}
        {pieces.length > 1 && asking !== 'cover' && (
          <div className="photo-turn">
            <button type="button" className="button square" onClick={() => turn(-1)} aria-label={w.previous}>
              <ChevronLeft size={18} />
            </button>
            <span className="soft" aria-live="polite">
              {w.of(String(at + 1), String(pieces.length))}
            </span>
            <button type="button" className="button square" onClick={() => turn(1)} aria-label={w.next}>
              <ChevronRight size={18} />
            </button>
          </div>
        )}
      </div>
    </Sheet>
  );
}
