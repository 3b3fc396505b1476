import * as Drawer from "./Drawer.ts"

/** When a document opens: what formulas paid for moves where it stays. */
export const onOpen = (): void => {
  Drawer.empty()
}
