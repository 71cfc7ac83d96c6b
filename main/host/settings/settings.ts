import { readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import { defaultSettings } from '#shared/api/defaultSettings.ts'
import { EngineSettings, Settings } from '#shared/api/records.ts'
import { EngineId, firstEngine } from '#shared/catalogue/engineId.ts'
import { modeOf } from '#shared/catalogue/mode.ts'
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

/** Absent and undefined values stay as they are, also those of single engines. */
export type SettingsChange = { readonly [Name in keyof Settings]?: Settings[Name] | undefined }

function changedEngines(saved: Settings['engines'], change: Settings['engines'] = {}): Settings['engines'] {
  const changed = Object.entries(change).map(([engine, values]) => {
    const given = Object.entries(values).filter(([, value]) => value !== undefined)
    return [engine, { ...saved[engine], ...Object.fromEntries(given) }] as const
  })
  return Object.fromEntries(changed)
}

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
      for (const { apiUrl } of Object.values(change.engines ?? {})) readApiUrl(apiUrl)
      if (change.bucket) readBucket(change.bucket)
      const { engines, ...others } = change
      const given = Object.entries(others).filter(([, value]) => value !== undefined)
      const next: Settings = {
        ...saved,
        ...Object.fromEntries(given),
        engines: { ...saved.engines, ...changedEngines(saved.engines, engines) },
      }
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
  engines: z.record(
    EngineId,
    EngineSettings.partial().refine(({ apiUrl }) => isRight(() => readApiUrl(apiUrl))),
  ),
  bucket: Settings.shape.bucket.refine((bucket) => bucket === null || isRight(() => readBucket(bucket))),
})

/**
 * The contents of a settings file, field by field; `broken` if some of it had to be left out. Null: there is not a file.
 */
export function readSettings(text: string | null): { readonly settings: Settings; readonly broken: boolean } {
  if (text === null) return { settings: defaultSettings, broken: false }
  const file = withEngines(parse(text))
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

/** A file from before there was more than one engine: practice was one, and the other was RunComfy. */
function withEngines(
  file: Readonly<Record<string, unknown>> | null,
): Readonly<Record<string, unknown>> | null {
  if (file === null || 'engines' in file) return file
  const { engine, apiUrl, concurrency, ...rest } = file
  const own = Object.fromEntries(
    Object.entries({ apiUrl, concurrency }).filter(([, value]) => value !== undefined && value !== ''),
  )
  return {
    ...(Object.keys(own).length > 0 && { engines: { [firstEngine]: own } }),
    ...(engine !== undefined && {
      mode: (typeof engine === 'string' ? modeOf(engine) : undefined) ?? engine,
    }),
    ...rest,
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
