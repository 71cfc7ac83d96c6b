import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const text = readFileSync(new URL('../ARCHITECTURE.md', import.meta.url), 'utf8')
const [, section = ''] = text.split('### A Run, from the button to the card')
const [, block = '', after = ''] = section.split(/```(?:text)?\n/)

/** Each line of the walk: a top-level folder, and its files in their order. */
const legs = block
  .trim()
  .split('\n')
  .map((line) => {
    const [folder = '', ...files] = line.split(/ {2,}| · /)
    return { folder, files: files.map((file) => `${folder}/${file}`) }
  })

test('the walk of a Run names files that are there, and says how many they are', () => {
  const files = new Set(legs.flatMap((leg) => leg.files))
  const isThere = (file: string): boolean =>
    ['.ts', '.tsx'].some((ending) => existsSync(new URL(`../${file}${ending}`, import.meta.url)))
  expect([...files].filter((file) => !isThere(file))).toEqual([])
  const changes = legs.filter(({ folder }, at) => at > 0 && legs[at - 1]?.folder !== folder).length
  expect(after.trim().split('.')[0]).toBe(`${files.size} files and ${changes} changes of top-level folder`)
})
