import { createPrivateKey } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { jsonpath } from 'json-p3';
import type { Refusal } from '../../domain/kernel/index.ts';
import type { Card, CardField } from './channel.ts';

type Settings = Readonly<Record<string, string>>;

/** Where plain HTTP is no one else's to read: this machine and networks of RFC 1918 and RFC 4193. */
const INSIDE = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  INSIDE.addSubnet(net, bits, 'ipv4');
INSIDE.addSubnet('fc00::', 7, 'ipv6');
INSIDE.addAddress('::1', 'ipv6');

/** Longest value: a PEM key of 4,096 bits has 3.3 kB. */
const LONGEST = 8_000;

/** A host that only this machine or a private network can reach. Names other than localhost could point anywhere. */
export function isInside(name: string): boolean {
  const host = name.replace(/^\[|\]$/g, '');
  return isIP(host) > 0 ? INSIDE.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4') : host === 'localhost';
}

function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'channel.setting-url';
  const { protocol, hostname, username, password } = new URL(text);
  if (username || password) return 'channel.setting-url';
  if (protocol === 'https:') return undefined;
  if (protocol !== 'http:') return 'channel.setting-url';
  return isInside(hostname) ? undefined : 'channel.setting-plain-http';
}

function pemProblem(text: string): string | undefined {
  try {
    createPrivateKey(text);
    return undefined;
  } catch {
    return 'channel.setting-pem';
  }
}

/** A field whose default is a JSONPath takes only JSONPath. */
function pathProblem(text: string): string | undefined {
  try {
    jsonpath.compile(text);
    return undefined;
  } catch {
    return 'channel.setting-path';
  }
}

function problemOf(field: CardField, value: string): string | undefined {
  if (value.length > LONGEST || (field.type !== 'pem' && field.type !== 'text' && /[\r\n]/.test(value)))
    return 'channel.setting-too-long';
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'su').test(value)) return 'channel.setting-form';
  switch (field.type) {
    case 'url':
      return urlProblem(value);
    case 'number':
      return /^\d{1,9}$/.test(value) ? undefined : 'channel.setting-number';
    case 'choice':
      return field.choices?.includes(value) ? undefined : 'channel.setting-choice';
    case 'pem':
      return pemProblem(value);
    case 'text':
      return field.default?.startsWith('$') ? pathProblem(value) : undefined;
    case 'secret':
      return undefined;
  }
}

/** Every problem of the settings, field by field. A value is never part of a problem: it may be a secret. */
export function settingProblems(card: Card, settings: Settings): Refusal[] {
  const known = new Set(card.fields.map(({ key }) => key));
  const unknown = Object.keys(settings)
    .filter((key) => !known.has(key))
    .map((field) => ({ code: 'channel.setting-unknown', params: { field } }));
  const wrong = card.fields.flatMap((field) => {
    const value = settings[field.key] ?? '';
    if (value === '') return field.required ? [{ code: 'channel.setting-missing', params: { field: field.key } }] : [];
    const code = problemOf(field, value);
    if (!code) return [];
    return [
      {
        code,
        params: {
          field: field.key,
          ...(code === 'channel.setting-choice' ? { choices: field.choices?.join(', ') ?? '' } : {}),
        },
      },
    ];
  });
  return [...unknown, ...wrong];
}

/** Settings with what the card takes for granted. */
export function withDefaults(card: Card, settings: Settings): Settings {
  const given = Object.entries(settings).filter(([, value]) => value !== '');
  const standing = card.fields.flatMap(({ key, default: value }) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return Object.fromEntries([...standing, ...given]);
}

/** What may be shown of settings: secrets as `true`, never as text. */
export function shownSettings(card: Card, settings: Settings): Readonly<Record<string, string | true>> {
  const hidden = new Set(card.fields.filter(({ type }) => type === 'secret' || type === 'pem').map(({ key }) => key));
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, hidden.has(key) ? true : value]));
}
