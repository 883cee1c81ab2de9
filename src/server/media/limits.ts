import type { MediaKind } from '../../contract/media.ts';

export const MB = 1024 * 1024;
const HOUR = 3_600_000;

/** A photo from a phone has 2 to 12 MB before it is reduced there; a minute of speech 0.5 MB, of video 20 to 60 MB. */
export const MOST_BYTES: Readonly<Record<MediaKind, number>> = { photo: 25 * MB, voice: 25 * MB, video: 300 * MB };

export const MEDIA_LIMITS = {
  /** A phone may be without a network for the whole of a storm. */
  unfinishedKeptMs: 72 * HOUR,
  /** Unfinished uploads of one sender. */
  unfinished: 30,
  /** Evidence of a case is kept for a year, unless somebody asks for its erasure before. */
  keptMs: 366 * 24 * HOUR,
  /** What has to stay free on the disk for the journal, beside the file itself twice over. */
  reserve: 512 * MB,
  /** 8192 × 8192: a photo of a 64-megapixel phone. More is a bomb. */
  pixels: 67_108_864,
} as const;

/** Why a piece of media is not taken or not shown: a code of the refusals. */
export class MediaRefused extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>> | undefined;
  constructor(code: string, params?: Readonly<Record<string, string | number>>) {
    super(code);
    this.code = code;
    this.params = params;
  }
}
