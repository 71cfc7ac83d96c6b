import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { removeRuns } from './withoutRun.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))

test('a node type loses its run, however it is written, and nothing else', () => {
  const source = [
    `import { blur } from './blur.ts'`,
    `export default defineNode({ type: 'a', run: async ({ image }: Inputs, context) => blur(image), title: 'A' })`,
    `export const other = defineNode({ async run(inputs) { return { run: 1 } }, inputs: { run: text('Run') } })`,
    `export const run = (run: number) => ({ run })`,
  ].join('\n')
  expect(removeRuns('a.ts', source)).toBe(
    [
      `import { blur } from './blur.ts'`,
      `export default defineNode({ type: 'a', run() { throw new Error('A node runs in a host.') }, title: 'A' })`,
      `export const other = defineNode({ run() { throw new Error('A node runs in a host.') }, inputs: { run: text('Run') } })`,
      `export const run = (run: number) => ({ run })`,
    ].join('\n'),
  )
})

test('every local node that runs is found', () => {
  const files = globSync('nodes/local/*.ts', { cwd: root, exclude: ['**/*.test.ts'] })
  expect(files.length).toBeGreaterThan(40)
  const unchanged = files.filter((file) => {
    const source = readFileSync(root + file, 'utf8')
    return /\brun(?:\(|:)/.test(source) && removeRuns(file, source) === source
  })
  expect(unchanged).toEqual([])
})
