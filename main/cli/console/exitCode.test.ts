import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#shared/errors.ts'
import { AppError } from '#shared/errors.ts'
import type { RunEnd } from '#shared/run/run.ts'
import { exitCodeFor, exitCodeOfRun } from './exitCode.ts'

const errors = (...codes: ErrorCode[]): AppError[] => codes.map((code) => new AppError(code, ''))

describe('the exit code', () => {
  test.each<[ErrorCode[], number]>([
    [[], 0],
    [['workflow.invalid'], 65],
    [['picture.broken'], 65],
    [['file.unreadable'], 66],
    [['engine.unreachable'], 69],
    [['host.gone'], 76],
    [['job.failed'], 69],
    [['internal'], 70],
    [['engine.busy'], 75],
    [['job.unknown'], 76],
    [['account.key'], 77],
    [['cancelled'], 130],
  ])('%j is %d', (codes, code) => {
    expect(exitCodeFor(errors(...codes))).toBe(code)
  })

  test.each<[RunEnd, ErrorCode[], number]>([
    ['partial', ['node.failed'], 69],
    ['partial', ['account.key'], 69],
    ['partial', ['job.failed', 'job.unknown'], 76],
    ['failed', ['account.key'], 77],
    ['done', [], 0],
  ])('of a run that ends %s with %j is %d', (state, codes, code) => {
    expect(exitCodeOfRun(state, codes)).toBe(code)
  })

  test('reports a possible charge before anything else', () => {
    expect(exitCodeFor(errors('account.key', 'job.failed', 'job.unknown', 'cancelled'))).toBe(76)
  })
})
