import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeKey, openSecretBox } from '../../src/server/access/secret-box.ts';

let folder: string;
const said: string[] = [];
const box = (given?: string) =>
  openSecretBox({ folder, ...(given ? { given } : {}), say: (message) => void said.push(message) });
const file = () => path.join(folder, 'secret.key');
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yiping-key-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a sealed secret', () => {
  it('opens at its own place and nowhere else, and shows neither itself nor that it is the same as another', () => {
    const [one, two] = [box().seal('密钥 secret', 'a'), box().seal('密钥 secret', 'a')];
    expect(box().open(one, 'a')).toBe('密钥 secret');
    expect(one).not.toBe(two);
    expect(one).toMatch(/^sealed:1:[0-9a-f]{12}:[\w-]+$/);
    expect(Buffer.from(one.split(':')[3] ?? '', 'base64url').toString('latin1')).not.toContain('secret');
    expect(box().open(one, 'b')).toBeUndefined();
  });

  it('does not open when a single character of it was changed', () => {
    const sealed = box().seal('secret', 'a');
    for (let at = sealed.lastIndexOf(':') + 1; at < sealed.length - 1; at++) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      expect(box().open(changed, 'a')).toBeUndefined();
    }
  });
});

describe('the key', () => {
  it('lies in a file that its owner alone can read; a file that others could read is put right, and that is said', () => {
    box();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    writeFileSync(file(), readFileSync(file()), { mode: 0o644 });
    rmSync(file());
    writeFileSync(file(), `${'A'.repeat(43)}\n`, { mode: 0o644 });
    box();
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(said.at(-1)).toContain('600');
  });

  it('can be changed while it is in use: what was sealed before still opens, what is sealed now is under the new one', () => {
    const running = box();
    const before = running.seal('secret', 'a');
    expect(running.isCurrent(before)).toBe(true);
    changeKey(folder);
    expect(running.open(before, 'a')).toBe('secret');
    expect(running.isCurrent(before)).toBe(false);
    expect(running.isCurrent(running.seal('secret', 'a'))).toBe(true);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('is taken from the environment where it is given there, several at once; without the right one nothing opens', () => {
    const [own, other] = [Buffer.alloc(32, 7).toString('base64url'), Buffer.alloc(32, 9).toString('base64url')];
    const sealed = box(own).seal('secret', 'a');
    expect(box(`${other},${own}`).open(sealed, 'a')).toBe('secret');
    expect(box(`${other}, ${own}`).isCurrent(sealed)).toBe(false);
    expect(box(other).open(sealed, 'a')).toBeUndefined();
    expect(box().open(sealed, 'a')).toBeUndefined();
  });

  it.each(['short', 'A'.repeat(42), `${'A'.repeat(43)},`.repeat(2).concat('x'), '!'.repeat(43)])(
    'that is none (%s) is refused with words, and not repeated in them',
    (given) => {
      expect(() => box(given)).toThrow(/YIPING_SECRET_KEY: key \d/);
      try {
        box(given);
      } catch (error) {
        expect(String(error)).not.toContain(given);
      }
    },
  );
});
