import { v5 } from 'uuid';
import { type PostForm, postForm } from '../../contract/open311.ts';
import type { ReportData } from '../../domain/cases/index.ts';
import type { Category } from '../../domain/places/index.ts';
import { attributesFor } from './services.ts';

/** The same words from the same key within this time, or twice it, are one report. */
const REPEAT_MS = 10 * 60_000;
const NAMESPACE = '3f6b1f0e-0d3c-5c55-9a0b-4f1f6a0c9d11';
/** Parts what was written from what was chosen; the desk reads all of it, the public the first part. */
const BELOW = '\n——\n';

/** Characters that no text needs and PostgreSQL does not hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones meant
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/**
 * Fields of a form or of a JSON body, as the schema wants them: empty ones left out, attributes gathered from
 * `attribute[depth]` and `attribute[depth][]`. Undefined when a field stands there twice or the text is no UTF-8.
 */
export function fieldsOf(body: unknown): Record<string, unknown> | undefined {
  const fields: Record<string, unknown> = Object.create(null);
  const attribute: Record<string, string[]> = Object.create(null);
  const pairs = Buffer.isBuffer(body) ? formPairs(body) : jsonPairs(body);
  if (!pairs || pairs.length > 200) return undefined;
  for (const [name, raw] of pairs) {
    if (typeof raw !== 'string') return undefined;
    const value = raw.replace(CONTROL, '');
    if (value.trim() === '') continue;
    const [, code, many] = /^attribute\[([^[\]]{1,64})\](\[\])?$/.exec(name) ?? [];
    if (code !== undefined) {
      const values = attribute[code] ?? [];
      if (values.length > 0 && !many) return undefined;
      attribute[code] = [...values, value];
    } else if (name in fields) return undefined;
    else fields[name] = value;
  }
  return { ...fields, attribute: { ...attribute } };
}

function formPairs(bytes: Buffer): (readonly [string, string])[] | undefined {
  const pairs = [...new URLSearchParams(bytes.toString('utf8'))];
  // Broken UTF-8 turns into this sign; a name or a street is not patched up in silence.
  return pairs.some(([, value]) => value.includes('\ufffd')) ? undefined : pairs;
}

function jsonPairs(body: unknown): (readonly [string, unknown])[] | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  return Object.entries(body).flatMap(([name, value]) => {
    if (name === 'attribute' && typeof value === 'object' && value !== null && !Array.isArray(value))
      return Object.entries(value).flatMap(([code, one]) =>
        [one].flat().map((each) => [`attribute[${code}][]`, written(each)] as const),
      );
    return value === null ? [] : [[name, written(value)] as const];
  });
}
const written = (value: unknown): unknown =>
  typeof value === 'number' && Number.isFinite(value) ? String(value) : value;

export const readForm = (fields: Record<string, unknown>) => postForm.safeParse(fields);

export interface Said {
  readonly description: string;
  readonly urgency?: ReportData['urgency'];
  /** As written; may lack an offset. */
  readonly happened?: string;
  readonly mediaUrl?: string;
}

/** What the form says, for the desk; or the code of an attribute whose value is none of those that may be chosen. */
export function saidIn(form: PostForm, category: Category): Said | { readonly wrong: string } {
  const below: string[] = [];
  for (const { code, name, values, datatype } of attributesFor(category)) {
    const given = form.attribute[code];
    if (!given) continue;
    const [value = ''] = given;
    if (given.length > 1 || (values && !Object.hasOwn(values, value))) return { wrong: code };
    if (datatype !== 'datetime') below.push(`${name.zh}：${values?.[value]?.zh ?? value}`);
  }
  const mediaUrl = safeUrl(form.media_url);
  if (mediaUrl) below.push(`图片：${mediaUrl}`);
  const happened = form.attribute['happened']?.[0];
  return {
    description: [form.description, ...(below.length > 0 ? [below.join('\n')] : [])].join(BELOW),
    ...(form.attribute['danger']?.[0] === 'yes' ? { urgency: 'urgent' as const } : {}),
    ...(happened ? { happened } : {}),
    ...(mediaUrl ? { mediaUrl } : {}),
  };
}

/** What the public reads of a description: the part that was written, with whatever looks like a number of a person or an address of e-mail starred. */
export function publicText(description: string): string {
  return (description.split(BELOW, 1)[0] as string)
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '***')
    .replace(/\d(?:[\s-]?\d){6,}[Xx]?/g, '***');
}

/** An address without the room: '5号201室' is somebody's home. */
export const publicAddress = (address: string): string =>
  address.replace(/(?:[-–—\s]*\d+[A-Za-z]?\s*(?:室|房)|\s*(?:room|flat|apt\.?|unit)\s*\w+)/gi, '').trim();

/** Kept as text, and only when it leads to a page over TLS without anybody's password; nobody here fetches it. */
function safeUrl(text: string | undefined): string | undefined {
  if (!text || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
}

/** Family name first without a space, as Chinese names are written; else as names of the west. */
export function nameIn({ first_name: first, last_name: last }: PostForm): string | undefined {
  const chinese = /^\p{Script=Han}+$/u.test(`${first ?? ''}${last ?? ''}`);
  return (chinese ? [last, first].join('') : [first, last].filter(Boolean).join(' ')).slice(0, 60) || undefined;
}

/**
 * Ids of the command: one for the sender's idempotency key, or one for the content in this stretch of time and one for the
 * stretch before, so that a repeat soon after meets the first.
 */
export function commandIds(
  tenant: string,
  key: string,
  said: { readonly header?: string; readonly fields: Record<string, unknown> },
  now: number,
): readonly [string, ...string[]] {
  if (said.header) return [v5(JSON.stringify([tenant, key, 'header', said.header]), NAMESPACE)];
  const { api_key: _key, ...content } = said.fields;
  const text = JSON.stringify(Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)));
  const slot = Math.floor(now / REPEAT_MS);
  const of = (n: number): string => v5(JSON.stringify([tenant, key, n, text]), NAMESPACE);
  return [of(slot), of(slot - 1)];
}
