import type { Electron } from './electron.ts'
import { isOwn } from './origin.ts'

/** The only permission of the page: putting text and pictures on the clipboard. */
const allowed: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/** Denies every other permission, to every page. */
export function denyPermissions({ defaultSession }: Electron['session']): void {
  const grants = (permission: string, address: string | undefined): boolean =>
    allowed.has(permission) && address !== undefined && isOwn(address)
  defaultSession.setPermissionRequestHandler((contents, permission, answer, { requestingUrl }) =>
    answer(contents !== null && grants(permission, requestingUrl)),
  )
  defaultSession.setPermissionCheckHandler((_, permission, origin) =>
    grants(permission, origin.replace(/\/$/, '')),
  )
  defaultSession.setDevicePermissionHandler(() => false)
}
