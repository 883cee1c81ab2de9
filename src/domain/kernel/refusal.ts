/**
 * A refusal is a value, not an exception: the answer to a command that the rules do not allow.
 * `code` is a key of the closed catalogue (src/contract/refusals.ts holds the words in zh and en;
 * docs/refusals.md lists them; a test keeps the three equal).
 */
export interface Refusal {
  readonly code: string;
  /** Values for the `{fields}` of the words; a name of the district in both languages. Never personal data. */
  readonly params?: Readonly<Record<string, RefusalParam>>;
}
export type RefusalParam = string | number | { readonly zh: string; readonly en: string };

export type Decision<E> =
  | { readonly ok: true; readonly events: readonly E[] }
  | { readonly ok: false; readonly refusal: Refusal };

export function accept<E>(...events: readonly E[]): Decision<E> {
  return { ok: true, events };
}

export function refuse(code: string, params?: Refusal['params']): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: params ? { code, params } : { code } };
}
