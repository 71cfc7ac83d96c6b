import { expect, test } from 'vitest'
import { readMood, readWords } from './mood.ts'
import { createRandom } from './random.ts'

const mood = (prompt: string) => readMood(prompt, createRandom(prompt))

test.each([
  ['A boat on the SEA', 'sea'],
  ['snow-capped mountains', 'mountains'],
  ['pine forest', 'forest'],
  ['Tokyo street', 'city'],
  ['bowl of apples', 'stillLife'],
  ['a quiet living room', 'interior'],
  ['saturn and its moons', 'space'],
  ['夜里的大海', 'sea'],
])('"%s" is painted as %s', (prompt, motif) => {
  expect(mood(prompt).motif).toBe(motif)
})

test('a portrait takes precedence over the place that the prompt names first', () => {
  expect(mood('in a forest, a portrait of a woman').motif).toBe('portrait')
})

test('a lake or a field is the foreground of another place', () => {
  expect([mood('a lake below mountains').motif, mood('a lake').motif]).toEqual(['mountains', 'hills'])
  expect([mood('a lake below mountains').water, mood('a cabin in the mountains').water]).toEqual([
    true,
    false,
  ])
})

test.each([
  ['midnight', 'night'],
  ['at sunset', 'dusk'],
  ['early morning mist', 'dawn'],
  ['sunny', 'day'],
])('"%s" is the hour of %s', (prompt, hour) => {
  expect(mood(`hills ${prompt}`).hour).toBe(hour)
})

test('colours are read by their names, at most two, in their order', () => {
  expect(mood('red and blue and green').tones.map(({ hue }) => hue)).toEqual([25, 255])
})

test('only both together, black and white ask for greys', () => {
  expect(mood('black and white hills').manners).toContain('grey')
  expect(mood('a white boat on black water').manners).not.toContain('grey')
})

test('words of the language itself have no meaning here', () => {
  expect(mood('constructor __proto__ toString').tones).toEqual([])
})

test('what the prompt leaves open differs from prompt to prompt', () => {
  const motifs = new Set(
    ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((word) => mood(word).motif),
  )
  expect(motifs.size).toBeGreaterThan(2)
})

test('words are lower case, without signs, Han characters one by one', () => {
  expect(readWords('A red-hot, Sea! 夜海 2')).toEqual(['a', 'red', 'hot', 'sea', '夜', '海', '2'])
})
