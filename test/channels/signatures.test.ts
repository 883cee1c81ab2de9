import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { aliyunHeaders, queryOf } from '../../src/server/channels/aliyun-sms/sign.ts';
import { dingtalkSign } from '../../src/server/channels/dingtalk-bot/index.ts';
import { feishuSign } from '../../src/server/channels/feishu-bot/index.ts';
import { tencentAuthorization } from '../../src/server/channels/tencent-sms/sign.ts';
import { webhook } from '../../src/server/channels/webhook/index.ts';

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

describe('Standard Webhooks', () => {
  it('signs as its published example', async () => {
    const seen: Record<string, string>[] = [];
    const body = '{"test": 2432232314}';
    expect(
      new Webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw').sign(
        'msg_p5jXN8AQM9LWM0D4loKWxJek',
        new Date(1_614_265_330_000),
        body,
      ),
    ).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    // The channel puts id and time of its own where the example has them.
    const sender = webhook.open(
      { url: 'https://y.example/', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
      {
        now: () => 1_614_265_330_000,
        fetch: async (_, init) => {
          seen.push({ ...(init?.headers as Record<string, string>), body: String(init?.body) });
          return new Response(null, { status: 204 });
        },
      },
    );
    await sender.send([{ id: 'm-1', to: 'x', text: 't', fields: {}, lang: 'zh' }]);
    const {
      'webhook-id': id,
      'webhook-timestamp': stamp,
      'webhook-signature': signature,
      body: sent,
    } = seen[0] as Record<string, string>;
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    expect([id, stamp]).toEqual(['m-1', '1614265330']);
    expect(signature).toBe(`v1,${createHmac('sha256', key).update(`m-1.1614265330.${sent}`).digest('base64')}`);
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
