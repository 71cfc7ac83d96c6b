import { expect, test } from 'vitest'
import { AppError } from '#shared/errors.ts'
import { createOutcomes } from './reportOutcome.ts'

function start() {
  const standing: string[] = []
  const outcomes = createOutcomes((text) => {
    standing.push(text)
    return () => void standing.splice(standing.indexOf(text), 1)
  })
  const fail = (text: string) => () => Promise.reject(new AppError('input.invalid', text))
  return { standing, outcomes, fail, succeed: () => Promise.resolve() }
}

test('an error stays until the same action is tried again, and is then replaced', async () => {
  const { standing, outcomes, fail, succeed } = start()
  await outcomes('job 1', fail('No id.'))
  await outcomes('job 1', fail('Not known.'))
  expect(standing).toEqual(['Not known.'])
  await outcomes('job 1', succeed)
  expect(standing).toEqual([])
})

test('the error of another action stays', async () => {
  const { standing, outcomes, fail, succeed } = start()
  await outcomes('job 1', fail('No id.'))
  await outcomes('job 2', succeed)
  expect(standing).toEqual(['No id.'])
})
