import { beforeEach, expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import type { Approval } from '#shared/run/approval.ts'
import type { Editor } from '../../base/editor.ts'
import { createParts } from '../../base/editor.ts'
import type { Question } from '../../base/showDialog.ts'
import { withApproval } from './approval.ts'

let editor: Editor
beforeEach(() => {
  editor = createParts()
})

const needed = (cost: number): AppError =>
  new AppError('approval.needed', 'Approve it.', {
    data: {
      forecast: { mode: 'live', jobs: 2, atLeast: false, known: 0, underWay: 0, cost, unpriced: 0 },
      notices: [{ code: 'left-out', message: 'Save is left out', path: ['nodes', 1], node: 'save' }],
    },
  })
const toApprove = { title: 'Finish and pay', action: 'Finish' }

/** The answers of a host and of a user, in sequence. */
function setUp(answers: readonly (AppError | string)[], person: readonly (string | null)[]) {
  const sent: (Approval | undefined)[] = []
  const questions: Question[] = []
  const done = withApproval(
    editor,
    toApprove,
    (approved) => {
      const answer = answers[sent.length] ?? ''
      sent.push(approved)
      return answer instanceof AppError ? Promise.reject(answer) : Promise.resolve(answer)
    },
    (question) => Promise.resolve(person[questions.push(question) - 1] ?? null),
  )
  return { done, sent, questions }
}

test('a request that needs no approval is sent once, and nobody is asked', async () => {
  const { done, sent, questions } = setUp(['run-1'], [])
  expect([await done, sent, questions]).toEqual(['run-1', [undefined], []])
})

test("the user is asked with the host's amount, and again if it has grown", async () => {
  const { done, sent, questions } = setUp([needed(1), needed(2), 'run-1'], ['yes', 'yes'])
  expect(await done).toBe('run-1')
  expect(sent).toEqual([
    undefined,
    { cost: 1, unpriced: 0, atLeast: false },
    { cost: 2, unpriced: 0, atLeast: false },
  ])
  expect(questions).toEqual(
    ['$1.00', '$2.00'].map((price) => ({
      kind: 'choice',
      title: 'Finish and pay',
      message: `Runs 2 jobs ≈ ${price}. Save is left out.`,
      choices: [{ id: 'yes', label: 'Finish', weight: 'main' }],
    })),
  )
})

test('the request is not sent again if the user does not agree', async () => {
  const { done, sent } = setUp([needed(1), 'run-1'], [null])
  expect([await done, sent]).toEqual([null, [undefined]])
})

test('any other error goes to the caller', async () => {
  const { done, questions } = setUp([new AppError('input.invalid', 'No.')], [])
  await expect(done).rejects.toMatchObject({ code: 'input.invalid' })
  expect(questions).toEqual([])
})
