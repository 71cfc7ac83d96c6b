import { expect, onTestFinished, test } from 'vitest'
import { fakeClock } from '#shared/testing/fakeClock.ts'
import { key, serve } from '#main/network/clientFixture.ts'
import { httpAnswer, jsonAnswer } from '#main/network/rawServer.ts'
import { failure, r1, resultLine } from './clientFixture.ts'
import { connectFal } from './connect.ts'
import { falOrigins } from './origins.ts'

const pricesLine = (id: string): string => `GET /v1/models/pricing?endpoint_id=${encodeURIComponent(id)}`

async function connectTo(answers: Readonly<Record<string, string>>) {
  const server = await serve((socket, { line }) => {
    const answer = answers[line]
    if (answer === undefined) socket.destroy()
    else socket.write(answer)
  })
  const connection = connectFal({ base: server.url, token: () => key, clock: fakeClock(0) })
  onTestFinished(connection.close)
  return { connection, server }
}

test('fal has three origins of its own, and any other address replaces all of them', () => {
  const hrefs = (base: string): readonly string[] =>
    Object.values(falOrigins(new URL(base))).map(({ href }) => href)
  expect(hrefs('https://queue.fal.run')).toEqual([
    'https://queue.fal.run/',
    'https://rest.fal.ai/',
    'https://api.fal.ai/',
  ])
  expect(new Set(hrefs('http://127.0.0.1:4100/fal'))).toEqual(new Set(['http://127.0.0.1:4100/fal']))
})

test('a result costs its units times the published price', async () => {
  const text = '{"image":null}'
  const { connection } = await connectTo({
    [resultLine]: httpAnswer(200, { 'content-length': text.length, 'x-fal-billable-units': '1.5' }, text),
    [pricesLine(r1.modelId)]: jsonAnswer(200, {
      prices: [{ endpoint_id: r1.modelId, unit_price: 0.03, unit: 'megapixels', currency: 'USD' }],
    }),
  })
  expect((await connection.client.result(r1)).cost).toBe(0.045)
})

test('a key is tested by a call that costs nothing, each time again', async () => {
  const line = pricesLine('fal-ai/flux/dev')
  const good = await connectTo({ [line]: jsonAnswer(200, { prices: [] }) })
  expect(await good.connection.testKey()).toEqual({ balance: null, currency: 'USD' })
  await good.connection.testKey()
  expect(good.server.requests.map((request) => [request.line, request.headers['authorization']])).toEqual([
    [line, `Key ${key}`],
    [line, `Key ${key}`],
  ])
  const bad = await connectTo({ [line]: jsonAnswer(401, { detail: 'Unauthorized' }) })
  expect((await failure(bad.connection.testKey())).code).toBe('account.key')
})

test('outputs are fetched from fal alone', async () => {
  const { connection } = await connectTo({})
  expect(connection.isOwnOutput(new URL('/outputs/1.png', 'https://v3.fal.media').href)).toBe(false)
  await expect(
    connection.download('https://outputs.example/1.png', { policy: 'output' }),
  ).rejects.toMatchObject({ code: 'egress.refused' })
  const own = connectFal({ base: new URL('https://queue.fal.run'), token: () => key, clock: fakeClock(0) })
  onTestFinished(own.close)
  expect([
    own.isOwnOutput('https://v3.fal.media/files/1.png'),
    own.isOwnOutput('https://fal.media/files/1.png'),
    own.isOwnOutput('https://evilfal.media/1.png'),
    own.isOwnOutput('https://a.runcomfy.net/1.png'),
  ]).toEqual([true, true, false, false])
})
