import { describe, expect, test } from 'vitest'
import type { Approval, RunForecast } from './approval.ts'
import { isCovered, needsApproval } from './approval.ts'

const none: RunForecast = {
  mode: 'live',
  jobs: 0,
  atLeast: false,
  known: 0,
  underWay: 0,
  cost: null,
  unpriced: 0,
}

describe('a run has to be approved', () => {
  test.each<[string, Partial<RunForecast>, boolean]>([
    ['that costs more than was set', { jobs: 2, cost: 0.51 }, true],
    ['that costs as much as was set', { jobs: 2, cost: 0.5 }, false],
    ['of many jobs whose price is not known', { jobs: 11, unpriced: 11 }, true],
    ['of a few of them', { jobs: 10, unpriced: 10 }, false],
    ['on the practice engine', { mode: 'practice', jobs: 99, cost: 99, unpriced: 99 }, false],
  ])('%s: %o', (_, change, needed) => {
    expect(needsApproval({ ...none, ...change }, 0.5)).toBe(needed)
  })
})

describe('an approval', () => {
  const approved: Approval = { cost: 1, unpriced: 2, atLeast: false }
  test.each<[string, Partial<RunForecast>, Approval | undefined, boolean]>([
    ['of the same figures covers a run', { cost: 1, unpriced: 2 }, approved, true],
    ['covers one that turned out cheaper', { cost: 0.5 }, approved, true],
    ['covers none that turned out dearer', { cost: 1.01 }, approved, false],
    ['covers none with more jobs of unknown price', { cost: 1, unpriced: 3 }, approved, false],
    ['covers none that may become more', { cost: 1, atLeast: true }, approved, false],
    ['that said so covers one that may', { cost: 1, atLeast: true }, { ...approved, atLeast: true }, true],
    ['without a price covers none that has one', { cost: 0.1 }, { ...approved, cost: null }, false],
    ['that was not given covers none', { cost: 0.1 }, undefined, false],
    ['covers a sum that is not exact', { cost: 0.1 + 0.2 }, { ...approved, cost: 0.3 }, true],
  ])('%s', (_, change, given, covered) => {
    expect(isCovered({ ...none, ...change }, given)).toBe(covered)
  })
})
