import type { Instant } from '../../domain/kernel/index.ts';
import type { Words } from '../../domain/places/index.ts';
import type { Language } from './words/language.ts';

/** The district's wall clock. Shown as Beijing time wherever the reader sits. */
const ZONE = 'Asia/Shanghai';
const locale = { zh: 'zh-CN', en: 'en-GB' } as const;

const made = new Map<string, Intl.DateTimeFormat>();
function formatter(language: Language, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${language} ${key}`;
  let found = made.get(id);
  if (!found) {
    found = new Intl.DateTimeFormat(locale[language], { timeZone: ZONE, hourCycle: 'h23', ...options });
    made.set(id, found);
  }
  return found;
}

/** '02:40' */
export function hourMinute(at: Instant): string {
  return formatter('en', 'hm', { hour: '2-digit', minute: '2-digit' }).format(at);
}
/** '02:40:07' */
export function hourMinuteSecond(at: Instant): string {
  return formatter('en', 'hms', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
}
/** '7月25日 周日' / 'Sun 25 Jul' */
export function dayOf(language: Language, at: Instant): string {
  return formatter(language, 'day', {
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(at);
}
/** '7月25日' / '25 Jul' */
export function shortDay(language: Language, at: Instant): string {
  return formatter(language, 'sd', { month: language === 'zh' ? 'long' : 'short', day: 'numeric' }).format(at);
}
/** '7月25日 02:40' */
export function dayTime(language: Language, at: Instant): string {
  return `${shortDay(language, at)} ${hourMinute(at)}`;
}
/** '2021年7月25日 02:40' */
export function fullTime(language: Language, at: Instant): string {
  const date = formatter(language, 'full', {
    year: 'numeric',
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(at);
  return `${date} ${hourMinute(at)}`;
}
/** Value of a datetime-local field in Beijing time. */
export function fieldTime(at: Instant): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
}
export function fromFieldTime(text: string): Instant | undefined {
  const at = Date.parse(`${text}:00+08:00`);
  return Number.isNaN(at) ? undefined : at;
}

/** A length of time in the largest two units that matter: '45 秒', '12 分', '3 小时 20 分', '2 天'. */
export function span(language: Language, ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const zh = language === 'zh';
  if (minutes < 1) return zh ? `${Math.floor(Math.abs(ms) / 1_000)} 秒` : `${Math.floor(Math.abs(ms) / 1_000)} s`;
  if (minutes < 60) return zh ? `${minutes} 分` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) {
    const rest = minutes % 60;
    if (zh) return rest && hours < 10 ? `${hours} 小时 ${rest} 分` : `${hours} 小时`;
    return rest && hours < 10 ? `${hours} h ${rest} min` : `${hours} h`;
  }
  return zh ? `${Math.floor(hours / 24)} 天` : `${Math.floor(hours / 24)} d`;
}

/** Made once each: a new one for every number took near a tenth of the script time of a picture in a storm. */
const numbers = { zh: new Intl.NumberFormat(locale.zh), en: new Intl.NumberFormat(locale.en) };
export function count(language: Language, n: number): string {
  return numbers[language].format(n);
}
export function percent(share: number): string {
  // A share that is not whole never shows as 100 %, nor a rest as 0 %.
  const rounded = Math.round(share * 100);
  if (share < 1 && rounded === 100) return '99%';
  if (share > 0 && rounded === 0) return '1%';
  return `${rounded}%`;
}
export function metres(language: Language, m: number): string {
  if (m < 1_000) return language === 'zh' ? `${Math.round(m)} 米` : `${Math.round(m)} m`;
  return language === 'zh' ? `${(m / 1_000).toFixed(1)} 公里` : `${(m / 1_000).toFixed(1)} km`;
}
export function say(language: Language, words: Words | undefined, fallback = ''): string {
  return words ? words[language] || words.zh : fallback;
}
