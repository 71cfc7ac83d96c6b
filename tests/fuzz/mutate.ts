import type { Json } from '#shared/ports/value.ts'
import type { Chance } from '../faults/chance.ts'

/** Bytes with a meaning in some format. */
const tellingBytes = [
  0x00, 0x01, 0x7f, 0x80, 0xff, 0x22, 0x5c, 0x7b, 0x5b, 0x2c, 0x30, 0x3a, 0x0a, 0xd8, 0xe1,
]

/** One to four modifications of bytes: changed, truncated, doubled, moved, an absurd length. */
export function mutateBytes(bytes: Uint8Array, chance: Chance): Uint8Array {
  let changed: Uint8Array = new Uint8Array(bytes)
  for (let act = chance.whole(1, 4); act > 0 && changed.length > 0; act -= 1) {
    const at = chance.whole(0, changed.length - 1)
    const end = Math.min(changed.length, at + chance.whole(1, 40))
    switch (chance.whole(0, 5)) {
      case 0:
        changed[at] = chance.whole(0, 255)
        break
      case 1:
        changed[at] = chance.pick(tellingBytes)
        break
      case 2:
        changed = changed.slice(0, at)
        break
      case 3:
        changed = join(changed.subarray(0, end), changed.subarray(at))
        break
      case 4:
        changed = join(changed.subarray(0, at), changed.subarray(end))
        break
      default:
        for (let index = at; index < Math.min(changed.length, at + 4); index += 1)
          changed[index] = chance.pick([0, 0x7f, 0xff])
    }
  }
  return changed
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const joined = new Uint8Array(head.length + tail.length)
  joined.set(head)
  joined.set(tail, head.length)
  return joined
}

const utf8 = new TextEncoder()
const decoder = new TextDecoder()

export const mutateText = (text: string, chance: Chance): string =>
  decoder.decode(mutateBytes(utf8.encode(text), chance))

const tokens = [
  '',
  'constructor',
  '__proto__',
  'prototype',
  'toString',
  'length',
  '0',
  '-1',
  'x.y',
  '\uD800',
  '..',
  'image',
  '$ref',
  '#',
  'null',
  'https://a.example/b.png',
  'data:,',
  'COMBO',
  '*',
]
const numbers = [0, -0, 1, -1, 0.5, 255, 2 ** 31, -(2 ** 31), 2 ** 53, 1e21, 1e308, -1e-9]

/** A value by the grammar of JSON, with names and numbers that often cause errors. */
export function anyJson(chance: Chance, depth = 3): Json {
  switch (chance.whole(0, depth > 0 ? 7 : 4)) {
    case 0:
      return null
    case 1:
      return chance.next() < 0.5
    case 2:
      return chance.pick(numbers)
    case 3:
    case 4:
      return chance.pick(tokens)
    case 5:
      return Array.from({ length: chance.whole(0, 3) }, () => anyJson(chance, depth - 1))
    default:
      return Object.fromEntries(
        Array.from({ length: chance.whole(0, 3) }, () => [chance.pick(tokens), anyJson(chance, depth - 1)]),
      )
  }
}

/** A copy of JSON in which a few values or names are changed, or something is left out. */
export function mutateJson(value: Json, chance: Chance, rate = 0.04): Json {
  if (chance.next() < rate) return anyJson(chance)
  if (Array.isArray(value)) {
    const items = value.filter(() => chance.next() >= rate).map((one: Json) => mutateJson(one, chance, rate))
    return chance.next() < rate ? [...items, ...items] : items
  }
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
    .filter(() => chance.next() >= rate / 2)
    .map(([key, one]) => [
      chance.next() < rate / 2 ? chance.pick(tokens) : key,
      mutateJson(one, chance, rate),
    ])
  // The cast: pairs of names and JSON are an object of JSON.
  return Object.fromEntries(entries) as Json
}
