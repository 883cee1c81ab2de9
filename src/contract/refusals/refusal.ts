/** Words of one refusal: what happened and what to do, in both languages; `{name}` is filled from its params. */
export interface RefusalWords {
  /** HTTP status that carries it. */
  readonly status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 413 | 415 | 422 | 429 | 431 | 500 | 503 | 507;
  readonly zh: string;
  readonly en: string;
  readonly todo: { readonly zh: string; readonly en: string };
}
export type RefusalCatalogue = Readonly<Record<string, RefusalWords>>;
