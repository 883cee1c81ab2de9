import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { allOf, type Fate } from '../call.ts';
import type { Channel, Handed, Outgoing, Sender } from '../channel.ts';
import { isInside, withDefaults } from '../settings.ts';
import { smtpCard } from './card.ts';

type Settings = Readonly<Record<string, string>>;

/** RFC 5321: 4yz may go again, 5yz may not. A mail server that says "later" means minutes. */
const LATER_MS = 60_000;
const ADDRESS = /^[^\s,;<>"@]+@[^\s,;<>"@]+$/;

interface SmtpFailure {
  readonly code?: string;
  readonly responseCode?: number;
}

/** `begun`: some of the letter had left. Without a reply the letter may have been taken then, and only then. */
function fateOf({ code, responseCode }: SmtpFailure, begun: boolean): Fate {
  if (responseCode && responseCode >= 400) {
    const again = responseCode < 500;
    return { state: 'refused', code: `smtp-${responseCode}`, again, ...(again ? { waitMs: LATER_MS } : {}) };
  }
  // EENVELOPE, EMESSAGE: the library itself will not have the address or the letter.
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { state: 'refused', code, again: false };
  return begun
    ? { state: 'doubt', code: code ?? 'network' }
    : { state: 'refused', code: code ?? 'network', again: true };
}

async function connected(settings: Settings): Promise<SMTPConnection> {
  const seconds = Number(settings['seconds']) * 1000;
  const connection = new SMTPConnection({
    host: settings['host'] as string,
    port: Number(settings['port']),
    secure: settings['encryption'] === 'tls',
    requireTLS: settings['encryption'] === 'starttls',
    ignoreTLS: settings['encryption'] === 'inside',
    connectionTimeout: Math.min(seconds, 10_000),
    greetingTimeout: Math.min(seconds, 10_000),
    socketTimeout: seconds,
  });
  await new Promise<void>((done, failed) => {
    connection.once('error', failed);
    connection.connect((failure) => (failure ? failed(failure) : done()));
  });
  if (settings['user'])
    await new Promise<void>((done, failed) => {
      connection.once('error', failed);
      connection.login(
        { user: settings['user'], credentials: { user: settings['user'] as string, pass: settings['password'] ?? '' } },
        (failure) => (failure ? failed(failure) : done()),
      );
    });
  return connection;
}

const letterId = (settings: Settings, id: string): string =>
  `<${id.replace(/[^\w.-]/g, '-')}@${settings['from']?.split('@')[1]}>`;

async function letterOf(settings: Settings, { id, to, text, link }: Outgoing): Promise<Buffer> {
  const mail = new MailComposer({
    from: { name: settings['fromName'] ?? '', address: settings['from'] as string },
    to: { name: '', address: to },
    subject: settings['subject'] as string,
    messageId: letterId(settings, id),
    // RFC 3834: no out-of-office replies to a notice.
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: link && !text.includes(link) ? `${text}\n\n${link}` : text,
  });
  return mail.compile().build() as Promise<Buffer>;
}

async function post(connection: SMTPConnection, settings: Settings, message: Outgoing): Promise<Fate> {
  const letter = await letterOf(settings, message);
  let begun = false;
  // The library pipes a stream only after the server has answered 354 to DATA: its first read is the first byte out.
  const watched = new Readable({
    read() {
      begun = true;
      this.push(letter);
      this.push(null);
    },
  });
  return new Promise((done) => {
    const failed = (failure: SmtpFailure) => done(fateOf(failure, begun));
    connection.once('error', failed);
    connection.send({ from: settings['from'] as string, to: [message.to] }, watched, (failure) => {
      connection.off('error', failed);
      if (failure) failed(failure);
      else done({ state: 'taken', ref: letterId(settings, message.id) });
    });
  });
}

async function sendAll(settings: Settings, batch: readonly Outgoing[]): Promise<Handed[]> {
  const handed: Handed[] = [];
  let connection: SMTPConnection | undefined;
  for (const [n, message] of batch.entries()) {
    if (!ADDRESS.test(message.to)) {
      handed.push({ id: message.id, state: 'refused', code: 'bad-address', again: false });
      continue;
    }
    try {
      connection ??= await connected(settings);
    } catch (failure) {
      // What carries no code of the protocol or the network is a fault of ours, and is thrown.
      if (!(failure as SmtpFailure).code) throw failure;
      return [...handed, ...allOf(batch.slice(n), fateOf(failure as SmtpFailure, false))];
    }
    const fate = await post(connection, settings, message);
    handed.push({ id: message.id, ...fate } as Handed);
    if (fate.state === 'taken') continue;
    // After a failure the session stands somewhere in the middle: the next letter gets a fresh one.
    connection.close();
    connection = undefined;
  }
  connection?.quit();
  return handed;
}

/** SMTP submission, RFC 5321 and RFC 6409, by nodemailer's connection: its transport hides whether a letter had begun. */
export const smtp: Channel = {
  card: smtpCard,
  open(given): Sender {
    const settings = withDefaults(smtpCard, given);
    const open = settings['encryption'] === 'inside' && !isInside(settings['host'] as string);
    return {
      send: (batch) =>
        open
          ? Promise.resolve(allOf(batch, { state: 'refused', code: 'plain-outside', again: false }))
          : sendAll(settings, batch),
    };
  },
};
