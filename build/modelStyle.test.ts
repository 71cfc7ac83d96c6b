import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

test('the only inline style that the page’s policy allows is that of the installed element for 3D models', () => {
  const module = read('../node_modules/@google/model-viewer/lib/template.js')
  const style = module.slice(module.indexOf('<style>') + '<style>'.length, module.indexOf('</style>'))
  expect(read('../main/browser/headers.ts')).toContain(`'sha256-${hash('sha256', style, 'base64')}'`)
})
