import type { Socket } from 'node:net';
import { answerOf } from './refused.ts';

const CODES: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'request.headers',
  ERR_HTTP_REQUEST_TIMEOUT: 'request.too-slow',
};

/** What comes over the socket is not HTTP, or stops half-way: one clear answer, then the line is cut. */
export function brokenConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = CODES[error.code ?? ''];
  const { status, body } = answerOf(
    code ? { code } : { code: 'request.malformed', params: { field: 'HTTP', problem: 'form' } },
  );
  const text = JSON.stringify(body);
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
  );
}
