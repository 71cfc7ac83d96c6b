import { describe } from 'vitest'
import type { EngineUnderTest } from './engineUnderTest.ts'
import { engines } from './engineUnderTest.ts'

// The ways in which a file of this suite covers all engines: coverage.test.ts looks for them.

/** Tests of every engine: what they claim does not depend on whose API it is. They run beside each other. */
export function describeEngines(title: string, define: (engine: EngineUnderTest) => void): void {
  for (const engine of engines)
    describe.concurrent(`${engine.id}: ${title}`, () => {
      define(engine)
    })
}

/** The same, one test after the other. */
export function describeEnginesInTurn(title: string, define: (engine: EngineUnderTest) => void): void {
  for (const engine of engines)
    describe(`${engine.id}: ${title}`, () => {
      define(engine)
    })
}

/**
 * Deals the rows of a table to the engines: for what is decided by the machine and the library, and where an engine must
 * only take part. Throws if there are fewer rows than engines.
 */
export function takeTurns<T>(
  rows: readonly T[],
): readonly { readonly row: T; readonly engine: EngineUnderTest }[] {
  if (rows.length < engines.length) throw new Error(`${rows.length} rows for ${engines.length} engines`)
  // One further after each round: in a table of several columns, no column is always the same engine's.
  const turn = (place: number): number => (place + Math.floor(place / engines.length)) % engines.length
  return rows.map((row, place) => ({ row, engine: engines[turn(place)] ?? engines[0] }))
}
