import type { Node, SeedMode, Workflow } from '../document/workflow.ts'
import { modeOf, seedModeOf } from '../document/workflow.ts'
import { withCarried } from '../catalogue/carried.ts'
import type { Registry } from '../nodes/registry.ts'
import type { Port } from '../ports/port.ts'

/** The numbers that seeds were given, by node and port. */
export type Seeds = Readonly<Record<string, Readonly<Record<string, number>>>>

const LARGEST = 2 ** 31 - 1

/** The range of a drawn seed: the limits of its port, and never negative, because that asks the engine to draw. */
function rangeOf(port: Port): { readonly low: number; readonly high: number } {
  const low = Math.max(0, Math.ceil(port.limits.minimum ?? 0))
  return { low, high: Math.max(low, Math.min(LARGEST, Math.floor(port.limits.maximum ?? LARGEST))) }
}

/**
 * The seed for this run. A negative one is replaced whatever the mode, so that every picture can be made again. One
 * that no run has used yet is used as it is, before it is counted up or down.
 */
function nextSeed(port: Port, value: number, mode: SeedMode, random: () => number, isUsed: boolean): number {
  const { low, high } = rangeOf(port)
  const span = high - low + 1
  if (mode === 'randomize' || value < 0) return low + Math.floor(random() * span)
  if (!isUsed) return value
  if (mode === 'increment') return value >= high ? low : Math.max(low, value + 1)
  if (mode === 'decrement') return value <= low ? high : Math.min(high, value - 1)
  return value
}

/**
 * Draws every seed of a run when it starts: returns the workflow with the numbers filled in, and what changed. A seed
 * with a cable, and nodes that do not run, are left alone: those that are bypassed or muted and, with `running` given,
 * those that are not in it. `random` returns a number from 0 to below 1; `used` are the seeds of the latest run.
 */
export function drawSeeds(
  workflow: Workflow,
  base: Registry,
  random: () => number,
  running?: ReadonlySet<string>,
  used: Seeds = {},
): { readonly workflow: Workflow; readonly seeds: Seeds } {
  const registry = withCarried(base, workflow)
  const connected = new Map<string, Set<string>>()
  for (const { to } of workflow.edges)
    connected.set(to.node, (connected.get(to.node) ?? new Set()).add(to.port))
  const seeds: Record<string, Record<string, number>> = {}
  const nodes = workflow.nodes.map((node) => {
    const runs = modeOf(node) === 'active' && running?.has(node.id) !== false
    const drawn = runs ? drawNode(node, registry, connected.get(node.id), random, used[node.id] ?? {}) : {}
    if (Object.keys(drawn).length === 0) return node
    seeds[node.id] = drawn
    return { ...node, values: { ...node.values, ...drawn } }
  })
  return { workflow: Object.keys(seeds).length === 0 ? workflow : { ...workflow, nodes }, seeds }
}

/**
 * New numbers for the locked seeds of these nodes, so that their next run makes something else. They stay locked.
 * `random` as for `drawSeeds`.
 */
export function newSeeds(
  workflow: Workflow,
  registry: Registry,
  random: () => number,
  nodes: ReadonlySet<string>,
): Seeds {
  const locked = (node: Node): boolean => nodes.has(node.id) && seedModeOf(node) === 'fixed'
  const open = workflow.nodes.map((node): Node =>
    locked(node) ? { ...node, seedMode: 'randomize' } : { ...node, mode: 'muted' },
  )
  return drawSeeds({ ...workflow, nodes: open }, registry, random, nodes).seeds
}

function drawNode(
  node: Node,
  registry: Registry,
  connected: ReadonlySet<string> | undefined,
  random: () => number,
  used: Readonly<Record<string, number>>,
): Record<string, number> {
  const drawn: Record<string, number> = {}
  for (const [name, port] of Object.entries(registry.get(node.type)?.inputs ?? {})) {
    if (port.control.kind !== 'seed' || connected?.has(name) === true) continue
    const value = node.values?.[name] ?? port.default
    const mode = seedModeOf(node)
    // A value of another type, and a fixed one that is invalid, are left for the plan to refuse.
    if (value === undefined ? mode === 'fixed' : !Number.isInteger(value)) continue
    const next = nextSeed(
      port,
      // Without a value, counting starts at the smallest number that the port accepts.
      typeof value === 'number' ? value : rangeOf(port).low,
      mode,
      random,
      value !== undefined && used[name] === value,
    )
    if (next !== value) drawn[name] = next
  }
  return drawn
}
