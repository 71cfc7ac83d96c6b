import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

import { coverageThresholds } from './build/test/coverageBars.mjs'
import { LongestFirst } from './build/test/longestFirst.mjs'

/** What a test may take: those beside their file are quick, those that start whole programs are not. */
const limits = { unit: 60_000, integration: 120_000, browser: 90_000, electron: 120_000 }

/** One less than there are cores is the custom; two cores are kept busy by three, for each waits for files at times. */
const workers = Math.max(3, availableParallelism() - 1)

/** Whoever starts programs waits for them a third of the time. */
const waiting = workers + 1

/** Property tests draw the same cases in each run. */
const resolve = {
  alias: { 'fast-check': fileURLToPath(new URL('build/test/seededFastCheck.mjs', import.meta.url)) },
}

/** Where native libraries are at work, and what only this process has: its files, its sockets. */
const isolated = ['platform', 'network', 'metadata', 'assets', 'library', 'bundle', 'uploads']
  .map((name) => `main/${name}`)
  .join()

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: [`{build,${isolated}}/**/*.test.ts`],
          exclude: ['**/node_modules/**'],
          testTimeout: limits.unit,
          maxWorkers: workers,
        },
      },
      {
        resolve,
        test: {
          name: 'unit-stateless',
          include: ['{app,shared,nodes,main}/**/*.test.ts'],
          // Native libraries have a state of their own: the fonts that a process has loaded, for one.
          exclude: ['**/node_modules/**', `{${isolated}}/**`],
          testTimeout: limits.unit,
          maxWorkers: workers,
          // Modules in these folders hold no state, so that their tests can share a process and the modules that it has
          // loaded. No threads: a thread has a deeper stack, and some tests make sure that the stack is not exhausted.
          isolate: false,
        },
      },
      {
        resolve,
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          exclude: [
            '**/node_modules/**',
            'tests/bench/**',
            'tests/browser/**',
            'tests/electron/**',
            'tests/faults/**',
          ],
          testTimeout: limits.integration,
          hookTimeout: limits.integration,
          maxWorkers: waiting,
        },
      },
      {
        resolve,
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: limits.integration,
          hookTimeout: limits.integration,
          maxWorkers: waiting,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: limits.browser,
          hookTimeout: limits.browser,
          // Each has a browser and a host, and waits for them half of its time: four keep two cores busy.
          maxWorkers: 4,
          // Files share their worker's browser, which is a fixture. What a test changes is its own context and host.
          isolate: false,
        },
      },
      {
        test: {
          name: 'electron',
          include: ['tests/electron/**/*.test.ts'],
          testTimeout: limits.electron,
          hookTimeout: limits.electron,
          // Each has the screen to itself.
          fileParallelism: false,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['shared/**/*.ts'],
      // Fakes for tests are not what the tests must cover.
      exclude: ['**/*.test.ts', '**/testing/**'],
      thresholds: coverageThresholds,
      reporter: [['text', { skipFull: true }], 'html'],
      reportsDirectory: '.cache/coverage',
    },
  },
})
