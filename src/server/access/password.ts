import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Refusal } from '../../domain/kernel/index.ts';

/** Length beats composition rules (NIST SP 800-63B §5.1.1.2 asks for 8; a duty room's accounts guard households). */
export const PASSWORD_LEAST = 10;

/**
 * Words that lists of leaked passwords begin with, and what people here try first. Compared without case, digits and
 * signs at the ends, so that 'Shanghai2021!' falls with 'shanghai'.
 */
const PLAIN = new Set([
  'password',
  'passwort',
  'passw0rd',
  'p@ssw0rd',
  'p@ssword',
  'qwerty',
  'qwertyuiop',
  'qwerty123',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx',
  'qazwsx',
  '1q2w3e4r',
  'iloveyou',
  'letmein',
  'welcome',
  'administrator',
  'admin',
  'root',
  'abc',
  'abcabc',
  'abcdef',
  'abcdefgh',
  'monkey',
  'dragon',
  'sunshine',
  'princess',
  'football',
  'baseball',
  'superman',
  'woaini',
  'woaini1314',
  'shanghai',
  'jingan',
  'nanjingxilu',
  'beijing',
  'zhongguo',
  'china',
  'yiping',
  'jiedao',
  'juwei',
  'taifeng',
  'typhoon',
  'chengyun',
  'fangxun',
  'mima',
  'mimamima',
  'guanliyuan',
  '密码',
  '管理员',
  '一屏',
  'aptx',
  'a',
  '5201314',
  '1314520',
  '147258369',
  '123456789',
  '1234567890',
  '0123456789',
  '987654321',
  '9876543210',
  '1122334455',
  'changeme',
  'secret',
  'test',
  'demo',
  'drill',
]);

/** Why a password is not taken, or undefined when it is good. */
export function passwordWeakness(password: string, login: string, name: string): Refusal | undefined {
  if ([...password].length < PASSWORD_LEAST) return { code: 'password.too-short', params: { least: PASSWORD_LEAST } };
  const low = password.normalize('NFKC').toLowerCase();
  for (const own of [login, name]) {
    const word = own.normalize('NFKC').toLowerCase();
    if (word.length >= 2 && low.includes(word)) return { code: 'password.holds-login' };
  }
  const core = low.replace(/^[\d\p{P}\p{S}\s]+|[\d\p{P}\p{S}\s]+$/gu, '');
  if (PLAIN.has(low) || PLAIN.has(core) || new Set(low).size < 5 || runs(low)) return { code: 'password.too-plain' };
  return undefined;
}

/** Whether the whole text is one run up or down ('abcdefghij', '9876543210') or one short piece repeated. */
function runs(text: string): boolean {
  const codes = [...text].map((c) => c.codePointAt(0) as number);
  const step = (codes[1] as number) - (codes[0] as number);
  if (Math.abs(step) === 1 && codes.every((code, i) => i === 0 || code - (codes[i - 1] as number) === step))
    return true;
  for (let length = 1; length <= 4; length++) {
    const piece = text.slice(0, length);
    if (piece.repeat(Math.ceil(text.length / length)).slice(0, text.length) === text) return true;
  }
  return false;
}

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane; about 25 ms here. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** At most so many digests at once (each takes 19 MiB and a core), and so many waiting: beyond, the door says busy. */
const AT_ONCE = 2;
const WAITING_MOST = 64;
let running = 0;
const waiting: (() => void)[] = [];

export class PasswordsBusy extends Error {}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING_MOST) throw new PasswordsBusy('too many passwords are being checked');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

export function digestPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), ARGON2ID));
}

let nobody: Promise<string> | undefined;
/** Checks a password; for a login that does not exist (`digest` undefined) it takes as long and answers false. */
export async function checkPassword(digest: string | undefined, password: string): Promise<boolean> {
  nobody ??= hash('nobody has this password', ARGON2ID);
  const against = digest ?? (await nobody);
  const right = await inTurn(() => verify(against, password.normalize('NFKC')));
  return right && digest !== undefined;
}

/** Letters and digits that are not mistaken for each other when read aloud or from paper. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789';
/** Groups of four, e.g. 'k7mq-2xwd-p9fa': 31^12 ≈ 2^59. */
export function readableSecret(groups = 3): string {
  const group = () => Array.from({ length: 4 }, () => READABLE[randomInt(READABLE.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}
