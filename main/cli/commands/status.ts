import type { KeyState } from '#shared/api/records.ts'
import { formatDollars } from '#shared/measures.ts'
import type { EngineName } from '#shared/catalogue/engineName.ts'
import { homeFolder } from '../../platform/home.ts'
import { holderOf, readStatus } from '../../host/readStatus.ts'
import { readEditorStatus } from '../connection/connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { engineIn } from '../command/engineOption.ts'

export default defineCommand({
  name: 'status',
  group: 'library',
  summary: 'Show which library, engine, address and key a command uses here, and why',
  details: ['No key is shown, and the engine is not asked.'],
  json: 'Print it as one JSON object',
  run: status,
})

async function status({ json }: { readonly json: boolean }, context: CommandContext): Promise<ExitCode> {
  const { env, console, version } = context
  const engine = engineIn(env)
  const named = (env['PATCHBAY_ENGINE'] ?? '') !== ''
  const home = homeFolder(env)
  const editor = await readEditorStatus(context)
  const { settings, key, address } = editor ?? (await readStatus(home, env))
  const holder = holderOf(home)
  const found = {
    version,
    home,
    holder: holder === null ? null : { ...holder, editor: editor !== null },
    engine: { name: engine, from: named ? 'environment' : 'default' },
    editorEngine: settings.engine,
    address: {
      origin: address.origin,
      from: address.fixed ? 'environment' : settings.apiUrl === '' ? 'default' : 'settings',
    },
    key,
    concurrency: settings.concurrency,
    confirmAbove: settings.confirmAbove,
  } as const
  if (json) console.print(JSON.stringify(found))
  else for (const line of inWords(found)) console.print(line)
  return EXIT.done
}

interface Found {
  readonly version: string
  readonly home: string
  readonly holder: { readonly pid: number; readonly what: string; readonly editor: boolean } | null
  readonly engine: { readonly name: EngineName; readonly from: 'environment' | 'default' }
  readonly editorEngine: EngineName
  readonly address: { readonly origin: string | null; readonly from: 'environment' | 'settings' | 'default' }
  readonly key: KeyState
  readonly concurrency: number
  readonly confirmAbove: number
}

function inWords({
  version,
  home,
  holder,
  engine,
  editorEngine,
  address,
  key,
  concurrency,
  confirmAbove,
}: Found): readonly string[] {
  const of = holder?.editor === true ? ' of the editor' : ''
  const addressFrom = {
    environment: `PATCHBAY_API_URL${of}`,
    settings: 'set in the editor',
    default: "RunComfy's own",
  }[address.from]
  const keyFrom = {
    environment: `from the environment${of}`,
    session: 'set in the editor for this session',
    file: 'set in the editor',
  }
  const elsewhere =
    key.elsewhere === undefined ? '' : `; the key for ${key.elsewhere} is not sent anywhere else`
  return [
    `version      ${version}`,
    `library      ${home}${holder === null ? '' : ` (in use by process ${holder.pid}: ${holder.what})`}`,
    `engine       ${engine.name} (${engine.from === 'default' ? 'default' : 'PATCHBAY_ENGINE'}); the editor uses ${editorEngine}`,
    `address      ${address.origin ?? 'invalid address'} (${addressFrom})`,
    `key          ${key.from === null ? `none for this address${elsewhere}` : keyFrom[key.from]}`,
    `concurrency  ${concurrency} jobs at a time`,
    `approval     the editor asks above ${formatDollars(confirmAbove)}; naming the engine of a command approves its cost`,
  ]
}
