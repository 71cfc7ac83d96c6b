import { beforeAll, describe, test } from 'vitest'
import type { TestContext } from 'vitest'
import { recoverAndCheck } from './recoverAndCheck.ts'
import type { EngineUnderTest } from './engineUnderTest.ts'
import type { Pictures } from './invariants.ts'
import { takeTurns } from './overEngines.ts'
import { startEngines } from './startEngines.ts'
import { runUndisturbed } from './torture.ts'
import { startTrial } from './trial.ts'
import type { WorkflowCase } from './workflows.ts'
import { pairsFrom } from './workflows.ts'

// Each workflow is on two engines: the first job is on one of them, the second on the next.

const inBlocks = takeTurns([8, 64, 128, 256, 400])
// With fewer, Node itself does not start.
const inFiles = takeTurns([26, 30, 40])

let undisturbed: ReadonlyMap<WorkflowCase, Pictures>

beforeAll(async () => {
  undisturbed = await runUndisturbed(Object.values(pairsFrom).map(({ inpaint }) => inpaint))
})

/** Runs under a shell command, then finishes the run without it. */
async function runUnder(
  under: string,
  { id }: EngineUnderTest,
  onTestFinished: TestContext['onTestFinished'],
) {
  const workflow = pairsFrom[id].inpaint
  const { urls, oracle, close } = await startEngines(workflow.engines)
  const trial = await startTrial({ workflow, url: urls })
  onTestFinished(async () => {
    await close()
    await trial.remove()
  })
  const { code, stderr } = await trial.run({ under })
  const pictures = undisturbed.get(workflow)
  const { breaches } = await recoverAndCheck({ trial, workflow, oracle, pictures })
  return { code, stderr, breaches }
}

describe.concurrent('a limit of the system', () => {
  // In blocks of 512 bytes.
  for (const { row: blocks, engine } of inBlocks)
    test(`on the size of files (${blocks / 2} KiB, ${engine.id} first): named, paid once, nothing lost`, async ({
      expect,
      onTestFinished,
    }) => {
      const { code, stderr, breaches } = await runUnder(`ulimit -f ${blocks}`, engine, onTestFinished)
      expect({ code, stderr, breaches }).toEqual({
        code: expect.toBeOneOf([0, 66, 76]),
        stderr: code === 0 ? expect.anything() : expect.stringMatching(/larger than|disk|written/),
        breaches: [],
      })
    })

  for (const { row: files, engine } of inFiles)
    test(`on open files (${files}, ${engine.id} first): paid once, nothing lost`, async ({
      expect,
      onTestFinished,
    }) => {
      const { breaches } = await runUnder(`ulimit -n ${files}`, engine, onTestFinished)
      expect(breaches).toEqual([])
    })
})
