// The effects of words on a picture. Data only: a word may be under several headings, and a word under none still
// changes the picture, since the whole prompt seeds it. Han characters are read one by one.

export const motifs = {
  portrait:
    'portrait face woman man girl boy person people human lady gentleman selfie headshot she her he his child king queen princess wizard 人 女 男 脸',
  stillLife:
    'still table bowl fruit apple apples pear lemon vase bottle cup mug teapot tea coffee food breakfast bread cake product perfume jar 果 茶 杯 瓶',
  interior:
    'interior room window windowsill sofa couch apartment bedroom kitchen living chair lamp indoor library studio 室 窗 房',
  city: 'city street skyline skyscraper building buildings town urban tokyo york london paris shanghai metropolis neon downtown tower towers cyberpunk 城 街 楼',
  sea: 'sea ocean beach wave waves coast shore island harbor harbour boat ship sail sailboat surf swimsuit lagoon lighthouse 海 波 岛 船',
  mountains: 'mountain mountains alps peak peaks summit cliff glacier himalaya everest canyon 山 峰',
  forest: 'forest tree trees wood woods jungle pine pines birch grove woodland bamboo 森 林 树 木 竹',
  desert: 'desert dune dunes sand sahara cactus mars oasis pyramid pyramids 沙 漠',
  space:
    'space planet planets galaxy stars nebula cosmos cosmic astronaut rocket saturn jupiter orbit universe 宇 宙 星',
  flowers:
    'flower flowers garden rose roses tulip tulips blossom blossoms bloom bouquet meadow poppy poppies sunflower lily petals 花 园',
  abstract:
    'abstract geometric pattern shapes bauhaus cubist minimalist mosaic grid texture fabric denim logo circles 抽 象',
  hills:
    'hill hills landscape valley field fields countryside prairie farm river lake village house cottage 丘 田 河 湖',
} as const

export const hours = {
  night: 'night midnight moon moonlit moonlight dark starry nocturnal lantern lanterns 夜 月',
  dawn: 'dawn morning sunrise mist misty dew early fog foggy 晨 晓',
  dusk: 'dusk sunset evening twilight golden sundown 夕 暮 昏',
  day: 'day noon midday sunny bright daylight afternoon clear summer 日 晴',
} as const

export const seasons = {
  winter: 'winter snow snowy ice icy frozen frost cold glacier 雪 冬 冰',
  autumn: 'autumn fall october november harvest maple 秋',
  spring: 'spring cherry blossom blossoms sakura april 春 樱',
  summer: 'summer july tropical 夏',
} as const

/** Hues in degrees (OKLCH), and how much chroma the word asks for. */
export const hues: { readonly [word: string]: readonly [hue: number, chroma: number] } = {
  red: [25, 1.5],
  crimson: [20, 1.5],
  scarlet: [28, 1.6],
  orange: [55, 1.4],
  amber: [72, 1.3],
  gold: [85, 1.2],
  golden: [82, 1.2],
  yellow: [100, 1.3],
  lime: [125, 1.3],
  green: [148, 1.3],
  emerald: [160, 1.3],
  teal: [190, 1.2],
  turquoise: [195, 1.3],
  cyan: [205, 1.3],
  blue: [255, 1.4],
  azure: [240, 1.3],
  indigo: [275, 1.3],
  purple: [305, 1.4],
  violet: [295, 1.4],
  lavender: [300, 0.8],
  magenta: [335, 1.6],
  pink: [355, 1.2],
  rose: [5, 1.1],
  brown: [55, 0.7],
  sepia: [70, 0.6],
  红: [25, 1.5],
  橙: [55, 1.4],
  黄: [100, 1.3],
  绿: [148, 1.3],
  蓝: [255, 1.4],
  紫: [305, 1.4],
  粉: [355, 1.2],
}

export const manners = {
  grey: 'grey gray monochrome noir charcoal bw 灰',
  pastel: 'pastel soft pale gentle delicate watercolor watercolour calm serene airy',
  vivid: 'vivid vibrant neon saturated colorful colourful bold electric psychedelic pop',
  sombre: 'dark moody gloomy dramatic gothic storm stormy shadow shadows',
} as const

export const accents = {
  boat: 'boat ship sail sailboat yacht 船',
  birds: 'bird birds gull gulls seagull seagulls crane cranes swallow swallows 鸟',
  cat: 'cat kitten kitty 猫',
  house: 'house cottage cabin hut barn home 家',
  lighthouse: 'lighthouse',
  balloon: 'balloon balloons',
  rain: 'rain rainy raining storm stormy 雨',
  snow: 'snow snowy snowing snowfall blizzard 雪',
} as const

/** Words that put water before hills and mountains. */
export const waters = 'lake lakes river pond water boat reflection reflections mirror 湖 河 水 船'

export type Motif = keyof typeof motifs
export type Hour = keyof typeof hours
export type Season = keyof typeof seasons
export type Manner = keyof typeof manners
export type Accent = keyof typeof accents
