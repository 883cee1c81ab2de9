import { randomUUID } from 'node:crypto';
import { commands } from '../../src/contract/index.ts';
import { aggregates } from '../../src/domain/aggregates.ts';
import { createEngine } from '../../src/server/engine/index.ts';
import { openTown, type Town, type TownOptions, type Visitor } from '../http/town.ts';
import { smallDistrict } from '../scenarios/small-district.ts';
import { asMetadata } from './phone.ts';

export const START = Date.UTC(2021, 6, 25, 2);

/** A town whose cases are real ones. */
export const openHouse = (options: TownOptions = {}): Promise<Town> =>
  openTown({
    district: smallDistrict,
    clock: { at: START, since: Date.now(), speed: 0 },
    commands,
    engine: (database) => createEngine({ database, aggregates, worldOf: () => smallDistrict, timers: false }),
    ...options,
  });

export const evidence = (media: string, more: object = {}) => ({ media, when: 'before', takenAt: START, ...more });

/** A case, or a draft of one, with these photos. Answers its id. */
export async function tell(who: Visitor, media: object[], type = 'case.report'): Promise<string> {
  const id = randomUUID();
  const { status, text } = await who.call('POST', '/api/v1/commands', {
    id: randomUUID(),
    type,
    stream: `case/${id}`,
    data: {
      source: 'patrol',
      category: 'ST06',
      description: '树枝悬在半空',
      place: { position: [121.451, 31.221] },
      evidence: media,
    },
  });
  if (status !== 200) throw new Error(`${type} answered ${status} ${text}`);
  return id;
}

/** The bytes that an address answers. */
export async function look(who: Visitor, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${who.base}/api/v1/media/${path}`, {
    headers: {
      cookie: who.cookie,
      ...(body ? { 'x-csrf-token': who.csrf, 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const code = answer.status >= 400 ? (JSON.parse(bytes.toString()).refusal.code as string) : undefined;
  return { status: answer.status, headers: answer.headers, bytes, code };
}

/** Begins an upload by hand; `raw` is the header as it is. */
export const begin = (who: Visitor, length: number | string, metadata: Record<string, string>, raw?: string) =>
  who.call('POST', '/api/v1/uploads', undefined, {
    'tus-resumable': '1.0.0',
    'upload-length': String(length),
    'upload-metadata': raw ?? asMetadata(metadata),
  });
