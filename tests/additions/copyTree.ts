import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { childEnvironment } from '#main/platform/childEnvironment.ts'
import { testFolder } from '#main/platform/testing/testFolder.ts'

const root = join(import.meta.dirname, '../..')
const skipped = new Set(['node_modules', 'dist', '.git', '.cache', 'screenshots'])

/**
 * The sources as one program: built folder by folder, the compiler would stop at the first with an error.
 * Without the settings of each folder it finds some faults that are none: ask for those of an addition by its name.
 */
const whole = {
  extends: './build/tsconfig.base.json',
  compilerOptions: {
    noEmit: true,
    composite: false,
    declaration: false,
    emitDeclarationOnly: false,
    incremental: false,
    lib: ['ES2024', 'ESNext.Disposable', 'DOM', 'DOM.Iterable'],
    jsx: 'react-jsx',
    types: ['vite/client', 'node'],
  },
  include: ['app', 'main', 'nodes', 'shared'].flatMap((part) => [`${part}/**/*.ts`, `${part}/**/*.tsx`]),
  exclude: ['**/*.test.ts'],
  // It has an input for every request.
  files: ['main/host/canary.test.ts'],
}

/** A copy of the project that a test may change. */
export interface Copy {
  read(path: string): string
  write(path: string, text: string): void
  /** Replaces a part of a file that it has exactly once. Throws if it has not: then the test is out of date. */
  replace(path: string, before: string, after: string): void
  /** The errors of the compiler, each with its file. */
  typeErrors(): readonly TypeFault[]
  /** Runs these unit tests; returns what vitest prints, and whether they passed. */
  unitTests(...paths: readonly string[]): { readonly passed: boolean; readonly text: string }
}

export interface TypeFault {
  readonly file: string
  readonly message: string
}

export function copyTree(): Copy {
  const folder = testFolder()
  cpSync(root, folder, {
    recursive: true,
    filter: (source) =>
      !relative(root, source)
        .split(sep)
        .some((part) => skipped.has(part)),
  })
  for (const made of ['node_modules', 'build/node/node_modules', 'dist'])
    symlinkSync(join(root, made), join(folder, made))
  writeFileSync(join(folder, 'tsconfig.whole.json'), JSON.stringify(whole))
  const at = (path: string): string => join(folder, path)
  const read = (path: string): string => readFileSync(at(path), 'utf8')
  const run = (script: string, args: readonly string[]) =>
    spawnSync(process.execPath, [at(`node_modules/${script}`), ...args], {
      cwd: folder,
      env: childEnvironment(process.env),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    })
  return {
    read,
    write(path, text) {
      mkdirSync(dirname(at(path)), { recursive: true })
      writeFileSync(at(path), text)
    },
    replace(path, before, after) {
      const parts = read(path).split(before)
      if (parts.length !== 2) throw new Error(`${path} has ${before} ${parts.length - 1} times`)
      writeFileSync(at(path), parts.join(after))
    },
    typeErrors() {
      const { stdout } = run('typescript/bin/tsc', ['-p', 'tsconfig.whole.json', '--pretty', 'false'])
      return stdout.split('\n').flatMap((line): TypeFault[] => {
        const match = /^([^\s(]+)\(\d+,\d+\): error (.*)$/.exec(line)
        return match === null ? [] : [{ file: match[1] ?? '', message: match[2] ?? '' }]
      })
    },
    unitTests(...paths) {
      const { status, stdout, stderr } = run('vitest/vitest.mjs', ['run', ...paths])
      return { passed: status === 0, text: stdout + stderr }
    },
  }
}
