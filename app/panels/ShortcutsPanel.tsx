import { commands } from '../commands/commands.ts'
import { Panel } from './Panel.tsx'
import { shownKeys } from './shownKeys.ts'

/** Every command that has keys, by group. */
export function ShortcutsPanel() {
  const groups = [
    ...Map.groupBy(
      commands.filter(({ keys }) => keys !== ''),
      ({ group }) => group,
    ),
  ]
  const mac = /mac/i.test(navigator.platform)
  return (
    <Panel title="Shortcuts">
      {groups.map(([group, some]) => (
        <section key={group} aria-label={group} className="px-3 py-2">
          <h3 className="pb-1 text-[12px] text-dim">{group}</h3>
          <dl>
            {some.map(({ id, title, keys }) => (
              <div key={id} className="flex items-baseline gap-2 py-[3px]">
                <dt className="flex-1">{title}</dt>
                <dd className="flex gap-1">
                  {shownKeys(keys, mac).map((one) => (
                    <kbd key={one} className="rounded border border-line bg-canvas px-1 text-[12px] text-dim">
                      {one}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Panel>
  )
}
