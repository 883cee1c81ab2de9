import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '../random.ts';
import { type Shares, type Turn, turnOf } from './shares.ts';

export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}
export interface Told {
  readonly status: number;
  readonly body?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Door {
  readonly url: string;
  close(): Promise<void>;
}

/** No provider here takes more in one request; larger ones are cut off. */
const MOST_BYTES = 4_194_304;

function tell(response: ServerResponse, told: Told): void {
  response.writeHead(told.status, { 'content-type': told.type ?? 'application/json; charset=utf-8', ...told.headers });
  response.end(told.body ?? '');
}

/** What the shares make of a request: `act` is what the carrier does when it takes it. */
async function turned(turn: Turn, act: () => Promise<Told>): Promise<Told | undefined> {
  if (turn === 'silent-before') return undefined;
  if (turn === 'fault-before')
    return { status: 503, body: '{"message":"Service Unavailable"}', headers: { 'retry-after': '1' } };
  const told = await act();
  if (turn === 'silent-after') return undefined;
  return turn === 'fault-after' ? { status: 500, body: 'Internal Server Error', type: 'text/plain' } : told;
}

/** An HTTP server on loopback that a carrier stands behind. */
export async function openDoor(
  act: (asked: Asked) => Promise<Told> | Told,
  wrong: { readonly shares: Shares; readonly draw: Random },
): Promise<Door> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > MOST_BYTES) request.destroy();
      else parts.push(part);
    });
    request.on('end', () => {
      const asked: Asked = {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', `http://${request.headers.host}`),
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(parts),
      };
      turned(turnOf(wrong.shares, wrong.draw), async () => act(asked)).then(
        // A request without an answer stays open until its caller or the carrier closes it.
        (told) => told && tell(response, told),
        (fault: Error) => tell(response, { status: 500, body: fault.message, type: 'text/plain' }),
      );
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
