import { expect, test } from 'vitest'
import { setTake } from '../document/edits/nodes.ts'
import { image, optional, text } from '../ports/port.ts'
import { AppError } from '../errors.ts'
import { fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { fakeMedia } from '../testing/media.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { ids, planOf } from '../testing/planOf.ts'
import { startRun } from '../testing/startRun.ts'
import { say, workflowOf } from '../testing/workflow.ts'
import { takeOf } from './take.ts'

const row = workflowOf({ a: say('a'), b: 'test/join', c: 'test/join' }, [
  'a.text > b.first',
  'b.text > c.first',
])
const taken = setTake('b', { outputs: { text: 'kept' } })(row)

test('a kept result stands for its node: what feeds it is not run for its sake, what it feeds uses it', async () => {
  const started = startRun(taken, testRegistry(), { targets: ['c'] })
  expect((await started.done).outputs).toEqual({ b: { text: 'kept' }, c: { text: 'kept' } })
  expect(started.story.filter((line) => line.includes(' a'))).toEqual([])
})

test('without it the node runs again', () => {
  expect(ids(planOf(setTake('b', null)(taken), ['c']))).toEqual(['a', 'b', 'c'])
  expect(setTake('b', null)(taken)).toEqual(row)
})

test('another kept result is not mistaken for the one before', async () => {
  const services = fakeServices()
  await startRun(taken, testRegistry(), { targets: ['c'], services }).done
  const other = setTake('b', { outputs: { text: 'another' } })(row)
  const { outputs } = await startRun(other, testRegistry(), { targets: ['c'], services }).done
  expect(outputs['c']).toEqual({ text: 'another' })
})

test.each([
  [{}, 'the kept result has no Text: let the node run again'],
  [{ text: 7 }, "the kept result's Text: must be a text, not 7"],
])('a kept result %o is a problem before the run', (outputs, message) => {
  expect(planOf(setTake('b', { outputs })(row)).problems).toEqual([
    { code: 'value', message, path: ['nodes', 1, 'take', 'outputs', 'text'], node: 'b', port: 'text' },
  ])
})

test('a kept picture that is gone fails its node before anything is spent on it', async () => {
  const gated = gatedNode({
    inputs: { in: optional(image('In')), x: optional(text('X')) },
    outputs: { out: image('Out') },
  })
  const pictures = setTake(
    'g',
    takeOf({ out: fakeMedia(1, 'image', { path: '/somewhere' }) }),
  )(workflowOf({ g: 'test/gated', h: 'test/gated' }, ['g.out > h.in']))
  const gone = () => Promise.reject(new AppError('file.unreadable', 'The picture is gone.'))
  const services = fakeServices({ assets: { put: gone, read: gone, resolve: gone } })
  const { errors } = await startRun(pictures, testRegistry(gated.type), { services }).done
  expect(errors['g']?.message).toBe('The picture is gone.')
  expect(gated.started).toEqual([])
})

test('where a picture was saved is not kept with it', () => {
  const saved = fakeMedia(1, 'image', { path: '/somewhere/1.png' })
  const { path: _path, ...row } = saved
  expect(takeOf({ out: [saved], text: 'x' })).toEqual({ outputs: { out: [row], text: 'x' } })
})
