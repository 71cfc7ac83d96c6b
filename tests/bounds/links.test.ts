import { expect, test } from 'vitest'
import { readArguments } from '#main/electron/deepLink.ts'
import { openRequest } from '#main/electron/openRequest.ts'
import { readWorkflow } from '#shared/document/readWorkflow.ts'
import { cpuTime } from '../../build/lint/pattern/growth.ts'
import { texts } from './bombs.ts'
import { MAX_TURN, slowness } from './measureCases.ts'

const linkOf = (text: string, name = 'a'): string =>
  `patchbay://preview?name=${encodeURIComponent(name)}&workflow=${Buffer.from(text).toString('base64url')}`

/** As much of a text as a link can contain. */
const ROOM = 48_000

const links = [
  ...texts.map(({ name, make }) => ({ name, link: linkOf(make().slice(0, ROOM)) })),
  { name: 'a number with a tail of 47 kB', link: linkOf(`{"a":1${'0'.repeat(20)}.${'0'.repeat(47_000)}1}`) },
  { name: 'a name of 10,000 characters that are not shown', link: linkOf('{}', '\u0007'.repeat(10_000)) },
  { name: 'a link of 64 MiB', link: linkOf('x'.repeat(48 * 2 ** 20)) },
]

// In the app's own process, which serves nobody meanwhile; the memory of a text of 48 kB is negligible.
test.each(links)('following a link takes little time: $name', async ({ link }) => {
  const took = cpuTime(() => {
    for (const request of readArguments(['patchbay', link]))
      if (request.open === 'preview') readWorkflow(request.text)
  })
  expect(took / 1000).toBeLessThanOrEqual(MAX_TURN * slowness())
  const [request] = readArguments([link])
  const opened = request === undefined ? null : await openRequest(request, () => Promise.resolve(null))
  expect(opened?.type).toBe(link.length > 64 * 1024 ? undefined : 'opened')
})
