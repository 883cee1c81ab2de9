import { hash } from 'node:crypto';
import { EMERGENCY } from '../../contract/resident.ts';
import type { Texts, Words } from '../../domain/places/index.ts';
import { residentScript } from './script.ts';
import { CHINESE, ENGLISH, type Speech } from './speech.ts';
import { residentStyle } from './style.ts';

/** How the reader wants the page; stands in its address, so that it needs neither cookie nor script. */
export interface Reading {
  readonly speech: Speech;
  /** The others that may be chosen. */
  readonly others: readonly Speech[];
  readonly size: 0 | 1 | 2;
}

export interface Text {
  readonly issuedAt: number;
  readonly body: Texts;
}

export interface NoticePage {
  readonly token: string;
  readonly sender: Words;
  /** Only on a poster, which hangs there anyhow: the stairwell. */
  readonly stairwell?: string;
  readonly notice: Text;
  readonly correction?: Text;
  readonly standing: 'open' | 'over' | 'taken-back';
  readonly kinds: readonly { readonly code: string; readonly ask: Texts | Words }[];
  /** Makes one press of this page one answer, however often it is sent. */
  readonly once: string;
  readonly asksRoom: boolean;
  /** VAPID key of the office, where a browser can be told by push. */
  readonly pushKey?: string;
  /** What went wrong with the form, and what was in it. */
  readonly trouble?: string;
  readonly room?: string;
  readonly note?: string;
  readonly kind?: string;
}

/** The files change with the program: their address does too, and browsers keep them for a year. */
const version = hash('sha256', residentStyle + residentScript).slice(0, 8);

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** '7月25日 12:30' in Beijing time. */
export function told(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'Asia/Shanghai',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** Text in the reader's language, or the one that comes nearest, and which that is: English for whoever reads neither Chinese nor what there is. */
export function textIn(
  texts: Texts | Words,
  { id }: Speech,
): { readonly text: string; readonly in: Speech | undefined } {
  const own = (texts as Texts)[id];
  return own === undefined ? { text: texts.en, in: ENGLISH } : { text: own, in: undefined };
}

/** A sentence is a paragraph: short lines are read, and read aloud one by one. */
export function sentences(text: string): string[] {
  return (text.match(/.+?(?:[。！？!?]+["”’」』]?|\.(?=\s)|$)/gsu) ?? []).map((one) => one.trim()).filter(Boolean);
}

const senderIn = (sender: Words, speech: Speech): string => speech.sender ?? textIn(sender, speech).text;

function address(token: string, { speech, size }: Reading): string {
  return `/r/${token}?lang=${speech.id}&amp;size=${size}`;
}

const SIZES = ['size0', 'size1', 'size2'] as const;

function shell(title: string, reading: Reading, main: string, token?: string): string {
  const { words } = reading.speech;
  const sizes = SIZES.map((name, n) => {
    const here = n === reading.size ? ' aria-current="true"' : '';
    return `<a href="${address(token ?? '', { ...reading, size: n as 0 | 1 | 2 })}"${here}>${escaped(words[name])}</a>`;
  });
  const languages = reading.others.map(
    (other) =>
      `<a href="${address(token ?? '', { ...reading, speech: other })}" lang="${other.locale}" hreflang="${other.locale}">${escaped(other.name)}</a>`,
  );
  const switches =
    token === undefined
      ? ''
      : `<nav aria-label="${escaped(words.size)}">${sizes.join('')}</nav><nav>${languages.join('')}</nav>`;
  return `<!doctype html>
<html lang="${reading.speech.locale}" class="size-${reading.size}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=yes">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/r/page.css?${version}">
<script src="/r/page.js?${version}" defer></script>
</head>
<body>
${switches && `<header>${switches}</header>`}
<main>
${main}
</main>
</body>
</html>
`;
}

function paragraphs({ body, issuedAt }: Text, speech: Speech): string {
  const { text, in: other } = textIn(body, speech);
  const lines = sentences(text).map((one) => `<p>${escaped(one)}</p>`);
  const note = other ? `<p class="banner">${escaped(speech.words.fallback)}</p>` : '';
  const when = escaped(speech.words.issued.replace('{time}', told(issuedAt, speech.locale)));
  return `<p class="when">${when}</p>${note}<div class="notice"${other ? ` lang="${other.locale}"` : ''}>${lines.join('')}</div>`;
}

/** The notice, and the two answers to it. */
export function noticePage(page: NoticePage, reading: Reading): string {
  const { speech } = reading;
  const { words } = speech;
  const sender = escaped(senderIn(page.sender, speech)) + (page.stairwell ? ` · ${escaped(page.stairwell)}` : '');
  const banner = page.standing === 'taken-back' ? words.takenBack : page.standing === 'over' ? words.over : undefined;
  const texts =
    page.correction === undefined
      ? paragraphs(page.notice, speech)
      : `<h2>${escaped(words.correction)}</h2>${paragraphs(page.correction, speech)}${
          page.standing === 'taken-back' ? '' : `<h2>${escaped(words.earlier)}</h2>${paragraphs(page.notice, speech)}`
        }`;
  const room = page.asksRoom
    ? `<div><label class="field" for="room">${escaped(words.room)}</label><input type="text" id="room" name="room" required maxlength="20" autocomplete="off" aria-describedby="room-note" value="${escaped(page.room ?? '')}"><small id="room-note">${escaped(words.roomNote)}</small></div>`
    : '';
  const bell =
    page.pushKey && page.standing === 'open' && !page.asksRoom
      ? `<button type="button" class="quiet" id="bell" hidden aria-pressed="false" aria-live="polite" data-key="${escaped(page.pushKey)}" data-language="${speech.id}" data-on="${escaped(words.bellOn)}" data-no="${escaped(words.bellNo)}">${escaped(words.bell)}</button>`
      : '';
  const kinds = page.kinds
    .map(
      ({ code, ask }) =>
        `<label><input type="radio" name="kind" value="${escaped(code)}"${page.kind === code ? ' checked' : ''}>${escaped(textIn(ask, speech).text)}</label>`,
    )
    .join('');
  return shell(
    senderIn(page.sender, speech),
    reading,
    `${page.trouble ? `<p class="banner" role="alert">${escaped(page.trouble)}</p>` : ''}
<h1>${sender}</h1>
${banner ? `<p class="banner">${escaped(banner)}</p>` : ''}
${texts}
<button type="button" class="quiet" id="speak" hidden aria-pressed="false" data-quiet="${escaped(words.quiet)}">${escaped(words.speak)}</button>
${bell}
<form method="post" action="${address(page.token, reading)}">
<input type="hidden" name="once" value="${escaped(page.once)}">
${room}
${page.standing === 'open' ? `<button class="know" name="do" value="know">${escaped(words.know)}</button>` : ''}
<details${page.kind || page.note ? ' open' : ''}><summary>${escaped(words.help)}</summary>
<fieldset><legend>${escaped(words.kinds)}</legend>${kinds}</fieldset>
<label class="field" for="note">${escaped(words.note)}</label><textarea id="note" name="note" rows="3" maxlength="300">${escaped(page.note ?? '')}</textarea>
<p><button class="send" name="do" value="help" formnovalidate>${escaped(words.send)}</button></p>
</details>
</form>`,
    page.token,
  );
}

/** The answer to an answer. The same press always gets the same page. */
export function thanksPage(
  token: string,
  sender: Words,
  said: 'know' | 'know-neighbour' | 'help',
  reading: Reading,
): string {
  const { speech } = reading;
  const { words } = speech;
  const numbers = EMERGENCY.map(
    (one) => `<li><a href="tel:${one.number}">${one.number} ${escaped(words[one.phrase])}</a></li>`,
  ).join('');
  const note =
    said === 'help'
      ? `<p>${escaped(words.helpedNote)}</p><ul class="numbers">${numbers}</ul>`
      : `<p>${escaped(said === 'know' ? words.knownNote : words.neighbourNote)}</p>`;
  return shell(
    senderIn(sender, speech),
    reading,
    `<div class="told" role="status"><h1>${escaped(said === 'help' ? words.helped : words.known)}</h1>${note}</div>
<p><a class="big" href="${address(token, reading)}">${escaped(words.back)}</a></p>`,
    token,
  );
}

/** Nothing is behind this link, whatever is wrong with it: nobody knows of which district, so it is said in Chinese and English. */
export function unknownPage(reading: Reading): string {
  const [first, second] = reading.speech.id === 'zh' ? [CHINESE, ENGLISH] : [ENGLISH, CHINESE];
  const both = [first, second].map(
    ({ locale, words }) => `<div lang="${locale}"><h1>${words.unknown}</h1><p>${words.unknownNote}</p></div>`,
  );
  return shell(first.words.unknown, { speech: first, others: [], size: 0 }, both.join('\n'));
}
