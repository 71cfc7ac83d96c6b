import { expect, test } from 'vitest'
import { CAPS } from '#shared/document/workflow.ts'
import { largest } from './bombs.ts'
import type { Case } from './measureCases.ts'
import { attempt, writeTable, measure, onLinux, warmed } from './measureCases.ts'

writeTable('bounds-largest')

const sizes = [
  ['as many nodes and cables as a file may have', () => largest(CAPS.nodes, CAPS.edges)],
  ['all the bytes of a file in many nodes', () => largest(CAPS.nodes, CAPS.edges, CAPS.file)],
  ['all the bytes of a file in a few nodes', () => largest(20, 0, CAPS.file)],
] as const

test.runIf(onLinux).each(sizes)(
  'the largest accepted workflow never blocks a host, from the first save to its archive: %s',
  async (bomb, make) => {
    const host = await warmed()
    const { client, waitForEvent: heard } = host.editor
    const text = make()
    const entry = await client.request('workflow.save', {
      id: null,
      name: 'a',
      text,
      base: null,
      overwrite: false,
      by: null,
    })
    const at = { id: entry.id, by: 'page' }
    const first = await client.request('draft.keep', { ...at, name: 'a', text, base: entry.version })
    const { run } = await client.request('run.start', {
      text,
      workflow: entry.id,
      targets: ['n0'],
      fresh: true,
      first: false,
    })
    await heard(
      (event) =>
        event.type === 'run.events' &&
        event.run === run &&
        event.events.some(({ type }) => type === 'run.finished'),
    )
    const rename = (name: string) => ({ id: entry.id, name })
    const finish = async (): Promise<void> => {
      const started = await client.request('run.start', {
        text,
        workflow: null,
        targets: null,
        fresh: true,
        first: false,
      })
      await heard(
        (event) =>
          event.type === 'run.events' &&
          event.run === started.run &&
          event.events.some(({ type }) => type === 'run.finished'),
      )
    }
    const cases: Case[] = [
      ['a run to its end', bomb, finish],
      ['workflow.open', bomb, async () => attempt(host, 'workflow.open', { id: entry.id })],
      [
        'draft.change',
        bomb,
        async () =>
          attempt(host, 'draft.change', {
            ...at,
            name: 'b',
            base: entry.version,
            after: first.version,
            change: {
              fields: { format: 'patchbay/workflow', version: 1, name: 'b', nodes: null, edges: null },
              nodes: [],
              edges: [],
            },
          }),
      ],
      [
        'workflow.open, with a changed draft',
        bomb,
        async () => attempt(host, 'workflow.open', { id: entry.id }),
      ],
      ['workflow.rename', bomb, async () => attempt(host, 'workflow.rename', rename('b'))],
      ['workflow.duplicate', bomb, async () => attempt(host, 'workflow.duplicate', { id: entry.id })],
      ['run.open', bomb, async () => attempt(host, 'run.open', { run })],
      ['run.resume', bomb, async () => attempt(host, 'run.resume', { run })],
      ['run.retry', bomb, async () => attempt(host, 'run.retry', { run })],
      ['run.list', bomb, async () => attempt(host, 'run.list', {})],
      ['result.makers', bomb, async () => attempt(host, 'result.makers', {})],
      ['result.workflow', bomb, async () => attempt(host, 'result.workflow', { run })],
      ['handover.export', bomb, async () => attempt(host, 'handover.export', { run })],
    ]
    expect(await measure(cases, host)).toEqual([])
  },
)
