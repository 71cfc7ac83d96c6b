import { expect, test } from 'vitest'
import { requestNames } from '#shared/api/contract.ts'
import { anyInput } from './anyInput.ts'
import { archives, paintings, pictures, texts } from './bombs.ts'
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
