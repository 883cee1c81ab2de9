import { createHash, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { Upload, type UploadOptions } from 'tus-js-client';
import type { UploadMetadata } from '../../src/contract/media.ts';
import type { Visitor } from '../http/town.ts';

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A photo as a phone takes one: stripes that tell left from right, EXIF with a place, turned on its side. */
export async function photo(
  options: { width?: number; height?: number; orientation?: number; tint?: number } = {},
): Promise<Buffer> {
  const { width = 640, height = 480, orientation = 1, tint = 40 } = options;
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      pixels[at] = x < width / 2 ? 230 : 20;
      pixels[at + 1] = tint;
      pixels[at + 2] = (x * 7 + y * 13) % 256;
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .withExif({
      IFD0: { Make: 'Phone', Model: 'One' },
      IFD2: { DateTimeOriginal: '2021:07:25 02:40:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '31/1 13/1 48/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '121/1 27/1 0/1',
      },
    })
    .withMetadata({ orientation })
    .jpeg({ quality: 90 })
    .toBuffer();
}

export const said = (
  bytes: Buffer,
  more: Partial<Record<keyof UploadMetadata, string>> = {},
): Record<string, string> => ({
  id: randomUUID(),
  kind: 'photo',
  sha256: sha256(bytes),
  takenAt: '1627152000000',
  ...more,
});

/** Sends a file as a phone does: in pieces, going on where the server stands. Rejects with what the server answered. */
export function sendIn(
  who: Visitor,
  bytes: Buffer,
  metadata: Record<string, string>,
  { cutAt, ...options }: Partial<UploadOptions> & { cutAt?: number } = {},
): Promise<{ id: string; requests: number }> {
  let requests = 0;
  const url = `${who.base}/api/v1/uploads`;
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint: url,
      uploadUrl: `${url}/${metadata['id']}`,
      chunkSize: 64 * 1024,
      retryDelays: null,
      headers: { cookie: who.cookie, 'x-csrf-token': who.csrf },
      metadata,
      storeFingerprintForResuming: false,
      onBeforeRequest: () => {
        requests += 1;
      },
      onSuccess: () => resolve({ id: metadata['id'] as string, requests }),
      onError: (error) => {
        const answer = 'originalResponse' in error ? error.originalResponse : undefined;
        reject(answer ? new Refusal(answer.getStatus(), answer.getBody()) : error);
      },
      ...(cutAt === undefined
        ? {}
        : {
            onProgress: (sent: number) => {
              if (sent < cutAt) return;
              void upload.abort();
              reject(new Error('the line was cut'));
            },
          }),
      ...options,
    });
    upload.start();
  });
}

/** What the server said no with. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, body: string) {
    super(`${status} ${body}`);
    this.status = status;
    this.code = ((): string => {
      try {
        return JSON.parse(body).refusal.code;
      } catch {
        return body;
      }
    })();
  }
}

/** Upload-Metadata for a request made by hand. */
export const asMetadata = (pairs: Record<string, string>): string =>
  Object.entries(pairs)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
    .join(',');
