import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { aggregates } from '../../domain/aggregates.ts';
import { SYSTEM } from '../../domain/kernel/index.ts';
import type { ProfileState } from '../../domain/places/index.ts';
import { Audit } from '../access/audit.ts';
import { Contacts } from '../access/contacts.ts';
import { BackupError, backup, exportJournal, restore, verifyJournal, verifyMedia } from '../backup/index.ts';
import { type Database, openDatabase } from '../database/index.ts';
import { type DistrictPack, DistrictStore, importZip, loadPack, PackRefused, packFiles } from '../district/index.ts';
import { createEngine } from '../engine/index.ts';
import { MediaFiles } from '../media/index.ts';
import { takeIn } from '../wiring/in-force.ts';
import { makeBar } from './bar.ts';
import { dataFolder, EXIT, Wrong } from './places.ts';

interface Where {
  readonly data?: string;
}

async function withDatabase<T>(where: Where, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ folder: dataFolder(where.data), url: process.env['DATABASE_URL'] });
  try {
    return await use(database);
  } finally {
    await database.stop();
  }
}

const mediaOf = (where: Where): MediaFiles => new MediaFiles(dataFolder(where.data));

/** Walks the chain of every journal and names the first bad row; then looks for every photo and recording. */
export async function verify(options: Where & { readonly tenant?: string }): Promise<number> {
  return withDatabase(options, async ({ pool }) => {
    const bar = makeBar('verify');
    const result = await verifyJournal(pool, {
      ...(options.tenant === undefined ? {} : { tenant: options.tenant }),
      progress: ({ tenant, done, total }) => bar.to(done, total, `${tenant} ${done}/${total}`),
    }).finally(() => bar.end());
    for (const { tenant, events, lastSeq } of result.tenants)
      process.stdout.write(`${tenant}: ${events} events, last ${lastSeq}\n`);
    if (result.ok) {
      process.stdout.write('the chain holds · 台账链完整\n');
      const { files, bad } = await verifyMedia(pool, mediaOf(options), options);
      for (const { tenant, id, reason, seq } of bad)
        process.stdout.write(
          `media · 照片录音: ${tenant} ${id}: ${reason}${seq === undefined ? '' : ` (seq ${seq})`}\n`,
        );
      if (bad.length > 0) return EXIT.unsound;
      if (files > 0) process.stdout.write(`${files} photos and recordings are whole · 照片录音齐全\n`);
      return EXIT.done;
    }
    if (result.bad)
      process.stdout.write(
        `first bad row · 首条异常: ${result.bad.tenant} seq ${result.bad.seq}: ${result.bad.reason}\n`,
      );
    return EXIT.unsound;
  });
}

/** Writes everything to one file, while the server may go on. */
export async function keep(file: string, options: Where): Promise<number> {
  return withDatabase(options, async ({ config }) => {
    const bar = makeBar('backup');
    const summary = await backup(config, path.resolve(file), {
      madeAt: new Date(),
      media: mediaOf(options),
      progress: ({ table, index, tables, rows }) => bar.to(index + 1, tables, `${table} ${rows}`),
    }).finally(() => bar.end());
    process.stdout.write(
      `${summary.rows} rows of ${summary.tables.length} tables and ${summary.files} files in ${file}\n`,
    );
    if (summary.missing)
      process.stdout.write(
        `${summary.missing} files were not there; see verify · ${summary.missing} 个文件缺失，请校验\n`,
      );
    return EXIT.done;
  });
}

/** Reads a backup into an empty database: all of it, or nothing. */
export async function bringBack(file: string, options: Where): Promise<number> {
  if (!existsSync(file)) throw new Wrong(`there is no file ${file} · 没有此文件`);
  return withDatabase(options, async ({ config }) => {
    const bar = makeBar('restore');
    try {
      const summary = await restore(config, path.resolve(file), {
        media: mediaOf(options),
        progress: ({ table, index, tables, rows }) => bar.to(index + 1, tables, `${table} ${rows}`),
      });
      process.stdout.write(
        `${summary.rows} rows of ${summary.tables.length} tables and ${summary.files} files from ${file}\n`,
      );
      return EXIT.done;
    } catch (error) {
      if (error instanceof BackupError) throw new Wrong(error.message, EXIT.unsound);
      throw error;
    } finally {
      bar.end();
    }
  });
}

/** Writes a journal as lines of JSON that anybody can check. */
export async function exportOut(
  file: string,
  options: Where & { readonly tenant: string; readonly after?: string },
): Promise<number> {
  const after = Number(options.after ?? 0);
  if (!Number.isSafeInteger(after) || after < 0) throw new Wrong('--after is a seq · --after 须为序号');
  return withDatabase(options, async ({ pool }) => {
    const bar = makeBar('export');
    const out = file === '-' ? process.stdout : createWriteStream(file);
    try {
      // Written down before the first line leaves: an export is a look at everything.
      await new Audit(pool).write({
        tenant: options.tenant,
        action: 'export.made',
        target: 'journal',
        detail: { after },
      });
      const count = await exportJournal(pool, options.tenant, out, {
        after,
        progress: ({ done, total }) => bar.to(done, total, `${done}/${total}`),
      });
      if (out !== process.stdout) {
        out.end();
        await finished(out);
      }
      process.stderr.write(`${count} events\n`);
      return EXIT.done;
    } catch (error) {
      if (error instanceof RangeError) throw new Wrong(error.message);
      throw error;
    } finally {
      bar.end();
    }
  });
}

/** A pack as a folder or as a zip. */
async function readPack(from: string): Promise<DistrictPack> {
  try {
    return await (from.endsWith('.zip') ? importZip(readFileSync(from)) : loadPack(from));
  } catch (error) {
    if (!(error instanceof PackRefused)) throw error;
    for (const { file, row, field, zh, en } of error.problems) {
      process.stderr.write(`${file}${row === undefined ? '' : `:${row}`}${field ? ` ${field}` : ''}: ${en} · ${zh}\n`);
    }
    throw new Wrong(`${error.problems.length} problems; nothing was taken over · 未导入`, EXIT.unsound);
  }
}

/**
 * Checks a district pack, keeps it in the data folder and puts it into force in the district's journal, from which a
 * server that runs meanwhile learns it.
 */
export async function importPack(
  from: string,
  options: Where & { readonly tenant: string; readonly check?: boolean },
): Promise<number> {
  if (!existsSync(from)) throw new Wrong(`there is no ${from} · 没有此文件或目录`);
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(options.tenant))
    throw new Wrong(`'${options.tenant}' is not the id of a district · 街道编号有误`);
  const pack = await readPack(path.resolve(from));
  const { district } = pack;
  process.stdout.write(
    `${district.name.zh} ${district.name.en} (${district.version}): ${district.committees.length} committees, ${district.stairwells.length} stairwells, ${district.households.length} households, ${district.points.length} points, ${district.units.length} units\n`,
  );
  if (options.check) return EXIT.done;
  const to = path.join(dataFolder(options.data), 'districts', options.tenant);
  const fresh = `${to}.new`;
  rmSync(fresh, { recursive: true, force: true });
  for (const [name, text] of packFiles(pack, { contacts: true })) {
    const file = path.join(fresh, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const inForce = await withDatabase(options, async (database) => {
    const engine = createEngine({ database, aggregates, worldOf: () => district, timers: false });
    try {
      const known = (await engine.tenants()).find((tenant) => tenant.id === options.tenant);
      if (!known) return false;
      const store = new DistrictStore(database.pool, Date.now);
      const contacts = new Contacts(database.pool, Date.now);
      const profile = (await engine.state<ProfileState>(options.tenant, 'district/profile'))?.state;
      const before = profile?.adopted ? await store.find(options.tenant, profile.adopted.digest) : undefined;
      const outcome = await takeIn({ store, engine, contacts }, options.tenant, SYSTEM, pack, before);
      if (!outcome.ok) throw new Wrong(`refused: ${outcome.refusal.code}`, EXIT.failed);
      return true;
    } finally {
      await engine.stop();
    }
  });
  // Swapped whole: a server that starts meanwhile sees the old one or the new one.
  rmSync(to, { recursive: true, force: true });
  renameSync(fresh, to);
  const holds = inForce ? 'it is in force · 已启用' : 'it holds from the next start · 下次启动生效';
  process.stdout.write(`taken over into ${to}; ${holds}\n`);
  return EXIT.done;
}
