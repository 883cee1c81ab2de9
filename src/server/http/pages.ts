import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HSTS, PAGE_HEADERS } from './headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.pbf': 'application/x-protobuf',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};
const COMPRESSED = new Set(['.html', '.js', '.mjs', '.css', '.json', '.geojson', '.svg', '.webmanifest', '.txt']);
/** Paths of the program's own pages: all are the one index, which looks at the path itself. */
const PAGES = /^\/(?:(?:console|wall|setup|login|drill)(?:\/[\w./-]*)?)?$/;
/** Files larger than this are streamed and not compressed. */
const IN_MEMORY = 8 * 1024 * 1024;

interface Kept {
  readonly path: string;
  readonly type: string;
  readonly etag: string;
  readonly size: number;
  readonly plain?: Buffer;
  br?: Buffer;
  gz?: Buffer;
  /** Vite puts a hash into the names under assets/: such a file never changes. */
  readonly forever: boolean;
}

/**
 * The built pages, found by exact name in a list that is made once: a path that is not in the list does not exist,
 * whatever dots and slashes it is made of. Compressed in the background, with Brotli where the browser takes it.
 */
export async function openPages(folder: string): Promise<(request: FastifyRequest, reply: FastifyReply) => boolean> {
  const files = new Map<string, Kept>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = `/${relative(folder, path).split(sep).join('/')}`;
    const { size } = await stat(path);
    const plain = size <= IN_MEMORY ? await readFile(path) : undefined;
    const etag = `"${createHash('sha256')
      .update(plain ?? `${name} ${size}`)
      .digest('base64url')
      .slice(0, 22)}"`;
    files.set(name, {
      path,
      type: TYPES[extname(name)] ?? 'application/octet-stream',
      etag,
      size,
      plain,
      forever: /^\/assets\/.*-[\w-]{8,}\./.test(name),
    });
  }
  void compressAll([...files.values()]);
  return (request, reply) => {
    const path = request.url.split('?', 1)[0] as string;
    const file = files.get(path) ?? (PAGES.test(path) ? files.get('/index.html') : undefined);
    if (!file) return false;
    sendFile(request, reply, file);
    return true;
  };
}

async function compressAll(files: readonly Kept[]): Promise<void> {
  const br = promisify(brotliCompress);
  const gz = promisify(gzip);
  for (const file of files) {
    if (!file.plain || file.plain.length < 1_024 || !COMPRESSED.has(extname(file.path))) continue;
    file.gz = await gz(file.plain, { level: 6 });
    file.br = await br(file.plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: file.plain.length },
    });
  }
}

function sendFile(request: FastifyRequest, reply: FastifyReply, file: Kept): void {
  const takes = request.headers['accept-encoding'] ?? '';
  const packed =
    file.br && /\bbr\b/.test(takes)
      ? (['br', file.br] as const)
      : file.gz && /\bgzip\b/.test(takes)
        ? (['gzip', file.gz] as const)
        : undefined;
  reply.headers(PAGE_HEADERS).type(file.type).header('etag', file.etag).header('vary', 'accept-encoding');
  reply.header('cache-control', file.forever ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (request.protocol === 'https') reply.header('strict-transport-security', HSTS);
  if (request.headers['if-none-match'] === file.etag) {
    reply.code(304).send();
    return;
  }
  reply.code(200);
  if (packed) reply.header('content-encoding', packed[0]);
  const body = packed?.[1] ?? file.plain;
  reply.header('content-length', body?.length ?? file.size);
  if (request.method === 'HEAD') reply.send();
  else reply.send(body ?? createReadStream(file.path));
}
