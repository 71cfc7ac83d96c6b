import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/errors.ts'

/** A file of the page as it is served. */
export interface PageFile {
  readonly type: string
  readonly bytes: Uint8Array
  readonly cache: string
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  woff2: 'font/woff2',
  png: 'image/png',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  hdr: 'image/vnd.radiance',
  ico: 'image/x-icon',
}

/**
 * The built page, by the paths of its files, such as `/index.html`. Read once, so that no part of a request ever
 * becomes a path, and a build in between changes nothing. Throws `file.unreadable` without a built page.
 */
export function readPage(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>()
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const type = types[entry.name.replace(/^.*\./, '')]
      if (!entry.isFile() || type === undefined) continue
      const file = join(entry.parentPath, entry.name)
      const path = file.slice(folder.length).replaceAll('\\', '/').replace(/^\/*/, '/')
      files.set(path, { type, bytes: readFileSync(file), cache: cacheOf(path) })
    }
  } catch (thrown) {
    throw new AppError('file.unreadable', `The editor's page in ${folder} cannot be read.`, { cause: thrown })
  }
  if (files.has('/index.html')) return files
  throw new AppError('file.unreadable', `The editor's page is not built: ${folder} has no index.html.`)
}

/** The build names the files in `assets` by their content. */
const cacheOf = (path: string): string =>
  path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache'
