// A thousand readers in a process of their own: each notes when which seq had arrived.
import { connect } from 'node:net';

let frames: [number, number][][] = [];
process.on(
  'message',
  (order: { do: 'open'; port: number; path: string; cookie: string; readers: number } | { do: 'start' | 'report' }) => {
    if (order.do === 'open') void open(order);
    else if (order.do === 'start') for (const list of frames) list.length = 0;
    else process.send?.({ frames });
  },
);

async function open({
  port,
  path,
  cookie,
  readers,
}: {
  port: number;
  path: string;
  cookie: string;
  readers: number;
}): Promise<void> {
  frames = Array.from({ length: readers }, () => []);
  for (let i = 0; i < readers; i += 50) {
    await Promise.all(frames.slice(i, i + 50).map((list) => one(port, path, cookie, list)));
  }
  process.send?.({ open: readers });
}

function one(port: number, path: string, cookie: string, list: [number, number][]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`),
    );
    socket.on('error', reject);
    let opened = false;
    socket.on('data', (part) => {
      if (!opened) {
        opened = true;
        resolve();
      }
      // Only the last mark of a piece is looked for: parsing what all readers get alike would measure this process.
      const at = part.lastIndexOf('id: ');
      if (at < 0) return;
      const id = Number.parseInt(part.toString('latin1', at + 4, at + 20), 10);
      if (part.indexOf('event: events', at) > 0) list.push([id, Number(process.hrtime.bigint())]);
    });
  });
}
process.once('disconnect', () => process.exit(0));
