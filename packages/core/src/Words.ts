/** Words a reader sees, in both languages of the project. */
export interface Words {
  readonly en: string
  readonly zh: string
}

export type Lang = keyof Words

export const make = (en: string, zh: string): Words => ({ en, zh })
