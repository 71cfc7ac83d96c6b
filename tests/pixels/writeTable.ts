// npm run pixels: measures every node against its references, and writes the table into README.md.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadRegistry } from '#main/assets/workers/loadRegistry.ts'
import { table } from '../bench/table.ts'
import { combine, measureCase } from './measure.ts'
import { openPixelContext } from './openPixelContext.ts'
import { properties } from './properties/all.ts'
import { readPictures, readReferences } from './reference/readReference.ts'
import { toleranceOf } from './tolerances.ts'

const BEGIN = '<!-- written by npm run pixels -->'
const END = '<!-- to here -->'

const pixelContext = openPixelContext()
try {
  const file = join(import.meta.dirname, 'README.md')
  const text = readFileSync(file, 'utf8')
  const [start, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (start < 0 || end < start) throw new Error('README.md has no place for the table')
  const made = await describe()
  writeFileSync(file, `${text.slice(0, start + BEGIN.length)}\n\n${made}\n\n${text.slice(end)}`)
  process.stdout.write(`${made}\n`)
} finally {
  pixelContext.close()
}

async function describe(): Promise<string> {
  const registry = await loadRegistry()
  const pictures = readPictures()
  const rows: string[][] = []
  const versions = new Set<string>()
  for (const reference of readReferences()) {
    const distances = []
    for (const one of reference.cases)
      distances.push(await measureCase(reference, one, pictures, { registry, pixelContext }))
    const { largest, mean } = combine(distances)
    const title = registry.get(reference.node)?.title ?? reference.node
    const most = toleranceOf(reference.file).largest
    rows.push([title, reference.reference, ...[distances.length, largest, mean, most].map(levels)])
    versions.add(
      Object.entries(reference.made)
        .map(([library, version]) => `${library} ${version}`)
        .join(', '),
    )
  }
  const measured: string[][] = []
  for (const { name, unit, most, measure } of properties)
    measured.push([name, levels(await measure({ registry, pixelContext })), String(most), unit])
  return [
    `Made by ${[...versions].join('; and by ')}.`,
    table(['node', 'reference', 'cases', 'largest', 'mean', 'at most'], rows),
    'What needs no reference:',
    table(['', 'measured', 'at most', 'in'], measured),
  ].join('\n\n')
}

function levels(value: number): string {
  return value > 0 && value < 0.001 ? '< 0.001' : String(Number(value.toFixed(3)))
}
