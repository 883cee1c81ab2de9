// Builds what `npm start` runs: the pages with Vite, the server and the command line with esbuild, into dist/.
// Skipped when nothing that goes into it is newer than the last build.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from './run.mjs';

const inputs = ['src', 'vite.config.ts', 'package-lock.json', 'tools/build.mjs'];
const stamp = path.join(root, 'dist', '.built');

function newest(file) {
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))));
}

/** Each page that shrinks gets a .br and a .gz beside it; the server sends what the browser takes. */
function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = path.join(folder, name);
    if (!/\.(html|js|css|json|geojson|svg|webmanifest|txt)$/.test(name) || statSync(file).size < 1_024) continue;
    const plain = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

/** What the field page needs to start without a network: its chunks, with all that they import, and the page itself. */
const FIELD_ENTRIES = ['index.html', 'app.tsx', 'field/Field.tsx'];

/** The service worker, with the list of those files and the hash of each put in. */
async function serviceWorker(web, bundle) {
  const manifest = JSON.parse(readFileSync(path.join(web, '.vite', 'manifest.json'), 'utf8'));
  const files = new Set(['index.html', 'favicon.svg', 'field.webmanifest']);
  const take = (name) => {
    const { file, css = [], imports = [] } = manifest[name] ?? {};
    if (file === undefined) throw new Error(`the build has no ${name}`);
    if (file.endsWith('.html') || files.has(file)) return;
    files.add(file);
    for (const sheet of css) files.add(sheet);
    for (const imported of imports) take(imported);
  };
  for (const entry of FIELD_ENTRIES) take(entry);
  const listed = [...files].sort().map((name) => ({
    url: `/${name}`,
    revision: createHash('sha256')
      .update(readFileSync(path.join(web, name)))
      .digest('base64url')
      .slice(0, 12),
  }));
  rmSync(path.join(web, '.vite'), { recursive: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: ['src/web/worker/sw.ts'],
    outfile: path.join(web, 'sw.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { FIELD_FILES: JSON.stringify(listed), 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
}

export async function build() {
  const latest = Math.max(
    ...inputs
      .map((name) => path.join(root, name))
      .filter(existsSync)
      .map(newest),
  );
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= latest) return;
  console.log('Building · 正在构建 …');
  const { build: bundlePages } = await import('vite');
  await bundlePages({ configFile: path.join(root, 'vite.config.ts'), logLevel: 'warn' });
  const { build: bundle } = await import('esbuild');
  await serviceWorker(path.join(root, 'dist', 'web'), bundle);
  compress(path.join(root, 'dist', 'web'));
  rmSync(path.join(root, 'dist', 'server'), { recursive: true, force: true });
  await bundle({
    absWorkingDir: root,
    entryPoints: { yiping: 'src/server/cli/yiping.ts', simulator: 'src/simulator/main.ts' },
    outdir: 'dist/server',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, new Date().toISOString());
}

if (process.argv[1] === path.join(root, 'tools', 'build.mjs')) await build();
