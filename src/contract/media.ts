import { z } from 'zod';

/** What can be sent in beside words. */
export const MEDIA_KINDS = ['photo', 'voice', 'video'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** Made by the sender, lower case: the id by which commands name it, and the last part of its address. */
export const mediaId = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const instantText = z
  .string()
  .regex(/^\d{1,13}$/)
  .transform(Number);

/** Upload-Metadata of a new upload; nothing besides. */
export const uploadMetadata = z.strictObject({
  id: mediaId,
  kind: z.enum(MEDIA_KINDS),
  /** Of the whole file, lower-case hex. */
  sha256,
  /** Milliseconds since 1970, as digits. */
  takenAt: instantText,
  /** Case that it is meant for, while the command that says so may still wait on the phone. */
  case: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,79}$/)
    .optional(),
  /** A face can be made out. */
  face: z.literal('1').optional(),
});
export type UploadMetadata = z.infer<typeof uploadMetadata>;

/** A photo as it is shown: longest side in pixels. */
export const PHOTO_FORMS = { thumb: 320, large: 1600 } as const;
export type PhotoForm = keyof typeof PHOTO_FORMS;
/** `content`: a recording or clip as it came. */
export const MEDIA_FORMS = ['thumb', 'large', 'content'] as const;

/** Stream that names the media: whoever may see it may see them. Without it only who sent them in. */
export const mediaQuery = z.strictObject({
  of: z
    .string()
    .regex(/^(case|task)\/[A-Za-z0-9][A-Za-z0-9._:@+~-]{0,199}$/)
    .optional(),
  /** `mark` of the answer: a picture that was covered anew has another address. */
  v: z
    .string()
    .regex(/^[0-9a-f]{0,16}$/)
    .optional(),
});

/** Part of a photo that is made unrecognisable, in shares of its width and height as it is shown. */
const share = z.number().min(0).max(1);
export const mediaArea = z.strictObject({ x: share, y: share, w: share, h: share });
export type MediaArea = z.infer<typeof mediaArea>;

export const mediaMarkBody = z.strictObject({ face: z.boolean(), areas: z.array(mediaArea).max(40) });

/**
 * coming: named by a command, not arrived · none: named by what is no media id, so nothing can arrive · ready · unlike: not
 * what the command said it was · refused: arrived and cannot be shown · erased
 */
export const MEDIA_STATES = ['coming', 'none', 'ready', 'unlike', 'refused', 'erased'] as const;
export const mediaAnswer = z.strictObject({
  id: z.string(),
  state: z.enum(MEDIA_STATES),
  kind: z.enum(MEDIA_KINDS).optional(),
  type: z.string().optional(),
  bytes: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  takenAt: z.number().optional(),
  uploadedAt: z.number().optional(),
  /** Person who sent it in. */
  by: z.string().optional(),
  /** There is a face in it: only for a reason, unless `areas` hide it. */
  face: z.boolean().optional(),
  areas: z.array(mediaArea).optional(),
  /** Changes with `areas`. */
  mark: z.string().optional(),
  /** Code of the refusal. */
  refused: z.string().optional(),
});
export type MediaAnswer = z.infer<typeof mediaAnswer>;
export const mediaListAnswer = z.strictObject({ media: z.array(mediaAnswer) });
