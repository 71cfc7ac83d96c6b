import { createElement as draw } from 'react'
import { expect, test } from 'vitest'
import { Button } from '../ui/Button.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { TextButton } from '../ui/TextButton.tsx'
import { outline } from './outline.ts'

test('an outline has texts and controls, by role, name and state', () => {
  const shown = draw(
    'section',
    { role: 'group', 'aria-label': 'Fish & chips' },
    draw('p', null, 'Are they "good"?'),
    draw(Checkbox, { checked: true, onCheck: () => {}, children: 'Salt' }),
    draw(IconButton, { label: 'Eat', pressed: true }, draw('svg', { 'aria-hidden': true }, 'a fork')),
    draw('input', { 'aria-label': 'How much', defaultValue: 2, disabled: true, title: 'Nothing is left' }),
  )
  expect(outline(shown)).toEqual([
    'group "Fish & chips"',
    'Are they "good"?',
    'checkbox checked',
    'Salt',
    'button "Eat" pressed',
    'field "How much" = 2 off: Nothing is left',
  ])
})

test('only buttons that need the host are disabled while it is unreachable, and say why', () => {
  const shown = [
    draw(Button, { key: 1 }, 'Look'),
    draw(Button, { key: 2, needsHost: true, title: 'Runs all' }, 'Run'),
    draw(TextButton, { key: 3, disabled: true, title: 'All is saved' }, 'Save'),
    draw(IconButton, { key: 4, needsHost: true, label: 'Remove' }),
  ]
  expect(outline(shown)).toEqual([
    'button "Look"',
    'button "Run"',
    'button "Save" off: All is saved',
    'button "Remove"',
  ])
  expect(outline(shown, { isHostGone: true })).toEqual([
    'button "Look"',
    'button "Run" off: Not available while the host is disconnected',
    'button "Save" off: All is saved',
    'button "Remove" off: Not available while the host is disconnected',
  ])
})
