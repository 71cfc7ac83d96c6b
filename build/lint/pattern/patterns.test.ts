import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseSync } from 'vite'
import { patternGraph } from './patternGraph.mjs'
import { overgrowth, runsOf } from './growth.ts'

const root = join(import.meta.dirname, '../../..')

interface Pattern {
  readonly place: string
  readonly pattern: string
  readonly flags: string
}

/** Every regular expression of the program itself, as the parser finds them. */
function patternsOf(folder: string): readonly Pattern[] {
  const files = globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }).filter(
    (file) => !/\.test\.|\/testing\//.test(file),
  )
  return files.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8')
    const found: Pattern[] = []
    const visit = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return
      const { regex, start } = node as { regex?: { pattern: string; flags: string }; start?: number }
      if (regex !== undefined && regex !== null)
        found.push({ place: `${file}:${source.slice(0, start).split('\n').length}`, ...regex })
      for (const child of Object.values(node)) visit(child)
    }
    visit(parseSync(file, source).program)
    return found
  })
}

/**
 * The inputs for a pattern: runs of one of each class of characters that it distinguishes, and of its literal words.
 */
function runsFor(pattern: string, flags: string) {
  const words = [...new Set(pattern.replaceAll(/\\[A-Za-z]/g, ' ').match(/[A-Za-z0-9<:/="._-]{2,}/g))].slice(
    0,
    8,
  )
  const { alphabet } = patternGraph(pattern, flags)
  return [
    ...runsOf(alphabet),
    ...words.flatMap((word) => runsOf([word, `${word}-`, ...alphabet.slice(0, 3)], word)),
  ]
}

function slowOn(pattern: string, flags: string): string | null {
  // All matches and not only the first: the longest use of a pattern on a text.
  const all = new RegExp(pattern, `${flags.replaceAll(/[gy]/g, '')}g`)
  for (const run of runsFor(pattern, flags)) {
    const found = overgrowth(run.of, (text) => void text.replaceAll(all, ''))
    if (found !== null) return `${run.name}: ${found}`
  }
  return null
}

// Not exponential ones: those would not end on a thousand characters. The lint rule finds them.
test.each(['x+$', '[. ]+$', '0+$', 'a(.*b)?'])('the slow pattern %s is detected', (pattern) => {
  expect(slowOn(pattern, '')).toContain('characters take')
})

test.each(['shared', 'nodes', 'main', 'app'])(
  'no pattern in %s takes more than linear time for a text of a megabyte',
  (folder) => {
    const patterns = patternsOf(folder)
    expect(patterns.length).toBeGreaterThan(5)
    const slow = patterns.flatMap(({ place, pattern, flags }) => {
      const words = slowOn(pattern, flags)
      return words === null ? [] : [`${place} /${pattern}/${flags} on ${words}`]
    })
    expect(slow).toEqual([])
  },
)
