import type { KeyState } from '#shared/api/records.ts'
import { formatDollars } from '#shared/measures.ts'
import type { EngineId } from '#shared/catalogue/engineId.ts'
import { Mode } from '#shared/catalogue/mode.ts'
import { homeFolder } from '../../platform/home.ts'
import { titleOfEngine } from '../../host/requests/commandPayer.ts'
import { holderOf, readStatus } from '../../host/readStatus.ts'
import { readEditorStatus } from '../connection/connect.ts'
import type { ExitCode } from '../console/exitCode.ts'
import { EXIT } from '../console/exitCode.ts'
import type { CommandContext } from '../command/defineCommand.ts'
import { defineCommand } from '../command/defineCommand.ts'
import { destinationIn } from '../command/engineOption.ts'

export default defineCommand({
  name: 'status',
  group: 'library',
  summary: 'Show which library, engines, addresses and keys a command uses here, and why',
  details: ['No key is shown, and no engine is asked.'],
  json: 'Print it as one JSON object',
  run: status,
})

async function status({ json }: { readonly json: boolean }, context: CommandContext): Promise<ExitCode> {
  const { env, console, version } = context
  const { mode, only, from } = destinationIn(env)
  const home = homeFolder(env)
  const editor = await readEditorStatus(context)
  const { settings, engines } = editor ?? (await readStatus(home, env))
  const holder = holderOf(home)
  const found: Found = {
    version,
    home,
    holder: holder === null ? null : { ...holder, editor: editor !== null },
    engine: { name: only ?? mode, from: from === null ? 'default' : 'environment' },
    editorMode: settings.mode,
    engines: engines.map(({ id, title, address, key, keyVariable, concurrency }) => ({
      id,
      title,
      address: {
        origin: address.origin,
        from: address.fixed
          ? 'environment'
          : (settings.engines[id]?.apiUrl ?? '') === ''
            ? 'default'
            : 'settings',
      },
      key: { ...key, variable: keyVariable },
      concurrency,
    })),
    confirmAbove: settings.confirmAbove,
  }
  if (json) console.print(JSON.stringify(found))
  else for (const line of inWords(found)) console.print(line)
  return EXIT.done
}

interface Found {
  readonly version: string
  readonly home: string
  readonly holder: { readonly pid: number; readonly what: string; readonly editor: boolean } | null
  /** `practice`, `live`, or the only engine. */
  readonly engine: { readonly name: string; readonly from: 'environment' | 'default' }
  readonly editorMode: Mode
  readonly engines: readonly FoundEngine[]
  readonly confirmAbove: number
}

interface FoundEngine {
  readonly id: EngineId
  readonly title: string
  readonly address: { readonly origin: string | null; readonly from: 'environment' | 'settings' | 'default' }
  readonly key: KeyState & { readonly variable: string }
  readonly concurrency: number
}

function inWords(found: Found): readonly string[] {
  const { version, home, holder, engine, editorMode, engines, confirmAbove } = found
  const of = holder?.editor === true ? ' of the editor' : ''
  const isDefault = engine.from === 'default'
  return [
    `version      ${version}`,
    `library      ${home}${holder === null ? '' : ` (in use by process ${holder.pid}: ${holder.what})`}`,
    `mode         ${modeInWords(engine.name)} (${isDefault ? 'default' : 'named in the environment'}); the editor is in ${editorMode === 'live' ? 'live mode' : 'practice'}`,
    ...engines.flatMap((each) => engineInWords(each, of)),
    `approval     the editor asks above ${formatDollars(confirmAbove)}; a command with --live or --engine approves its cost`,
  ]
}

/** `practice`, `live`, or the only engine, by its name. */
const modeInWords = (name: string): string =>
  Mode.safeParse(name).success ? name : `live on ${titleOfEngine(name)} alone`

function engineInWords({ title, address, key, concurrency }: FoundEngine, of: string): readonly string[] {
  const addressFrom = {
    environment: `from the environment${of}`,
    settings: 'set in the editor',
    default: 'its own',
  }[address.from]
  const keyFrom = {
    environment: `from the environment${of}`,
    session: 'set in the editor for this session',
    file: 'set in the editor',
  }
  const elsewhere =
    key.elsewhere === undefined ? '' : `; the key for ${key.elsewhere} is not sent anywhere else`
  return [
    title,
    `  address      ${address.origin ?? 'invalid address'} (${addressFrom})`,
    `  key          ${key.from === null ? `none for this address${elsewhere}` : keyFrom[key.from]}`,
    `  concurrency  ${concurrency} jobs at a time`,
  ]
}
