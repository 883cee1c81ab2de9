import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';

/** A line between two programs that can be cut, so that what is behind it is away and not dead. */
export class Line {
  readonly port: number;
  private readonly to: NetConnectOpts;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(server: Server, to: NetConnectOpts, port: number) {
    this.server = server;
    this.to = to;
    this.port = port;
    server.on('connection', (near) => this.join(near));
  }

  static async open(to: NetConnectOpts): Promise<Line> {
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return new Line(server, to, (server.address() as { port: number }).port);
  }

  /** Everything that is under way breaks off, and whoever calls is refused. */
  async cut(): Promise<void> {
    const closed = new Promise<void>((done) => this.server.close(() => done()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async mend(): Promise<void> {
    await new Promise<void>((ready) => this.server.listen(this.port, '127.0.0.1', ready));
  }

  async close(): Promise<void> {
    if (this.server.listening) await this.cut();
  }

  private join(near: Socket): void {
    const far = connect(this.to);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
