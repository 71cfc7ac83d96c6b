import { extname } from 'node:path'

/** A request to open something, from the user or from the system on their behalf. */
export type OpenRequest =
  | { readonly open: 'file'; readonly path: string }
  /** A workflow as text in the link itself: it is shown, never run, and nothing is fetched for it. */
  | { readonly open: 'preview'; readonly name: string; readonly text: string }

export const LINK_SCHEME = 'patchbay'

/** The maximum length of a link, in characters. */
const LONGEST = 64 * 1024

const endings: ReadonlySet<string> = new Set(['.json', '.png', '.jpg', '.jpeg', '.webp'])

/**
 * Parses a link `patchbay://preview?name=…&workflow=…`, its workflow as base64url of its text. Null for any other link:
 * a link can name no file, no address and no command.
 */
export function readLink(link: string): OpenRequest | null {
  if (link.length > LONGEST || !URL.canParse(link)) return null
  const url = new URL(link)
  if (url.protocol !== `${LINK_SCHEME}:` || url.host !== 'preview') return null
  const workflow = url.searchParams.get('workflow') ?? ''
  if (!/^[\w-]+$/.test(workflow)) return null
  const text = Buffer.from(workflow, 'base64url').toString('utf8')
  const name = (url.searchParams.get('name') ?? '').replaceAll(/\p{C}/gu, '').trim().slice(0, 100)
  return { open: 'preview', name: name === '' ? 'From a link' : name, text }
}

/**
 * The open requests in a command line: files that can be opened, and links. Options and the program itself are ignored.
 */
export function readArguments(args: readonly string[]): readonly OpenRequest[] {
  return args.flatMap((arg): readonly OpenRequest[] => {
    if (arg.startsWith('-')) return []
    if (arg.startsWith(`${LINK_SCHEME}:`)) return [readLink(arg) ?? []].flat()
    return endings.has(extname(arg).toLowerCase()) ? [{ open: 'file', path: arg }] : []
  })
}
