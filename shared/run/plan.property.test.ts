import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Node, Workflow } from '../document/workflow.ts'
import { modeOf } from '../document/workflow.ts'
import { buildGraph } from '../graph/graph.ts'
import { createResolver } from '../graph/resolve.ts'
import { createRegistry } from '../nodes/registry.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import type { RandomNode } from '../testing/randomWorkflow.ts'
import { LITERALS, randomWorkflow, strictTypes, TYPES } from '../testing/randomWorkflow.ts'
import { execute } from './execute.ts'
import type { Plan } from './plan.ts'
import { plan } from './plan.ts'
import { planRunnable } from './planRunnable.ts'

const node: fc.Arbitrary<RandomNode> = fc.record({
  type: fc.nat(TYPES - 1),
  mode: fc.constantFrom('active', 'active', 'active', 'muted', 'bypassed'),
  pinned: fc.constantFrom(null, null, null, null, null, null, null, null, 'one', 'list', 'list of before'),
  /** By input: the source of its cable, and its literal. */
  inputs: fc.array(
    fc.record({
      cable: fc.option(fc.tuple(fc.nat(), fc.nat()), { freq: 4 }),
      literal: fc.oneof(
        { weight: 6, arbitrary: fc.constant('right' as const) },
        { weight: 2, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.nat(LITERALS - 1) },
      ),
    }),
    { minLength: 3, maxLength: 3 },
  ),
})

const workflows = fc.array(node, { minLength: 2, maxLength: 9 }).map(randomWorkflow)

const registry = createRegistry(strictTypes(() => undefined))
const names = (ids: Iterable<string>): readonly string[] => [...new Set(ids)].toSorted()
const ran = ({ steps }: Plan): readonly string[] => names(steps.map(({ node }) => node.id))

/** The users of a node's outputs behind bypassed nodes, and its needs. By the definition, and slowly. */
function wiringOf(workflow: Workflow) {
  const { graph } = buildGraph(workflow)
  const resolver = createResolver(graph, registry)
  const nodeAt = (index: number): Node | undefined => workflow.nodes[index]
  const cables = workflow.nodes.flatMap((to, index) =>
    modeOf(to) === 'bypassed'
      ? []
      : Object.entries(registry.get(to.type)?.inputs ?? {}).flatMap(([name, { required }]) => {
          const feed = resolver.feedOf(index, name)
          const from = feed?.from === 'output' ? nodeAt(feed.node) : undefined
          return from === undefined ? [] : [{ from, to, required }]
        }),
  )
  const doesNotRun = (node: Node): boolean =>
    modeOf(node) === 'muted' ||
    (node.take === undefined &&
      cables.some(({ from, to, required }) => to === node && required && doesNotRun(from)))
  return { cables, doesNotRun }
}

/** The nodes that a run of one node, or of all, must run. */
function expectedRun(workflow: Workflow, target?: string): readonly string[] {
  const { cables, doesNotRun } = wiringOf(workflow)
  const active = workflow.nodes.filter((node) => modeOf(node) === 'active' && !doesNotRun(node))
  const isEnd = (node: Node): boolean =>
    target === undefined
      ? registry.get(node.type)?.effect === true ||
        node.take !== undefined ||
        !cables.some(({ from }) => from === node) ||
        cables.some(({ from, to }) => from === node && modeOf(to) === 'muted')
      : node.id === target
  const leads = (node: Node): boolean =>
    isEnd(node) ||
    cables.some(({ from, to }) => from === node && to.take === undefined && active.includes(to) && leads(to))
  return names(active.filter(leads).map(({ id }) => id))
}

test('a run of one node runs that and what it uses, and nothing unused; one that depends on a muted node is refused', () => {
  fc.assert(
    fc.property(workflows, (workflow) => {
      const { doesNotRun } = wiringOf(workflow)
      for (const node of workflow.nodes) {
        const planned = planRunnable(workflow, registry, [node.id])
        const isRefused = modeOf(node) !== 'active' || doesNotRun(node)
        expect(planned.problems.some(({ code }) => code === 'muted')).toBe(isRefused)
        const runs = planned.problems.length === 0
        expect(runs ? ran(planned) : []).toEqual(runs ? expectedRun(workflow, node.id) : [])
      }
    }),
    { numRuns: 400 },
  )
})

test('a run of everything leaves out what only nodes would use that do not run, and runs the rest', () => {
  fc.assert(
    fc.property(workflows, (workflow) => {
      const planned = plan(workflow, registry)
      if (planned.problems.length > 0) return
      expect(ran(planned)).toEqual(expectedRun(workflow))
    }),
    { numRuns: 1500 },
  )
})

test('whatever is bypassed, muted or pinned, a node only receives values that its ports accept', async () => {
  await fc.assert(
    fc.asyncProperty(workflows, async (workflow) => {
      const faults: string[] = []
      const planned = planRunnable(workflow, createRegistry(strictTypes((fault) => void faults.push(fault))))
      if (planned.problems.length > 0) return
      await execute(planned, fakeServices(), { runId: 'r', emit: () => undefined }).done
      expect(faults).toEqual([])
    }),
    { numRuns: 1500 },
  )
})
