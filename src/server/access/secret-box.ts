import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What stands in the table instead of a secret: form, which key, then nonce (12), tag (16) and text in base64url. */
const FORM = /^sealed:1:([0-9a-f]{12}):([\w-]{38,})$/;
const NONCE = 12;
const TAG = 16;
const KEY = /^[\w-]{43}$/;

export interface SecretBox {
  /** `about` names the place of the secret: what was sealed for one place does not open in another. */
  seal(secret: string, about: string): string;
  /** Undefined when its key is not here, or when what is stored was changed or belongs elsewhere. */
  open(stored: string, about: string): string | undefined;
  isSealed(stored: string): boolean;
  /** Sealed with the key in use now. */
  isCurrent(stored: string): boolean;
}

/** AES-256-GCM. The first key seals; the others still open what they sealed, so that keys can be changed. */
export function secretBox(keys: () => readonly Buffer[]): SecretBox {
  const idOf = (key: Buffer): string => hash('sha256', key).slice(0, 12);
  const current = (): Buffer => keys()[0] as Buffer;
  return {
    seal(secret, about) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', current(), nonce).setAAD(Buffer.from(about));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return `sealed:1:${idOf(current())}:${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url')}`;
    },
    open(stored, about) {
      const [, id = '', packed = ''] = FORM.exec(stored) ?? [];
      const key = keys().find((one) => idOf(one) === id);
      if (!key) return undefined;
      const bytes = Buffer.from(packed, 'base64url');
      const opened = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE))
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      try {
        return Buffer.concat([opened.update(bytes.subarray(NONCE + TAG)), opened.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
    isSealed: (stored) => FORM.test(stored),
    isCurrent: (stored) => FORM.exec(stored)?.[1] === idOf(current()),
  };
}

function keysIn(text: string, where: string): Buffer[] {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const wrong = words.findIndex((word) => !KEY.test(word));
  if (words.length === 0 || wrong >= 0)
    throw new Error(
      `${where}: key ${wrong + 1} is not 32 bytes in base64url (43 characters) · 第 ${wrong + 1} 个密钥须为 43 个字符的 base64url`,
    );
  return words.map((word) => Buffer.from(word, 'base64url'));
}

const newKey = (): string => randomBytes(32).toString('base64url');
const fileIn = (folder: string): string => path.join(folder, 'secret.key');

/** Written beside and moved into place, readable by its owner alone from the first byte. */
function write(file: string, keys: string): void {
  writeFileSync(`${file}.new`, keys, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * Keys from YIPING_SECRET_KEY (several nodes share it), else from `secret.key` in the data folder, made when it is not there.
 * The file is read again when it changes: a key that was changed is known without a restart.
 */
export function openSecretBox(options: {
  readonly folder: string;
  readonly given?: string;
  readonly say: (message: string) => void;
}): SecretBox {
  const { folder, given, say } = options;
  if (given) {
    const keys = keysIn(given, 'YIPING_SECRET_KEY');
    return secretBox(() => keys);
  }
  const file = fileIn(folder);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    write(file, `${newKey()}\n`);
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    chmodSync(file, 0o600);
    say(`${file} could be read by others: now by its owner alone · 密钥文件权限已收紧为 600`);
  }
  let read: { readonly keys: readonly Buffer[]; readonly at: number } | undefined;
  return secretBox(() => {
    const at = statSync(file).mtimeMs;
    if (read?.at !== at) read = { keys: keysIn(readFileSync(file, 'utf8'), file), at };
    return read.keys;
  });
}

/** Puts a new key before those in the file, which then seals everything that is sealed from now on. */
export function changeKey(folder: string): void {
  const file = fileIn(folder);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  write(file, `${newKey()}\n${before}`);
}
