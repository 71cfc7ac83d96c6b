import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { image, listOf, optional } from '../ports/port.ts'
import type { MediaLiteral, Value } from '../ports/value.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { fakeMedia } from '../testing/media.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { say, workflowOf } from '../testing/workflow.ts'

describe('a picture that the file names', () => {
  const show = (where: 'local' | 'remote') =>
    gatedNode({
      type: `test/show-${where}`,
      where,
      inputs: { image: optional(image('Image')), images: optional(listOf(image('Images'))) },
      outputs: {},
    })

  const resolving = (answers: Readonly<Record<string, Value | Error>>) => {
    const requested: [MediaLiteral, string][] = []
    const services = fakeServices()
    return {
      asked: requested,
      services: {
        ...services,
        assets: {
          ...services.assets,
          resolve(literal: MediaLiteral, kind: string) {
            requested.push([literal, kind])
            const answer = answers[typeof literal === 'string' ? literal : JSON.stringify(literal)]
            // The cast is the test's: it returns rows of the asset store.
            return answer instanceof Error
              ? Promise.reject(answer)
              : Promise.resolve(answer as ReturnType<typeof fakeMedia>)
          },
        },
      },
    }
  }

  test('is read before its node starts, which gets a row of the asset store', async () => {
    const local = show('local')
    const { services, asked: requested } = resolving({
      '{"file":"a.png"}': fakeMedia(1),
      'https://x.example/b.png': fakeMedia(2),
    })
    const values = { image: { file: 'a.png' }, images: [{ file: 'a.png' }, 'https://x.example/b.png'] }
    const { settle } = startRun(
      workflowOf({ s: { type: 'test/show-local', values } }),
      testRegistry(local.type),
      { services },
    )
    expect(local.started).toEqual([])
    await settle()
    expect(local.call('s').inputs).toEqual({ image: fakeMedia(1), images: [fakeMedia(1), fakeMedia(2)] })
    expect(requested.every(([, kind]) => kind === 'image')).toBe(true)
  })

  test('goes to a remote endpoint as its address, and is not fetched', () => {
    const remote = show('remote')
    const values = { image: 'https://x.example/b.png', images: ['http://x.example/c.png'] }
    startRun(workflowOf({ s: { type: 'test/show-remote', values } }), testRegistry(remote.type))
    expect(remote.call('s').inputs).toEqual(values)
  })

  test('as data in the file itself is read for a remote endpoint too', async () => {
    const remote = show('remote')
    const { services } = resolving({ 'data:image/png;base64,AA': fakeMedia(3) })
    const values = {
      image: 'data:image/png;base64,AA',
      images: ['https://x.example/b.png', 'data:image/png;base64,AA'],
    }
    const { settle } = startRun(
      workflowOf({ s: { type: 'test/show-remote', values } }),
      testRegistry(remote.type),
      { services },
    )
    await settle()
    expect(remote.call('s').inputs).toEqual({
      image: fakeMedia(3),
      images: ['https://x.example/b.png', fakeMedia(3)],
    })
  })

  test('that cannot be read only fails its node', async () => {
    const local = show('local')
    const { services } = resolving({
      '{"file":"gone.png"}': new AppError('file.unreadable', 'gone.png is gone'),
    })
    const started = startRun(
      workflowOf({ s: { type: 'test/show-local', values: { image: { file: 'gone.png' } } }, t: say('t') }),
      testRegistry(local.type),
      { services },
    )
    const { errors } = await started.done
    expect(errors['s']?.toJSON()).toEqual({ code: 'file.unreadable', message: 'gone.png is gone' })
    expect(started.story).toEqual(['run started', 'started t', 'done t', 'failed s', 'run failed'])
  })
})
