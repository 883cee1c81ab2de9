import { createHash, createHmac } from 'node:crypto';

/** Aliyun's encoding: RFC 3986, so `!'()*` too, which encodeURIComponent leaves alone. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface Signing {
  readonly id: string;
  readonly secret: string;
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  /** `2023-10-26T10:22:32Z`; at most 15 minutes from the provider's clock. */
  readonly date: string;
  readonly nonce: string;
  readonly contentType?: string;
}

export const queryOf = (query: Readonly<Record<string, string>>): string =>
  Object.entries(query)
    .map(([key, value]) => `${encoded(key)}=${encoded(value)}`)
    .toSorted()
    .join('&');

/**
 * Signature V3, ACS3-HMAC-SHA256. Source: 阿里云「V3版本请求体&签名机制」 (help.aliyun.com, document 2593177); its
 * published example stands in test/channels/signatures.test.ts. The older SHA-1 form is refused: the document says
 * to go over to V3. No SDK: its HTTP client does not tell an unsent request from an unanswered one.
 */
export function aliyunHeaders(what: Signing): Record<string, string> {
  const headers: Record<string, string> = {
    ...(what.contentType ? { 'content-type': what.contentType } : {}),
    host: what.host,
    'x-acs-action': what.action,
    'x-acs-content-sha256': digest(what.body),
    'x-acs-date': what.date,
    'x-acs-signature-nonce': what.nonce,
    'x-acs-version': what.version,
  };
  const names = Object.keys(headers).toSorted();
  const canonical = [
    'POST',
    '/',
    queryOf(what.query),
    ...names.map((name) => `${name}:${headers[name]?.trim()}`),
    '',
    names.join(';'),
    headers['x-acs-content-sha256'],
  ].join('\n');
  const signature = createHmac('sha256', what.secret)
    .update(`ACS3-HMAC-SHA256\n${digest(canonical)}`)
    .digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${what.id},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return { ...headers, authorization };
}
