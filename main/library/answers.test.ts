import { expect, test } from 'vitest'
import { text } from '#shared/ports/port.ts'
import type { ItemPath } from '#shared/run/address.ts'
import type { Question } from '#shared/services.ts'
import { testFolder } from '../platform/testing/testFolder.ts'
import { createAnswers } from './answers.ts'
import { openDatabase } from './database.ts'

const asked = (item: ItemPath): Question => ({
  run: 'r',
  node: 'n',
  item,
  prompt: { input: 'word', words: 'Say a word' },
  port: text('Word'),
  inputs: { two: 'b', one: 'a' },
})

test('an answer that an earlier version has stored is found again, and the user is not asked twice', () => {
  const database = openDatabase({ home: testFolder(), writer: true })
  // As it was written when an item was a number: SHA-256 of ["word",[["one","a"],["two","b"]]].
  const digest = '6f099747fc653da3a34ede94a5a60e65125f9fe797156e0bc44f67da21053c6e'
  database.write(
    `INSERT INTO answers (run, node, item, question, answer, at) VALUES ('r', 'n', 3, ?, '"yes"', 1)`,
    digest,
  )
  const answers = createAnswers(database)
  expect(answers.find(asked('3'))).toBe('yes')
  expect((['0', '3.0', '3.3'] as const).map((item) => answers.find(asked(item)))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  database.close()
})

test('each item of a list in a list has an answer of its own', () => {
  const database = openDatabase({ home: testFolder(), writer: true })
  const answers = createAnswers(database)
  const items = ['0', '0.0', '0.1', '1.0', '1.0.0'] as const
  for (const item of items) answers.save(asked(item), `for ${item}`, 1)
  expect(items.map((item) => answers.find(asked(item)))).toEqual(items.map((item) => `for ${item}`))
  database.close()
})
