import { rm } from 'node:fs/promises';
import path from 'node:path';
import { openDatabase } from '../database/index.ts';

/** Journals of real districts are never forgotten: the caller names a drill, and the database says whether it is one. */
export async function forgetTenant(
  where: { readonly folder: string; readonly url?: string | undefined },
  tenant: string,
): Promise<void> {
  const database = await openDatabase(where);
  const client = await database.pool.connect();
  try {
    const { rows: modes } = await client.query<{ mode: string }>('SELECT mode FROM tenant WHERE id = $1', [tenant]);
    if (modes[0] && modes[0].mode !== 'drill') throw new Error(`${tenant} is not a drill`);
    // The audit trail stays: it is append-only by trigger, and it is what tells that a drill was begun anew.
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = current_schema() AND c.column_name = 'tenant' AND t.table_type = 'BASE TABLE' AND c.table_name <> 'audit'
       ORDER BY 1`,
    );
    await client.query('BEGIN');
    await client.query('SET CONSTRAINTS ALL DEFERRED');
    // Sessions hang on accounts; everything else hangs on the tenant row alone.
    for (const { name } of [...tables].sort((a, b) => Number(a.name === 'account') - Number(b.name === 'account'))) {
      await client.query(`DELETE FROM "${name}" WHERE tenant = $1`, [tenant]);
    }
    await client.query('DELETE FROM tenant WHERE id = $1', [tenant]);
    await client.query('COMMIT');
    for (const kept of ['media', 'uploads'])
      await rm(path.join(where.folder, kept, tenant), { recursive: true, force: true });
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  } finally {
    client.release();
    await database.stop();
  }
}
