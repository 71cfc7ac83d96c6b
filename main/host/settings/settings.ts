import { readFile, rename } from 'node:fs/promises'
import { defaultSettings } from '#shared/api/defaultSettings.ts'
import { Settings } from '#shared/api/records.ts'
import type { Log } from '#shared/services.ts'
import { silentLog } from '#shared/services.ts'
import { readApiUrl } from '../../network/apiUrl.ts'
import { readBucket } from '../../uploads/bucket/readBucket.ts'
import { systemCode } from '../../platform/fileError.ts'
import { writeWhole } from '../../platform/writeWhole.ts'
import { createLatestWriter } from '../drafts/latestWrite.ts'

/** The settings of a library's user. */
export interface SavedSettings {
  get(): Settings
  /**
   * Resolves when the change is on the disk. Rejects with `egress.refused` for an invalid address, `input.invalid` for
   * an invalid bucket, `file.unwritable`.
   */
  change(change: SettingsChange): Promise<Settings>
}

/** Absent and undefined values stay as they are. */
export type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | undefined }

/**
 * The settings in a file. Unreadable ones have their default, and the original file is kept as `settings.json.broken`.
 */
export async function openSettings(path: string, log: Log = silentLog): Promise<SavedSettings> {
  const text = await readFile(path, 'utf8').catch((thrown: unknown) => {
    if (systemCode(thrown) !== 'ENOENT') log.error('settings.unread', { error: thrown })
    return null
  })
  const { settings, broken } = readSettings(text)
  if (broken) {
    log.warn('settings.broken', { path })
    await rename(path, `${path}.broken`).catch((thrown: unknown) =>
      log.error('settings.unmoved', { error: thrown }),
    )
  }
  let saved = settings
  const write = createLatestWriter((next: Settings) =>
    writeWhole(path, Buffer.from(`${JSON.stringify(next, null, 2)}\n`)),
  )
  return {
    get: () => saved,
    async change(change) {
      if (change.apiUrl !== undefined) readApiUrl(change.apiUrl)
      if (change.bucket) readBucket(change.bucket)
      const given = Object.entries(change).filter(([, value]) => value !== undefined)
      const next: Settings = { ...saved, ...Object.fromEntries(given) }
      saved = next
      await write(next)
      return next
    },
  }
}

const isRight = (check: () => unknown): boolean => {
  try {
    check()
    return true
  } catch {
    return false
  }
}

/** Validated like changed settings: a file may have been edited by hand. */
const Checked = Settings.extend({
  apiUrl: Settings.shape.apiUrl.refine((text) => isRight(() => readApiUrl(text))),
  bucket: Settings.shape.bucket.refine((bucket) => bucket === null || isRight(() => readBucket(bucket))),
})

/**
 * The contents of a settings file, field by field; `broken` if some of it had to be left out. Null: there is not a file.
 */
export function readSettings(text: string | null): { readonly settings: Settings; readonly broken: boolean } {
  if (text === null) return { settings: defaultSettings, broken: false }
  const file = parse(text)
  if (file === null) return { settings: defaultSettings, broken: true }
  const fields = Object.entries(Checked.partial().shape).map(
    ([name, schema]) => [name, schema.safeParse(file[name])] as const,
  )
  const read = fields.flatMap(([name, { data }]) => (data === undefined ? [] : [[name, data] as const]))
  return {
    settings: { ...defaultSettings, ...Object.fromEntries(read) },
    broken: fields.some(([, { success }]) => !success),
  }
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const file: unknown = JSON.parse(text)
    return typeof file === 'object' && file !== null && !Array.isArray(file) ? { ...file } : null
  } catch {
    return null
  }
}
