// Replaces fast-check in every test (vitest.config.ts): property tests draw the same cases in each run, so that a run
// is never red by chance. The stress lane draws others each time, by PATCHBAY_TEST_SEED.

import { configureGlobal } from '../../node_modules/fast-check/lib/fast-check.js'

/** Any number does. */
const SEED = 20_261_129

configureGlobal({ seed: Number(process.env.PATCHBAY_TEST_SEED ?? SEED) })

// oxlint-disable-next-line patchbay/no-export-all -- it is the whole package, with a seed
export * from '../../node_modules/fast-check/lib/fast-check.js'
