import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Two groups: what is pure runs side by side; what starts databases, servers or browsers runs one file at a time,
    // because they share two cores and one embedded PostgreSQL.
    projects: [
      {
        test: {
          name: 'pure',
          include: ['src/**/*.test.ts', 'test/{scenarios,golden,rules}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'real',
          include: ['test/**/*.test.ts'],
          exclude: ['test/{scenarios,golden,rules}/**'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
