/** Words a reader sees, in both languages of the project. */
export interface Words {
  readonly en: string
  readonly zh: string
}

/** English or Chinese. */
export type Lang = keyof Words

/** The same thing in both languages. */
export const make = (en: string, zh: string): Words => ({ en, zh })
