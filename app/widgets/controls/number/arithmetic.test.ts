import { describe, expect, test } from 'vitest'
import { compute } from './arithmetic.ts'

describe('what is typed into a number field', () => {
  test.each<[string, number]>([
    ['512*2', 1024],
    ['1024/4', 256],
    [' 1 + 2 * 3 ', 7],
    ['(1+2)*3', 9],
    ['8-2-1', 5],
    ['64/4/2', 8],
    ['-3', -3],
    ['2*-3', -6],
    ['--2', 2],
    ['-(2+3)', -5],
    ['.5', 0.5],
    ['0,5', 0.5],
    ['1.', 1],
    ['1e3', 1000],
    ['2.5E-1', 0.25],
    ['0.1+0.2', 0.3],
    ['512×2', 1024],
    ['6÷3', 2],
    ['−4', -4],
    ['+=8', 108],
    ['-= 8', 92],
    ['*=1.5', 150],
    ['/=4', 25],
    ['+=2*3', 106],
    ['9007199254740993', 9007199254740992],
  ])('%j comes to %d', (typed, value) => {
    expect(compute(typed, 100)).toEqual({ ok: true, value })
  })

  test.each<[string]>([
    ['abc'],
    ['1+'],
    ['*2'],
    ['(1+2'],
    ['1)'],
    ['()'],
    ['1 2 x'],
    ['1..2'],
    ['1,000.5'],
    ['2**3'],
    ['0x10'],
    ['Infinity'],
    ['NaN'],
    ['alert(1)'],
    ['=8'],
    ['+='],
    ['1e'],
  ])('%j is no number, and the message quotes it', (typed) => {
    expect(compute(typed, 100)).toEqual({ ok: false, text: `“${typed}” is not a number.` })
  })

  test.each<[string]>([['1/0'], ['0/0'], ['1e308*10'], ['/=0']])('%j has no finite result', (typed) => {
    expect(compute(typed, 100)).toEqual({ ok: false, text: 'The result is not a finite number.' })
  })

  test('too little and too much input are different errors', () => {
    expect(compute('  ', 1)).toEqual({ ok: false, text: 'Enter a number.' })
    expect(compute('('.repeat(100_000), 1)).toEqual({
      ok: false,
      text: 'This is longer than the 200 characters that are read.',
    })
  })
})
