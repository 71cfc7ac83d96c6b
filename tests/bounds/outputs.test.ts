import { expect, test } from 'vitest'
import { writeWorkflow } from '#shared/document/writeWorkflow.ts'
import { archives, onePixel, pictures, texts } from './bombs.ts'
import type { EngineOutput } from './fileEngine.ts'
import { startFileEngine } from './fileEngine.ts'
import { largeFilm } from './largeFilm.ts'
import { writeTable, measure, onLinux, warmed } from './measureCases.ts'

writeTable('bounds-outputs')

/** An answer with a picture, and arbitrary data beside it. */
const beside = (bomb: string): EngineOutput => ({
  file: onePixel,
  result: (url) =>
    `{"request_id":"@id","status":"completed","output":{"image":${JSON.stringify(url)},"more":${bomb}}}`,
})

const filmPieces = await largeFilm()

const outputs: readonly { readonly name: string; readonly make: () => EngineOutput }[] = [
  ...[...pictures, ...archives.slice(0, 2)].map(({ name, make }) => ({
    name,
    make: () => ({ file: make() }),
  })),
  ...texts.slice(0, 2).map(({ name, make }) => ({ name, make: () => ({ file: Buffer.from(make()) }) })),
  { name: 'a text of 64 MiB', make: () => ({ file: Buffer.alloc(64 * 2 ** 20, 'a ') }) },
  { name: 'a film of 200 MiB', make: () => ({ file: Buffer.concat([...filmPieces()]) }) },
  {
    name: 'an answer with a number of 200 kB',
    make: () => beside(`1${'0'.repeat(20)}.${'0'.repeat(199_000)}1`),
  },
  { name: 'an answer of two million objects', make: () => beside(`[${'{},'.repeat(2e6)}{}]`) },
  { name: 'an answer a thousand deep', make: () => beside('{"a":'.repeat(1000) + '1' + '}'.repeat(1000)) },
  { name: 'an answer of a million values', make: () => beside(`[${'1,'.repeat(999_990)}1]`) },
  { name: 'an answer of 15 MiB of text', make: () => beside(JSON.stringify('eyJ-'.repeat(15 * 2 ** 18))) },
]

/** A run of one job; its own prompt makes it a job of its own. */
const workflow = (prompt: string): string =>
  writeWorkflow({
    format: 'patchbay/workflow',
    version: 1,
    nodes: [
      {
        id: 'a',
        type: 'runcomfy/tongyi-mai/z-image/turbo',
        position: { x: 0, y: 0 },
        values: { prompt, seed: 1 },
      },
    ],
    edges: [],
  })

test.runIf(onLinux)("an engine's output needs neither much memory nor time", async () => {
  const engine = await startFileEngine()
  const host = await warmed({ PATCHBAY_API_URL: engine.url, RUNCOMFY_API_TOKEN: 'key' })
  const { client, waitForEvent: heard } = host.editor
  await client.request('settings.change', { mode: 'live' })
  const ends: [name: string, state: string][] = []
  const runToItsEnd = async (prompt: string, refused: Promise<void>): Promise<void> => {
    const request = { text: workflow(prompt), workflow: null, targets: null, fresh: false, first: false }
    const { run } = await client.request('run.start', request)
    void refused.then(async () => client.request('run.cancel', { run })).catch(() => {})
    await heard((event) => {
      if (event.type !== 'run.events' || event.run !== run) return false
      const end = event.events.find(({ type }) => type === 'run.finished')
      if (end?.type === 'run.finished') ends.push([prompt, end.state])
      return end !== undefined
    })
  }
  // The cost of a host's first job is not part of a file's cost.
  await runToItsEnd('first', engine.serve({ file: onePixel }))
  const over: string[] = []
  for (const { name, make } of outputs) {
    const refused = engine.serve(make())
    over.push(
      ...(await measure([['a job of an engine', name, async () => runToItsEnd(name, refused)]], host)),
    )
  }
  expect(over).toEqual([])
  // However large an answer is: paid results arrive, and what it contains besides is delivered.
  expect(ends.filter(([name]) => name.startsWith('an answer'))).toEqual(
    outputs.flatMap(({ name }) => (name.startsWith('an answer') ? [[name, 'done']] : [])),
  )
})
