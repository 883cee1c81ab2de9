import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/server/channels/channel.ts';
import { CHANNELS } from '../../src/server/channels/index.ts';
import { settingProblems, shownSettings, withDefaults } from '../../src/server/channels/settings.ts';

const words = { zh: '项', en: 'field' };
const card: Card = {
  id: 'c',
  kind: 'sms',
  name: words,
  about: words,
  fields: [
    { key: 'url', words, type: 'url', required: true },
    { key: 'secret', words, type: 'secret', required: true, pattern: '^[a-z]{4}$' },
    { key: 'key', words, type: 'pem', required: false },
    { key: 'port', words, type: 'number', required: false, default: '25' },
    { key: 'mode', words, type: 'choice', required: false, choices: ['a', 'b'], default: 'a' },
    { key: 'path', words, type: 'text', required: false, default: '$.x' },
  ],
  limits: { perRequest: 1 },
  receipts: 'none',
  idempotent: false,
  answers: false,
};
const good = { url: 'https://sms.example/', secret: 'abcd' };
const codes = (more: Record<string, string>) =>
  settingProblems(card, { ...good, ...more }).map(({ code, params }) => `${params?.['field']} ${code.slice(16)}`);

describe('settings of a channel', () => {
  it('take what is right', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    expect(codes({ key, port: '465', mode: 'b', path: '$.a[0].b' })).toEqual([]);
  });
  it.each([
    [{ url: '' }, ['url missing']],
    [{ url: 'sms.example' }, ['url url']],
    [{ url: 'ftp://sms.example/' }, ['url url']],
    [{ url: 'https://user:word@sms.example/' }, ['url url']],
    [{ url: 'http://sms.example/' }, ['url plain-http']],
    [{ url: 'http://8.8.8.8/' }, ['url plain-http']],
    [{ url: 'http://localhost.evil.example/' }, ['url plain-http']],
    [{ url: 'http://10.1.2.3:8080/sms' }, []],
    [{ url: 'http://[::1]:8080/' }, []],
    [{ secret: 'abcd\n' }, ['secret too-long']],
    [{ secret: 'ABCD' }, ['secret form']],
    [{ key: 'not a key' }, ['key pem']],
    [{ port: '2.5' }, ['port number']],
    [{ mode: 'c' }, ['mode choice']],
    [{ path: '$.[' }, ['path path']],
    [{ path: '$'.repeat(9_000) }, ['path too-long']],
    [{ colour: 'red' }, ['colour unknown']],
    [{ url: 'x', secret: '', port: 'y' }, ['url url', 'secret missing', 'port number']],
  ])('say every problem by field: %j', (more, problems) => {
    expect(codes(more)).toEqual(problems);
  });
  it('never repeat a value', () => {
    const told = JSON.stringify(
      settingProblems(card, { url: 'x-SEEN', secret: 'SEEN', key: 'SEEN', SEEN_not: 'SEEN-v' }),
    );
    expect(told.replace('SEEN_not', '')).not.toMatch(/SEEN/);
  });
  it('are filled from the card, and shown without their secrets', () => {
    expect(withDefaults(card, { ...good, mode: 'b', port: '' })).toEqual({
      ...good,
      port: '25',
      mode: 'b',
      path: '$.x',
    });
    expect(shownSettings(card, { ...good, key: 'pem' })).toEqual({ url: good.url, secret: true, key: true });
  });
});

describe('cards', () => {
  it('have ids and keys of their own, words in both languages, and defaults that they would take', () => {
    expect(CHANNELS.length).toBeGreaterThan(0);
    expect(new Set(CHANNELS.map(({ card: { id } }) => id)).size).toBe(CHANNELS.length);
    for (const { card: one } of CHANNELS) {
      expect(new Set(one.fields.map(({ key }) => key)).size).toBe(one.fields.length);
      const texts = [one.name, one.about, ...one.fields.flatMap(({ words: w, hint }) => (hint ? [w, hint] : [w]))];
      for (const { zh, en } of texts)
        expect([zh, /\p{Script=Han}|^[A-Z]/u.test(zh), /\p{Script=Han}/u.test(en)]).toEqual([zh, true, false]);
      const standing = Object.fromEntries(
        one.fields.flatMap(({ key, default: d }) => (d === undefined ? [] : [[key, d]])),
      );
      const wrong = settingProblems(one, standing).filter(({ code }) => code !== 'channel.setting-missing');
      expect([one.id, wrong]).toEqual([one.id, []]);
    }
  });
});
