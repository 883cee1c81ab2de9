import {
  type Colour,
  findKind,
  kindByCode,
  type WarningArea,
  type WarningInfo,
  type WarningMessage,
} from '../../../domain/responses/index.ts';
import { readGbIdentifier } from './gb-identifier.ts';
import type { Version } from './grammar.ts';
import { readCircle, readNumber, readPolygon, readReferences, readTime } from './values.ts';
import type { Element } from './xml.ts';

type Named = { readonly name: string; readonly value: string };

const first = (element: Element, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text.trim();
const all = (element: Element, name: string): Element[] => element.children.filter((child) => child.name === name);

/** An alert that passed `checkAlert` as a warning. `digest` is of the bytes received. */
export function readAlert(alert: Element, version: Version, digest: string): WarningMessage {
  const text = (name: string): string | undefined => first(alert, name) || undefined;
  const identifier = text('identifier') as string;
  const sent = readTime(text('sent') as string, false) as number;
  const infos = all(alert, 'info');
  const read = infos.map((info) => readInfo(info, version));
  const main = pickLanguage(read);
  const msgType = text('msgType') as WarningMessage['msgType'];
  const areas = infos.flatMap((info, i) =>
    read[i]?.language === main?.language ? all(info, 'area').map((area) => readArea(area, version)) : [],
  );
  const codes = read.flatMap((info) => info.eventCodes);
  const event = main?.event ?? '';
  const kind =
    codes.map((code) => kindByCode(code.value)).find((found) => found) ??
    findKind(event) ??
    findKind(main?.headline ?? '');
  const stated = statedColour(read);
  const colour = stated ?? severityColour(main);
  const ends = read.flatMap((info) => (info.expires === undefined ? [] : [info.expires]));
  const region = readGbIdentifier(identifier)?.region;
  const gb: Named[] = region ? [{ name: 'GB/T 2260', value: region }] : [];
  return {
    sender: text('sender') as string,
    identifier,
    sent,
    sentAsWritten: text('sent') as string,
    status: text('status') as WarningMessage['status'],
    msgType,
    scope: (text('scope') ?? 'Public') as WarningMessage['scope'],
    action: actionOf(msgType, main),
    issuer: main?.senderName ?? (text('sender') as string),
    kind: kind?.code ?? 'other',
    event: event.slice(0, 300),
    colour,
    colourFrom: colour ? (stated ? 'stated' : 'derived') : null,
    headline: cut(main?.headline ?? event, 2_000),
    text: main?.description ?? '',
    instruction: main?.instruction ?? '',
    effective: main?.effective ?? sent,
    onset: main?.onset ?? null,
    // Several blocks may run out at different times; the message is in force until the last does.
    expires: ends.length === read.length && ends.length > 0 ? Math.max(...ends) : null,
    horizon: null,
    areas:
      areas.length === 0 && gb.length > 0 ? [{ name: region as string, rings: [], circles: [], geocodes: gb }] : areas,
    references: readReferences(text('references') ?? '') ?? [],
    keepsOthers: false,
    assumed: [],
    form: version,
    digest,
    infos: read,
    codes: all(alert, 'code')
      .map((code) => cut(code.text.trim(), 1_000))
      .slice(0, 100),
    ...optional('source', text('source'), 1_000),
    ...optional('restriction', text('restriction'), 1_000),
    ...optional('addresses', text('addresses'), 4_000),
    ...optional('note', text('note'), 4_000),
    ...optional('incidents', text('incidents'), 4_000),
  };
}

function actionOf(msgType: WarningMessage['msgType'], main: WarningInfo | undefined): WarningMessage['action'] {
  if (msgType === 'Cancel' || main?.responseTypes.includes('AllClear') || /解除/.test(main?.headline ?? ''))
    return 'lift';
  if (/继续|延续/.test(main?.headline ?? '')) return 'continue';
  return msgType === 'Update' ? 'update' : 'issue';
}

/** Chinese if there is one, else English, else the first. */
function pickLanguage(infos: readonly WarningInfo[]): WarningInfo | undefined {
  return (
    infos.find((info) => info.language.toLowerCase().startsWith('zh')) ??
    infos.find((info) => info.language.toLowerCase().startsWith('en')) ??
    infos[0]
  );
}

const COLOUR_WORDS: readonly (readonly [RegExp, Colour])[] = [
  [/红色|\bred\b/i, 'RED'],
  [/橙色|\borange\b/i, 'ORANGE'],
  [/黄色|\byellow\b/i, 'YELLOW'],
  [/蓝色|\bblue\b/i, 'BLUE'],
];
/** A colour that the issuer states: a parameter or code named so, or 'X色预警' in the headline or event. */
function statedColour(infos: readonly WarningInfo[]): Colour | null {
  for (const info of infos) {
    for (const { name, value } of [...info.parameters, ...info.eventCodes]) {
      if (!/colou?r|awareness_level|颜色|级别|预警等级/i.test(name)) continue;
      const found = COLOUR_WORDS.find(([pattern]) => pattern.test(value));
      if (found) return found[1];
    }
    for (const text of [info.headline, info.event]) {
      const match = /([红橙黄蓝])色预警/.exec(text ?? '');
      if (match) return COLOUR_WORDS.find(([pattern]) => pattern.test(`${match[1]}色`))?.[1] ?? null;
    }
  }
  return null;
}
/** The scale that the signals share with CAP: 蓝 Minor, 黄 Moderate, 橙 Severe, 红 Extreme. */
function severityColour(info: WarningInfo | undefined): Colour | null {
  switch (info?.severity) {
    case 'Extreme':
      return 'RED';
    case 'Severe':
      return 'ORANGE';
    case 'Moderate':
      return 'YELLOW';
    case 'Minor':
      return 'BLUE';
    default:
      return null;
  }
}

function readInfo(info: Element, version: Version): WarningInfo {
  const text = (name: string): string => first(info, name) ?? '';
  const time = (name: 'effective' | 'onset' | 'expires'): Partial<Record<typeof name, number>> => {
    const at = readTime(text(name), false);
    return at === undefined ? {} : { [name]: at };
  };
  return {
    language: text('language') || 'en-US',
    categories: all(info, 'category')
      .map((c) => c.text.trim())
      .slice(0, 20),
    event: cut(text('event'), 300),
    responseTypes: all(info, 'responseType')
      .map((c) => c.text.trim())
      .slice(0, 20),
    urgency: text('urgency'),
    severity: text('severity'),
    certainty: text('certainty'),
    eventCodes: named(info, 'eventCode', version).slice(0, 200),
    parameters: named(info, 'parameter', version).slice(0, 500),
    ...time('effective'),
    ...time('onset'),
    ...time('expires'),
    ...optional('audience', text('audience'), 4_000),
    ...optional('senderName', text('senderName'), 300),
    ...optional('headline', text('headline'), 2_000),
    ...optional('description', text('description'), 20_000),
    ...optional('instruction', text('instruction'), 20_000),
    ...optional('web', text('web'), 2_000),
    ...optional('contact', text('contact'), 2_000),
    resources: all(info, 'resource')
      .slice(0, 100)
      .map((resource) => {
        const size = Number(first(resource, 'size') ?? Number.NaN);
        return {
          name: cut(first(resource, 'resourceDesc') ?? '', 1_000),
          inline: Boolean(first(resource, 'derefUri')),
          ...(Number.isSafeInteger(size) && size >= 0 ? { size } : {}),
          ...optional('mimeType', first(resource, 'mimeType'), 200),
          ...optional('uri', first(resource, 'uri'), 2_000),
          ...optional('digest', first(resource, 'digest'), 200),
        };
      }),
  };
}

function readArea(area: Element, version: Version): WarningArea {
  const number = (name: string): number | undefined => readNumber(first(area, name) ?? '');
  const [altitude, ceiling] = [number('altitude'), number('ceiling')];
  return {
    name: cut(first(area, 'areaDesc') ?? '', 2_000),
    rings: all(area, 'polygon').flatMap((polygon) => {
      const ring = readPolygon(polygon.text);
      return ring ? [ring] : [];
    }),
    circles: all(area, 'circle').flatMap((circle) => readCircle(circle.text) ?? []),
    geocodes: named(area, 'geocode', version).slice(0, 2_000),
    ...(altitude === undefined ? {} : { altitude }),
    ...(ceiling === undefined ? {} : { ceiling }),
  };
}

/** valueName and value; in CAP 1.0 both in one text, 'name=value'. */
function named(parent: Element, name: string, version: Version): Named[] {
  return all(parent, name).map((element) => {
    if (version === 'cap-1.0') {
      const [key = '', ...rest] = element.text.trim().split('=');
      return { name: cut(key, 200), value: cut(rest.join('='), 4_000) };
    }
    return { name: cut(first(element, 'valueName') ?? '', 200), value: cut(first(element, 'value') ?? '', 4_000) };
  });
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
function optional<K extends string>(name: K, value: string | undefined, most: number): Partial<Record<K, string>> {
  return value ? ({ [name]: cut(value, most) } as Partial<Record<K, string>>) : {};
}
