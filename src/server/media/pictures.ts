import { rename } from 'node:fs/promises';
import exif from 'exif-reader';
import sharp, { type Sharp } from 'sharp';
import { type MediaArea, PHOTO_FORMS, type PhotoForm } from '../../contract/media.ts';
import { MEDIA_LIMITS, MediaRefused } from './limits.ts';

// Only what photos are made of is ever opened, whatever a file pretends to be: no SVG, no PDF, no scripts of ImageMagick.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif'],
});
// One picture at a time on one core: the commands need the others. Nothing is read twice, so nothing is remembered.
sharp.concurrency(1);
sharp.cache(false);

/** What is known of a photo from itself. */
export interface PhotoFacts {
  /** As it is shown, after turning. */
  readonly width: number;
  readonly height: number;
  readonly exifAt?: number;
  readonly position?: readonly [number, number];
}

const opened = (file: string): Sharp =>
  sharp(file, { limitInputPixels: MEDIA_LIMITS.pixels, failOn: 'error', sequentialRead: true, pages: 1 });

/** Width, height, place and time of a photo. @throws MediaRefused when it cannot be read. */
export async function factsOf(file: string): Promise<PhotoFacts> {
  const found = await opened(file)
    .metadata()
    .catch(() => undefined);
  if (!found?.width || !found.height || found.width * found.height > MEDIA_LIMITS.pixels)
    throw new MediaRefused('media.unreadable');
  const lies = (found.orientation ?? 1) >= 5;
  return {
    width: lies ? found.height : found.width,
    height: lies ? found.width : found.height,
    ...(found.exif ? fromExif(found.exif) : {}),
  };
}

/** EXIF is written by anybody: whatever in it makes no sense is left out. */
function fromExif(block: Buffer): Pick<PhotoFacts, 'exifAt' | 'position'> {
  try {
    const { GPSInfo: gps, Photo: photo } = exif(block);
    const at =
      photo?.DateTimeOriginal instanceof Date ? photo.DateTimeOriginal.getTime() - offsetOf(photo) : Number.NaN;
    const lat = degrees(gps?.GPSLatitude, gps?.GPSLatitudeRef === 'S', 90);
    const lon = degrees(gps?.GPSLongitude, gps?.GPSLongitudeRef === 'W', 180);
    return {
      ...(at > 0 ? { exifAt: at } : {}),
      ...(lat === undefined || lon === undefined ? {} : { position: [lon, lat] }),
    };
  } catch {
    return {};
  }
}

function degrees(parts: unknown, negative: boolean, most: number): number | undefined {
  if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part) => Number.isFinite(part) && part >= 0))
    return undefined;
  const [d, m, s] = parts as [number, number, number];
  const value = d + m / 60 + s / 3_600;
  // A millionth of a degree is a hand's breadth.
  return value <= most ? Math.round((negative ? -value : value) * 1e6) / 1e6 : undefined;
}

/** EXIF has the time on the wall, and only from 2016 on the zone of it; all of China has one. */
function offsetOf({ OffsetTimeOriginal: zone = '+08:00' }: { readonly OffsetTimeOriginal?: unknown }): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(String(zone)) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 8) * 60 + Number(minutes ?? 0)) * 60_000;
}

/**
 * Writes a photo as it is shown: turned upright, reduced, without anything but its pixels; `areas` made unrecognisable.
 * The file appears under its name when it is whole. @throws MediaRefused when the photo cannot be read to its end.
 */
export async function makeForm(from: string, form: PhotoForm, areas: readonly MediaArea[], to: string): Promise<void> {
  const side = PHOTO_FORMS[form];
  const half = `${to}.${process.pid}.part`;
  try {
    const reduced = opened(from)
      .autoOrient()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' });
    const shown = areas.length === 0 ? reduced : await covered(reduced, areas);
    await shown.webp({ quality: form === 'thumb' ? 70 : 80 }).toFile(half);
  } catch (error) {
    if (/ENOSPC|No space left/.test(String(error))) throw new MediaRefused('media.disk-full');
    throw new MediaRefused('media.unreadable');
  }
  await rename(half, to);
}

/** Each area is cut down to a few squares and blown up again: what the pixels were is gone, not only soft. */
async function covered(picture: Sharp, areas: readonly MediaArea[]): Promise<Sharp> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const patches = [];
  for (const area of areas) {
    const left = Math.min(info.width - 1, Math.floor(area.x * info.width));
    const top = Math.min(info.height - 1, Math.floor(area.y * info.height));
    const width = Math.max(1, Math.min(info.width - left, Math.ceil(area.w * info.width)));
    const height = Math.max(1, Math.min(info.height - top, Math.ceil(area.h * info.height)));
    const squares = await sharp(data, { raw })
      .extract({ left, top, width, height })
      .resize({ width: Math.min(6, width), height: Math.min(6, height), fit: 'fill', kernel: 'mitchell' })
      .png()
      .toBuffer();
    patches.push({
      input: await sharp(squares).resize({ width, height, fit: 'fill', kernel: 'cubic' }).png().toBuffer(),
      left,
      top,
    });
  }
  return sharp(data, { raw }).composite(patches);
}
