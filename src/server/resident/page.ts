import { hash } from 'node:crypto';
import { EMERGENCY, type ResidentLanguage, residentWords } from '../../contract/resident.ts';
import type { Words } from '../../domain/places/index.ts';
import { residentScript } from './script.ts';
import { residentStyle } from './style.ts';

/** How the reader wants the page; stands in its address, so that it needs neither cookie nor script. */
export interface Reading {
  readonly language: ResidentLanguage;
  readonly size: 0 | 1 | 2;
}

export interface Text {
  readonly issuedAt: number;
  readonly body: Words;
}

export interface NoticePage {
  readonly token: string;
  readonly sender: Words;
  /** Only on a poster, which hangs there anyhow: the stairwell. */
  readonly stairwell?: string;
  readonly notice: Text;
  readonly correction?: Text;
  readonly standing: 'open' | 'over' | 'taken-back';
  readonly kinds: readonly { readonly code: string; readonly ask: Words }[];
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
export function told(at: number, language: ResidentLanguage): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** A sentence is a paragraph: short lines are read, and read aloud one by one. */
export function sentences(text: string): string[] {
  return (text.match(/.+?(?:[。！？!?]+["”’」』]?|\.(?=\s)|$)/gsu) ?? []).map((one) => one.trim()).filter(Boolean);
}

function address(token: string, { language, size }: Reading): string {
  return `/r/${token}?lang=${language}&amp;size=${size}`;
}

function shell(title: string, reading: Reading, main: string, token?: string): string {
  const words = residentWords[reading.language];
  const other: ResidentLanguage = reading.language === 'zh' ? 'en' : 'zh';
  const switches =
    token === undefined
      ? ''
      : `<nav aria-label="${words.size}">${words.sizes
          .map((name, n) => {
            const here = n === reading.size ? ' aria-current="true"' : '';
            return `<a href="${address(token, { ...reading, size: n as 0 | 1 | 2 })}"${here}>${name}</a>`;
          })
          .join(
            '',
          )}</nav><nav><a href="${address(token, { ...reading, language: other })}" lang="${residentWords[other].lang}" hreflang="${residentWords[other].lang}">${words.language}</a></nav>`;
  return `<!doctype html>
<html lang="${words.lang}" class="size-${reading.size}">
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

function paragraphs({ body, issuedAt }: Text, language: ResidentLanguage): string {
  const lines = sentences(body[language]).map((one) => `<p>${escaped(one)}</p>`);
  return `<p class="when">${escaped(residentWords[language].issued(told(issuedAt, language)))}</p><div class="notice">${lines.join('')}</div>`;
}

/** The notice, and the two answers to it. */
export function noticePage(page: NoticePage, reading: Reading): string {
  const { language } = reading;
  const words = residentWords[language];
  const sender = escaped(page.sender[language]) + (page.stairwell ? ` · ${escaped(page.stairwell)}` : '');
  const banner = page.standing === 'taken-back' ? words.takenBack : page.standing === 'over' ? words.over : undefined;
  const texts =
    page.correction === undefined
      ? paragraphs(page.notice, language)
      : `<h2>${words.correction}</h2>${paragraphs(page.correction, language)}${
          page.standing === 'taken-back' ? '' : `<h2>${words.earlier}</h2>${paragraphs(page.notice, language)}`
        }`;
  const room = page.asksRoom
    ? `<div><label class="field" for="room">${words.room}</label><input type="text" id="room" name="room" required maxlength="20" autocomplete="off" aria-describedby="room-note" value="${escaped(page.room ?? '')}"><small id="room-note">${words.roomNote}</small></div>`
    : '';
  const bell =
    page.pushKey && page.standing === 'open' && !page.asksRoom
      ? `<button type="button" class="quiet" id="bell" hidden aria-pressed="false" aria-live="polite" data-key="${escaped(page.pushKey)}" data-language="${language}" data-on="${words.bellOn}" data-no="${words.bellNo}">${words.bell}</button>`
      : '';
  const kinds = page.kinds
    .map(
      ({ code, ask }) =>
        `<label><input type="radio" name="kind" value="${escaped(code)}"${page.kind === code ? ' checked' : ''}>${escaped(ask[language])}</label>`,
    )
    .join('');
  return shell(
    page.sender[language],
    reading,
    `${page.trouble ? `<p class="banner" role="alert">${escaped(page.trouble)}</p>` : ''}
<h1>${sender}</h1>
${banner ? `<p class="banner">${banner}</p>` : ''}
${texts}
<button type="button" class="quiet" id="speak" hidden aria-pressed="false" data-quiet="${words.quiet}">${words.speak}</button>
${bell}
<form method="post" action="${address(page.token, reading)}">
<input type="hidden" name="once" value="${escaped(page.once)}">
${room}
${page.standing === 'open' ? `<button class="know" name="do" value="know">${words.know}</button>` : ''}
<details${page.kind || page.note ? ' open' : ''}><summary>${words.help}</summary>
<fieldset><legend>${words.kinds}</legend>${kinds}</fieldset>
<label class="field" for="note">${words.note}</label><textarea id="note" name="note" rows="3" maxlength="300">${escaped(page.note ?? '')}</textarea>
<p><button class="send" name="do" value="help" formnovalidate>${words.send}</button></p>
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
  const { language } = reading;
  const words = residentWords[language];
  const numbers = EMERGENCY.map(
    (one) => `<li><a href="tel:${one.number}">${one.number} ${escaped(one[language])}</a></li>`,
  ).join('');
  const note =
    said === 'help'
      ? `<p>${words.helpedNote}</p><ul class="numbers">${numbers}</ul>`
      : `<p>${said === 'know' ? words.knownNote : words.neighbourNote}</p>`;
  return shell(
    sender[language],
    reading,
    `<div class="told" role="status"><h1>${said === 'help' ? words.helped : words.known}</h1>${note}</div>
<p><a class="big" href="${address(token, reading)}">${words.back}</a></p>`,
    token,
  );
}

/** Nothing is behind this link, whatever is wrong with it. */
export function unknownPage(reading: Reading): string {
  const [first, second] = reading.language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  const both = [first, second].map((language) => {
    const { lang, unknown, unknownNote } = residentWords[language];
    return `<div lang="${lang}"><h1>${unknown}</h1><p>${unknownNote}</p></div>`;
  });
  return shell(residentWords[first].unknown, { ...reading, size: 0 }, both.join('\n'));
}
