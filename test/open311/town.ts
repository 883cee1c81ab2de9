import { Open311Store } from '../../src/server/open311/index.ts';
import { type Drill, openDrill } from '../http/drill.ts';

/** 25 July 2021, noon in the drill. */
export const NOON = Date.UTC(2021, 6, 25, 4);
/** A place on a street of the district. */
export const HERE = { lat: '31.2262', long: '121.4530' };

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  readonly json: any;
}

/** The GeoReport door of a whole server: the drill, and a real district beside it. */
export interface Door {
  readonly drill: Drill;
  /** A key of the drill, and one of the other district. */
  readonly key: string;
  readonly foreign: string;
  get(path: string, query?: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  post(
    form: Record<string, string> | string,
    more?: { headers?: Record<string, string>; format?: string },
  ): Promise<Answer>;
}

export async function openDoor(): Promise<Door> {
  const drill = await openDrill(NOON, true);
  const { sql, realTime } = drill.yiping.doors;
  const store = new Open311Store(sql, realTime);
  const [own, other] = await Promise.all(
    ['drill', 'real'].map((tenant) => store.make(tenant, { name: 'app', perMinute: 6_000, by: 'test', most: 5 })),
  );
  const base = `${drill.yiping.url}/open311/v2/`;
  const ask = async (path: string, init?: RequestInit): Promise<Answer> => {
    const answer = await fetch(base + path, init);
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? '';
    return { status: answer.status, type, text, json: type.includes('json') ? JSON.parse(text) : undefined };
  };
  return {
    drill,
    key: own?.key ?? '',
    foreign: other?.key ?? '',
    get: (path, query = {}, headers = {}) =>
      ask(`${path}?${new URLSearchParams({ jurisdiction_id: 'drill', ...query })}`, { headers }),
    post: (form, { headers = {}, format = 'json' } = {}) =>
      ask(`requests.${format}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: typeof form === 'string' ? form : new URLSearchParams({ jurisdiction_id: 'drill', ...form }).toString(),
      }),
  };
}
