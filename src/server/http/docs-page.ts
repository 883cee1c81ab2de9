/** A small page that reads openapi.json; its own script and style, nothing from elsewhere, no inline code. */
export const docsPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>一屏 Yiping · API</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/api/docs.css">
<script src="/api/docs.js" defer></script>
</head>
<body>
<header>
<h1>一屏 <span>Yiping API</span></h1>
<label>查找 · Find <input id="find" type="search" autocomplete="off"></label>
<a href="/api/v1/openapi.json">openapi.json</a>
</header>
<main id="main"><p>正在读取 · Loading …</p></main>
</body>
</html>
`;

export const docsStyle = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 6%, transparent); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 0 1.25rem 4rem; font: 15px/1.55 system-ui, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
header { position: sticky; top: 0; display: flex; gap: 1.25rem; align-items: baseline; padding: .9rem 0; background: Canvas; border-bottom: 1px solid var(--line); }
h1 { font-size: 1.3rem; margin: 0; } h1 span { font-weight: 400; opacity: .7; }
header label { margin-left: auto; } input { font: inherit; padding: .3rem .5rem; border: 1px solid var(--line); border-radius: 6px; background: transparent; color: inherit; }
h2 { margin: 2rem 0 .5rem; font-size: 1.05rem; text-transform: capitalize; }
details { border: 1px solid var(--line); border-radius: 8px; margin: .4rem 0; }
summary { display: flex; gap: .75rem; padding: .55rem .8rem; cursor: pointer; align-items: baseline; flex-wrap: wrap; }
summary:focus-visible, input:focus-visible, a:focus-visible { outline: 2px solid Highlight; outline-offset: 2px; }
summary b { font: 600 .78rem/1.4 ui-monospace, monospace; min-width: 4.2rem; text-align: center; border: 1px solid var(--line); border-radius: 4px; padding: .05rem .3rem; }
summary code { font-weight: 600; } summary .may { margin-left: auto; font-size: .85rem; opacity: .75; }
.inside { padding: 0 .8rem .8rem; } h3 { font-size: .9rem; margin: .9rem 0 .3rem; opacity: .8; }
pre { background: var(--soft); border-radius: 6px; padding: .7rem; overflow: auto; font: 13px/1.45 ui-monospace, monospace; margin: 0; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
`;

export const docsScript = `
'use strict';
const main = document.getElementById('main');
const find = document.getElementById('find');
const el = (name, attributes, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
  node.append(...children);
  return node;
};
const shape = (schema) => el('pre', {}, JSON.stringify(schema, null, 2));
function operation(method, path, op) {
  const inside = el('div', { class: 'inside' });
  if (op.parameters) {
    const rows = op.parameters.map((p) => el('tr', {}, el('td', {}, el('code', {}, p.name)), el('td', {}, p.in + (p.required ? ' *' : '')), el('td', {}, JSON.stringify(p.schema))));
    inside.append(el('h3', {}, '参数 · Parameters'), el('table', {}, ...rows));
  }
  for (const [type, { schema }] of Object.entries((op.requestBody || {}).content || {})) inside.append(el('h3', {}, '正文 · Body  ' + type), shape(schema));
  for (const [status, answer] of Object.entries(op.responses)) {
    if (status === 'default') continue;
    inside.append(el('h3', {}, status + ' ' + answer.description));
    for (const [type, { schema }] of Object.entries(answer.content || {})) inside.append(el('p', {}, type), shape(schema));
  }
  return el('details', { 'data-text': (method + ' ' + path + ' ' + op.summary).toLowerCase() },
    el('summary', {}, el('b', {}, method.toUpperCase()), el('code', {}, path), el('span', {}, op.summary), el('span', { class: 'may' }, op['x-may'])), inside);
}
function command(name, schema) {
  return el('details', { 'data-text': (schema.properties.type.const + ' ' + schema.description).toLowerCase() },
    el('summary', {}, el('code', {}, schema.properties.type.const), el('span', {}, schema.description)), el('div', { class: 'inside' }, shape(schema)));
}
fetch('/api/v1/openapi.json').then((answer) => answer.json()).then((api) => {
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, op] of Object.entries(methods)) {
      const group = groups.get(op.tags[0]) || [];
      groups.set(op.tags[0], [...group, operation(method, path, op)]);
    }
  }
  main.replaceChildren(el('p', {}, api.info.description));
  for (const [noun, list] of groups) main.append(el('section', {}, el('h2', {}, noun), ...list));
  const commands = Object.entries(api.components.schemas).filter(([, schema]) => schema.properties && schema.properties.type && schema.properties.type.const);
  main.append(el('section', {}, el('h2', {}, '命令 · Commands (' + commands.length + ')'), ...commands.map(([name, schema]) => command(name, schema))));
}).catch(() => main.replaceChildren(el('p', {}, '读取失败 · Could not be read')));
find.addEventListener('input', () => {
  const words = find.value.trim().toLowerCase();
  for (const one of document.querySelectorAll('details')) one.hidden = !one.dataset.text.includes(words);
});
`;
