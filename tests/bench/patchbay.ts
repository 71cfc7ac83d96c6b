import { hash } from 'node:crypto'

import type { Edge, Node, Workflow } from '#shared/document/workflow.ts'
import { FORMAT, VERSION } from '#shared/document/workflow.ts'
import { defineNode } from '#shared/nodes/defineNode.ts'
import { createRegistry } from '#shared/nodes/registry.ts'
import { integer, optional, seed, text } from '#shared/ports/port.ts'
import type { Values } from '#shared/ports/value.ts'
import { execute } from '#shared/run/execute.ts'
import type { Plan } from '#shared/run/plan.ts'
import { plan } from '#shared/run/plan.ts'
import type { Services } from '#shared/services.ts'

import type { Contender } from './contender.ts'
import type { Task } from './task.ts'
import { PROMPT } from './task.ts'

const FIRST_AND_SECOND = ['first', 'second'] as const

/** `plan`, then `execute` with all that it does in the product: events, cache keys, results looked up and stored. */
export const patchbay: Contender = {
  describe(task) {
    const workflow = describeWorkflow(task)
    const registry = createRegistry([nodeTypeOf(task)])
    let planned: Plan | undefined
    return {
      prepare() {
        planned = plan(workflow, registry)
        if (planned.problems.length > 0) throw new Error(planned.problems[0]?.message)
      },
      async run() {
        let events = 0
        const emit = (): void => {
          events++
        }
        if (planned === undefined) throw new Error('there is no plan')
        // The others have no limit on how many nodes run in parallel.
        const limits = { local: Infinity, remote: Infinity }
        const { state } = await execute(planned, createServices(), { runId: 'bench', limits, emit }).done
        const expected = 2 * planned.steps.length + 2
        if (state !== 'done' || events !== expected) throw new Error(`${state} after ${events} events`)
      },
    }
  },
}

function nodeTypeOf({ work }: Task) {
  return defineNode({
    type: 'bench/node',
    title: 'Node',
    category: 'Bench',
    inputs: {
      prompt: text('Prompt'),
      seed: seed('Seed'),
      first: optional(integer('First')),
      second: optional(integer('Second')),
    },
    outputs: { value: integer('Value') },
    run: async (inputs) => work(inputs.seed, inputs.first ?? 0, inputs.second ?? 0, (value) => ({ value })),
  })
}

function describeWorkflow({ shape }: Task): Workflow {
  const nodes: Node[] = []
  const edges: Edge[] = []
  shape.sources.forEach((sources, node) => {
    nodes.push({
      id: `node-${node}`,
      type: 'bench/node',
      position: { x: 0, y: 0 },
      values: { prompt: PROMPT, seed: node },
    })
    sources.forEach((source, index) => {
      edges.push({
        id: `edge-${edges.length}`,
        from: { node: `node-${source}`, port: 'value' },
        to: { node: `node-${node}`, port: FIRST_AND_SECOND[index] ?? '' },
      })
    })
  })
  return { format: FORMAT, version: VERSION, name: 'Bench', nodes, edges }
}

function createServices(): Services {
  const results = new Map<string, Values>()
  const never = async (): Promise<never> =>
    Promise.reject(new Error('The nodes of the benchmark ask for nothing.'))
  return {
    clock: { now: () => Date.now(), sleep: never },
    assets: { put: never, read: never, resolve: never },
    images: { read: never, write: never, resize: never, renderText: never },
    videos: { trim: never, join: never },
    frames: { frame: never },
    files: { save: never, copy: never },
    jobs: { run: never },
    results: {
      find: (key) => results.get(key),
      save(key, outputs) {
        results.set(key, outputs)
      },
    },
    digest: (value) => hash('sha256', value),
  }
}
