import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ApiName } from '#main/practice/apiName.ts'
import { recoverAndCheck } from './recoverAndCheck.ts'
import type { ChosenFault } from './chooseFault.ts'
import { chooseFault } from './chooseFault.ts'
import type { Chance } from './chance.ts'
import { createChance } from './chance.ts'
import { engines } from './engineUnderTest.ts'
import type { Pictures } from './invariants.ts'
import { readPictures } from './invariants.ts'
import { isIdle } from './isIdle.ts'
import { createRunInProcess } from './runInProcess.ts'
import { createSkippingClock } from './skippingClock.ts'
import type { TrialEngines } from './startEngines.ts'
import { startEngines } from './startEngines.ts'
import type { Toll } from './toll.ts'
import { addKill, addSubmits, createToll, killsOf } from './toll.ts'
import { startTrial } from './trial.ts'
import type { WorkflowCase } from './workflows.ts'
import { films, pairsFrom, workflowsOn } from './workflows.ts'

export interface TortureOptions {
  /** The minimum number of kills. */
  readonly kills: number
  /** Chooses the faults; the same seed chooses the same, except for wall-clock times. */
  readonly seed: number
  /** How many trials run in parallel. */
  readonly lanes: number
  /** The engine of every workflow; all of them by default, also within a workflow. */
  readonly engine?: ApiName | null
  /** Called with progress. */
  readonly log?: (line: string) => void
}

/** Addresses of engines, and a library with known durations of their jobs: it knows an engine by its address. */
interface Lane {
  readonly ports: Readonly<Partial<Record<ApiName, number>>>
  readonly template: string
  /** The jobs of the template. */
  readonly templateJobs: ReadonlySet<string>
  close(): Promise<void>
}

/** What happens in all trials of a torture. */
interface Plan {
  readonly workflows: readonly WorkflowCase[]
  /** The results of a workflow without faults. */
  readonly undisturbed: (workflow: WorkflowCase) => Promise<Pictures>
  readonly toll: Toll
}

/** Kills the program repeatedly, at random points and times, and checks whether anything was lost or paid twice. */
export async function torture(options: TortureOptions): Promise<Toll> {
  const { kills, seed, lanes, engine = null, log = () => {} } = options
  const toll = createToll()
  const workflows = workflowsFor(engine)
  const plan = { workflows, undisturbed: memoize(picturesOf), toll }
  let next = seed
  const work = async (): Promise<void> => {
    while (killsOf(toll) < kills) {
      // What a film takes is not worth the drawing of one in each lane.
      const lane = await openLane(workflows.filter((workflow) => !films.includes(workflow)))
      try {
        while (killsOf(toll) < kills && (await tryOnce(lane, next++, plan)))
          if (toll.trials % 25 === 0)
            log(`${killsOf(toll)} of ${kills} kills, ${toll.breaches.length} breaches`)
      } finally {
        await lane.close()
      }
    }
  }
  await Promise.all(Array.from({ length: lanes }, work))
  return toll
}

/** The workflows of an engine; of all engines, each alone and several together. */
const workflowsFor = (engine: ApiName | null): readonly WorkflowCase[] => [
  ...engines
    .filter(({ id }) => engine === null || engine === id)
    .map(({ id }) => workflowsOn[id])
    .flatMap(({ inpaint, variations, chain, branches }) => [inpaint, variations, chain, branches]),
  ...(engine === null
    ? [
        ...engines
          .map(({ id }) => pairsFrom[id])
          .flatMap(({ inpaint, chain, branches }) => [inpaint, chain, branches]),
        ...films,
      ]
    : []),
]

/** False if the lane is of no use any more: another program listens at one of its addresses. */
async function tryOnce(lane: Lane, seed: number, { workflows, undisturbed, toll }: Plan): Promise<boolean> {
  const chance = createChance(seed)
  const workflow = chance.pick(workflows)
  const chosen = chooseFaults(chance, workflow)
  const running = await startEngines(workflow.engines, lane.ports).catch(unlessTaken)
  if (running === null) return false
  try {
    await tryWith(running, { lane, seed, workflow, chosen, pictures: await undisturbed(workflow), toll })
  } finally {
    await running.close()
  }
  return true
}

function unlessTaken(thrown: unknown): null {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE') return null
  throw thrown
}

interface Attempt {
  readonly lane: Lane
  readonly seed: number
  readonly workflow: WorkflowCase
  readonly chosen: readonly ChosenFault[]
  readonly pictures: Pictures | undefined
  readonly toll: Toll
}

async function tryWith(running: TrialEngines, attempt: Attempt): Promise<void> {
  const { lane, seed, workflow, chosen, pictures, toll } = attempt
  const { oracle, urls, all } = running
  const trial = await startTrial({ workflow, url: urls })
  await cp(lane.template, trial.home, { recursive: true })
  const home = await recoverAndCheck({
    trial,
    workflow,
    oracle,
    pictures,
    disturbances: chosen.map(({ disturbances }) => disturbances),
    own: ({ id }) => !lane.templateJobs.has(id),
  })
  for (const { start, fault } of home.killed) addKill(toll, chosen[start]?.names[fault] ?? 'unasked')
  toll.trials++
  workflow.engines.forEach((id, place) => addSubmits(toll, id, all[place]?.ledger.length ?? 0))
  toll.approved += workflow.approved.reduce((sum, { items }) => sum + items, 0)
  toll.unknowns += home.unknowns
  toll.again += home.again
  for (const breach of home.breaches)
    toll.breaches.push(
      `${breach}\n  seed ${seed}, ${workflow.name}: ${JSON.stringify(chosen)}, kept in ${trial.folder}`,
    )
  if (home.breaches.length === 0) await trial.remove()
}

const chooseFaults = (chance: Chance, workflow: WorkflowCase): readonly ChosenFault[] =>
  Array.from({ length: chance.whole(2, 7) }, () => chooseFault(chance, workflow.engines))

async function openLane(workflows: readonly WorkflowCase[]): Promise<Lane> {
  const running = await startEngines([...new Set(workflows.flatMap((workflow) => workflow.engines))])
  const template = await mkdtemp(join(tmpdir(), 'patchbay-faults-'))
  let templateJobs: ReadonlySet<string> = new Set()
  try {
    for (const workflow of onePerEndpoint(workflows)) {
      // Other seeds: the trials' results must not be cached.
      const seeds = workflow.approved.flatMap(({ node }) => ['--set', `${node}.seed=77`])
      templateJobs = await runWell(
        workflow,
        { running, home: template, more: seeds },
        async (trial) => new Set((await trial.jobs()).map(({ id }) => id)),
      )
    }
  } finally {
    await running.close()
  }
  return {
    // Each URL has a port.
    ports: Object.fromEntries(
      Object.entries(running.urls).map(([id, url]) => [id, Number(new URL(url).port)]),
    ),
    template,
    templateJobs,
    close: async () => rm(template, { recursive: true, force: true }),
  }
}

/** As few of them as have all their endpoints. */
function onePerEndpoint(workflows: readonly WorkflowCase[]): readonly WorkflowCase[] {
  const known = new Set<string>()
  return workflows.filter(({ approved }) => {
    const isNew = approved.some(({ modelId }) => !known.has(modelId))
    for (const { modelId } of approved) known.add(modelId)
    return isNew
  })
}

/** The results of each workflow without faults. */
export async function runUndisturbed(
  of: Iterable<WorkflowCase>,
): Promise<ReadonlyMap<WorkflowCase, Pictures>> {
  const made = new Map<WorkflowCase, Pictures>()
  for (const workflow of of) made.set(workflow, await picturesOf(workflow))
  return made
}

async function picturesOf(workflow: WorkflowCase): Promise<Pictures> {
  const running = await startEngines(workflow.engines)
  try {
    return await runWell(workflow, { running }, ({ out }) => readPictures(out))
  } finally {
    await running.close()
  }
}

function memoize<K, V>(make: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const made = new Map<K, Promise<V>>()
  return (key) => {
    const known = made.get(key) ?? make(key)
    made.set(key, known)
    return known
  }
}

/** Runs a workflow to its end in this process, by a clock on which nobody waits. */
async function runWell<T>(
  workflow: WorkflowCase,
  { running, home, more = [] }: { running: TrialEngines; home?: string; more?: readonly string[] },
  read: (trial: Awaited<ReturnType<typeof startTrial>>) => Promise<T>,
): Promise<T> {
  const everyIdle = async () => (await Promise.all(running.all.map(isIdle))).every(Boolean)
  const inProcess = createRunInProcess(createSkippingClock({ isIdle: everyIdle }))
  const trial = await startTrial({
    workflow,
    url: running.urls,
    inProcess,
    ...(home !== undefined && { home }),
  })
  try {
    const { code, stderr } = await trial.run({}, ...more)
    if (code !== 0) throw new Error(`a run that nothing befell ended with ${code}: ${stderr}`)
    return await read(trial)
  } finally {
    await trial.remove()
  }
}
