import { describe, expect, test } from 'vitest'
import { AppError, ErrorCode, ErrorData, toAppError } from './errors.ts'

describe('AppError', () => {
  test('crosses a process boundary as code, message and data, without its cause', () => {
    const cause = new Error('socket closed')
    const error = new AppError('job.unknown', 'The answer was lost.', { data: { requestId: 'r1' }, cause })
    expect(error.cause).toBe(cause)
    const sent: unknown = JSON.parse(JSON.stringify(error))
    expect(sent).toEqual({ code: 'job.unknown', message: 'The answer was lost.', data: { requestId: 'r1' } })
    expect(ErrorData.parse(sent)).toEqual(sent)
  })

  test('leaves out data that is empty', () => {
    expect(new AppError('cancelled', 'Stopped.').toJSON()).toEqual({ code: 'cancelled', message: 'Stopped.' })
  })

  test('has a name and an own cause only when one was given', () => {
    const error = new AppError('internal', 'x')
    expect(error.name).toBe('AppError')
    expect(Object.hasOwn(error, 'cause')).toBe(false)
  })
})

describe('toAppError', () => {
  test('returns an AppError as it is, whatever code was offered', () => {
    const error = new AppError('account.key', 'No key.')
    expect(toAppError(error, 'node.failed')).toBe(error)
  })

  test.each([
    ['an error', new TypeError('no such thing'), 'no such thing'],
    ['an error without words', new RangeError(''), 'RangeError'],
    ['a text', 'just words', 'just words'],
    ['a number', 7, 'something that is no error'],
    ['nothing', undefined, 'something that is no error'],
    ['null', null, 'something that is no error'],
    ['an object whose words cannot be had', Object.create(null), 'something that is no error'],
    ['a symbol', Symbol('s'), 'something that is no error'],
    ['a function', () => 1, 'something that is no error'],
  ])('makes one of %s that was thrown, and keeps it as the cause', (_, thrown: unknown, message) => {
    const error = toAppError(thrown)
    expect({ code: error.code, message: error.message, cause: error.cause }).toEqual({
      code: 'internal',
      message,
      cause: thrown,
    })
  })

  test('never reads the message of a thrown object, because that could throw again', () => {
    const trap = {
      toString() {
        throw new Error('trap')
      },
    }
    expect(toAppError(trap, 'node.failed').code).toBe('node.failed')
  })
})

test('every code consists of dotted words, so that exit codes and messages can be keyed by it', () => {
  for (const code of ErrorCode.options) expect(code).toMatch(/^[a-z]+(\.[a-z]+)?$/)
})
