import { PHRASES, type Phrase, residentWords } from '../../contract/resident.ts';
import type { District } from '../../domain/places/index.ts';

/** A language of the page, with its phrases. */
export interface Speech {
  readonly id: string;
  /** BCP 47, for the voice that reads aloud and for dates. */
  readonly locale: string;
  /** As its readers call it. */
  readonly name: string;
  /** Who sends, in it; without it the name of the district in English. */
  readonly sender?: string;
  readonly words: Readonly<Record<Exclude<Phrase, 'lang'>, string>>;
}

export const CHINESE: Speech = { id: 'zh', locale: 'zh-CN', name: '中文', words: residentWords.zh };
export const ENGLISH: Speech = { id: 'en', locale: 'en', name: 'English', words: residentWords.en };

/** Chinese, English and the further languages of the district; a phrase that it lacks is English. */
export function speeches(district: District | undefined): readonly Speech[] {
  const more = (district?.languages ?? []).map(({ id, name, sender, page }) => ({
    id,
    locale: id,
    name,
    ...(sender ? { sender } : {}),
    words: Object.fromEntries(PHRASES.map((key) => [key, page[key] ?? ENGLISH.words[key]])) as Speech['words'],
  }));
  return [CHINESE, ENGLISH, ...more];
}

/** The language that was asked for, else the first of the browser's that there is, else Chinese. */
export function speechFor(all: readonly Speech[], asked: string | undefined, accepts: string | undefined): Speech {
  const preferred = (accepts ?? '').split(',').map((one) => one.trim().slice(0, 2).toLowerCase());
  const find = (id: string | undefined): Speech | undefined => all.find((one) => one.id === id);
  return find(asked) ?? preferred.map(find).find((one) => one !== undefined) ?? CHINESE;
}
