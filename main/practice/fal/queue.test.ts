import { afterEach, describe, expect, test } from 'vitest'
import { clearEngines, newFolder } from '../testing/engines.ts'
import { falEndpoints, startFal } from '../testing/falCaller.ts'
import { createCaller } from '../testing/caller.ts'
import { dataUri, discScene, pngOf } from '../testing/pictures.ts'

afterEach(clearEngines)

const text = falEndpoints.text.modelId
/** An endpoint whose id has more than an owner and an alias. */
const inpaint = falEndpoints.inpaint.modelId
const input = { prompt: 'hills', image_size: 'square' }

describe('the life of a request', () => {
  test('a submit is answered with an id and with addresses of the owner and the alias alone', async () => {
    const { practice, fal } = await startFal({ newRequestId: () => 'r-1' })
    practice.hold({ state: 'in_queue' })
    const reply = await fal.call('POST', `/${inpaint}`, {
      prompt: 'a',
      image_url: 'https://a/b.png',
      mask_image_url: 'https://a/c.png',
    })
    const response_url = `${practice.url}/atelier/text/requests/r-1`
    expect([reply.status, reply.json, reply.headers.get('x-fal-request-id')]).toEqual([
      200,
      {
        status: 'IN_QUEUE',
        request_id: 'r-1',
        response_url,
        status_url: `${response_url}/status`,
        cancel_url: `${response_url}/cancel`,
        queue_position: 0,
      },
      'r-1',
    ])
    expect(practice.ledger).toMatchObject([{ requestId: 'r-1', modelId: inpaint }])
  })

  test('its status is 202 with the position until it has ended, and has logs when they are asked for', async () => {
    const { practice, fal } = await startFal()
    practice.hold({ state: 'in_queue' })
    practice.hold({ state: 'in_progress' })
    const { id, status } = await fal.submit(text, input)
    expect(await fal.call('GET', status)).toMatchObject({
      status: 202,
      json: { status: 'IN_QUEUE', request_id: id, queue_position: 0, logs: null },
    })
    practice.release({ state: 'in_queue' })
    await practice.reached({ state: 'in_progress' })
    const progress = await fal.call('GET', `${status}?logs=1`)
    expect(progress).toMatchObject({
      status: 202,
      json: { status: 'IN_PROGRESS', logs: [{ level: 'INFO', source: 'run' }] },
    })
    expect(progress.json).not.toHaveProperty('queue_position')
    practice.release()
    await practice.reached({ state: 'completed' })
    const done = await fal.call('GET', status)
    expect(done).toMatchObject({ status: 200, json: { status: 'COMPLETED', metrics: expect.any(Object) } })
    expect(done.json).not.toHaveProperty('error')
  })

  test('before its end there is no result', async () => {
    const { practice, fal } = await startFal()
    practice.hold({ state: 'in_progress' })
    const { result } = await fal.submit(text, input)
    expect(await fal.call('GET', result)).toMatchObject({
      status: 400,
      json: { detail: 'Request is still in progress' },
    })
  })

  test('its result is the output alone, with the units in a header and files that need no key', async () => {
    const { practice, fal } = await startFal({ token: 'secret' })
    const { reply, links } = await fal.run(text, { ...input, num_images: 2, output_format: 'jpeg', seed: 7 })
    const image = (index: number) => ({
      url: `${practice.url}/outputs/${links.id}/${index}.jpeg`,
      content_type: 'image/jpeg',
      file_name: `${index}.jpeg`,
      file_size: expect.any(Number),
      width: 512,
      height: 512,
    })
    expect(reply.json).toEqual({
      images: [image(0), image(1)],
      seed: 7,
      timings: {},
      has_nsfw_concepts: [false, false],
      prompt: 'hills',
    })
    expect([reply.headers.get('x-fal-billable-units'), reply.headers.get('x-fal-request-id')]).toEqual([
      '2',
      links.id,
    ])
    const file = await createCaller(practice.url).get(image(1).url)
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    expect((await fal.call('GET', image(1).url)).status).toBe(400)
  })

  test('a video has the requested seconds, which are its units', async () => {
    const { fal } = await startFal()
    const image_url = dataUri(await pngOf(discScene(160, 120)))
    const { reply } = await fal.run(falEndpoints.film.modelId, { prompt: 'a', image_url, duration: '1' })
    expect(reply.json).toMatchObject({ video: { content_type: 'video/webm', file_name: '0.webm' } })
    expect(reply.json['video']).not.toHaveProperty('width')
    expect(reply.headers.get('x-fal-billable-units')).toBe('1')
  })

  test('an engine that reports no units has no header for them', async () => {
    const { fal } = await startFal({ capabilities: { actualCost: false } })
    expect((await fal.run(text, input)).reply.headers.get('x-fal-billable-units')).toBeNull()
  })
})

describe('a request that fails', () => {
  test('with an invalid input is accepted and completed, and only its result says what is wrong', async () => {
    const { practice, fal } = await startFal()
    const { reply, links } = await fal.run(text, { seed: 'x', image_url: 'file:///a' })
    expect([reply.status, reply.json]).toEqual([
      422,
      {
        detail: [
          {
            loc: ['body', 'prompt'],
            msg: 'is required',
            type: 'missing',
            url: 'https://docs.fal.ai/errors#missing',
          },
          {
            loc: ['body', 'seed'],
            msg: 'must be an integer, not a text',
            type: 'type',
            url: 'https://docs.fal.ai/errors#type',
          },
          {
            loc: ['body', 'image_url'],
            msg: 'is not a property of this endpoint',
            type: 'extra_forbidden',
            url: 'https://docs.fal.ai/errors#extra_forbidden',
          },
        ],
      },
    ])
    expect((await fal.call('GET', links.status)).json).toMatchObject({
      status: 'COMPLETED',
      error: 'The input is invalid.',
      error_type: 'missing',
    })
    expect(reply.headers.get('x-fal-billable-units')).toBeNull()
    expect(practice.ledger).toHaveLength(1)
  })

  test('with a picture that cannot be read', async () => {
    const { fal } = await startFal()
    const broken = dataUri((await pngOf(discScene(80, 60))).subarray(0, 200))
    const { reply } = await fal.run(falEndpoints.image.modelId, { prompt: 'x', image_url: broken })
    expect(reply).toMatchObject({ status: 422, json: { detail: [{ type: 'image_load_error' }] } })
  })

  test.each([
    [504, 'request_timeout', { detail: 'no time', error_type: 'request_timeout' }, 'request_timeout'],
    [
      422,
      'content_policy_violation',
      {
        detail: [
          {
            loc: ['body'],
            msg: 'no time',
            type: 'content_policy_violation',
            url: 'https://docs.fal.ai/errors#content_policy_violation',
          },
        ],
      },
      null,
    ],
  ])('as ordered, with %i %s', async (status, type, body, header) => {
    const { fal } = await startFal({
      faults: [{ what: 'fail', call: 'submit', message: 'no time', status, type }],
    })
    const { reply, links } = await fal.run(text, input)
    expect([reply.status, reply.json, reply.headers.get('x-fal-error-type')]).toEqual([status, body, header])
    expect((await fal.call('GET', links.status)).json).toMatchObject({
      status: 'COMPLETED',
      error: 'no time',
      error_type: type,
    })
  })
})

describe('a cancel', () => {
  test('ends a request that waits, and one that is being worked on', async () => {
    const { practice, fal } = await startFal()
    practice.hold({ state: 'in_progress' })
    const running = await fal.submit(text, input)
    await practice.reached({ state: 'in_progress' })
    practice.hold({ state: 'in_queue' })
    const waiting = await fal.submit(text, { ...input, seed: 2 })
    for (const { cancel, status, result } of [running, waiting]) {
      expect(await fal.call('PUT', cancel)).toMatchObject({
        status: 202,
        json: { status: 'CANCELLATION_REQUESTED' },
      })
      expect(await fal.call('GET', status)).toMatchObject({
        status: 200,
        json: { status: 'COMPLETED', error_type: 'client_cancelled' },
      })
      expect(await fal.call('GET', result)).toMatchObject({
        status: 499,
        json: { error_type: 'client_cancelled' },
      })
    }
  })

  test('that the model does not obey is answered the same, and the request goes on', async () => {
    const { practice, fal } = await startFal({ capabilities: { stopsRunningJobs: false } })
    practice.hold({ state: 'in_progress' })
    const { cancel, status } = await fal.submit(text, input)
    await practice.reached({ state: 'in_progress' })
    expect((await fal.call('PUT', cancel)).status).toBe(202)
    expect((await fal.call('GET', status)).json).toMatchObject({ status: 'IN_PROGRESS' })
    practice.release()
    await practice.reached({ state: 'completed' })
  })

  test('of a completed request is refused, and by another method', async () => {
    const { fal } = await startFal()
    const { links } = await fal.run(text, input)
    expect(await fal.call('PUT', links.cancel)).toMatchObject({
      status: 400,
      json: { status: 'ALREADY_COMPLETED' },
    })
    const posted = await fal.call('POST', links.cancel, {})
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'PUT'])
  })
})

describe('refusals', () => {
  test.each([
    ['GET', '/atelier/text/requests/nobody/status', 404],
    ['GET', '/atelier/text/requests/nobody', 404],
    ['PUT', '/atelier/text/requests/nobody/cancel', 404],
    ['POST', '/atelier/nothing', 404],
    ['POST', '/atelier', 404],
    ['GET', '/atelier/text', 405],
    ['GET', '/v1/other', 404],
    ['GET', '/atelier/text/requests/r/status/stream', 404],
  ])('%s %s is %i', async (method, path, status) => {
    const { fal } = await startFal()
    const { status: found, json } = await fal.call(method, path, method === 'POST' ? {} : undefined)
    expect([found, json]).toEqual([status, { detail: expect.any(String) }])
  })

  test('a request is not found below another app', async () => {
    const { fal } = await startFal()
    const { links } = await fal.run(text, input)
    expect((await fal.call('GET', links.status.replace('atelier/text', 'atelier/image'))).status).toBe(404)
  })

  test.each([
    ['x-fal-request-timeout', 'soon'],
    ['x-fal-request-timeout', '0'],
    ['x-fal-queue-priority', 'high'],
    ['x-fal-no-retry', 'maybe'],
    ['x-fal-tags', 'one'],
    ['x-fal-tags', Array.from({ length: 11 }, (_, index) => `k${index}=v`).join()],
  ])('a submit with %s: %s is refused, and nothing is accepted', async (name, value) => {
    const { practice, fal } = await startFal()
    const reply = await fal.call('POST', `/${text}`, input, { [name]: value })
    expect(reply).toMatchObject({ status: 400, json: { error_type: 'bad_request' } })
    expect(practice.ledger).toEqual([])
  })

  test('a submit with all headers as documented is accepted', async () => {
    const { practice, fal } = await startFal()
    await fal.submit(text, input, {
      'x-fal-request-timeout': '30',
      'x-fal-queue-priority': 'low',
      'x-fal-no-retry': '1',
      'x-fal-tags': 'patchbay=job-1, b=2',
    })
    expect(practice.ledger).toHaveLength(1)
  })

  test.each([
    ['not JSON', '{"prompt":', { 'content-type': 'application/json' }, 400],
    ['another type', '{}', { 'content-type': 'text/plain' }, 415],
  ])('a submit that is %s', async (_name, body, headers, status) => {
    const { practice, fal } = await startFal()
    expect((await fal.call('POST', `/${text}`, body, headers)).status).toBe(status)
    expect(practice.ledger).toEqual([])
  })

  test.each(['Bearer secret', 'Key', 'Key other', 'secret'])(
    'an authorization of %j is refused where a key is required',
    async (authorization) => {
      const { practice, fal } = await startFal({ token: 'secret' })
      const { id } = await fal.submit(text, input)
      for (const [method, path] of [
        ['POST', `/${text}`],
        ['GET', `/atelier/text/requests/${id}/status`],
        ['GET', `/atelier/text/requests/${id}`],
        ['PUT', `/atelier/text/requests/${id}/cancel`],
        ['GET', '/v1/models'],
        ['GET', `/v1/models/pricing?endpoint_id=${text}`],
        ['GET', `/v1/models/requests/by-endpoint?endpoint_id=${text}`],
      ] as const) {
        const body = method === 'POST' ? input : undefined
        expect((await fal.call(method, path, body, { authorization })).status).toBe(401)
      }
      expect(practice.ledger).toHaveLength(1)
    },
  )

  test('without a token any key will do, and none', async () => {
    const { practice } = await startFal()
    const { post, send } = createCaller(practice.url)
    expect((await post(`/${text}`, input)).status).toBe(200)
    const headers = { 'content-type': 'application/json', authorization: 'Bearer other' }
    const body = JSON.stringify(input)
    expect((await send(`/${text}`, { method: 'POST', headers, body })).status).toBe(401)
  })
})

describe('an idempotency key', () => {
  const key = { 'idempotency-key': 'job-1' }

  test('returns the same request for the same body, after a restart as well', async () => {
    const options = { folder: newFolder(), capabilities: { idempotencyKey: true } }
    const first = await startFal(options)
    const { id } = await first.fal.submit(text, input, key)
    const again = await first.fal.call('POST', `/${text}`, input, key)
    expect([again.json['request_id'], again.headers.get('idempotent-replayed')]).toEqual([id, 'true'])
    await first.practice.close()
    const second = await startFal(options)
    expect((await second.fal.submit(text, input, key)).id).toBe(id)
    expect(second.practice.ledger).toHaveLength(1)
  })

  test('is refused with another body, and ignored by an engine without the capability', async () => {
    const { practice, fal } = await startFal({ capabilities: { idempotencyKey: true } })
    await fal.submit(text, input, key)
    expect((await fal.call('POST', `/${text}`, { ...input, seed: 2 }, key)).status).toBe(409)
    expect(practice.ledger).toHaveLength(1)
    const without = await startFal()
    const ids = [await without.fal.submit(text, input, key), await without.fal.submit(text, input, key)]
    expect(new Set(ids.map(({ id }) => id)).size).toBe(2)
  })
})

describe('an address that clients keep', () => {
  test('an engine that is started again listens at the same address, and answers for its requests', async () => {
    const folder = newFolder()
    const first = await startFal({ folder })
    const image_url = dataUri(await pngOf(discScene(120, 90)))
    const { reply, links } = await first.fal.run(falEndpoints.image.modelId, { prompt: 'sea', image_url })
    await first.practice.close()
    const second = await startFal({ folder })
    expect(second.practice.url).toBe(first.practice.url)
    const again = await second.fal.call('GET', links.result)
    expect([again.status, again.json]).toEqual([200, reply.json])
  })

  test('it listens elsewhere when its address is taken', async () => {
    const folder = newFolder()
    const first = await startFal({ folder })
    const second = await startFal({ folder })
    expect(second.practice.url).not.toBe(first.practice.url)
  })
})
