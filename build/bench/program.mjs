import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { root } from '../prepare/root.mjs'

/** The arguments of Node that start the benchmark, before its own. */
export const benchProgram = [
  // Node runs TypeScript by stripping the types; 22.14 needs a flag for it. Memory is read after a collection.
  '--experimental-strip-types',
  '--disable-warning=ExperimentalWarning',
  '--expose-gc',
  `--import=${pathToFileURL(join(root, 'build/bench/modulesByFolder.mjs')).href}`,
  join(root, 'tests/bench/run.ts'),
]
