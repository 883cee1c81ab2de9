import { openApi } from '../../contract/openapi.ts';
import { docsPage, docsScript, docsStyle } from './docs-page.ts';
import type { Doors } from './doors.ts';
import { JSON_TYPE, type Route, route, Sent } from './route.ts';

/** The description of all routes, these among them, and a page to read it by; both made once. */
export function openApiRoutes(doors: Doors, others: readonly Route[]): Route[] {
  let text: string | undefined;
  const own: Route[] = [
    route({
      method: 'GET',
      url: '/api/v1/openapi.json',
      may: 'public',
      noun: 'description',
      answer: JSON_TYPE,
      words: { zh: '接口说明（OpenAPI 3.1）', en: 'The description of this API (OpenAPI 3.1)' },
      handler() {
        text ??= JSON.stringify(openApi([...others, ...own], doors.commands, doors.version));
        return new Sent(text, JSON_TYPE, 200, { 'cache-control': 'no-cache' });
      },
    }),
    ...(
      [
        ['/api/docs', docsPage, 'text/html', { zh: '接口说明页', en: 'A page to read the description' }],
        ['/api/docs.js', docsScript, 'text/javascript', { zh: '说明页的程序', en: 'Its script' }],
        ['/api/docs.css', docsStyle, 'text/css', { zh: '说明页的样式', en: 'Its style' }],
      ] as const
    ).map(([url, body, type, words]) =>
      route({
        method: 'GET',
        url,
        may: 'public',
        noun: 'description',
        answer: type,
        words,
        handler: () => new Sent(body, `${type}; charset=utf-8`, 200, { 'cache-control': 'no-cache' }, 'page'),
      }),
    ),
  ];
  return own;
}
