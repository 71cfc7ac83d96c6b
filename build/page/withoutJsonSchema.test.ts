import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { emptied } from './withoutJsonSchema.mjs'

const zod = dirname(createRequire(import.meta.url).resolve('zod/package.json'))

test.each(['to-json-schema', 'json-schema-processors'])(
  '%s of zod keeps every export by its name',
  async (part) => {
    const path = join(zod, `v4/core/${part}.js`)
    // Sound: it is only asked for its names.
    const whole = (await import(path)) as Readonly<Record<string, unknown>>
    const source = emptied(readFileSync(path, 'utf8'))
    const names = source.split('\n').map((line) => /^export const (\w+) = /.exec(line)?.[1] ?? line)
    expect(names.toSorted()).toEqual(Object.keys(whole).toSorted())
    expect(names.length).toBeGreaterThan(5)
  },
)
