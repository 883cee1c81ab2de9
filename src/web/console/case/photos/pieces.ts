import { useCallback, useEffect, useState } from 'react';
import type { MediaAnswer } from '../../../../contract/media.ts';
import type { CaseState, Evidence } from '../../../../domain/cases/index.ts';
import { call } from '../../../ui/api.ts';

/** What the case says of a piece, and how it stands on the server. */
export interface Piece {
  readonly said: Evidence;
  readonly found: MediaAnswer;
}

/** How often is asked for what has not arrived. */
const AGAIN_MS = 15_000;

/** The photos and recordings of a case in its order; asked again while one of them is on its way. */
export function usePieces(id: string, state: CaseState | undefined): { pieces: readonly Piece[]; again: () => void } {
  const [found, setFound] = useState<ReadonlyMap<string, MediaAnswer>>();
  const [asked, setAsked] = useState(0);
  const evidence = state?.evidence ?? [];
  const named = evidence.map((row) => row.media).join(' ');
  const again = useCallback(() => setAsked((n) => n + 1), []);
  useEffect(() => {
    if (named === '') return;
    let left = false;
    void call<{ media: MediaAnswer[] }>(`/media?of=case/${encodeURIComponent(id)}`).then((got) => {
      if (!left && got.ok) setFound(new Map(got.value.media.map((row) => [row.id, row])));
    });
    return () => {
      left = true;
    };
  }, [id, named, asked]);
  const pieces = found
    ? evidence.flatMap((said) => {
        const row = found.get(said.media);
        return row ? [{ said, found: row }] : [];
      })
    : [];
  const waiting = pieces.some((piece) => piece.found.state === 'coming');
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [waiting, again]);
  return { pieces, again };
}

/** Address of a photo as it is shown now, or of a recording. */
export function addressOf(id: string, { found }: Piece, form: 'thumb' | 'large' | 'content'): string {
  return `/api/v1/media/${found.id}/${form}?of=case/${encodeURIComponent(id)}&v=${found.mark ?? ''}`;
}

/** Whether a photo can be looked at without a reason. */
export const isOpen = ({ found }: Piece): boolean =>
  found.state === 'ready' && (!found.face || (found.areas?.length ?? 0) > 0);

const isPhoto = (piece: Piece): boolean => isOpen(piece) && piece.found.kind === 'photo';

/** The first look before and the last look after, when there are both. */
export function pairOf(pieces: readonly Piece[]): readonly [before: Piece, after: Piece] | undefined {
  const before = pieces.find((piece) => piece.said.when === 'before' && isPhoto(piece));
  const after = pieces.findLast((piece) => piece.said.when === 'after' && isPhoto(piece));
  return before && after && [before, after];
}
