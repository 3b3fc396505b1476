import "./polyfill.ts"

/** What the functions at the top of the built file call. Nothing here may touch a service before it is called. */
export { allocate, ask, change, quota, rank } from "./formulas.ts"
export { formatSelection, freezeSelection, hourly, onOpen, refreshTable, sidebar } from "./menu.ts"
export { call } from "./Sidebar.ts"
