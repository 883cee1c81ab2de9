export { digestOf, MediaFiles, toDisk } from './files.ts';
export { MEDIA_LIMITS, MediaRefused } from './limits.ts';
export { answerOf, Media, type MediaRow } from './media.ts';
export { type UploadPolicy, Uploads } from './uploads.ts';
