import { describe, expect, it } from 'vitest';
import { PHRASES, residentWords } from '../../contract/resident.ts';
import type { District } from '../../domain/places/index.ts';
import { type NoticePage, noticePage, type Reading, thanksPage, unknownPage } from './page.ts';
import { speeches, speechFor } from './speech.ts';

const page = Object.fromEntries(PHRASES.map((key) => [key, `ja ${key} <b>`]));
const all = speeches({
  languages: [{ id: 'ja', name: '日本語', sender: '静安<町>', page: { ...page, issued: '{time} 発表' } }],
} as unknown as District);
const reading = (id: string): Reading => ({
  speech: speechFor(all, id, undefined),
  others: all.filter((one) => one.id !== id),
  size: 0,
});
const notice = (body: NoticePage['notice']['body']): NoticePage => ({
  token: 'token',
  sender: { zh: '街道', en: 'Street' },
  notice: { issuedAt: Date.UTC(2021, 6, 25, 4, 30), body },
  standing: 'open',
  kinds: [{ code: 'ST03', ask: { zh: '家里进水', en: 'Water', ja: '浸水' } }],
  once: 'once',
  asksRoom: false,
});

describe('a further language of the district', () => {
  it('is asked for by the address, else the first of the browser’s that there is, else Chinese', () => {
    expect(speechFor(all, 'ja', 'en').id).toBe('ja');
    expect(speechFor(all, 'fr', 'fr-FR,ja;q=0.8,en;q=0.7').id).toBe('ja');
    expect(speechFor(all, undefined, 'en-GB').id).toBe('en');
    expect(speechFor(all, undefined, 'fr').id).toBe('zh');
    expect(speechFor(all, undefined, undefined).id).toBe('zh');
    expect(speeches(undefined).map(({ id }) => id)).toEqual(['zh', 'en']);
  });

  it('says text, kinds of help and phrases in it; what the district gives is never markup', () => {
    const html = noticePage(notice({ zh: '台风', en: 'Typhoon', ja: '台風です。窓を閉めて。' }), reading('ja'));
    expect(html).toContain('<html lang="ja"');
    expect(html).toContain('<p>台風です。</p><p>窓を閉めて。</p>');
    expect(html).toContain('浸水');
    expect(html).toMatch(/7月25日 12:30 発表/);
    expect(html).toContain('lang="zh-CN" hreflang="zh-CN">中文</a>');
    expect(html).toContain('>English</a>');
    expect(html).toContain('<h1>静安&#60;町&#62;</h1>');
    expect(html).not.toContain('<b>');
    expect(html).not.toContain('Typhoon');
    expect(thanksPage('token', { zh: '街道', en: 'Street' }, 'help', reading('ja'))).toContain('ja police &#60;b&#62;');
  });

  it('shows English, marked as such, for a notice that has no text in it, and says so', () => {
    const html = noticePage(notice({ zh: '台风', en: 'Typhoon.' }), reading('ja'));
    expect(html).toContain('ja fallback');
    expect(html).toContain('<div class="notice" lang="en"><p>Typhoon.</p></div>');
    expect(noticePage(notice({ zh: '台风', en: 'Typhoon.' }), reading('zh'))).not.toContain(residentWords.zh.fallback);
  });

  it('is not known for a link that opens nothing: Chinese and English', () => {
    const html = unknownPage(reading('ja'));
    expect(html).toContain(residentWords.zh.unknown);
    expect(html).toContain(residentWords.en.unknown);
  });
});
