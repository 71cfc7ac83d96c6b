import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { defineNode } from '../nodes/defineNode.ts'
import { optional, text, withDefault } from '../ports/port.ts'
import type { Value } from '../ports/value.ts'
import type { UserPrompts, Question } from '../services.ts'
import { fakeResults, fakeServices } from '../testing/fakeServices.ts'
import { gatedNode } from '../testing/gatedNode.ts'
import { testRegistry } from '../testing/nodeTypes.ts'
import { startRun } from '../testing/startRun.ts'
import { workflowOf } from '../testing/workflow.ts'

/** Needs a word, and a second one where the first is `more`. */
const promptingNode = defineNode({
  type: 'test/asking',
  title: 'Asking',
  category: 'Test',
  inputs: {
    in: withDefault(text('In'), ''),
    word: optional(text('Word')),
    second: optional(text('Second')),
  },
  outputs: { out: text('Out') },
  userPrompt({ word, second }) {
    if (word === undefined) return { input: 'word', words: 'Say a word' }
    return word === 'more' && second === undefined ? { input: 'second', words: 'Say another' } : null
  },
  run: ({ in: given, word, second = '' }) => ({ out: `${given}${word}${second}` }),
})

/** A user whose answers the test gives. */
function testUserPrompts() {
  const open: { question: Question; answer(value: Value): void }[] = []
  const userPrompts: UserPrompts = {
    prompt: (question, signal) =>
      new Promise((resolve, reject) => {
        open.push({ question, answer: resolve })
        signal.addEventListener('abort', () => reject(new AppError('cancelled', 'stopped')), { once: true })
      }),
  }
  return { userPrompts, open }
}

const registry = testRegistry(promptingNode)
const one = workflowOf({ a: 'test/asking', b: 'test/asking' }, ['a.out > b.in'])

function start(workflow = one, lent = {}) {
  const { userPrompts, open } = testUserPrompts()
  return { open, ...startRun(workflow, registry, { services: fakeServices({ userPrompts, ...lent }) }) }
}

describe('a node that needs user input', () => {
  test('waits for the answer, and runs with it', async () => {
    const { open, done, settle, story } = start()
    await settle()
    expect(open.map(({ question }) => question)).toEqual([
      {
        port: promptingNode.inputs['word'],
        run: 'run-1',
        node: 'a',
        item: '0',
        prompt: { input: 'word', words: 'Say a word' },
        inputs: { in: '' },
      },
    ])
    open[0]?.answer('yes')
    await settle()
    open[1]?.answer('no')
    expect((await done).outputs).toEqual({ a: { out: 'yes' }, b: { out: 'yesno' } })
    expect(story).toEqual([
      'run started',
      'asked a',
      'answered a',
      'started a',
      'done a',
      'asked b',
      'answered b',
      'started b',
      'done b',
      'run done',
    ])
  })

  test('may ask twice', async () => {
    const { open, done, settle } = start(workflowOf({ a: 'test/asking' }))
    await settle()
    open[0]?.answer('more')
    await settle()
    expect(open[1]?.question).toMatchObject({ prompt: { input: 'second' }, inputs: { in: '', word: 'more' } })
    open[1]?.answer('!')
    expect((await done).outputs).toEqual({ a: { out: 'more!' } })
  })

  test('asks nothing where the workflow has the answer', async () => {
    const { open, done } = start(workflowOf({ a: { type: 'test/asking', values: { word: 'here' } } }))
    expect((await done).outputs).toEqual({ a: { out: 'here' } })
    expect(open).toEqual([])
  })

  test('takes no room from the others', async () => {
    const gated = gatedNode()
    const { userPrompts } = testUserPrompts()
    const started = startRun(
      workflowOf({ a: 'test/asking', g: 'test/gated' }),
      testRegistry(promptingNode, gated.type),
      { services: fakeServices({ userPrompts }), limits: { local: 1, remote: 1 } },
    )
    await started.settle()
    gated.call('g').finish({ out: 'G' })
    await started.settle()
    expect(started.story).toEqual(['run started', 'asked a', 'started g', 'done g'])
  })

  test('shows its prompt in the run, until it is answered', async () => {
    const { open, run, settle, done } = start(workflowOf({ a: 'test/asking' }))
    await settle()
    expect(run().steps['a']).toEqual({
      phase: 'waiting',
      prompts: { 0: { at: 1000, input: 'word', words: 'Say a word', inputs: { in: '' } } },
    })
    open[0]?.answer('yes')
    await done
    expect(run().steps['a']).toMatchObject({ phase: 'done' })
  })

  test('asks once per item of a list, and may be answered in any order', async () => {
    const { open, done, settle } = start(
      workflowOf({ l: { type: 'test/lines', values: { text: '1\n2' } }, a: 'test/asking' }, [
        'l.lines > a.in',
      ]),
    )
    await settle()
    expect(open.map(({ question }) => [question.item, question.inputs])).toEqual([
      ['0', { in: '1' }],
      ['1', { in: '2' }],
    ])
    open[1]?.answer('b')
    open[0]?.answer('a')
    expect((await done).outputs['a']).toEqual({ out: ['1a', '2b'] })
  })

  test('that was cancelled meanwhile has ended, and its dependents are skipped', async () => {
    const { cancel, done, settle, story } = start()
    await settle()
    cancel('a')
    expect((await done).state).toBe('cancelled')
    expect(story).toEqual([
      'run started',
      'asked a',
      'cancelled a',
      'skipped b (cancelled: a)',
      'run cancelled',
    ])
  })

  test('in a run that was cancelled is cancelled too', async () => {
    const stop = new AbortController()
    const { userPrompts } = testUserPrompts()
    const started = startRun(one, registry, { services: fakeServices({ userPrompts }), signal: stop.signal })
    await started.settle()
    stop.abort(new AppError('cancelled', 'stopped'))
    expect((await started.done).state).toBe('cancelled')
  })

  test('fails with its own error if nobody can be asked', async () => {
    const { errors, state } = await startRun(one, registry, { services: fakeServices() }).done
    expect(state).toBe('failed')
    expect(errors['a']).toMatchObject({
      code: 'person.needed',
      message:
        'Asking needs user input: Say a word. Open the workflow in the editor, or give a.word a value.',
      data: { node: 'a', input: 'word' },
    })
  })

  test('is cached by the answer, too', async () => {
    const results = fakeResults()
    const first = start(workflowOf({ a: 'test/asking' }), { results })
    await first.settle()
    first.open[0]?.answer('yes')
    await first.done
    const again = start(workflowOf({ a: { type: 'test/asking', values: { word: 'yes' } } }), { results })
    await again.done
    expect(again.story).toEqual(['run started', 'reused a', 'run done'])
  })
})
