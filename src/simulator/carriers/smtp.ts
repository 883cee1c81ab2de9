import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { type Carrier, type CarrierPlan, hear, inside } from './carrier.ts';
import { Window } from './limits.ts';
import { turnOf } from './shares.ts';

export interface SmtpPlan extends CarrierPlan {
  readonly user: string;
  readonly password: string;
  /** Mailboxes that are not here. */
  readonly unknown?: readonly string[];
  readonly perMinute?: number;
  /** Offers STARTTLS, with a certificate signed by itself. */
  readonly starttls?: boolean;
}
export interface SmtpCarrier extends Carrier {
  readonly port: number;
  /** Letters as they came, headers and all. */
  readonly letters: readonly string[];
}

const reply = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

/** A mail server on loopback with login; refuses unknown mailboxes and floods. */
export async function openSmtp(plan: SmtpPlan): Promise<SmtpCarrier> {
  const on = inside('smtp', plan);
  const perMinute = new Window(plan.perMinute ?? 10_000, 60_000);
  const letters: string[] = [];
  const refuse = (code: number, text: string): Error => {
    on.refusals.push(String(code));
    return reply(code, text);
  };

  const server = new SMTPServer({
    allowInsecureAuth: true,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    disabledCommands: plan.starttls ? [] : ['STARTTLS'],
    onAuth(auth, _session, done) {
      const right = auth.username === plan.user && auth.password === plan.password;
      done(right ? null : refuse(535, '5.7.8 authentication failed'), right ? { user: plan.user } : undefined);
    },
    onRcptTo(address, _session, done) {
      if (plan.unknown?.includes(address.address)) done(refuse(550, '5.1.1 no such mailbox'));
      else done(perMinute.takes(on.now()) ? undefined : refuse(450, '4.2.1 too many letters'));
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const turn = turnOf(on.shares, on.draw);
        if (turn === 'silent-before') return;
        if (turn === 'fault-before') {
          done(refuse(451, '4.3.0 try later'));
          return;
        }
        const letter = Buffer.concat(parts).toString();
        letters.push(letter);
        const id = /^message-id:\s*<([^@>]+)/im.exec(letter)?.[1];
        for (const { address } of session.envelope.rcptTo)
          hear(on, { to: address, text: bodyOf(letter), ref: String(letters.length), ...(id ? { id } : {}) });
        // A server that fails after it has taken a letter simply says nothing more.
        if (turn === 'well') done(null, 'queued');
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    ledger: on.ledger,
    refusals: on.refusals,
    letters,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

/** Text of a letter with one part: base64, quoted-printable or as it is. */
function bodyOf(letter: string): string {
  const at = letter.indexOf('\r\n\r\n');
  const body = letter.slice(at + 4);
  const encoding = /^content-transfer-encoding:\s*(\S+)/im.exec(letter.slice(0, at))?.[1]?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body.trimEnd();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString().trimEnd();
}
