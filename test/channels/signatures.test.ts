import { describe, expect, it } from 'vitest';
import { aliyunHeaders, queryOf } from '../../src/server/channels/aliyun-sms/sign.ts';
import { dingtalkSign } from '../../src/server/channels/dingtalk-bot/index.ts';
import { feishuSign } from '../../src/server/channels/feishu-bot/index.ts';
import { tencentAuthorization } from '../../src/server/channels/tencent-sms/sign.ts';

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

  it('Tencent Cloud TC3-HMAC-SHA256: 「签名方法 v3」, whose secret key is 32 asterisks', () => {
    const authorization = tencentAuthorization({
      id: `AKID${'*'.repeat(32)}`,
      key: '*'.repeat(32),
      host: 'cvm.tencentcloudapi.com',
      service: 'cvm',
      action: 'DescribeInstances',
      timestamp: 1_551_113_065,
      body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
    });
    expect(authorization).toBe(
      `TC3-HMAC-SHA256 Credential=AKID${'*'.repeat(32)}/2019-02-25/cvm/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f`,
    );
  });
});

/** No answers are published for these: made with `openssl dgst -sha256 -mac HMAC` from the sentences of the documents. */
describe('documented constructions', () => {
  it('DingTalk: timestamp + "\\n" + secret, signed with the secret', () => {
    expect(dingtalkSign('this is secret', 1_577_262_236_757)).toBe('hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=');
  });
  it('Feishu: nothing, signed with timestamp + "\\n" + secret', () => {
    expect(feishuSign('demo', 1_599_360_473)).toBe('l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=');
  });
});
