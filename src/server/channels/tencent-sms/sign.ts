import { createHash, createHmac } from 'node:crypto';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

export const CONTENT_TYPE = 'application/json; charset=utf-8';

/**
 * Signature of a POST with JSON, TC3-HMAC-SHA256. Source: 腾讯云「签名方法 v3」 (cloud.tencent.com/document/api/362/4208);
 * its published example stands in test/channels/signatures.test.ts. Five minutes of difference between the clocks.
 */
export function tencentAuthorization(what: {
  readonly id: string;
  readonly key: string;
  readonly host: string;
  readonly service: string;
  readonly action: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}): string {
  const signed = 'content-type;host;x-tc-action';
  const canonical = [
    'POST',
    '/',
    '',
    `content-type:${CONTENT_TYPE}`,
    `host:${what.host}`,
    `x-tc-action:${what.action.toLowerCase()}`,
    '',
    signed,
    digest(what.body),
  ].join('\n');
  const date = new Date(what.timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${what.service}/tc3_request`;
  const signing = hmac(hmac(hmac(`TC3${what.key}`, date), what.service), 'tc3_request');
  const signature = hmac(signing, `TC3-HMAC-SHA256\n${what.timestamp}\n${scope}\n${digest(canonical)}`).toString('hex');
  return `TC3-HMAC-SHA256 Credential=${what.id}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
}
