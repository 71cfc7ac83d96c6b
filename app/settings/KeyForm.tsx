import { ExternalLink } from 'lucide-react'
import { useId, useState } from 'react'
import type { EngineState, KeyState } from '#shared/api/records.ts'
import type { KeyTest } from '#shared/api/settingsRequests.ts'
import { toAppError } from '#shared/errors.ts'
import { formatDollars } from '#shared/measures.ts'
import { host } from '../base/host.ts'
import { notifyFailure } from '../base/notify.ts'
import { Checkbox } from '../base/ui/Checkbox.tsx'
import { TextButton } from '../base/ui/TextButton.tsx'
import { TextField } from '../base/ui/TextField.tsx'
import { useEditor } from '../base/useEditor.ts'
import type { OutcomeOf } from './Outcome.tsx'
import { Outcome } from './Outcome.tsx'

const keyTexts = {
  environment: 'The key is set in the environment.',
  session: 'The key is active until Patchbay ends.',
  file: 'The key is remembered in a file that only you can read.',
} as const

/** Where the key is, and where it is sent: one for another address is not sent to this one. */
function keyText({ key: { from, elsewhere }, address: { origin, account } }: EngineState): string {
  const to = [origin ?? [], account ?? []].flat().map(hostOf).join(' and ')
  if (from !== null) return `${keyTexts[from]}${to === '' ? '' : ` It is sent only to ${to}.`}`
  const where = to === '' ? '' : ` A key is sent only to ${to}.`
  if (elsewhere === undefined) return `No key is set.${where}`
  return `Your key is for ${hostOf(elsewhere)} and is not sent anywhere else. Enter a key for this address.`
}

const hostOf = (origin: string): string => (URL.canParse(origin) ? new URL(origin).host : origin)

function testText({ balance, currency }: KeyTest): string {
  if (balance === null) return 'The key works.'
  return `The key works. Balance: ${currency === 'USD' ? formatDollars(balance) : `${balance} ${currency}`}.`
}

interface KeyFormProps {
  readonly engine: EngineState
  /** Whether the field has the focus when it appears. */
  readonly autoFocus?: boolean
  /** Whether using the key is the usual next step, as in a dialog. */
  readonly isMain?: boolean
}

/** An engine's key: it can be entered, tested before it is used, and removed, but never read. */
export function KeyForm({ engine, autoFocus = false, isMain = false }: KeyFormProps) {
  const { title, keyPage, key } = engine
  const { text, setText, remember, setRemember, outcome, test, use, remove } = useKeyForm(engine)
  const help = useId()
  return (
    <form
      aria-label={`${title} key`}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') void use()
      }}
    >
      <label className="block">
        <span className="mb-1 block">{title} key</span>
        <TextField
          type="password"
          autoComplete="off"
          autoFocus={autoFocus}
          aria-describedby={help}
          placeholder={key.from === null ? '' : 'Enter another key'}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p id={help} className="mt-1 mb-0 text-[12px] text-dim">
        {keyText(engine)}{' '}
        <a
          className="inline-flex items-center gap-1 underline"
          href={keyPage}
          target="_blank"
          rel="noreferrer"
        >
          {`Get a key at ${hostOf(keyPage)}`}
          <ExternalLink size={12} aria-hidden />
        </a>
      </p>
      <Checkbox className="mt-2" checked={remember} onCheck={setRemember}>
        Remember on this computer
      </Checkbox>
      <div className="mt-2 mb-1 flex flex-wrap gap-2">
        <TextButton
          type="submit"
          look={isMain && text.trim() !== '' ? 'main' : 'plain'}
          disabled={text.trim() === ''}
        >
          Use this key
        </TextButton>
        <TextButton disabled={text.trim() === '' && key.from === null} onClick={() => void test()}>
          Test
        </TextButton>
        {(key.from === 'session' || key.from === 'file') && (
          <TextButton onClick={() => void remove()}>Remove key</TextButton>
        )}
      </div>
      <Outcome outcome={outcome} />
    </form>
  )
}

/** What the form has, and what its buttons do. */
function useKeyForm({ id, address: { origin } }: EngineState) {
  const editor = useEditor()
  const [text, setText] = useState('')
  const [remember, setRemember] = useState(false)
  const [outcome, setOutcome] = useState<OutcomeOf | null>(null)
  const of = { engine: id, ...(origin !== null && { origin }) }
  /** Resolves with whether the engine refuses the key itself. */
  const check = async (entered: string): Promise<boolean> => {
    setOutcome({ state: 'checking', text: 'Checking the key…' })
    try {
      const tested = await host(editor).request(
        'key.test',
        entered === '' ? { engine: id } : { ...of, key: entered },
      )
      setOutcome({ state: 'good', text: testText(tested) })
      return false
    } catch (thrown) {
      const { code, message } = toAppError(thrown)
      setOutcome({ state: 'bad', text: message })
      return code === 'account.key'
    }
  }
  const save = async (entered: string): Promise<KeyState> =>
    host(editor).request('key.set', { ...of, key: entered, remember })
  return {
    text,
    setText: (entered: string) => {
      setText(entered)
      setOutcome(null)
    },
    remember,
    setRemember,
    outcome,
    test: () => check(text),
    /** A key that the engine refuses is not stored; one that cannot be tested now is. */
    async use() {
      if (await check(text)) return
      await save(text).then(
        () => setText(''),
        (thrown: unknown) => setOutcome({ state: 'bad', text: toAppError(thrown).message }),
      )
    },
    async remove() {
      setOutcome(null)
      await host(editor)
        .request('key.forget', { engine: id })
        .catch((thrown) => notifyFailure(editor, thrown))
    },
  }
}
