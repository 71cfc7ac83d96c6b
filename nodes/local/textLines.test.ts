import { expect, test } from 'vitest'
import { createBench } from './testing/runNode.ts'
import textLines from './textLines.ts'

test.each([
  ['a boat\na house', ['a boat', 'a house']],
  ['  a boat \r\n\r\n\t\na house\r', ['a boat', 'a house']],
  ['one', ['one']],
  ['', []],
  [' \n \n', []],
])('%j has the lines %j', async (text, lines) => {
  expect(await createBench().run(textLines, { text })).toEqual({ lines })
})
