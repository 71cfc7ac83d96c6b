import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recoverAndCheck } from './recoverAndCheck.ts'
import type { ChosenFault } from './chooseFault.ts'
import { chooseFault } from './chooseFault.ts'
import type { Chance } from './chance.ts'
import { createChance } from './chance.ts'
import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'
import type { WorkflowCase } from './workflows.ts'
import { workflows, single } from './workflows.ts'
import type { Pictures } from './invariants.ts'
import { readPictures } from './invariants.ts'
import { consultOracle } from './oracle.ts'
import type { Toll } from './toll.ts'
import { addKill, createToll, killsOf } from './toll.ts'
import { startTrial } from './trial.ts'

export interface TortureOptions {
  /** The minimum number of kills. */
  readonly kills: number
  /** Chooses the faults; the same seed chooses the same, except for wall-clock times. */
  readonly seed: number
  /** How many trials run in parallel. */
  readonly lanes: number
  /** Called with progress. */
  readonly log?: (line: string) => void
}

/** One engine, and a library with known durations of its jobs. */
interface Lane {
  readonly engine: EngineProcess
  readonly template: string
  /** The jobs of the template. */
  readonly templateJobs: ReadonlySet<string>
  close(): Promise<void>
}

/** An engine's ledger grows; after this many trials a new one is started. */
const TRIALS_A_LANE = 120

/** Kills the program repeatedly, at random points and times, and checks whether anything was lost or paid twice. */
export async function torture({ kills, seed, lanes, log = () => {} }: TortureOptions): Promise<Toll> {
  const toll = createToll()
  const undisturbed = await runUndisturbed()
  let next = seed
  const work = async (): Promise<void> => {
    while (killsOf(toll) < kills) {
      const lane = await openLane()
      try {
        for (let trial = 0; trial < TRIALS_A_LANE && killsOf(toll) < kills; trial++) {
          await tryOnce(lane, next++, undisturbed, toll)
          if (toll.trials % 25 === 0)
            log(`${killsOf(toll)} of ${kills} kills, ${toll.breaches.length} breaches`)
        }
      } finally {
        await lane.close()
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return toll
}

async function tryOnce(
  { engine, template, templateJobs }: Lane,
  seed: number,
  undisturbed: ReadonlyMap<WorkflowCase, Pictures>,
  toll: Toll,
): Promise<void> {
  const chance = createChance(seed)
  const workflow = chance.pick(workflows)
  const chosen = chooseFaults(chance)
  const trial = await startTrial({ workflow, url: engine.url })
  await cp(template, trial.home, { recursive: true })
  const oracle = await consultOracle(engine)
  const home = await recoverAndCheck({
    trial,
    workflow,
    oracle,
    pictures: undisturbed.get(workflow),
    disturbances: chosen.map(({ disturbances }) => disturbances),
    own: ({ id }) => !templateJobs.has(id),
  })
  const accepted = await oracle.accepted()
  for (const { start, fault } of home.killed) addKill(toll, chosen[start]?.names[fault] ?? 'unasked')
  toll.trials++
  toll.submits += accepted.length
  toll.approved += workflow.approved.reduce((sum, { items }) => sum + items, 0)
  toll.unknowns += home.unknowns
  toll.again += home.again
  for (const breach of home.breaches)
    toll.breaches.push(
      `${breach}\n  seed ${seed}, ${workflow.name}: ${JSON.stringify(chosen)}, kept in ${trial.folder}`,
    )
  if (home.breaches.length === 0) await trial.remove()
}

const chooseFaults = (chance: Chance): readonly ChosenFault[] =>
  Array.from({ length: chance.whole(2, 7) }, () => chooseFault(chance))

async function openLane(): Promise<Lane> {
  const engine = await startEngine()
  const template = await mkdtemp(join(tmpdir(), 'patchbay-faults-'))
  let templateJobs: ReadonlySet<string> = new Set()
  for (const workflow of workflows) {
    const trial = await startTrial({ workflow, url: engine.url, home: template })
    // Other seeds: the trials' results must not be cached.
    const seeds = workflow.approved.flatMap(({ node }) => ['--set', `${node}.seed=77`])
    const { code, stderr } = await trial.run({}, ...seeds)
    if (code !== 0) throw new Error(`a run that nothing befell ended with ${code}: ${stderr}`)
    templateJobs = new Set((await trial.jobs()).map(({ id }) => id))
    await trial.remove()
  }
  return {
    engine,
    template,
    templateJobs,
    async close() {
      await engine.close()
      await rm(template, { recursive: true, force: true })
    },
  }
}

/** The results of each workflow without faults, each on its engine. */
export async function runUndisturbed(
  of: readonly WorkflowCase[] = [single, ...workflows],
): Promise<ReadonlyMap<WorkflowCase, Pictures>> {
  const made = new Map<WorkflowCase, Pictures>()
  for (const api of new Set(of.map(({ engine }) => engine))) {
    const engine = await startEngine(api)
    for (const workflow of of.filter((one) => one.engine === api)) {
      const trial = await startTrial({ workflow, url: engine.url })
      const { code, stderr } = await trial.run()
      if (code !== 0) throw new Error(`a run that nothing befell ended with ${code}: ${stderr}`)
      made.set(workflow, await readPictures(trial.out))
      await trial.remove()
    }
    await engine.close()
  }
  return made
}
