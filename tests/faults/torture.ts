import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bringHome } from './bringHome.ts'
import type { Blow } from './blow.ts'
import { chooseBlow } from './blow.ts'
import type { Chance } from './chance.ts'
import { createChance } from './chance.ts'
import type { EngineProcess } from './engineProcess.ts'
import { startEngine } from './engineProcess.ts'
import type { Flow } from './flows.ts'
import { flows, single } from './flows.ts'
import type { Pictures } from './invariants.ts'
import { readPictures } from './invariants.ts'
import { consultOracle } from './oracle.ts'
import type { Toll } from './toll.ts'
import { addKill, createToll, killsOf } from './toll.ts'
import { startTrial } from './trial.ts'

export interface TortureOptions {
  /** How many kills at least. */
  readonly kills: number
  /** Chooses what befalls whom; the same seed chooses the same, up to the moments of the clock. */
  readonly seed: number
  /** How many trials run side by side. */
  readonly lanes: number
  /** Hears how far it is. */
  readonly say?: (line: string) => void
}

/** One engine, and a library that knows from earlier runs how long its jobs take. */
interface Lane {
  readonly engine: EngineProcess
  readonly template: string
  /** The jobs of the template. */
  readonly known: ReadonlySet<string>
  close(): Promise<void>
}

/** An engine's ledger grows; after so many trials the next one begins anew. */
const TRIALS_A_LANE = 120

/** Kills the program again and again, at points and moments by chance, and sees whether anything was lost or paid twice. */
export async function torture({ kills, seed, lanes, say = () => {} }: TortureOptions): Promise<Toll> {
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
            say(`${killsOf(toll)} of ${kills} kills, ${toll.breaches.length} breaches`)
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
  { engine, template, known }: Lane,
  seed: number,
  undisturbed: ReadonlyMap<Flow, Pictures>,
  toll: Toll,
): Promise<void> {
  const chance = createChance(seed)
  const flow = chance.pick(flows)
  const blows = chooseBlows(chance)
  const trial = await startTrial({ flow, url: engine.url })
  await cp(template, trial.home, { recursive: true })
  const oracle = await consultOracle(engine)
  const home = await bringHome({
    trial,
    flow,
    oracle,
    pictures: undisturbed.get(flow),
    befalls: blows.map(({ befalls }) => befalls),
    own: ({ id }) => !known.has(id),
  })
  const accepted = await oracle.accepted()
  for (const { start, strike } of home.killed) addKill(toll, blows[start]?.names[strike] ?? 'unasked')
  toll.trials++
  toll.submits += accepted.length
  toll.approved += flow.approved.reduce((sum, { items }) => sum + items, 0)
  toll.unknowns += home.unknowns
  toll.again += home.again
  for (const breach of home.breaches)
    toll.breaches.push(
      `${breach}\n  seed ${seed}, ${flow.name}: ${JSON.stringify(blows)}, kept in ${trial.folder}`,
    )
  if (home.breaches.length === 0) await trial.remove()
}

const chooseBlows = (chance: Chance): readonly Blow[] =>
  Array.from({ length: chance.whole(2, 7) }, () => chooseBlow(chance))

async function openLane(): Promise<Lane> {
  const engine = await startEngine()
  const template = await mkdtemp(join(tmpdir(), 'patchbay-faults-'))
  let known: ReadonlySet<string> = new Set()
  for (const flow of flows) {
    const trial = await startTrial({ flow, url: engine.url, home: template })
    // Other seeds: what the trials run is not to be found among the results.
    const seeds = flow.approved.flatMap(({ node }) => ['--set', `${node}.seed=77`])
    const { code, stderr } = await trial.run({}, ...seeds)
    if (code !== 0) throw new Error(`a run that nothing befell ended with ${code}: ${stderr}`)
    known = new Set((await trial.jobs()).map(({ id }) => id))
    await trial.remove()
  }
  return {
    engine,
    template,
    known,
    async close() {
      await engine.close()
      await rm(template, { recursive: true, force: true })
    },
  }
}

/** What each workflow makes when nothing befalls it. */
export async function runUndisturbed(
  of: readonly Flow[] = [single, ...flows],
): Promise<ReadonlyMap<Flow, Pictures>> {
  const engine = await startEngine()
  const made = new Map<Flow, Pictures>()
  for (const flow of of) {
    const trial = await startTrial({ flow, url: engine.url })
    const { code, stderr } = await trial.run()
    if (code !== 0) throw new Error(`a run that nothing befell ended with ${code}: ${stderr}`)
    made.set(flow, await readPictures(trial.out))
    await trial.remove()
  }
  await engine.close()
  return made
}
