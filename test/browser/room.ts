import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** The software renderer draws a map some seconds after the page; a busy machine takes many times as long. */
export const PATIENCE = 60_000;

/** A real server with its drill, and a real browser before it. */
export interface Room {
  readonly url: string;
  /** One-time codes that the server tells whoever started it, by district that waits for its first administrator. */
  readonly setupCodes: Readonly<Record<string, string>>;
  /** A page signed in with a post of the drill; without one, signed out. */
  page(login?: string, at?: string): Promise<Page>;
  send(login: string, type: string, stream: string, data: unknown): Promise<void>;
  /** The outside world of the storm, at a speed, until the room is closed. */
  playStorm(speed: number): void;
  /** What pages wrote as errors, threw, or wanted against the content policy since the last question. */
  troubles(): string[];
  close(): Promise<void>;
}

interface Greeting {
  readonly url: string;
  readonly setupCodes: Readonly<Record<string, string>>;
}

export async function openRoom(): Promise<Room> {
  const data = mkdtempSync(path.join(tmpdir(), 'yiping-room-'));
  const parts: ChildProcess[] = [];
  const start = (file: string, args: readonly string[]): ChildProcess => {
    const part = spawn(process.execPath, ['--import', 'tsx', path.join(ROOT, file), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    parts.push(part);
    return part;
  };
  const server = start('src/server/cli/yiping.ts', ['serve', '--no-play', '--port', '0', '--data', data]);
  const { url, setupCodes } = await new Promise<Greeting>((resolve, reject) => {
    server.once('message', (message) => {
      const told = message as Greeting;
      resolve({ ...told, url: told.url.replace('localhost', '127.0.0.1') });
    });
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
  const browser: Browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
    ],
  });
  const listed = (await (await fetch(`${url}/api/v1/districts`)).json()) as {
    districts: { id: string; drill?: { password: string } }[];
  };
  const password = listed.districts.find((one) => one.id === 'drill')?.drill?.password ?? '';
  const heard: string[] = [];
  const signIn = async (login: string) => {
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ tenant: 'drill', login, password }),
    });
    if (!answer.ok) throw new Error(`${login} cannot sign in: ${await answer.text()}`);
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    return { cookie, csrf: ((await answer.json()) as { csrf: string }).csrf };
  };
  return {
    url,
    setupCodes,
    async page(login, at = '/console') {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'zh-CN',
        reducedMotion: 'reduce',
      });
      if (login) {
        const { cookie } = await signIn(login);
        const [name = '', value = ''] = cookie.split(/=(.*)/s);
        await context.addCookies([{ name, value, url }]);
      }
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      page.on('console', (message) => {
        // Before signing in, the page asks who it is and is told: nobody; a wrong code or password is refused likewise.
        // The browser writes each such answer down as an error.
        if (message.type() === 'error' && !(login === undefined && /status of 40[13]/.test(message.text())))
          heard.push(message.text());
      });
      page.on('pageerror', (error) => heard.push(String(error.stack ?? error)));
      await page.goto(url + at);
      return page;
    },
    async send(login, type, stream, body) {
      const { cookie, csrf } = await signIn(login);
      const answer = await fetch(`${url}/api/v1/commands`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, cookie, 'x-csrf-token': csrf },
        body: JSON.stringify({ id: randomUUID(), type, stream, data: body }),
      });
      if (!answer.ok) throw new Error(`${type}: ${await answer.text()}`);
    },
    playStorm(speed) {
      start('src/simulator/main.ts', [
        '--url',
        url,
        '--tenant',
        'drill',
        '--scenario',
        path.join(ROOT, 'scenarios/in-fa-2021'),
        '--speed',
        String(speed),
      ]);
    },
    troubles: () => heard.splice(0),
    async close() {
      await browser.close();
      for (const part of parts.reverse()) {
        if (part.exitCode !== null) continue;
        const gone = new Promise((resolve) => part.once('exit', resolve));
        part.kill('SIGTERM');
        const late = setTimeout(() => part.kill('SIGKILL'), 15_000);
        await gone;
        clearTimeout(late);
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
}
