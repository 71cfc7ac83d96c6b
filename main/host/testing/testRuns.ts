import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import type { Input } from '#shared/api/contract.ts'
import type { GatedNode } from '#shared/testing/gatedNode.ts'
import { gatedNode } from '#shared/testing/gatedNode.ts'
import { workflowOf } from '#shared/testing/workflow.ts'
import type { TestSession, TestSessionOptions } from './testSession.ts'
import { testSession } from './testSession.ts'

/** A node of an engine. */
const GATED = 'runcomfy/test/gated'

/** A workflow of two nodes in a row, which end when the test ends them; another name makes it another run. */
export const textOf = (name: string): string =>
  writeWorkflow(workflowOf({ a: { type: GATED, values: { in: name } }, b: GATED }, ['a.out > b.in'], name))

/** What a host says that a run of such a workflow will do. */
export const outlineOfBoth = {
  nodes: [
    { node: 'a', title: 'Gated', last: false },
    { node: 'b', title: 'Gated', last: true },
  ],
  notices: [],
}

/** The request for a run of such a workflow. */
export const startInput = (name: string, change: Partial<Input<'run.start'>> = {}): Input<'run.start'> => ({
  text: textOf(name),
  workflow: null,
  targets: null,
  fresh: false,
  first: false,
  ...change,
})

/** A session whose runs the test ends by hand. */
export interface Started extends TestSession {
  readonly gated: GatedNode
  /** Starts runs with these names, one after the other; returns their ids. */
  queue(...names: readonly string[]): Promise<readonly string[]>
  /** Names and states, as in the list of runs. */
  rows(): Promise<readonly string[]>
}

export async function startSession(options: TestSessionOptions = {}): Promise<Started> {
  const gated = gatedNode({ obeysCancel: true, type: GATED })
  return withRuns(await testSession({ ...options, nodes: [gated.type] }), gated)
}

export const withRuns = (session: TestSession, gated: GatedNode): Started => ({
  ...session,
  gated,
  async queue(...names) {
    const ids: string[] = []
    for (const name of names) {
      ids.push((await session.request('run.start', startInput(name))).run)
      await session.clock.advance(1000)
    }
    return ids
  },
  rows: async () => (await session.request('run.list', {})).map(({ name, state }) => `${name} ${state}`),
})

/** Ends both nodes of the active run, each with outputs that differ from other runs'. */
export async function finish({ gated, clock }: Started): Promise<void> {
  for (const node of ['a', 'b']) {
    const { inputs, finish: end } = gated.call(node)
    end({ out: `${node} of ${JSON.stringify(inputs['in'])}` })
    await clock.settle()
  }
}
