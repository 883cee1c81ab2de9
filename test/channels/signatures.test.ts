import { describe, expect, it } from 'vitest';
import { aliyunHeaders, queryOf } from '../../src/server/channels/aliyun-sms/sign.ts';

/** Every signature against what its provider has published, byte for byte. */
describe('published examples', () => {
  it('Aliyun ACS3-HMAC-SHA256: 「V3版本请求体&签名机制」, fixed parameters', () => {
    const headers = aliyunHeaders({
      id: 'YourAccessKeyId',
      secret: 'YourAccessKeySecret',
      host: 'ecs.cn-shanghai.aliyuncs.com',
      action: 'RunInstances',
      version: '2014-05-26',
      query: { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' },
      body: '',
      date: '2023-10-26T10:22:32Z',
      nonce: '3156853299f313e23d1673dc12e1703d',
    });
    expect(headers['authorization']).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
    expect(queryOf({ b: "a b*c~d/e!'()", a: '' })).toBe('a=&b=a%20b%2Ac~d%2Fe%21%27%28%29');
  });
});
