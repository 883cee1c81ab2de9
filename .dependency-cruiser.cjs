/** Who may import whom (ARCHITECTURE.md). A gate that read nothing is red: tools/check-imports.mjs counts the files. */
const domainModules = '(cases|responses|notices|sweeps|transfers|drill|roll)';
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'domain-stands-alone', severity: 'error', comment: 'the domain knows neither Node nor npm nor the rim',
      from: { path: '^src/domain', pathNot: '\\.test\\.ts$' }, to: { pathNot: '^src/domain' } },
    { name: 'kernel-knows-only-itself', severity: 'error', from: { path: '^src/domain/kernel', pathNot: '\\.test\\.ts$' }, to: { pathNot: '^src/domain/kernel' } },
    { name: 'places-know-only-the-kernel', severity: 'error', from: { path: '^src/domain/places', pathNot: '\\.test\\.ts$' }, to: { path: '^src/domain/(?!kernel|places)' } },
    { name: 'people-know-kernel-and-places', severity: 'error', from: { path: '^src/domain/people', pathNot: '\\.test\\.ts$' }, to: { path: '^src/domain/(?!kernel|places|people)' } },
    { name: 'modules-do-not-call-each-other', severity: 'error', from: { path: `^src/domain/${domainModules}/`, pathNot: '\\.test\\.ts$' }, to: { path: `^src/domain/${domainModules}/`, pathNot: '^src/domain/$1/' } },
    { name: 'modules-do-not-know-who-folds-them', severity: 'error', from: { path: `^src/domain/${domainModules}/`, pathNot: '\\.test\\.ts$' }, to: { path: '^src/domain/(reactions|screen|aggregates)' } },
    { name: 'a-module-is-its-index', severity: 'error', comment: 'from outside, a domain module is its index.ts',
      from: { path: '^src/(?!domain/)' }, to: { path: `^src/domain/[^/]+/(?!index\\.ts$)` } },
    { name: 'contract-is-words', severity: 'error', from: { path: '^src/contract', pathNot: '\\.test\\.ts$' }, to: { path: '^src/(server|web|simulator)|^node_modules/(?!zod)' } },
    { name: 'server-does-not-see', severity: 'error', from: { path: '^src/server' }, to: { path: '^src/(web|simulator)' } },
    { name: 'web-does-not-do', severity: 'error', from: { path: '^src/web' }, to: { path: '^src/(server|simulator)' } },
    { name: 'console-and-wall-are-separate', severity: 'error', from: { path: '^src/web/(console|wall)/' }, to: { path: '^src/web/(console|wall)/', pathNot: '^src/web/$1/' } },
    { name: 'simulator-stands-outside', severity: 'error', from: { path: '^src/simulator' }, to: { path: '^src/(server|web)' } },
    { name: 'nobody-imports-tests', severity: 'error', from: { path: '^src', pathNot: '\\.test\\.ts$' }, to: { path: '\\.test\\.ts$|^test/' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
