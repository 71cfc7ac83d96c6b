import { defineConfig } from 'vitest/config'

/** What a test may take: those beside their file are quick, those that start whole programs are not. */
const limits = { unit: 10_000, integration: 120_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,nodes,app,main,build}/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: limits.unit,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'tests/bench/**'],
          testTimeout: limits.integration,
          hookTimeout: limits.integration,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['shared/**/*.ts'],
      exclude: ['**/*.test.ts'],
      thresholds: { branches: 95 },
      reporter: [['text', { skipFull: true }], 'html'],
      reportsDirectory: '.cache/coverage',
    },
  },
})
