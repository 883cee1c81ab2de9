import { refuse } from '../../domain/kernel/index.ts';

/** Another writer moved the journal on between reading and writing: read what was missed, decide anew. */
export class Overtaken extends Error {
  constructor() {
    super('another writer was quicker');
    this.name = 'Overtaken';
  }
}

export const BUSY = refuse('engine.busy').refusal;
export const STORAGE = refuse('engine.storage').refusal;

/**
 * The database is away, full or shutting down, as against a statement it did not like.
 * SQLSTATE classes: 08 connection, 53 resources (53100 disk full), 57P operator intervention, 58 system and I/O errors,
 * 25006 read-only, 57014 a statement that took too long. Errors without a SQLSTATE come from the socket or the driver.
 */
export function isStorageTrouble(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  // First, because EPIPE looks like a SQLSTATE; no SQLSTATE is all letters beginning with E.
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return true;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code))
    return /^(08|53|57P|58)/.test(code) || code === '57014' || code === '25006';
  return (
    error instanceof Error &&
    /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Connection ended|Cannot use a pool after)/.test(
      error.message,
    )
  );
}

/** Two writers met in the middle of their work (unique key, deadlock, serialization): the same cure as Overtaken. */
export function isCollision(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return error instanceof Overtaken || code === '23505' || code === '40001' || code === '40P01';
}
