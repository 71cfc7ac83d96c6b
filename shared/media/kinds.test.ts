import { describe, expect, test } from 'vitest'
import { endings } from './formats.ts'
import type { MediaKind } from './kinds.ts'
import {
  endingOfMime,
  endingsOfMedia,
  factsOf,
  isMediaKind,
  kindOfEnding,
  kindOfFormat,
  kindOfMime,
  kindsOfEnding,
  mediaKinds,
  mimeOf,
  mimeOfEnding,
} from './kinds.ts'

test('a container is identified by its use', () => {
  expect([mimeOf('mp4', 'video'), mimeOf('mp4', 'audio'), mimeOf('mp4', 'image')]).toEqual([
    'video/mp4',
    'audio/mp4',
    undefined,
  ])
  expect([endingOfMime('video/mp4'), endingOfMime('audio/mp4'), endingOfMime('image/svg+xml')]).toEqual([
    'mp4',
    'm4a',
    undefined,
  ])
})

test.each([
  ['png', 'image', 'image/png'],
  ['mp4', 'video', 'video/mp4'],
  ['ogg', 'video', 'video/ogg'],
  ['mp3', 'audio', 'audio/mpeg'],
  ['glb', 'model3d', 'model/gltf-binary'],
  ['bin', 'file', 'application/octet-stream'],
] as const)('a file of the format %s is of the kind %s, unless more is known', (format, kind, mime) => {
  expect(kindOfFormat(format)).toBe(kind)
  expect(mimeOfEnding(format)).toBe(mime)
})

test('every stored extension has a media type, and no other has', () => {
  expect(endings.filter((ending) => mimeOfEnding(ending) === undefined)).toEqual([])
  expect(mimeOfEnding('svg')).toBeUndefined()
})

describe('a kind by what is said about a file', () => {
  test.each([
    ['webp', 'image'],
    ['MOV', 'video'],
    ['flac', 'audio'],
    ['M4A', 'audio'],
    ['weba', 'audio'],
    ['fbx', 'model3d'],
    // It only says that these are bytes.
    ['bin', null],
    ['svg', null],
  ])('the extension .%s: %s', (ending, kind) => {
    expect(kindOfEnding(ending)).toBe(kind)
  })

  test.each([
    ['image/svg+xml', 'image'],
    ['video/x-flv', 'video'],
    ['audio/midi', 'audio'],
    ['model/obj', 'model3d'],
    ['image', 'image'],
    ['image/x/y', 'image'],
    ['application/octet-stream', null],
    ['', null],
  ])('the media type %j: %s', (mime, kind) => {
    expect(kindOfMime(mime)).toBe(kind)
  })
})

test.each([
  ['png', ['image', 'mask']],
  ['mp4', ['video', 'audio']],
  ['m4a', ['audio']],
  ['bin', ['model3d', 'file']],
  ['exe', ['model3d', 'file']],
])('a stored file named .%s is one of %j', (ending, kinds) => {
  expect(kindsOfEnding(ending)).toEqual(kinds)
})

test.each<[MediaKind, string, readonly string[]]>([
  ['image', 'image/png', ['png']],
  ['image', 'image/svg+xml', []],
  // Stored like a film by an earlier version.
  ['audio', 'audio/mp4', ['m4a', 'mp4']],
  ['video', 'video/webm', ['webm', 'weba']],
  ['audio', 'audio/mpeg', ['mp3']],
  // Stored as a file by an earlier version, or used as one.
  ['model3d', 'model/gltf-binary', ['glb', 'bin']],
  ['model3d', 'application/octet-stream', ['bin']],
  ['file', 'model/gltf-binary', ['bin', 'glb']],
  ['file', 'application/octet-stream', ['bin']],
  ['file', 'application/zip', ['bin']],
])('%s of the type %s is stored under one of the extensions %j', (media, mime, expected) => {
  expect(endingsOfMedia({ media, mime })).toEqual(expected)
})

test('a port of a kind accepts its own kind first, and no kind that does not exist', () => {
  expect(mediaKinds.filter((kind) => factsOf[kind].accepts[0] !== kind)).toEqual([])
  expect(mediaKinds.flatMap((kind) => factsOf[kind].accepts).filter((kind) => !isMediaKind(kind))).toEqual([])
})

test('a name that every object has is no kind', () => {
  expect(isMediaKind('constructor')).toBe(false)
})
