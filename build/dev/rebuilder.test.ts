import { expect, test } from 'vitest'

import { createRebuilder } from './rebuilder.mjs'

function start(verdicts: readonly (boolean | Error)[]) {
  const left = [...verdicts]
  const story: unknown[] = []
  const builds: PromiseWithResolvers<void>[] = []
  const changed = createRebuilder({
    async build() {
      const gate = Promise.withResolvers<void>()
      builds.push(gate)
      story.push('build')
      await gate.promise
      const verdict = left.shift()
      if (verdict instanceof Error) throw verdict
      return verdict === true
    },
    restart: () => Promise.resolve(void story.push('restart')),
    onFault: (thrown) => story.push(thrown),
  })
  return { builds, changed, story }
}

test('a change rebuilds and restarts the host, and a change without anything to build does not', async () => {
  const { builds, changed, story } = start([true, false])
  const first = changed()
  builds[0]?.resolve()
  await first
  const second = changed()
  builds[1]?.resolve()
  await second
  expect(story).toEqual(['build', 'restart', 'build'])
})

test('changes during a build are built once after it', async () => {
  const { builds, changed, story } = start([true, true])
  const first = changed()
  const others = [changed(), changed()]
  builds[0]?.resolve()
  await expect.poll(() => builds.length).toBe(2)
  builds[1]?.resolve()
  await Promise.all([first, ...others])
  expect(story).toEqual(['build', 'restart', 'build', 'restart'])
})

test('a failed build leaves the host as it is, and the next change is built', async () => {
  const fault = new Error('a bracket is missing')
  const { builds, changed, story } = start([fault, true])
  const first = changed()
  builds[0]?.resolve()
  await first
  const second = changed()
  builds[1]?.resolve()
  await second
  expect(story).toEqual(['build', fault, 'build', 'restart'])
})
