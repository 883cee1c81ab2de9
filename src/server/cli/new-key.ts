import { changeKey, openSecretBox } from '../access/secret-box.ts';
import { openDatabase } from '../database/index.ts';
import { ProviderStore } from '../deliveries/index.ts';
import { dataFolder, EXIT, Wrong } from './places.ts';

/** Makes a new key and seals with it what was sealed before. The old one stays in the file: an older backup may need it. */
export async function newKey(options: { readonly data?: string }): Promise<number> {
  if (process.env['YIPING_SECRET_KEY'])
    throw new Wrong(
      'the key is in YIPING_SECRET_KEY: put a new one before it there, parted by a comma, and start the server again · 密钥在 YIPING_SECRET_KEY 中：请把新密钥写在最前面，用逗号隔开，再重启',
    );
  const folder = dataFolder(options.data);
  const database = await openDatabase({ folder, url: process.env['DATABASE_URL'] });
  try {
    changeKey(folder);
    const say = (message: string): void => void process.stderr.write(`${message}\n`);
    const store = new ProviderStore(database.pool, Date.now, openSecretBox({ folder, say }));
    let sealed = 0;
    const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM tenant ORDER BY id');
    for (const { id } of rows) sealed += await store.sealAgain(id);
    process.stdout.write(`${sealed} providers sealed anew · 已重新加密 ${sealed} 个服务商的密钥\n`);
    return EXIT.done;
  } finally {
    await database.stop();
  }
}
