import { describe, expect, test } from 'vitest'
import type { Console } from './console.ts'
import { createConsole } from './console.ts'

interface Written {
  readonly console: Console
  readonly out: () => string
  readonly err: () => string
}

/** A console, and what was written through it. */
function written(terminal: { readonly isTTY?: boolean; readonly columns?: number } = {}): Written {
  const [out, err]: [string[], string[]] = [[], []]
  const console = createConsole(
    { write: (text) => out.push(text) },
    { write: (text) => err.push(text), ...terminal },
  )
  return { console, out: () => out.join(''), err: () => err.join('') }
}

const CLEAR = '\r\u001b[K'

test('results go to standard output, messages to standard error, one line each', () => {
  const { console, out, err } = written()
  console.print('/pictures/a.png')
  console.info('It is done.')
  expect([out(), err()]).toEqual(['/pictures/a.png\n', 'It is done.\n'])
})

test('foreign text can neither move the cursor nor hide itself', () => {
  const { console, out, err } = written({ isTTY: true })
  console.print('a\u001b[2Jb\r\u202Ec')
  console.info('a\u0007b\u200Bc')
  console.status('a\u001b[31mb\nc')
  expect([out(), err()]).toEqual(['a[2Jbc\n', 'abc\na[31mb c'])
})

describe('on a terminal', () => {
  test('the progress line is replaced by the next, and cleared before a message', () => {
    const { console, err } = written({ isTTY: true })
    console.status('1 of 2')
    console.status('2 of 2')
    console.info('done')
    console.info('all')
    expect(console.terminal).toBe(true)
    expect(err()).toBe(`1 of 2${CLEAR}2 of 2${CLEAR}done\nall\n`)
  })

  test('an empty progress line removes it, and needs no clearing itself', () => {
    const { console, err } = written({ isTTY: true })
    console.status('1 of 2')
    console.status('')
    console.info('done')
    expect(err()).toBe(`1 of 2${CLEAR}done\n`)
  })

  test.each([
    [10, 'abcdefghijkl', 'abcdefghi'],
    [10, 'abcdefghi', 'abcdefghi'],
    [4, '🎨🎨🎨🎨🎨', '🎨🎨🎨'],
    [undefined, 'x'.repeat(200), 'x'.repeat(79)],
    [0, 'x'.repeat(200), 'x'.repeat(79)],
  ])('of %s columns it does not reach the edge, where it would wrap', (columns, line, shown) => {
    const { console, err } = written({ isTTY: true, ...(columns !== undefined && { columns }) })
    console.status(line)
    expect(err()).toBe(shown)
  })
})

test('without a terminal no progress is printed', () => {
  const { console, err } = written()
  console.status('1 of 2')
  console.info('done')
  expect(console.terminal).toBe(false)
  expect(err()).toBe('done\n')
})
