import { expect, test } from 'vitest'
import type { RequestName } from '#shared/api/contract.ts'
import { requestNames } from '#shared/api/contract.ts'
import { CAPS } from '#shared/document/workflow.ts'
import { anyInput } from './anyInput.ts'
import { archives, largest, paintings, pictures, texts } from './bombs.ts'
import type { Case } from './measureCases.ts'
import { attempt, attemptWith, writeTable, measure, onLinux, warmed } from './measureCases.ts'

writeTable('bounds')

test.runIf(onLinux).each([...pictures, ...archives])(
  'a page that drops this needs neither much memory nor time: $name',
  async ({ name, make }) => {
    const bytes = Uint8Array.from(make())
    const cases: Case[] = [
      ['asset.keep', name, attemptWith(bytes, 'asset.keep', { name: 'a' })],
      ['handover.fromPicture', name, attemptWith(bytes, 'handover.fromPicture', { name: 'a', asset: null })],
      ['handover.import', name, attemptWith(bytes, 'handover.import', {})],
    ]
    expect(await measure(cases, await warmed())).toEqual([])
  },
)

const requested = requestNames.filter((name) => !name.startsWith('shell.') && !name.endsWith('.test'))

test.runIf(onLinux).each(texts)(
  'this text in any request needs neither much memory nor time: $name',
  async ({ name: bomb, make }) => {
    const text = make()
    const cases = requested.flatMap((name): Case[] => {
      const input = anyInput(name, text)
      // Where no long text fits, one of them is enough.
      if (bomb !== texts[0]?.name && JSON.stringify(input).length < 10_000) return []
      return [[name, bomb, async (host) => attempt(host, name, input)]]
    })
    expect(await measure(cases, await warmed())).toEqual([])
  },
)

/** What a page sends that is no text: the changes of the largest workflow, and an answer to a question. */
const values: readonly { readonly name: string; readonly make: () => readonly [RequestName, unknown][] }[] = [
  {
    name: 'all of the largest workflow',
    make: () => {
      // The cast: it was written as a workflow.
      const { nodes, edges } = JSON.parse(largest(CAPS.nodes, CAPS.edges)) as Record<string, unknown[]>
      const added = (add: unknown) => [{ at: 0, remove: 0, add }]
      const change = { nodes: added(nodes), edges: added(edges) }
      return [['draft.change', { id: 'a', name: 'a', base: null, by: 'a', after: 'a', change }]]
    },
  },
  {
    name: 'as many objects as a file may have',
    make: () => {
      const value = Array.from({ length: CAPS.containers - 20 }, () => ({}))
      const change = { fields: { nodes: null, edges: null, a: value }, nodes: [], edges: [] }
      return [
        ['run.answer', { run: 'a', node: 'a', item: 0, value }],
        ['draft.change', { id: 'a', name: 'a', base: null, by: 'a', after: 'a', change }],
      ]
    },
  },
]

test.runIf(onLinux).each(values)(
  'this in a message of a page needs neither much memory nor time: $name',
  async ({ name: bomb, make }) => {
    const cases = make().map(([name, input]): Case => [
      name,
      bomb,
      async (host) => attempt(host, name, input),
    ])
    expect(await measure(cases, await warmed())).toEqual([])
  },
)

test.runIf(onLinux)('no painting blocks a host, and a cancel ends it', async () => {
  const host = await warmed()
  const { editor } = host
  const bytes = pictures.find(({ name }) => name.includes('31 megapixels'))?.make() ?? Buffer.alloc(0)
  const upload = await editor.upload(Uint8Array.from(bytes))
  const { sha256, width = 0, height = 0 } = await editor.client.request('asset.keep', { name: 'a', upload })
  const cases = paintings(sha256, width, height).map(({ name, text }): Case => [
    'run.start',
    name,
    async () => {
      const { run } = await editor.client.request('run.start', {
        text,
        workflow: null,
        targets: null,
        fresh: true,
        first: false,
      })
      await editor.waitForEvent(
        (event) =>
          event.type === 'run.events' &&
          event.run === run &&
          event.events.some(({ type }) => type === 'step.started'),
      )
      await editor.client.request('run.cancel', { run })
      await editor.waitForEvent(
        (event) =>
          event.type === 'run.events' &&
          event.run === run &&
          event.events.some(({ type }) => type === 'run.finished'),
      )
    },
  ])
  expect(await measure(cases, host)).toEqual([])
})
