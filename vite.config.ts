import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The browser side: one shell, one chunk per screen, the map apart (it is larger than all the rest together). */
export default defineConfig({
  root: path.join(import.meta.dirname, 'src/web'),
  publicDir: 'public',
  plugins: [react()],
  // MapLibre 6 is ESM only; its worker must stay a module.
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Read by tools/build.mjs, which gives the field page's files to its service worker.
    manifest: true,
    target: 'es2022',
    // Nothing may be inlined as data: or eval: the server's content policy allows files of its own only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_200,
  },
  server: {
    proxy: { '/api': process.env['YIPING_SERVER'] ?? 'http://127.0.0.1:8080' },
  },
});
