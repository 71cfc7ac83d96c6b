import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { childEnvironment } from '../prepare/childEnvironment.mjs'
import { benchProgram } from './program.mjs'

test('every part of the benchmark loads, with nothing built and no other library installed', () => {
  const { status, stderr } = spawnSync(process.execPath, [...benchProgram, '--only', 'no such part'], {
    env: childEnvironment(process.env),
    encoding: 'utf8',
  })
  expect(stderr.trim()).toMatch(/^There is no part "no such part": it is one of scheduler, .*canvas\.$/)
  expect(status).toBe(64)
})
