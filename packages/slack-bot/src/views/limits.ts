/** What Slack accepts at most. Numbers that differ between sources are the smaller ones. */
export const limits = {
  messageBlocks: 50,
  /** Seen by users to fail from about 13,200 on. */
  messageChars: 12_000,
  /** `text` beside blocks; Slack asks for less than 4,000. */
  text: 3_900,
  modalBlocks: 100,
  modalTitle: 24,
  metadata: 3_000,
  header: 150,
  section: 3_000,
  context: 2_000,
  contextElements: 10,
  actions: 25,
  button: 75,
  value: 2_000,
  option: 75,
  optionValue: 150,
  options: 100,
  overflow: 5,
  hint: 2_000,
  label: 2_000,
  placeholder: 150,
  tableRows: 100,
  tableColumns: 20,
  /** All cells of one table together, with room for what stands around it. */
  tableChars: 9_000,
  cell: 300,
  caption: 150,
  chartTitle: 50,
  chartSeries: 6,
  chartPoints: 20,
  chartLabel: 20,
  cardTitle: 150,
  cardBody: 200,
  cardButtons: 3,
  carousel: 10
} as const
