import { createHash, getHashes, hash } from 'node:crypto';

/**
 * Every row carries the digest of its own content and of the row before it, so that a row changed, dropped,
 * added or swapped afterwards shows. Hashed are the UTF-8 bytes of these lines, joined by one LF, no LF at the end:
 *
 *   yiping-journal-1
 *   digest         'sha256' or 'sm3' (GB/T 32905)
 *   prev_hash      64 hex digits, lower case; 64 zeros before the first row
 *   tenant
 *   seq            decimal
 *   stream
 *   version        decimal
 *   type
 *   person
 *   unit           empty if none
 *   at             decimal, ms since 1970
 *   occurred_at    decimal, ms since 1970
 *   command_id     lower case with hyphens
 *   data           JSON text exactly as stored (the column is json, which keeps its bytes)
 *
 * No field but `data` can hold a control character (the engine refuses them), and JSON text has no raw LF, so two
 * different rows never give the same bytes.
 */
export interface ChainedRow {
  readonly seq: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly person: string;
  readonly unit: string | null | undefined;
  readonly at: number;
  readonly occurredAt: number;
  readonly commandId: string;
  /** JSON text as stored. */
  readonly data: string;
}

export const FIRST_HASH = '0'.repeat(64);

export function canonicalText(tenant: string, row: ChainedRow, digest: string, prevHash: string): string {
  return `yiping-journal-1\n${digest}\n${prevHash}\n${tenant}\n${row.seq}\n${row.stream}\n${row.version}\n${row.type}\n${row.person}\n${row.unit ?? ''}\n${row.at}\n${row.occurredAt}\n${row.commandId}\n${row.data}`;
}

type Digest = (text: string) => string;

/** Digests by the name that stands in the row; each gives 64 hex digits. sm3 is there if this Node's OpenSSL has it. */
const DIGESTS: Readonly<Record<string, Digest>> = {
  // The one-shot form costs half of createHash: 1.1 µs against 2.3 µs for a row of 500 bytes.
  sha256: (text) => hash('sha256', text, 'hex'),
  ...(getHashes().includes('sm3')
    ? { sm3: (text: string) => createHash('sm3').update(text, 'utf8').digest('hex') }
    : {}),
};

/** @throws RangeError for a digest that this server does not know. */
export function digestNamed(name: string): Digest {
  const digest = Object.hasOwn(DIGESTS, name) ? DIGESTS[name] : undefined;
  if (!digest) throw new RangeError(`no digest named '${name}' (known: ${Object.keys(DIGESTS).join(', ')})`);
  return digest;
}

export function hashRow(tenant: string, row: ChainedRow, digest: string, prevHash: string): string {
  return digestNamed(digest)(canonicalText(tenant, row, digest, prevHash));
}
