import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished } from 'vitest'
import { openLibrary } from '#main/library/openLibrary.ts'
import { done, refused, texts } from './scenarios.ts'
import type { Scenario } from './setUp.ts'

/** Steps can no longer be recorded. */
async function closeHistory(home: string): Promise<void> {
  const library = await openLibrary({ env: { PATCHBAY_HOME: home }, what: 'a test' })
  library.close()
  const store = new DatabaseSync(join(home, 'library.db'))
  store.exec(`CREATE TRIGGER closed BEFORE INSERT ON steps BEGIN SELECT RAISE(ABORT, 'closed'); END`)
  store.close()
}

/** Another program holds the library, and accepts no requests. */
async function hold(home: string): Promise<void> {
  const library = await openLibrary({ env: { PATCHBAY_HOME: home }, what: 'another program' })
  onTestFinished(() => library.close())
}

/** Root may write everywhere. */
const isRoot = process.getuid?.() === 0

async function forbidWriting(home: string): Promise<void> {
  await chmod(home, 0o500)
  onTestFinished(() => chmod(home, 0o700))
}

export const library: readonly Scenario[] = [
  {
    title: 'a library that a program holds which does not answer',
    file: texts,
    before: hold,
    outcome: {
      ...refused(75),
      refusal: [expect.stringMatching(/in use by process \d+ \(another program\)/)],
    },
  },
  {
    title: 'a library whose lock cannot be had',
    file: texts,
    before: (home) => mkdir(join(home, 'library.lock')).then(() => {}),
    outcome: refused(66),
  },
  ...(isRoot
    ? []
    : [
        {
          title: 'a library in a folder that may not be written to',
          file: texts,
          before: forbidWriting,
          outcome: refused(66),
        },
      ]),
  {
    title: 'a history that cannot be written',
    file: texts,
    before: closeHistory,
    outcome: { ...done(), unrecorded: true },
  },
  {
    title: 'settings that cannot be read',
    file: texts,
    before: (home) => writeFile(join(home, 'settings.json'), '{'),
    outcome: done(),
  },
  {
    title: 'a library that is not there yet',
    file: texts,
    before: (home) => rm(join(home, 'library.db'), { force: true }),
    outcome: done(),
  },
]
